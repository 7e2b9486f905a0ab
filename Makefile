# Diwan. `make` alone lists what there is. Ports and folder: DIWAN_HTTP_PORT (8080), DIWAN_SMTP_PORT (2525), DIWAN_DATA (var).
.DEFAULT_GOAL := help
.PHONY: help environment run up down restart rotate-keys status test check faults fuzz fuzz-http bench bench-million dead-letters demo docs manifests licences audit screenshots backup restore
PYTHON := .venv/bin/python
QUICK_TESTS := tests/unit tests/architecture tests/contracts

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

environment: ## install what is missing (servers, Python packages); done by the others when needed
	@deploy/local/bootstrap

run: environment ## start everything, keep running, stop everything on Ctrl-C
	@exec $(PYTHON) -m deploy.local run

up: environment ## start everything in the background; returns when it is ready
	@$(PYTHON) -m deploy.local up

restart: environment ## restart the services one by one, without an outage where DIWAN_REPLICAS=2 (docs/operations/restart.md)
	@$(PYTHON) -m deploy.local restart

rotate-keys: environment ## exchange what services sign in to the stores with, while everything goes on (docs/operations/rotate-keys.md)
	@$(PYTHON) -m deploy.local rotate-keys

down: environment ## stop what `make up` started
	@$(PYTHON) -m deploy.local down

status: environment ## say what runs
	@$(PYTHON) -m deploy.local status

test screenshots bench-million: export DIWAN_BROWSER := yes# bootstrap installs Chromium for these, and for nobody else
test: export DIWAN_PROMETHEUS := yes# its promtool and itself, for the tests of the alerts
test: environment ## every test, on real parts with own instances and ports
	@$(PYTHON) -m pytest -q -n auto $(QUICK_TESTS)
	@$(PYTHON) -m pytest -n 2 --dist loadfile tests $(QUICK_TESTS:%=--ignore=%)

check: environment ## format, lint, types, and the quick tests, which hold the import rules, too
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -q -n auto $(QUICK_TESTS)

faults: environment ## break everything at once and ask an oracle whether the house held; MINUTES=5 SEED=… (random)
	@$(PYTHON) -m tests.faults --minutes $(or $(MINUTES),5) $(if $(SEED),--seed $(SEED)) $(ARGS)

fuzz: environment ## hostile mail at the door of a stack of its own and at the reader, then fuzz-http; CASES= READER_CASES= MINUTES= SEED=
	@$(PYTHON) -m tests.fuzz $(if $(CASES),--cases $(CASES)) $(if $(READER_CASES),--reader-cases $(READER_CASES)) \
	  $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))
	@$(MAKE) --no-print-directory fuzz-http

fuzz-http: environment ## ask every operation as everybody, with odd and ordinary data; EXAMPLES=50 SEED=1
	@$(PYTHON) -m tests.fuzz_http --examples $(or $(EXAMPLES),50) --seed $(or $(SEED),1)

dead-letters: environment ## list messages that could not be digested; ARGS="show|replay …" (docs/operations/dead-letters.md)
	@url=$$($(PYTHON) -m deploy.local operator-url) && DIWAN_OPERATOR_AMQP_URL=$$url $(PYTHON) -m shared.messaging.dead_letters $(or $(ARGS),list)

backup: environment ## keep one moment of the running stack; TO=backups KEY=age1… encrypts it (docs/operations/backup.md)
	@DIWAN_BACKUP_TARGET="$(or $(TO),backups)" DIWAN_BACKUP_RECIPIENTS="$(KEY)" $(PYTHON) -m deploy.local backup

restore: environment ## bring one back into a stack that does not run and has nothing in it; FROM=backups KEY=file ID= OVER=1
	@DIWAN_BACKUP_TARGET="$(or $(FROM),backups)" $(if $(KEY),DIWAN_BACKUP_IDENTITY_FILE="$(KEY)") \
	  $(PYTHON) -m deploy.local restore $(ID) $(if $(OVER),--over)

demo: environment ## live through two months of a ministry on the running stack, then send some thirty letters; SEED=
	@$(PYTHON) -m deploy.demo

bench: environment ## measure the whole stack, in about ten minutes (bench/README.md); DOCUMENTS=29339 SEED=1 QUICK=1
	@$(PYTHON) -m bench $(if $(QUICK),--quick) $(if $(DOCUMENTS),--documents $(DOCUMENTS)) $(if $(SEED),--seed $(SEED))

bench-million: environment ## fill a stack with a million transactions; measure its pages, queries and the cost of a letter
	@$(PYTHON) -m bench.million $(ARGS)

licences: environment ## list the licence of everything that is installed
	@$(PYTHON) -m deploy.licences

audit: environment ## look up known weaknesses of all locked packages; needs the network
	@[ -x .venv-audit/bin/pip-audit ] || { $(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet 'pip-audit>=2.9,<3'; }
	@.venv-audit/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip

docs: environment ## write what follows from the code: the reference of all settings, dashboards, Prometheus's configuration
	@$(PYTHON) -m deploy.settings_reference
	@$(PYTHON) -m deploy.watching

manifests: environment ## write deploy/kubernetes and deploy/compose.yaml from the code
	@$(PYTHON) -m deploy.containers write

screenshots: environment ## write the pictures of the guides from the demo's ministry; FOLDER= every page of the portal, there, instead
	@$(PYTHON) -m $(if $(FOLDER),tests.browser.screenshots $(FOLDER),tests.browser.guide_pictures)
