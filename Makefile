# demo, test, check: each first makes the environment that it needs, once.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

# The rooms in which every branch is tested; the others may leave one in twenty.
CORE := perfrules/formula/*,perfrules/model/*,perfrules/readings/*,perfrules/scoring/*

.PHONY: demo test check
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	$(BIN)/perfrules explain examples/beijing-traffic-2022.toml

test: $(VENV)/.installed-dev
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -n 2 --cov --cov-report=
	$(BIN)/coverage report --include='$(CORE)' --fail-under=100
	$(BIN)/coverage report --omit='$(CORE)' --fail-under=95

check: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# pip comes last into an environment; where it stands, the environment is whole.
$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed
