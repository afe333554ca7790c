# Every target works alone, as the first command on a machine with Python >= 3.11, make and git.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo run test cover check audit soak fire soak-sync mutants fuzz format lint types snapshots bench performance looks keys schemas manual pictures dist sbom lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q kombit_tui
	@touch $@

demo: $(READY) ## Open the dashboard on demo data (without a terminal: print the digest)
	@$(BIN)/kombit-tui --demo

run: $(READY) ## Open the dashboard on your own store
	@$(BIN)/kombit-tui

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest -n 4 --dist loadgroup

cover: $(READY) ## Run the tests and tell what they do not reach (slower)
	@$(BIN)/python -m pytest -n 4 --dist loadgroup --cov --cov-report=term:skip-covered

check: $(READY) ## What CI runs: format, lint, types, known faults, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory audit
	@$(MAKE) --no-print-directory test

audit: $(READY) ## Look for known faults in what we are made of (osv.dev; REACH=1 fails offline)
	@$(BIN)/python -m tests.tools.audit $(if $(REACH),--reach)

soak: $(READY) ## A random user on 100,000 tasks with sync on, MINUTES=60 (SEED and RECORDS if you like)
	@$(BIN)/python -m tests.soak --minutes $(or $(MINUTES),60) --records $(or $(RECORDS),100000) \
		$(if $(SEED),--seed $(SEED))

fire: $(READY) ## Kill the program at MOMENTS=500 moments, and let many write at once for a minute
	@FIRE_MOMENTS=$(or $(MOMENTS),500) FIRE_SECONDS=60 FIRE_SEED=$(or $(SEED),8) \
		$(BIN)/python -m pytest -n 2 -o timeout=0 tests/fire

soak-sync: $(READY) ## Run the sync's model 5,000 times, and kill it 200 times (hours)
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n 2 -o timeout=0 tests/sync/test_model.py tests/sync/test_kill.py

mutants: $(READY) ## Plant known bugs of the sync one by one; the tests must find each
	@$(BIN)/python -m tests.tools.mutants

fuzz: $(READY) ## Read damaged files of every format, COUNT=10000 of each (an hour)
	@$(BIN)/python -m tests.tools.fuzz $(or $(COUNT),10000) $(KINDS)

format: $(READY) ## Format the code and mend what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

snapshots: $(READY) ## Accept the screens as they look now; then look at every changed picture
	@$(BIN)/python -m pytest tests/snapshots --snapshot-update -q -n 2 || true
	@git status --short tests/snapshots

bench: $(READY) ## Measure side by side with a bare app and peers (benchmarks/README.md)
	@$(BIN)/python -m benchmarks

performance: $(READY) ## Make docs/performance.md of what make bench measured last
	@$(BIN)/python -m benchmarks.page

looks: $(READY) ## Take the first frame's colours from the default theme
	@$(BIN)/python -m tests.tools.looks

keys: $(READY) ## Make docs/keys.md and the keys of the guide from the declared actions
	@$(BIN)/python -m tests.tools.keys

schemas: $(READY) ## Make docs/schemas from the declared records
	@$(BIN)/python -m tests.tools.schemas

manual: $(READY) ## Make the man page from the help of every command
	@$(BIN)/python -m tests.tools.manual

pictures: $(READY) ## Make the pictures of the docs from the demo store
	@$(BIN)/python -m tests.tools.picture

lock: $(READY) ## Make requirements.lock anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --no-emit-index-url --no-emit-find-links --extra dev --extra server --extra web pyproject.toml \
		-o requirements.lock

dist: $(READY) sbom ## Build wheel and sdist of the version that git tells, and check them
	@rm -f dist/kombit_tui-*
	@$(BIN)/python -m hatchling build -t sdist -t wheel -d dist
	@$(BIN)/python -m twine check --strict dist/kombit_tui-*

sbom: $(READY) ## Write what we are made of to dist/sbom.json (CycloneDX)
	@$(BIN)/python -m tests.tools.parts

clean: ## Remove what can be made again
	@rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
