# demo, test, check, fuzz, soak, lock, audit, bench: each first makes the environment that it needs,
# once.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

# The rooms in which every branch is tested; the others may leave one in twenty.
CORE := perfrules/formula/*,perfrules/model/*,perfrules/readings/*,perfrules/scoring/*

# A lock that is installed first, each file held to its hash: CI takes requirements-ci.lock.
LOCK   ?=

# Seconds for each target; a seed, for the same inputs once more.
FUZZ_SECONDS ?= 20
FUZZ_SEED    ?=

# How many formulas are held against rational numbers: by a grammar, and mutated.
SOAK_RANDOM  ?= 60000
SOAK_MUTATED ?= 550000
SOAK_SEED    ?=

# Where the benchmarks have their peers, and their data; where the audit of versions runs.
BENCH  ?= .bench
AUDIT  ?= .audit

.PHONY: demo test check fuzz soak lock audit bench
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

fuzz: $(VENV)/.installed-fuzz
	$(BIN)/python -m tests.fuzz.run formula $(FUZZ_SECONDS) $(FUZZ_SEED)
	$(BIN)/python -m tests.fuzz.run toml $(FUZZ_SECONDS) $(FUZZ_SEED)

# Not for CI: it takes some minutes.
soak: $(VENV)/.installed-dev
	$(BIN)/python -m tests.fuzz.soak $(SOAK_RANDOM) $(SOAK_MUTATED) $(SOAK_SEED)

# The newest versions that go together, on every Python and system that is supported.
lock: $(VENV)/.installed-lock
	$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-annotate \
	  --python-version 3.11 --custom-compile-command 'make lock' \
	  --extra dev --extra fuzz pyproject.toml --output-file requirements-ci.lock

# Known advisories against the locked versions. Needs the network; what cannot be asked about fails.
audit: $(AUDIT)/.installed
	$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements-ci.lock

# Not for CI: it takes half an hour, and measures the machine as much as the engines.
bench: $(BENCH)/.installed
	PYSPARK_PYTHON=$(abspath $(BENCH))/bin/python $(BENCH)/bin/python -m tests.benchmarks.run --folder $(BENCH)/data

# pip comes last into an environment; where it stands, the environment is whole.
$(BIN)/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml $(LOCK) | $(BIN)/pip
	$(if $(LOCK),$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCK))
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	touch $@

$(VENV)/.installed-lock: | $(BIN)/pip
	$(BIN)/python -m pip install --quiet uv
	touch $@

$(AUDIT)/.installed:
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet pip-audit
	touch $@

$(BENCH)/.installed: pyproject.toml tests/benchmarks/requirements.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --editable '.[spark]' -r tests/benchmarks/requirements.txt
	touch $@
