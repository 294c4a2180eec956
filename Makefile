PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := uv pip compile pyproject.toml --quiet --upgrade --generate-hashes --no-emit-index-url \
  --python-version 3.11 --custom-compile-command 'make lock'

# Without bytecode every start and every test run would compile Django again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test lint test-sqlite test-postgresql fuzz thorough lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export DEBUG := 1
run: .venv/runtime ## install, migrate, load the demo plan once, serve on 127.0.0.1:8000 (PORT)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo
	@echo "Groundplan is on http://$(HOST):$(PORT)/ (Ctrl-C stops it)"
	@exec $(BIN)/uvicorn planning.asgi:application --host $(HOST) --port $(PORT) \
	  --lifespan off --timeout-graceful-shutdown 3 --log-level warning \
	  --reload --reload-dir planning --reload-dir templates --reload-include '*.html'

test: lint test-sqlite test-postgresql ## everything: lint, and the suite on both databases

lint: .venv/dev ## style, types, missing migrations, deployment checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	DJANGO_SETTINGS_MODULE=tests.settings DATABASE_URL=sqlite://:memory: \
	  $(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))') \
	  ALLOWED_HOSTS=plan.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

test-sqlite: .venv/dev ## the suite on SQLite
	$(BIN)/python -m pytest -n auto

# What computes on plan values meets no database: the plugin leaves it out, once is enough.
test-postgresql: .venv/dev ## the suite on a PostgreSQL of its own, without browser and pure tests
	@if $(BIN)/python -m tests.postgres; \
	then $(BIN)/python -m pytest -n auto -p tests.postgres -m 'not browser'; \
	else echo 'SKIPPED: the suite on PostgreSQL'; fi

fuzz: .venv/dev ## twenty thousand broken files for each reader; takes hours
	GROUNDPLAN_FUZZ=20000 $(BIN)/python -m pytest -n auto -m fuzz

thorough: .venv/dev ## guardrails and writers over ten thousand random plans in each test
	GROUNDPLAN_RANDOM_PLANS=10000 $(BIN)/python -m pytest -n auto tests/plan/test_random_plans.py tests/exports

lock: ## resolve the locks anew (needs uv); they name no index host
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -o requirements-dev.lock

clean: ## remove what can be made again; var/ with the database stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv:
	@$(PYTHON) -c 'import sys; sys.exit("Groundplan needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# A lock is complete, so pip need not resolve; it compiles what it installs.
.venv/runtime: requirements.lock | .venv
	$(PIP) install --require-hashes --no-deps -r $<
	@touch $@

.venv/dev: requirements-dev.lock | .venv
	$(PIP) install --require-hashes --no-deps -r $<
	@touch $@ .venv/runtime
