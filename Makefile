# SPDX-License-Identifier: Apache-2.0
# The doors of the house; the checks themselves are sessions of noxfile.py.

VENV := .venv
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench
INSTALL_INPUTS := pyproject.toml constraints.txt tools/environment.py

# The first Python that is new enough; override with `make PYTHON=/path/to/python env`.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { command -v "$$p"; break; }; \
	done)
IN_VENV := PATH="$(CURDIR)/$(VENV)/bin:$$PATH"
NOX := $(IN_VENV) nox --no-venv --session

.DEFAULT_GOAL := help
.PHONY: help env demo test lint bench constraints clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

env: $(DEV_STAMP) ## Make .venv with everything that developing needs

demo: $(firstword $(wildcard $(DEV_STAMP)) $(RUN_STAMP)) ## Ask this machine two WQL questions
	@$(IN_VENV) sh tools/demo.sh

test: $(DEV_STAMP) ## Run every check and every test
	@$(IN_VENV) python -m tools.system_packages || true
	@$(NOX) lint types floors size docs tests

lint: $(DEV_STAMP) ## Run the checks that need no test run
	@$(NOX) lint types floors size docs

bench: $(BENCH_STAMP) ## Measure, and fail when a limit is broken
	@$(IN_VENV) python -m bench

constraints: $(DEV_STAMP) $(BENCH_STAMP) ## Write down the releases installed now
	@$(IN_VENV) python -m tools.constraints

clean: ## Remove everything that the other targets made
	rm -rf $(VENV) .demo .nox build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): $(INSTALL_INPUTS)
	@$(require_python)
	@"$(PYTHON)" tools/environment.py $(VENV)
	@touch $@

$(DEV_STAMP): $(INSTALL_INPUTS)
	@$(require_python)
	@"$(PYTHON)" tools/environment.py $(VENV) dev
	@touch $@

$(BENCH_STAMP): $(INSTALL_INPUTS)
	@$(require_python)
	@"$(PYTHON)" tools/environment.py $(VENV) bench
	@touch $@

define require_python
test -n "$(PYTHON)" || { echo "OpenWMI needs Python 3.11 or later; none was found on the PATH." >&2; exit 1; }
endef
