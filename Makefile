# `make demo` and `make test` do all the set-up themselves; they need Python 3.11 or later and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# The seed of `make deep`: another in each run, unless one is given; and how many processes share its laws.
SEED := $(or $(SEED),$(shell $(PYTHON) -c 'import random; print(random.randrange(2**32))'))
PROCESSES ?= auto

# The modules and the number of mutants of each that `make mutants` runs: all, unless they are given.
MODULE :=
SAMPLE :=

# How long `make fuzz` goes on.
MINUTES ?= 60

.PHONY: demo test coverage deep integrations mutants fuzz lint types contracts generate page-evaluator bench peers clean

$(INSTALLED): pyproject.toml hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[site,testing,dev]'
	touch $@

demo: $(INSTALLED)
	@echo "== Check the shipped documents"
	$(BIN)/smpolicy check
	@echo "== Evaluate an example: a monitor shares a photograph of colleagues on duty"
	$(BIN)/smpolicy evaluate moldova examples/photo.yaml --drafts --as-of 2026-01-01 --assume-neutral
	@echo "== Build the site, drafts shown as drafts"
	$(BIN)/smpolicy site build site --drafts
	@echo "Done. Open site/index.html in a browser, or run: $(BIN)/smpolicy site serve --drafts"

test: $(INSTALLED) lint types contracts
	$(BIN)/python -m pytest -m "not deep and not integrations" -q -n auto --dist worksteal --durations=10

coverage: $(INSTALLED)
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -m "not deep and not integrations" --cov --cov-report=term -q -n auto --dist worksteal

deep: $(INSTALLED)
	@echo "== Every law, with many more draws, from seed $(SEED); the same again: make deep SEED=$(SEED)"
	$(BIN)/python -m pytest -m "hypothesis or deep" --hypothesis-profile=deep --hypothesis-seed=$(SEED) \
	  -v -n $(PROCESSES) --dist worksteal --durations=10

integrations: $(INSTALLED)
	$(BIN)/python -m pytest tests/integrations -v -n 0

mutants: $(INSTALLED)
	$(BIN)/python scripts/mutants.py $(MODULE) $(if $(SAMPLE),--sample $(SAMPLE))

# The seed is that of `make deep`; what escapes is written into fuzzed/.
fuzz: $(INSTALLED)
	$(BIN)/python scripts/fuzz.py --seed $(SEED) --minutes $(MINUTES)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

contracts: $(INSTALLED)
	$(BIN)/lint-imports --no-cache

generate: $(INSTALLED)
	$(BIN)/python scripts/generate.py
	$(BIN)/python -c "from smpolicy.authoring.preparing import write_prepared; write_prepared()"

# What pages load is made by terser, on a machine that has node; a test holds it to the source that it was made of.
page-evaluator: src/smpolicy/js/source.js
	npx --yes terser@5.51.4 $< --module --ecma 2020 --compress passes=3 --mangle \
	  --format "preamble='// Of source.js, sha256:$$(sha256sum $< | cut -d " " -f 1)'" --output src/smpolicy/js/evaluate.js

bench: $(INSTALLED)
	$(BIN)/python benchmarks/load.py
	$(BIN)/python benchmarks/decide.py
	$(BIN)/python benchmarks/prove.py
	$(BIN)/python benchmarks/interviews.py
	$(BIN)/python benchmarks/outgrown.py
	$(BIN)/python benchmarks/check.py

peers: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[peers]'
	$(BIN)/python benchmarks/peers

clean:
	rm -rf $(VENV) site build dist .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis src/smpolicy/_packaged
