# One place for what people and CI run. `make demo` needs python3, python3-venv and make, nothing else.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto

help: ## Say what there is to run
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(VENV)/ready: requirements/base.txt requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

setup: $(VENV)/ready ## Make .venv with everything pinned

demo: setup ## The whole main job on examples/, then where to look
	$(BIN)/netral demo --out demo-out

test: setup browser ## All tests
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -q

test-postgres: setup ## The portal's tests on a real PostgreSQL
	$(BIN)/python -m tests.portal.postgres tests/portal -n $(JOBS) --dist worksteal -q

browser: ## Chromium for the tests that look at pages
	@command -v chromium >/dev/null || ./.ci/chromium

check: setup ## Format, lint, types, import directions, docs fresh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/netral law check
	$(BIN)/python -m netral.patrol.engines.statements --check
	$(BIN)/python -m docs.build --check

docs: setup ## Write the generated pages of the manual, and the patrol's SQL
	$(BIN)/python -m netral.patrol.engines.statements
	$(BIN)/python -m docs.build
	for folder in $$(find src/netral/portal -name locale); do $(BIN)/pybabel -q compile -D django -d $$folder; done

fuzz: setup ## Read 100,000 damaged exports and look for what Netral must never do
	$(BIN)/python -m tests.fuzz --files 100000 --seed $(or $(SEED),1)

check-real: setup ## Patrol the real exports in ../shared/data/real, when they are there
	$(BIN)/python -m benchmarks.real ../shared/data/real

pictures: setup browser ## Renew the manual's pictures of pages
	PICTURES=docs/pictures $(BIN)/python -m pytest -q tests/browser

bench: setup ## Every speed and memory target, as ratios in one run
	$(BIN)/python -m benchmarks

sbom: setup ## A bill of what an agency runs: dist/netral.cdx.json
	mkdir -p dist
	$(BIN)/python -m deploy.sbom dist/netral.cdx.json

advisories: sbom ## Ask the database that ADVISORIES names about known holes
	$(BIN)/python -m deploy.advisories dist/netral.cdx.json

locks: setup ## Pin requirements again
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --no-emit-index-url -p 3.11 pyproject.toml -o requirements/base.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --no-emit-index-url -p 3.11 pyproject.toml --extra portal --group dev requirements/build.in -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --no-emit-index-url -p 3.11 pyproject.toml --extra portal requirements/build.in -c requirements/dev.txt -o deploy/requirements.txt

.PHONY: help setup demo test test-postgres browser check docs fuzz check-real pictures bench sbom advisories locks
