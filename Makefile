# Two commands matter: `make chat` (set up and start) and `make check` (the whole gate).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: setup chat serve phone test check format lint types contracts surveys schema pictures lock bench soak clean help

help:
	@echo "make chat    start the self-check in this terminal"
	@echo "make serve   the self-check on Telegram; needs CLUSTERREADY_TELEGRAM_TOKEN, see README"
	@echo "make phone   play the Telegram side in a browser: phones, the bot, every call it makes; no token needed"
	@echo "make test    run all tests"
	@echo "make check   format, lint, types, import contracts, survey and case files, tests"
	@echo "make bench   measure start-up and answering"
	@echo "make soak    kill the program 200 times while it is answered, and compare"
	@echo "make lock    pin the dependencies anew; make schema: write the JSON Schemas anew"

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ClusterReady needs Python 3.11 or newer. Run: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Setting up (once, about a minute) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.runtime

chat: $(VENV)/.runtime
	@$(BIN)/clusterready chat $(ARGS)

serve: $(VENV)/.runtime
	@exec $(BIN)/clusterready serve $(ARGS)

phone: $(VENV)/.dev
	@$(BIN)/python -m tests.telegram_server $(ARGS)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(VENV)/.dev lint types contracts surveys test

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

surveys: $(VENV)/.dev
	$(BIN)/clusterready survey check surveys/library

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: $(VENV)/.dev
	$(BIN)/clusterready survey schema > docs/survey.schema.json
	$(BIN)/clusterready survey schema --case > docs/case.schema.json

pictures: $(VENV)/.dev
	$(BIN)/python -m tests.bot.pictures

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.answering
	$(BIN)/python -m benchmarks.telegram
	$(BIN)/python -m benchmarks.cohorts

soak: $(VENV)/.dev
	$(BIN)/python -m tests.faults.killing --kills 200
	$(BIN)/python -m tests.faults.serving --kills 200

# uv only as a tool: it writes pins with hashes and no registry's address.
lock: $(BIN)/python
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --constraint requirements.lock --group dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
