# Each target sets itself up: python >= 3.11 with venv, make and git are all that is needed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo run test lint bench clean

demo: $(READY)  ## the main job on an embedded Telegram sandbox; FRESH=1 starts over
	@$(BIN)/duban demo $(if $(FRESH),--fresh)

run: $(READY)  ## the bot itself; needs DUBAN_TOKEN
	@$(BIN)/duban run

test: lint
	$(BIN)/pytest $(ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## both sides of every speed claim, measured in one run
	$(BIN)/python tests/bench/run.py $(ARGS)

clean:
	rm -rf .venv

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "duban needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …")'
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot handlers storage
	@touch $(READY)
