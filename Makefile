# make             set kg up in .venv, build the sample case and say where its page is
# make assets      the question page's script and style from npm packages (web/), if a Node can be had
# make test        what must hold: lint, types, tests (a browser too), in under ten minutes
# make long        what those tests take samples of, in full: every bad input, every kill, every hostile text, 100,000 nodes
# make edits       200 random sequences of edits, each compared with a full build
# make load        50 connections, 20,000 requests on kg serve while builds swap the graph
# make dist        a wheel in dist/
# make check-exports   the committed data exports equal a fresh build of them
# make check-docs  documented commands, links and examples
# make fuzz        FILES=100000 changed fact files, mappings and tables give findings and nothing else
# make clean       take away what make made

SHELL := /bin/bash
# Without compiled modules every run of kg would compile them again, for a quarter of a second.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_TEST := $(VENV)/.installed-test
BUILT := .kg/made
DATA_EXPORTS := graph.nq graph.ttl network.json manifest.json
# Folders too, so that a deleted file counts; not kg's, where Python puts its caches.
INPUTS := kg.toml pyproject.toml $(shell find facts ontology queries -not -name '* *' 2>/dev/null) \
  $(shell find kg -type f -not -path '*/__pycache__/*' -not -path 'kg/serve/*' 2>/dev/null)
ASSETS := kg/serve/assets/query.js
WEB := web/package.json web/package-lock.json web/build.mjs $(wildcard web/src/*)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: all assets edits load long test lint types unit browser dist check-exports check-docs fuzz clean FORCE
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

all: assets $(BUILT)
	@cat $(BUILT)
	@echo "Open $(CURDIR)/exports/network.html"

# Python is asked for its version before anything is made, so that the first words a person reads are the useful ones.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "kg needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true). Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(INSTALLED): pyproject.toml | $(BIN)/python
	@echo "Installing kg and what it needs ..." >&2
	@$(PIP) install --editable .
	@touch $@

$(INSTALLED_TEST): pyproject.toml | $(BIN)/python
	@echo "Installing kg and what its tests need ..." >&2
	@$(PIP) install --editable '.[test]'
	@touch $@ $(INSTALLED)

# What the build said is kept and said again while nothing has changed. A page that is gone is built again.
ifeq ($(wildcard exports/network.html),)
$(BUILT): FORCE
endif
$(BUILT): $(INPUTS) | $(INSTALLED)
	@mkdir -p .kg
	@$(BIN)/kg build > $@.new 2>&1 || { cat $@.new >&2; rm -f $@.new; exit 1; }
	@mv $@.new $@

FORCE:

# Made when its inputs changed. Node is the system's, else one from PyPI; without either kg serves a plain question page, and says why.
assets: | $(INSTALLED)
	@$(MAKE) -s --no-print-directory $(ASSETS) || echo "The question page's editor was not built: 'kg serve' has a plain form instead." >&2

$(ASSETS): $(WEB)
	@bash web/build.sh $(BIN) web

test: lint types unit

lint: $(INSTALLED_TEST)
	$(BIN)/ruff check kg tests benchmarks

types: $(INSTALLED_TEST)
	$(BIN)/mypy --strict -p kg

unit: $(INSTALLED_TEST) browser assets
	$(BIN)/python -m pytest -n auto --dist loadfile

# The page's tests drive a real browser: Debian's Chromium, installed where this user may install it.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing Chromium ..." >&2; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	  else \
	    echo "No Chromium: the page's tests are skipped. Install it with: sudo apt-get install chromium" >&2; \
	  fi; }

long: $(INSTALLED_TEST) browser
	$(BIN)/python -m pytest -n auto --dist loadfile -m long

edits: $(INSTALLED_TEST)
	KG_EDIT_SEQUENCES=200 $(BIN)/python -m pytest -n auto -m '' tests/build/incremental

load: $(INSTALLED_TEST)
	$(BIN)/python -m benchmarks.load

dist: $(INSTALLED) assets
	@rm -rf dist
	@$(PIP) wheel --no-deps --wheel-dir dist .
	@ls dist/*.whl

# Built in a copy, so that a difference can be looked at and nothing is overwritten.
check-exports: $(INSTALLED)
	@set -e; copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT; \
	cp -r kg.toml facts ontology queries "$$copy"/; \
	$(BIN)/kg build --full --case "$$copy" >/dev/null; \
	same=yes; for name in $(DATA_EXPORTS); do \
	  diff -u "exports/$$name" "$$copy/exports/$$name" | head -40; \
	  cmp -s "exports/$$name" "$$copy/exports/$$name" || { echo "exports/$$name is not what a build gives." >&2; same=no; }; \
	done; \
	if [ $$same = no ]; then echo "Run 'make' and commit exports/." >&2; exit 1; fi; \
	echo "The committed exports are what a build gives."

check-docs: $(INSTALLED_TEST)
	$(BIN)/python -m pytest -q tests/package/test_docs.py

# What a test does with a hundred changed files, for as many as asked for.
fuzz: $(INSTALLED_TEST)
	$(BIN)/python -m tests.robustness.fuzzing --files $(or $(FILES),10000) --seed $(or $(SEED),0)

clean:
	rm -rf $(VENV) .kg dist exports/*.html kg/serve/assets web/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
