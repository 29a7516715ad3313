PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.installed

.PHONY: help demo serve test lint format docs bench lock

# A lock file is the whole answer: pip is not to look for other versions (--no-deps), only to check the hashes.
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock
	@$(PYTHON) deploy/make_venv.py $(VENV)
	@$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/.tested: requirements-dev.lock $(READY)
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

demo: $(READY) ## Serve a demonstration network (FRESH=1 starts over, ONCE=1 only prints a summary, PORT=8001)
	@$(RUN) -m services demo $(if $(FRESH),--fresh) $(if $(ONCE),--once) $(if $(PORT),--port $(PORT))

serve: $(READY) ## Serve an empty installation from one process
	@$(RUN) -m services serve $(if $(PORT),--port $(PORT))

test: $(VENV)/.tested ## Install what is missing and run every check and test
	@deploy/install-system-packages.sh
	@$(RUN) -m tests.servers.node
	@deploy/check.sh $(VENV)

lint: $(VENV)/.tested ## Style, types, architecture
	@deploy/lint.sh $(VENV)

format: $(VENV)/.tested ## Put the code in shape
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

docs: $(READY) ## Write the pages that follow from the code
	@$(RUN) -m shared.events > docs/events.md

bench: $(VENV)/.tested ## Print ratios to limits measured in the same run
	@$(RUN) -m tests.bench

lock: $(VENV)/.tested ## Choose newer versions of the libraries
	@$(VENV)/bin/python deploy/lock.py
