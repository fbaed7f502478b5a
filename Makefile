# Every target sets up what it needs in .venv and does not reinstall when nothing has changed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
READY_DEV := .venv/.ready-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LANGUAGE ?= nb

.DEFAULT_GOAL := help
.PHONY: help report check analyse test test-pages lint bench docs validation mutation golden lock clean

help:  ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

report: $(READY)  ## Check the tables, run the analyses, write the hearing draft to reports/build/
	$(BIN)/evidence report --lang $(LANGUAGE)

check: $(READY)  ## Check the tables and say all that must be repaired
	$(BIN)/evidence check --lang $(LANGUAGE)

analyse: $(READY)  ## Run the analyses and save the results as text
	$(BIN)/evidence analyse --lang $(LANGUAGE)

test: $(READY_DEV)  ## Run the tests (no network, no system programs)
	$(BIN)/python -m pytest -m "not pages" -n auto

test-pages: $(READY_DEV)  ## Open the documents in Chromium, LibreOffice and poppler, which must be installed
	$(BIN)/python -m pytest -m pages

lint: $(READY_DEV)  ## Check style, types and the floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY_DEV)  ## Measure speed as ratios against peers, which it installs
	$(PIP) --no-build-isolation --editable ".[bench,bulk]"
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/against_metafor.py
	$(BIN)/python benchmarks/many_analyses.py
	$(BIN)/python -m benchmarks.check_many_trials
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/bulk_files.py
	$(BIN)/python benchmarks/every_selection.py

docs: $(READY_DEV)  ## Write the generated pages (reference, errors, dictionary), and the site to docs/site/
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.website

validation: $(READY_DEV)  ## Measure how far our numbers are from R's, and write docs/validation.md
	$(BIN)/python -m validation.measure
	$(BIN)/python -m docs.generate

mutation: $(READY_DEV)  ## Make small wrongs in the formula book and see that tests find them (an hour or more)
	$(BIN)/python -m validation.mutation
	$(BIN)/python -m docs.generate

golden:  ## Make the golden values again with R (metafor, jsonlite)
	for script in validation/r/*.R; do Rscript "$$script" || exit 1; done

lock: $(READY_DEV)  ## Lock the requirements again, with hashes and no index host (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --quiet --output-file requirements/report.txt requirements/build.in
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 --quiet --output-file requirements/dev.txt requirements/build.in

clean:  ## Remove the environment and what was built
	rm -rf .venv reports/build docs/site

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

$(READY): requirements/report.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements/report.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_DEV): requirements/dev.txt $(READY)
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
