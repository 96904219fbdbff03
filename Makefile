# Everything a person does, in one place. Each target sets up what it needs; nothing but Python 3.11+ and make
# has to be there before.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# the theme's notice of its own end; our answer is in docs/development/decisions.md
export NO_MKDOCS_2_WARNING := 1
SITE_READY := $(VENV)/.ready-site
TEST_READY := $(VENV)/.ready-test

.DEFAULT_GOAL := help
.PHONY: help site serve offline check test lock new-archive add clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(SITE_READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_READY): $(SITE_READY) requirements-test.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	@touch $@

# A refused original is reported and stops nothing: the site is built from the rest, and make fails at the end.
site: $(SITE_READY) ## convert what is new and build the site into site/ [ARGS=--explain-rebuild]
	@$(BIN)/python scripts/site.py $(ARGS)

serve: $(SITE_READY) ## preview that follows every change
	$(BIN)/python scripts/serve.py

offline: site ## the site as one file to unzip and open: dist/khizana-offline.zip
	$(BIN)/python scripts/offline.py

add: $(SITE_READY) ## convert one capture: make add FILE=path [OUTLET=id] [URL=address] [ARGS=--accept-removals]
	@test -n "$(FILE)" || { echo "Name the capture: make add FILE=path"; exit 1; }
	$(BIN)/python scripts/build.py $(ARGS) $(if $(OUTLET),--outlet "$(OUTLET)") $(if $(URL),--url "$(URL)") "$(FILE)"

# `make new-archive DIR`: the folder's name comes as a goal of its own, which must then do nothing.
ifeq ($(firstword $(MAKECMDGOALS)),new-archive)
DIR ?= $(word 2,$(MAKECMDGOALS))
ifneq ($(DIR),)
.PHONY: $(DIR)
$(DIR): ; @:
endif
endif
new-archive: $(SITE_READY) ## start an empty archive: make new-archive DIR
	$(BIN)/python scripts/new_archive.py "$(DIR)"

check: $(SITE_READY) ## what a pull request must satisfy, where something changed: make check [ARGS=--all]
	$(BIN)/python scripts/check.py $(ARGS)

test: $(TEST_READY) ## style, types and all tests
	$(BIN)/python scripts/browser.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lock: $(SITE_READY) ## write both lock files anew from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet --extra test -o requirements-test.lock pyproject.toml

clean: ## remove what can be made again
	rm -rf site .site.building .site.old dist $(VENV) .khizana/cache
