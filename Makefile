# Two commands matter: make dashboards, make test. Everything is done by bootstrap.py, which needs
# Python 3.11 or newer and nothing else, so that people without make have the same.

PORT ?= 8866
OPEN ?= 1
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	echo $$name; exit; fi; done)

.PHONY: dashboards test lint words benchmark audit sbom setup lock need-python

dashboards: need-python
	@$(PYTHON) bootstrap.py dashboards --port $(PORT) $(if $(filter 0 no false,$(OPEN)),--no-open)

test: need-python
	@$(PYTHON) bootstrap.py test

lint words benchmark audit sbom setup: need-python
	@$(PYTHON) bootstrap.py $@

# Every dependency, direct or not, with its hashes and no address; the same for all systems.
lock: need-python
	@uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		requirements/run.in -o requirements/run.txt
	@uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		requirements/run.in requirements/test.in -c requirements/run.txt -o requirements/test.txt
	@echo uv | uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
		- -o requirements/uv.txt

need-python:
	@test -n "$(PYTHON)" || { echo "hipedu: no Python 3.11 or newer was found. Install one, or name yours: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
