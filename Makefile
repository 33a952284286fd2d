# Two commands for everybody:            make demo    make test
# For those who change the code:         make check   make gate   make bench   make compile   make format   make docs
PYTHON ?= python3
BIN := .venv/bin
.PHONY: demo test check gate bench compile format docs
SOURCES := $(shell find src/kaoyi -name '*.py')

# The environment is made anew when the dependencies change.
.venv/.ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# The readers, compiled beside their sources; without a C compiler they run from the sources and take half as long again.
.venv/.compiled: .venv/.ready scripts/compile_readers.py $(SOURCES)
	@$(BIN)/python scripts/compile_readers.py
	@touch $@

compile: .venv/.compiled

# Read the four example documents and show where they disagree.
demo: .venv/.compiled
	@rm -f build/demo.db build/demo.db-wal build/demo.db-shm; mkdir -p build
	@$(BIN)/kaoyi read examples --record build/demo.db
	@echo
	@$(BIN)/kaoyi disputes --record build/demo.db
	@echo
	@echo "One dispute in full:          $(BIN)/kaoyi show ID --record build/demo.db"
	@echo "The reading room (a browser): $(BIN)/kaoyi serve --record build/demo.db"

test: .venv/.compiled
	@scripts/system-packages
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: .venv/.ready
	$(BIN)/ruff format --check src tests bench scripts
	$(BIN)/ruff check src tests bench scripts
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -q tests/docs

# Hold the measured quality against pinned floors (skipped, saying so, without ../shared).
gate: .venv/.compiled
	$(BIN)/python tests/gate.py

bench: .venv/.compiled
	$(BIN)/python -m bench

docs: .venv/.ready
	$(BIN)/python -m tests.docs.write

format: .venv/.ready
	$(BIN)/ruff format src tests bench scripts
	$(BIN)/ruff check --fix src tests bench scripts
