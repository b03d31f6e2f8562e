# The verbs of the assistant. A fresh machine needs nothing but Python 3.10 (or uv, which fetches it).
# Each verb does all the set-up that it needs; nothing is done twice.

PORT ?= 5005
VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.pret
# Lines and branches that the tests without server must run, in percent.
FLOORS := dife:98 actions:96 assistant/storage:95 assistant/privacy:96 assistant/channels:55
export PORT
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export CUDA_VISIBLE_DEVICES := -1
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup run shell train check test mutants coverage lint audit bench bench-public nlu-report personas ecoute rappels avis teams-package widget lock clean

help: ## what each verb does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(READY)

$(READY): requirements.lock tools/setup.sh
	@sh tools/setup.sh $(VENV)
	@touch $@

run: $(READY) ## set up, train if needed, start both servers; Ctrl-C stops them (PORT=5105 changes the port)
	@$(PYTHON) -m assistant run

shell: $(READY) ## talk to the assistant in this terminal
	@$(PYTHON) -m assistant shell

train: $(READY) ## check the facts, then train unless nothing changed
	@$(PYTHON) -m assistant train

check: $(READY) ## what needs no server: lint, types, fast tests, in two minutes
	@$(MAKE) --no-print-directory lint
	@$(PYTHON) -m assistant train
	@$(PYTHON) -m pytest -m "not heavy"

test: $(READY) ## set up, train if needed, then every test
	@$(PYTHON) -m assistant train
	@$(PYTHON) -m pytest

coverage: $(READY) ## what the tests of `make check` run of our code, held to floors (docs/benchmarks.md)
	@$(PYTHON) -m assistant train
	@$(PYTHON) -m pytest -m "not heavy" --cov --cov-report=
	@for floor in $(FLOORS); do $(PYTHON) -m coverage report --include="$${floor%:*}/*" \
	  --fail-under=$${floor#*:} || exit 1; done
	@$(PYTHON) -m coverage report

lint: $(READY) ## ruff (rules and format), bandit, mypy --strict on all of ours
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m bandit -q -c pyproject.toml -r actions assistant dife
	@$(PYTHON) -m mypy

mutants: $(READY) ## plant faults one by one, say which test sees each (ONLY=dife, a path or a fault)
	@$(PYTHON) -m assistant train
	@$(PYTHON) -m tools.mutants --only "$(ONLY)"

audit: $(READY) ## known weaknesses of the pinned libraries, against tools/audit.yml
	@$(PYTHON) -m tools.audit

bench: $(READY) ## measure speed, memory and accuracy; figures for docs/benchmarks.md
	@$(PYTHON) -m assistant train
	@$(PYTHON) -m tools.bench.speed
	@$(PYTHON) -m tools.bench.widget
	@$(PYTHON) -W ignore -m tools.bench.privacy
	@$(PYTHON) -W ignore -m tools.bench.long

bench-public: $(READY) ## the classifier on public data sets (CLINC=data_full.json BANKING="train.csv test.csv" HINT3="…")
	@$(PYTHON) -W ignore -m tools.bench.public $(if $(CLINC),--clinc $(CLINC)) \
	  $(if $(BANKING),--banking $(BANKING)) $(if $(HINT3),--hint3 $(HINT3))

personas: $(READY) ## fixed characters talk with both servers, every answer checked (CONVERSATIONS=1000 GRAINE=1)
	@$(PYTHON) -m assistant train
	@$(PYTHON) -W ignore -m tools.personas --conversations $(or $(CONVERSATIONS),1000) \
	  --graine $(or $(GRAINE),1) $(if $(PERSONNAGE),--personnage $(PERSONNAGE))

ecoute: $(READY) ## what a screen reader says of the widget: Orca, Firefox, keys (Debian's packages; ADRESSE=http://… of a server that runs)
	@$(PYTHON) -m assistant train
	@$(PYTHON) -W ignore -m tools.ecoute $(if $(ADRESSE),--adresse $(ADRESSE))

nlu-report: $(READY) ## how well messages are understood: pictures in var/nlu-report.html
	@$(PYTHON) -m assistant train
	@$(PYTHON) -W ignore -m tools.nlu_report.report

rappels: $(READY) ## the call-back requests that wait for the staff
	@$(PYTHON) -m assistant rappels

avis: $(READY) ## which answers helped, and which disappointed
	@$(PYTHON) -m assistant avis

teams-package: $(READY) ## the Teams app to upload, from TEAMS_APP_ID and DIFE_HOTE (docs/teams.md)
	@$(PYTHON) -m assistant teams-package

widget: ## build the widget's one file from widget/src (needs Node; the built file is committed)
	@cd widget && npm ci --silent && npm run --silent build

lock: $(READY) ## write requirements.lock again from requirements.in
	@$(PYTHON) -m pip install -q uv
	@$(VENV)/bin/uv pip compile -q --python-version 3.10 --generate-hashes --no-header \
	  --no-annotate requirements.in -o requirements.lock

clean: ## remove the environment, models and run-time files
	rm -rf $(VENV) var models/*.tar.gz
