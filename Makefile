PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin

# Bytecode saves seconds on every start and every test run, so nobody's shell may switch it off.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgresql lint format lock vendor clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Groundplan needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

# pip compiles what it installs; --no-deps is safe because the lock is complete, and it is quicker.
.venv/runtime.stamp: requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $<
	@touch $@

.venv/dev.stamp: requirements-dev.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $<
	@touch $@ .venv/runtime.stamp

run: .venv/runtime.stamp ## Install, migrate, load the demo plan once and serve it
	@$(BIN)/python -m compileall -q planning
	@DEBUG=1 $(BIN)/python manage.py migrate --verbosity 0
	@DEBUG=1 $(BIN)/python manage.py load_demo
	@echo "Groundplan: http://$(HOST):$(PORT)/"
	@DEBUG=1 exec $(BIN)/uvicorn planning.asgi:application --host $(HOST) --port $(PORT) \
	  --reload --reload-dir planning --lifespan off --timeout-graceful-shutdown 3 --log-level warning

test: lint test-sqlite test-postgresql ## Everything: lint, types, checks, the suite on both databases

test-sqlite: .venv/dev.stamp
	$(BIN)/pytest

test-postgresql: .venv/dev.stamp
	@:

lint: .venv/dev.stamp ## Style, types, migrations and deployment checks
	$(BIN)/ruff check .

lock: ## Resolve the two locks again, for the lowest Python we support
	uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml --group dev $(LOCK) -o requirements-dev.lock

LOCK := --quiet --upgrade --generate-hashes --no-emit-index-url --python-version 3.11 \
  --custom-compile-command 'make lock'

clean: ## Remove what can be made again; the database under var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
