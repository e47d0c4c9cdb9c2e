# Every command of a developer's day. The work is done by Python: see docs/operations.md.
PYTHON ?= python3
PY := .venv/bin/python
MANAGE := $(PY) manage.py
LOCK := .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check bench bench-language demo lock format catalogue

help: ## Say what can be done
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

setup: ## Install what is needed to run
	@$(PYTHON) config/local/setup.py

setup-dev: ## Install what is needed to develop
	@$(PYTHON) config/local/setup.py dev

run: setup ## Start everything on this machine (PORT=8000, HOST=127.0.0.1)
	@exec $(MANAGE) up

test: setup-dev ## Run the whole suite, browser tests included
	@$(MANAGE) local browser
	@exec $(MANAGE) local with $(PY) -m pytest $(ARGS)

check: setup-dev ## Format, lint, types, layers, migrations, production settings, translations
	@exec $(PY) -m config.local.checks

bench: setup-dev ## Measure, and write docs/benchmarks.md (ARGS="--only api,lists --scale 0.1")
	@$(MANAGE) local browser
	@exec $(PY) -m benchmarks --write $(ARGS)

bench-language: setup-dev ## Engine beside SnowNLP and others (ARGS="--seconds 1 --rows 300")
	@exec $(PY) -m benchmarks.language --write $(ARGS)

demo: setup ## Build the demo data anew
	@exec $(MANAGE) local with $(MANAGE) demo

format: setup-dev ## Put the code into shape
	@$(PY) -m ruff check --fix --quiet . ; exec $(PY) -m ruff format .

catalogue: setup-dev ## Collect the texts to translate and compile the catalogue
	@exec $(MANAGE) catalogue

lock: setup-dev ## Pin the requirements anew
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
