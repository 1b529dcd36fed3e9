# Needs Python 3.11 or newer, and make. Every target sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin
# The tests start the program a hundred times and more: what one has compiled the next need not.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help demo test drills check format lint types layers docs run lock sbom audit clean

help:  ## Lists these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

demo: .venv/run  ## Runs the main job on the demonstration pack: no network, no token, no server
	$(BIN)/monitor demo

test: .venv/dev  ## Runs the tests
	$(BIN)/pytest -n 3

drills: .venv/dev  ## Runs the small drills that the tests leave out: minutes, with PostgreSQL where it is installed
	DRILLS=1 $(BIN)/pytest -n 0 tests/test_workers_drill.py tests/test_latency_drill.py

check: .venv/dev lint types layers test  ## Everything that CI runs: format, lint, types, layers, tests, configuration, docs
	$(BIN)/monitor check --config config

run: .venv/run  ## Runs the service on config/
	$(BIN)/monitor run

format: .venv/dev  ## Formats the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/dev  ## Format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/dev  ## Types, strict
	$(BIN)/mypy

layers: .venv/dev  ## Who may import whom
	$(BIN)/lint-imports

lock: .venv/dev  ## Writes the locked dependencies anew from pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra build -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra build --extra dev -o requirements-dev.txt pyproject.toml

sbom: .venv/run  ## Writes sbom.json: every locked package with its hashes and licence
	$(BIN)/python tools/sbom.py > sbom.json

audit:  ## Asks whether a locked package has a known vulnerability; says so where nobody can be asked
	@test -x .venv-audit/bin/python || $(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/pip install --quiet --disable-pip-version-check "pip-audit>=2.9,<3" || echo "AUDIT NOT MADE: pip-audit cannot be installed here"
	@.venv-audit/bin/python tools/audit.py

clean:  ## Removes what was installed and made
	rm -rf .venv .venv-audit sbom.json build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache demo-out

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; say which one with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	touch $@
