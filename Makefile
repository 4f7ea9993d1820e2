# make run       set up if need be, and serve the dashboard on http://localhost:8501 (PORT=... changes the port)
# make desk      serve the desk, for those who prepare an edition on this machine, on http://localhost:8502
# make test      set up if need be, and run every check: style, types, data, tests, browser; prints the lines of lib/ not reached
# make programs  put charts into WordPress, Inkscape, LibreOffice and others, and check that they are right there
# make seventh   run the tests, but for those in a browser, over a copy with one edition more
# make help      print this list
# make check     check the data folder only
# make kit       make the press kit of an edition: EDITION=4 (prints the path of the file)
# make site      write everything as plain files for any web server: SITE=site ADDRESS=https://press.example
# make words     carry new and changed messages of the code into the catalogues of lib/language
# make fonts     cut the small files of the typeface from the whole ones (static/fonts/*-common.woff2)
# make plotly    take the script that draws the live charts from npm (static/plotly)
# make pictures  draw every picture anew, and write a page that shows what differs from the kept ones (ACCEPT=1 keeps them)
# make bench     measure, and write benchmarks/RESULTS.md
# make load      put many readers at once on one process, and write benchmarks/LOAD.md (MINUTES=30 is the full run)
# make siege     attack a server of its own on this machine, and write what was seen into deploy/README.md (eight minutes)
# make lock      resolve the dependencies of pyproject.toml into requirements.txt and requirements-dev.txt, with hashes
# make audit     look for known vulnerabilities of the packages the dashboard runs on (asks PyPI; insecure code: make test)
# make sbom      write the bill of materials of what the dashboard runs on to sbom.json (CycloneDX)

PORT ?= 8501
EDITION ?= 4
SITE ?= site
PYTHON ?= python3
MINUTES ?= 2
BIN = .venv/bin
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"

.PHONY: run desk test programs seventh help check kit site words fonts plotly pictures bench load siege lock audit sbom

run: .venv/run
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

desk: .venv/run
	$(BIN)/python -m lib.desk serve

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m lib.archive check
	sh tests/chromium.sh
	sh tests/nginx.sh
	$(BIN)/python -m slipcover -m pytest --numprocesses auto --dist worksteal

# Apart from "test", which neither installs nor runs the programs of others.
programs: .venv/test
	sh tests/chromium.sh
	sh tests/programs.sh
	$(BIN)/pytest -rs tests/programs

seventh: .venv/test
	$(BIN)/python -m tests.support.seventh_edition

help:
	@sed -n 's/^# make/make/p' Makefile

check: .venv/run
	$(BIN)/python -m lib.archive check

pictures: .venv/test
	sh tests/chromium.sh
	$(BIN)/python -m tests.export.pictures.kept_pictures $(if $(ACCEPT),accept)

bench: .venv/test
	sh tests/chromium.sh
	$(BIN)/python -m benchmarks

load: .venv/test
	$(BIN)/python -m benchmarks.load --minutes $(MINUTES)

siege: .venv/test
	sh tests/chromium.sh
	$(BIN)/python -m benchmarks.siege

# Strict: a package that could not be looked up fails the audit, instead of passing unseen.
audit: .venv/test
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt

# The environment made here holds what the dashboard runs on, without the packages that only the tests need.
sbom: .venv/test
	$(PYTHON) -m venv --clear --without-pip .cache/sbom
	$(BIN)/python -m pip --python .cache/sbom/bin/python install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/cyclonedx-py environment --output-reproducible --output-file sbom.json .cache/sbom/bin/python

kit: .venv/run
	$(BIN)/python -m lib.web kit $(EDITION) $(if $(ADDRESS),--address $(ADDRESS))

site: .venv/run
	$(BIN)/python -m lib.web site $(SITE) $(if $(ADDRESS),--address $(ADDRESS)) $(if $(DASHBOARD),--dashboard $(DASHBOARD))

words: .venv/run
	$(BIN)/python -m lib.language

fonts: .venv/test
	$(BIN)/python -m tests.export.pictures.common_fonts

plotly: .venv/test
	$(BIN)/python -m tests.support.plotly_bundle

# What the dashboard runs on is taken from what the tests run on, so that the tests speak for it.
# A release that is already locked stays; UPGRADE=1 takes the newest release of everything that pyproject.toml leaves open.
lock: .venv/test
	$(LOCK) $(if $(UPGRADE),--upgrade) --group dev --output-file requirements-dev.txt pyproject.toml
	$(LOCK) $(if $(UPGRADE),--upgrade) --constraints requirements-dev.txt --output-file requirements.txt pyproject.toml

.venv/run: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/test: .venv/run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@
