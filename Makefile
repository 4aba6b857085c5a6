# Two targets matter: `make dataset` and `make test`. Windows and macOS: see README.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: dataset test browser players clean

dataset: .venv/.base
	@$(BIN)/tellings build

test: .venv/.test browser players
	@$(BIN)/python -m pytest -n auto

# The annotation pages are tested in a real browser; Debian's or Ubuntu's package will do.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get update -q && apt-get install -qy --no-install-recommends chromium; } \
	  || { echo "Chromium is missing; type: sudo apt-get install chromium"; exit 1; }

# What the pages and packages of lessons are tested with, from npm, by lock files with hashes.
players: .venv/.test
	@$(BIN)/python -m tests.players.installing

clean:
	rm -rf .venv .venvs .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { echo "venv is missing; type: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.base: requirements/base.txt pyproject.toml | $(BIN)/python
	@echo "installing what the build needs into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.txt .venv/.base
	@echo "installing what the tests need into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/test.txt
	@touch $@
