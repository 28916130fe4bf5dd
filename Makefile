# demo, test, check, bench: each first makes the environment that it needs, once.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

# The rooms in which every branch is to be tested (scoring/ still leaves some); the others may
# leave one in twenty.
CORE := perfrules/formula/*,perfrules/model/*,perfrules/readings/*,perfrules/scoring/*

# Where the benchmarks have their peers, and their data.
BENCH  ?= .bench

.PHONY: demo test check bench
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	$(BIN)/perfrules explain examples/beijing-traffic-2022.toml

test: $(VENV)/.installed-dev
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -n 2 --cov --cov-report=
	$(BIN)/coverage report --include='$(CORE)' --fail-under=99
	$(BIN)/coverage report --omit='$(CORE)' --fail-under=95

check: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Not for CI: it takes half an hour, and measures the machine as much as the engines.
bench: $(BENCH)/.installed
	PYSPARK_PYTHON=$(abspath $(BENCH))/bin/python $(BENCH)/bin/python -m tests.benchmarks.run --folder $(BENCH)/data

# pip comes last into an environment; where it stands, the environment is whole.
$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed

$(BENCH)/.installed: pyproject.toml tests/benchmarks/requirements.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --editable '.[spark]' -r tests/benchmarks/requirements.txt
	touch $@
