# The only door to the tools. `make demo` and `make test` do all set-up on a machine that has Python 3.11 and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run-ready
DEV := $(VENV)/.dev-ready
PORT ?= 8000

.PHONY: help demo test lint eval bench fuzz train lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' \
		|| { echo "coranto needs Python 3.11 or newer; $(PYTHON) is older. Say which to use: make PYTHON=/path/to/python3.11 …"; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "This Python cannot make virtual environments. On Debian: apt-get install python3-venv"; exit 2; }

$(RUN): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing coranto (once; about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(RUN) ## read the sample wire and open the desk on 127.0.0.1:8000 (another port: PORT=8001)
	@$(BIN)/coranto demo --port $(PORT)

test: $(DEV) ## all tests, with the linters; needs a Chromium (see tools/browser.sh)
	@sh tools/browser.sh
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest

lint: $(DEV) ## formatting, style, types, floors
	@$(BIN)/ruff format --check --quiet src tests evals bench training tools
	@$(BIN)/ruff check --quiet src tests evals bench training tools
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

eval: $(DEV) ## measure on the yardsticks (DATA=folder) against evals/floors.json
	@$(BIN)/python evals/run.py $(if $(DATA),--data $(DATA))

bench: $(DEV) ## speed and memory, as ratios against named peers
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/feeds.py
	@$(BIN)/python bench/bombs.py

fuzz: $(DEV) ## 100,000 spoilt inputs through every reader (COUNT=number); half an hour on two cores
	@$(BIN)/python tools/fuzz.py $(if $(COUNT),--count $(COUNT))

train: $(DEV) ## train reader and coder anew (DATA=folder with train/; hours on a laptop, resumes where it stopped)
	@sh training/train.sh "$(DATA)" "$(PYTHON)"

lock: ## after a change of dependencies in pyproject.toml (needs uv)
	uv lock
	uv export --quiet --no-dev --group build --no-emit-project --format requirements-txt -o requirements.txt
	uv export --quiet --group build --group dev --no-emit-project --format requirements-txt -o requirements-dev.txt

clean: ## remove what the commands above made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist
