# Betang: `make run` starts it, `make test` checks everything, `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
export PORT UPGRADE
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help install dev run test check fix bench lock wheel clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## build .venv with the command .venv/bin/betang
	@$(PYTHON) -m tools.install run

dev: ## build .venv with the tools for checks and tests too
	@$(PYTHON) -m tools.install dev

run: install ## start Betang and print its address (PORT=8000)
	@$(BIN)/python -m tools.run

test: dev ## run every check and every test
	@$(BIN)/python -m tools.suite

check: dev ## fast checks: format, lint, types, layers, templates, translations
	@$(BIN)/python -m tools.check

fix: dev ## format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: dev ## run the benchmarks (ONLY=name for one)
	@$(BIN)/python -m bench $(ONLY)

lock: ## write the lock files from pyproject.toml (UPGRADE=1 for newer versions)
	@$(PYTHON) -m tools.lock

wheel: dev ## build the wheel into dist/
	@$(BIN)/hatchling build -t wheel -d dist

clean: ## remove .venv and what the tools left; var/ with its data stays
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
