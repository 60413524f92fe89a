# `make demo` shows the whole job, `make test` checks it; both install what they need into .venv first.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

.PHONY: help install demo test lint bench soak learn system clean

help:                     ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/installed  ## the project and its development tools, in .venv

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; $(PYTHON) is `$(PYTHON) --version 2>&1`. Try: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev,parquet,postgresql]'
	@touch $@

demo: install             ## the whole job on a sample newsroom, over HTTP on this machine
	$(BIN)/aggregator demo

test: install lint        ## lint, types and the whole suite
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: install             ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install            ## the figures of the documents, as ratios of one run
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

soak: install             ## the long versions: 200 kills, ten thousand mutated pages
	SOAK=1 $(BIN)/python -m pytest -q tests -m soak --timeout 3600

learn: install            ## what lists and words weigh, learnt from training/items
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[learn]'
	$(BIN)/python training/learn.py

system:                   ## as root on Debian: what the optional tests run against
	apt-get update -qq && apt-get install -y -qq --no-install-recommends $$(grep -v '^\#' .ci/packages)

clean:                    ## remove what was installed and made here
	rm -rf .venv demo-home build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
