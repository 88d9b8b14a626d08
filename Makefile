# Each target does its own set-up: a fresh machine needs Python 3.11 or later, pip and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TABLES := $(VENV)/.tables

.PHONY: demo test check format bench lock clean

demo: $(TABLES)
	@$(BIN)/dateline demo

test: $(TABLES)
	@$(BIN)/python scripts/need_browser.py
	$(BIN)/python -m pytest
	$(BIN)/python -m benchmarks gate

check: $(TABLES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_floors.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(TABLES)
	$(BIN)/python -m benchmarks gate

# Rewrites requirements.lock from pyproject.toml (needs the index).
lock:
	$(PYTHON) -m pip install --quiet uv
	$(PYTHON) -m uv pip compile --quiet --generate-hashes --extra dev --extra build \
	  --python-version 3.11 pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The knowledge tables: built once from the pinned inputs and the TSV files, about half a minute.
$(TABLES): $(READY) $(wildcard src/dateline/knowledge/*.tsv src/dateline/knowledge/build*.py)
	$(BIN)/python -m dateline.knowledge.build
	@touch $@
