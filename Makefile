# Two commands do all the set-up: `make serve` and `make test`. The tests run in parts, three beside each other, each of which
# shows what it found when it is done: they share nothing, training takes a third of the time, and integrations wait much.
PORT ?= 8000
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
ENCODER_VENV := .venv-encoder
BENCH_VENV := .venv-bench
LABEL_STUDIO_VENV := .venv-label-studio
TEAMS_VENV := .venv-teams
TEAMS := integrations/teams
TEAMS_PACKAGE := build/berichtwacht-teams.zip
OPENAPI := integrations/browser/openapi.json
TORCH ?= torch==2.13.0

.DEFAULT_GOAL := help
.PHONY: help serve teams teams-package test test-of-style test-of-training test-of-integrations test-of-the-rest format lock train evaluate encoder bench bench-memory bench-teams soak openapi clean

help:  ## show the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

serve: $(VENV)/.serve  ## set up what is missing, then serve on 127.0.0.1:$(PORT) in development mode
	@echo 'Berichtwacht: http://127.0.0.1:$(PORT)/ (in a few seconds; Ctrl+C ends it)'
	@BERICHTWACHT_DEVELOPMENT=1 $(BIN)/berichtwacht serve --port $(PORT)

teams: $(TEAMS_VENV)/.done  ## set up what is missing, then serve the Teams app; see docs/teams.md
	@$(if $(filter command environment,$(firstword $(origin PORT))),BERICHTWACHT_TEAMS_PORT=$(PORT)) $(TEAMS_VENV)/bin/berichtwacht-teams

teams-package: $(TEAMS_VENV)/.done  ## make the app package for the Teams admin center, and check it by Microsoft's schema
	@rm -f $(TEAMS_PACKAGE)
	@$(TEAMS_VENV)/bin/berichtwacht-teams package --output $(TEAMS_PACKAGE)
	@cd $(TEAMS) && { npm ls --all >/dev/null 2>&1 || npm ci --silent; }
	@node $(TEAMS)/check.mjs $(TEAMS_PACKAGE) || { rm -f $(TEAMS_PACKAGE); exit 1; }

test: $(VENV)/.dev  ## lint, type-check and test everything that needs no outside parts
	$(MAKE) --no-print-directory --jobs 3 --output-sync=target test-of-training test-of-the-rest test-of-integrations test-of-style

test-of-style:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml api classifier integrations/python integrations/teams
	$(BIN)/mypy

test-of-training:
	$(BIN)/pytest -p no:cacheprovider tests/training

test-of-integrations:
	$(BIN)/pytest -p no:cacheprovider tests/integrations

test-of-the-rest:
	$(BIN)/pytest --ignore tests/training --ignore tests/integrations

format: $(VENV)/.dev  ## format the code and mend what can be mended by rule
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

train: $(VENV)/.dev  ## train a model version from training_data/ and say whether it may become the current one
	$(BIN)/berichtwacht train

encoder: $(ENCODER_VENV)/.done  ## fine-tune a new encoder (about an hour on two cores)
	$(ENCODER_VENV)/bin/berichtwacht train-encoder --at-once 2

evaluate: $(VENV)/.dev  ## measure the current model on the frozen test set
	$(BIN)/berichtwacht evaluate

bench: $(VENV)/.dev $(BENCH_VENV)/.done  ## measure speed beside peers, in a quarter of an hour; QUICK=1 to try it
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick)

bench-memory: $(VENV)/.dev $(BENCH_VENV)/.done  ## measure memory after 100,000 messages beside peers; QUICK=1 to try it
	$(BIN)/python -m tests.bench memory $(if $(QUICK),--quick)

bench-teams: $(VENV)/.dev  ## measure how fast the Teams app answers, in four minutes; QUICK=1 to try it
	$(BIN)/python -m tests.bench teams $(if $(QUICK),--quick)

soak: $(VENV)/.dev  ## ten minutes of load while parts break; the report goes to docs/measurements/ (as root: all faults)
	tests/parts/soak.sh $(BIN)/python -m tests.soak --minutes 10

openapi: $(VENV)/.dev  ## write the service's OpenAPI document for the clients that are made from it
	$(BIN)/berichtwacht openapi > $(OPENAPI).new || { rm -f $(OPENAPI).new; exit 1; }
	mv $(OPENAPI).new $(OPENAPI)

lock:  ## renew the lock files from pyproject.toml (needs uv)
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --upgrade --extra dev --extra curate --no-emit-package berichtwacht-client pyproject.toml $(TEAMS)/pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --constraint requirements-dev.lock pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --constraint requirements.lock --extra encoder pyproject.toml -o requirements-encoder.lock
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --constraint requirements.lock --extra install --no-emit-package berichtwacht-client $(TEAMS)/pyproject.toml -o $(TEAMS)/requirements.lock
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --upgrade tests/bench/requirements.in -o tests/bench/requirements.lock
	uv pip compile --quiet --generate-hashes --no-header --python-version 3.11 --upgrade tests/parts/label_studio/requirements.in -o tests/parts/label_studio/requirements.lock

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) $(ENCODER_VENV) $(BENCH_VENV) $(LABEL_STUDIO_VENV) $(TEAMS_VENV) .mypy_cache .pytest_cache .ruff_cache build *.egg-info

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.serve
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	touch $@

# deduce makes a table of its lists when it is first used, for a minute: that is no part of starting it
$(BENCH_VENV)/.done: tests/bench/requirements.lock
	$(PYTHON) -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip install --quiet --require-hashes --requirement tests/bench/requirements.lock
	$(BENCH_VENV)/bin/python -c 'from deduce import Deduce; Deduce()'
	touch $@

$(ENCODER_VENV)/.done: requirements-encoder.lock pyproject.toml
	$(PYTHON) -m venv $(ENCODER_VENV)
	$(ENCODER_VENV)/bin/python -m pip install --quiet --require-hashes --requirement requirements-encoder.lock
	$(ENCODER_VENV)/bin/python -m pip install --quiet '$(TORCH)'
	$(ENCODER_VENV)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(TEAMS_VENV)/.done: $(TEAMS)/requirements.lock $(TEAMS)/pyproject.toml integrations/python/pyproject.toml
	$(PYTHON) -m venv $(TEAMS_VENV)
	$(TEAMS_VENV)/bin/python -m pip install --quiet --require-hashes --requirement $(TEAMS)/requirements.lock
	$(TEAMS_VENV)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable integrations/python --editable $(TEAMS)
	touch $@
