# make demo   reads a patch mail and shows what is in it      make test   every gate
# make fuzz  the tests of properties, with examples that no run before had, and 100,000 damaged
#            inputs read, checked and written (FUZZ="COUNT SEED" for others)
# make soak  hostile calls beside canaries, then 50 runs on a busy machine (SOAK=RUNS)
# make evidence  tries the catalogue on this kernel and writes what it found
# make bench  measures against named yardsticks               make format writes the fields of
#            the model that the schema has, and the sources anew
# The virtual environment .venv is made on first use.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: setup demo test lint types units fuzz soak bench evidence format clean

setup: $(READY)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "kapi needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "cannot make .venv (on Debian: apt-get install python3-venv)" >&2; exit 1; }
	@echo "installing kapi and its tools into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: $(READY)
	@$(BIN)/python -m compileall -q src
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: lint types units

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

units: $(READY)
	@$(BIN)/python -m compileall -q src
	$(BIN)/pytest -n 2 --dist worksteal

fuzz: $(READY)
	$(BIN)/pytest -n 2 --dist worksteal -m hypothesis --hypothesis-profile=fresh
	$(BIN)/python -m tests.fuzz.run $(FUZZ)

soak: $(READY)
	$(BIN)/python tools/soak.py $(SOAK)

bench: $(READY)
	@$(BIN)/python -m compileall -q src
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

# what ships: which claims of the catalogue the kernel that runs here confirms
evidence: $(READY)
	rm -f src/kapi/catalog/evidence.jsonl
	$(BIN)/kapi evidence --record src/kapi/catalog/evidence.jsonl -f md -o docs/evidence.table
	$(BIN)/python tools/evidence_page.py docs/evidence.table > docs/evidence.md
	rm docs/evidence.table

format: $(READY)
	$(BIN)/python tools/model_fields.py
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis
