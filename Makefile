# `make check` and `make test` each set up all they need in .venv and work first.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check
OWN_PIP = build/$*/bin/pip --quiet --disable-pip-version-check

# All tests, with what they reach in build/coverage.json; fails with a table of what they do not. Modules are
# compiled beforehand, as an installer does it.
COVERED = mkdir -p build && $(BIN)/python -m compileall -q checks cli && \
  $(BIN)/python -m slipcover --json --out build/coverage.json -m pytest -n 3 && \
  if ! $(BIN)/slipcover --merge build/coverage.json --out build/coverage.json --fail-under 100 > build/coverage.txt; \
  then cat build/coverage.txt; exit 1; fi

.PHONY: check test test-all lint audit bench lock docs site clean

# The main job: check the worked record.
check: .venv/run
	@PYTHONPATH=checks:cli $(BIN)/python -P -m sayso_cli check claims.json

# What a change has to pass: all promises, and a share of what is long by nature.
test: .venv/dev lint
	@$(COVERED)

# What CI runs: all of it, and a real archive server; and Spark, on two workers.
test-all: export SAYSO_THOROUGH = 1
test-all: export SAYSO_ARCHIVE = $(CURDIR)/build/archive/bin
test-all: .venv/dev build/archive/ready build/spark/ready lint
	@$(COVERED)
	@PYTHONPATH=checks:cli build/spark/bin/python -P -m pytest -q -W default tests/spark/test_frames.py

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/dev
	$(BIN)/python benchmarks/run.py

# Known holes in what the locks name. The advisories are asked for on the web; nothing else here needs that.
audit:
	@$(PYTHON) -m venv build/audit
	@build/audit/bin/pip --quiet --disable-pip-version-check install pip-audit
	@for lock in requirements*.lock; do build/audit/bin/pip-audit --strict --disable-pip --require-hashes -r $$lock || exit; done

# Everything in the documentation that is generated, and what the commands of its examples print.
docs: .venv/dev
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.picture
	$(BIN)/python -m docs.examples

# The documentation as a site, in build/site; any warning is an error.
site: .venv/dev
	$(BIN)/sphinx-build -q -W -n --keep-going -d build/doctrees docs build/site

# The versions that the two commands install; with hashes, so that nothing else can be installed.
lock: .venv/dev
	$(PIP) install uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
	  --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
	  --python-version 3.11 --extra verify --extra report --extra browser --extra timestamp --extra lsp pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
	  --python-version 3.11 --group pyproject.toml:archive -o requirements-archive.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
	  --python-version 3.11 --group pyproject.toml:archive-build -c requirements-archive.lock -o requirements-setuptools.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
	  --python-version 3.11 --extra spark pyproject.toml --group spark-test -c requirements.lock -o requirements-spark.lock

# The locks name every package with its hash, and nothing else is ever chosen: no dependency is looked up, and what
# builds a package is in a lock as well.
.venv/pip:
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/pip requirements.lock
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) check
	@touch $@

.venv/dev: .venv/pip requirements-dev.lock pyproject.toml
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@ .venv/run

# What has an environment of its own in the tests of CI: a real archive server, which wants older libraries than
# others do, and Spark, which is large. Packages of both are built by setuptools.
build/%/ready: requirements-%.lock requirements-setuptools.lock
	@$(PYTHON) -m venv build/$*
	@$(OWN_PIP) install --require-hashes --no-deps -r requirements-setuptools.lock
	@$(OWN_PIP) install --require-hashes --no-deps --no-build-isolation --use-pep517 -r $<
	@$(OWN_PIP) check
	@touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
