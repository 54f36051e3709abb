# Everything a contributor does. `make demo` and `make test` need Python 3.11 or newer and nothing else.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo run test test-quick coverage check docs bench soak openapi lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
	|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1: \2/p' Makefile

demo: $(READY) ## Start the worked example on an embedded database
	$(BIN)/evitrace demo

run: $(READY) ## Start the service
	$(BIN)/evitrace serve

test: $(READY) ## Run all tests; PYTEST_ARGS="-k gaps" narrows
	$(BIN)/python -m scripts.run_tests $(PYTEST_ARGS)

test-quick: $(READY) ## Run what needs neither Neo4j nor a second, in two processes
	$(BIN)/python -m scripts.run_tests --quick $(PYTEST_ARGS)

coverage: $(READY) ## Run the same in one process and say what of graph/ it does not go through
	$(BIN)/python -m scripts.run_tests --covered $(PYTEST_ARGS)

check: $(READY) ## Lint, types, layers, Cypher dialect, house rules, drift of generated files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m graph.dialect cypher
	$(BIN)/python -m scripts.lint_house
	if [ -f docs/generate.py ]; then $(BIN)/python -m docs.generate --check; fi
	if [ -f app/openapi.py ]; then $(BIN)/python -m app.openapi --check; fi
	$(BIN)/python -m scripts.lint_contract

docs: $(READY) ## Write the generated reference pages anew
	$(BIN)/python -m docs.generate

bench: $(READY) ## Run the benchmarks
	$(BIN)/python -m benchmarks

soak: $(READY) ## Run the tests that take hours: 100,000 random edits, half of them on each database
	$(BIN)/python -m pytest -m soak $(PYTEST_ARGS)
	EVITRACE_RANDOM_EDITS=50000 $(BIN)/python -m scripts.run_tests api_tests/properties/test_oracle.py -k answers

openapi: $(READY) ## Write the committed OpenAPI document anew
	$(BIN)/python -m app.openapi

# The lock holds versions and hashes only: no index, no folder, no machine.
lock: $(READY) ## Resolve constraints.txt anew from pyproject.toml; LOCK_ARGS=--upgrade for newer versions
	env -u PIP_FIND_LINKS CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --extra dev \
		--generate-hashes --allow-unsafe --strip-extras --no-annotate --no-emit-index-url \
		--no-emit-find-links --no-emit-trusted-host --no-emit-options $(LOCK_ARGS) \
		--output-file constraints.txt pyproject.toml

clean: ## Remove caches and build results; the data folder and .venv stay
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# Made anew when the lock or the project file changes.
$(READY): constraints.txt pyproject.toml
	@python=; for name in python3.11 python3 python3.12 python3.13 python3.14; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
		then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Evitrace needs Python 3.11 or newer, as python3.11 or python3 on the PATH;" \
			"found: $$(python3 --version 2>&1 || echo none)." >&2; exit 1; \
	fi; \
	echo "Preparing $(VENV) with $$($$python --version); the first time takes a minute or two."; \
	$$python -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
