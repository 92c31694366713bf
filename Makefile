# Quoted Places: the commands.  `make` alone lists them.
#
# GNU make 3.81, macOS's, is enough.  Every path is relative to this folder, so that it may have any
# name, and `make -C FOLDER run` works from everywhere.

python := .venv/bin/python
PYTHON ?=
export PYTHON

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test lint format accuracy screenshots clean environment tools data

help: ## list the commands
	@echo "Quoted Places"
	@sed -n 's/^\([a-z]*\):[^#]*## /\1 /p' Makefile | while read -r name words; do \
		printf '  make %-12s %s\n' "$$name" "$$words"; done

run: environment data ## set up what is missing, open the map (ARGS="FOLDER --port 8600" goes on to it)
	@$(python) -m dashboard $(ARGS)

test: lint data ## set up what is missing, run all checks and all tests (ARGS="-k NAME" goes on to pytest)
	@$(python) -m tests.chromium
	@$(python) -m pytest $(ARGS)

lint: tools ## check style, format and types
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@$(python) -m mypy

format: tools ## put the code into its format
	@$(python) -m ruff check --fix-only --quiet .
	@$(python) -m ruff format .

# Our own gold counts where the articles are; where they are not, the page says so.
ORIGINALS := $(or $(QUOTED_PLACES_ORIGINALS),../shared/documents)
accuracy: tools data ## measure everything anew into docs/accuracy.md (CORPORA="A.jsonl B.jsonl")
	@test -n "$(CORPORA)" || { echo 'Which corpora? make accuracy CORPORA="A.jsonl B.jsonl"'; exit 2; }
	@$(python) -m geodata evaluate $(CORPORA) $(wildcard tests/originals_gold.jsonl tests/world_*.txt) \
		--documents $(ORIGINALS) --report docs/accuracy.md $(ARGS)

screenshots: tools data ## take the pictures of docs/images again, of the digests
	@$(python) -m tests.chromium
	@$(python) -m tests.screenshots

clean: ## remove the virtual environment and what the tools left
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache dashboard/static/vendor
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@sh .ci/environment.sh requirements.txt

tools:
	@sh .ci/environment.sh requirements-dev.txt

# Both are cheap when nothing has changed.
data:
	@$(python) -m geodata gazetteer build
	@$(python) -m dashboard.assets
