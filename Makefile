# make run    set up if need be, and serve the dashboard on http://localhost:8501 (PORT=... changes the port)
# make test   set up if need be, and run every check: style, types, words, data, tests, browser
# make seventh  run the tests, but for those in a browser, over a copy with one edition more
# make pictures  draw every picture anew, and write a page that shows what differs from the kept ones (ACCEPT=1 keeps them)
# make bench  measure, and write benchmarks/RESULTS.md
# make load   put many readers at once on one process, and write benchmarks/LOAD.md (MINUTES=30 is the full run)
# make check  only look over the data folder
# make audit  look for weaknesses in the code (Bandit) and known ones in what it runs on (pip-audit; asks PyPI)
# make sbom   write the bill of materials of what it runs on to sbom.json (CycloneDX)
# make kit    make the press kit of an edition: EDITION=4 (the file's path is printed)
# make site   write everything as plain files for any web server: SITE=site ADDRESS=https://press.example
# make words  carry new or changed sentences of the code into the catalogues of lib/language

PORT ?= 8501
EDITION ?= 4
SITE ?= site
PYTHON ?= python3
MINUTES ?= 2
BIN = .venv/bin

.PHONY: run test seventh pictures bench load check audit kit sbom site words

run: .venv/run
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive lib pages dashboard.py
	$(BIN)/python -m lib.archive check
	sh tests/chromium.sh
	sh tests/nginx.sh
	$(BIN)/pytest --numprocesses auto --dist worksteal --cov --cov-report=term

seventh: .venv/test
	$(BIN)/python -m tests.support.seventh_edition

pictures: .venv/test
	sh tests/chromium.sh
	$(BIN)/python -m tests.export.pictures.kept_pictures $(if $(ACCEPT),accept)

bench: .venv/test
	sh tests/chromium.sh
	$(BIN)/python -m benchmarks

load: .venv/test
	$(BIN)/python -m benchmarks.load --minutes $(MINUTES)

check: .venv/run
	$(BIN)/python -m lib.archive check

audit: .venv/test
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive lib pages dashboard.py
	$(BIN)/pip-audit --requirement requirements.txt

# From an environment of its own, which holds what the dashboard runs on and nothing that only the tests need.
sbom: .venv/test
	$(PYTHON) -m venv --clear --without-pip .cache/sbom
	$(BIN)/python -m pip --python .cache/sbom/bin/python install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/cyclonedx-py environment --output-reproducible --output-file sbom.json .cache/sbom/bin/python

kit: .venv/run
	$(BIN)/python -m lib.web kit $(EDITION) $(if $(ADDRESS),--address $(ADDRESS))

site: .venv/run
	$(BIN)/python -m lib.web site $(SITE) $(if $(ADDRESS),--address $(ADDRESS)) $(if $(DASHBOARD),--dashboard $(DASHBOARD))

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
