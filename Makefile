# make run    set up if need be, and serve the dashboard on http://localhost:8501 (PORT=... changes the port)
# make test   set up if need be, and run every check: style, types, words, data, tests, browser
# make bench  measure, and write benchmarks/RESULTS.md
# make load   put many readers at once on one process, and write benchmarks/LOAD.md (MINUTES=30 is the full run)
# make check  only look over the data folder
# make words  carry new or changed sentences of the code into the catalogues of lib/language

PORT ?= 8501
PYTHON ?= python3
MINUTES ?= 2
BIN = .venv/bin

.PHONY: run test bench load check words

run: .venv/run
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m lib.archive check
	sh tests/chromium.sh
	$(BIN)/pytest --numprocesses auto --dist worksteal

bench: .venv/test
	sh tests/chromium.sh
	$(BIN)/python -m benchmarks

load: .venv/test
	$(BIN)/python -m benchmarks.load --minutes $(MINUTES)

check: .venv/run
	$(BIN)/python -m lib.archive check

words: .venv/run
	$(BIN)/python -m lib.language

.venv/run: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test: .venv/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
