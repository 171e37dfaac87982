# standplaats: `make` shows what there is.
CORPUS ?= demo
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

# What a report imports is compiled once, at set-up; compiling everything that is installed would take a fifth more room.
USED := import analysis.corpus, analysis.topics, analysis.report, papermill, nbconvert, ipykernel.kernelapp, ipykernel.inprocess, matplotlib_inline.backend_inline

.DEFAULT_GOAL := help
.PHONY: help setup report lab test bench codebook codes lint lock notebooks clean

help:  ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready  ## make .venv and install what the lock holds

report: .venv/ready  ## report on a corpus (CORPUS=demo)
	@$(BIN)/standplaats report $(CORPUS) || test $$? -eq 3  # 3: done, but something was left out

lab: .venv/ready  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=. notebooks/1-corpus.ipynb

test: .venv/ready-dev  ## check the notebooks against their saved outputs, and pass the tests
	@$(BIN)/python -m pytest --nbval --nbval-current-env notebooks
	@$(BIN)/python -m pytest -n 2 --dist loadfile

bench: .venv/ready .venv-bench/ready  ## measure against what else there is, an hour or more (BENCH=--quick: the demo alone)
	@.venv-bench/bin/python -m pytest tests/test_sentence_transformers.py
	@.venv-bench/bin/python -m benchmarks $(BENCH)

codebook: .venv/ready  ## learn from the coded dialogues again what tells each code, a minute or two
	@$(BIN)/python tools/codebook.py

codes: .venv/ready  ## measure how far the codes agree with people (benchmarks/CODES.md)
	@$(BIN)/python -m benchmarks.codes

lint: .venv/ready-dev  ## check the style of code and notebooks, and the types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lock: .venv/ready-dev  ## make the locks and environment.yml again from pyproject.toml
	@PATH="$(BIN):$$PATH" $(BIN)/python tools/lock.py $(LOCKFLAGS)

notebooks: .venv/ready  ## run the notebooks on the demo and save them with their outputs
	@$(BIN)/python tools/notebooks.py

clean:  ## remove what was made: tables, reports, caches (the keys to the pseudonyms stay)
	rm -rf data/processed .pytest_cache .ruff_cache .mypy_cache
	rm -f data/interim/*/report.html
	find reports -mindepth 1 -maxdepth 1 -not -name .gitkeep -exec rm -rf {} +
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.venv/ready: requirements.lock pyproject.toml
	@echo "setting up .venv (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "standplaats needs Python 3.11 or newer; say make PYTHON=python3.12, for example")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(INSTALL) --no-compile -r requirements.lock
	@$(INSTALL) -e .
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c '$(USED)'
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# What the others need (torch, umap-learn ...) stays out of .venv. Which build of torch is taken, pip's own settings say.
.venv-bench/ready: requirements.lock pyproject.toml
	@echo "setting up .venv-bench (once; 2 GB, more where torch comes with CUDA)"
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[bench]'
	@touch $@
