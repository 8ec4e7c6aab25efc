"""The project's own scenarios and rules, read from data/ once."""

import datetime as dt

import pytest

from hipedu.knowledge.paths import data_dir
from hipedu.knowledge.validate import read_sources
from hipedu.training.report import training_report
from hipedu.training.scenarios import scenario_runs

MONDAY = dt.date(2025, 1, 6)


@pytest.fixture(scope="session")
def records():
    sources = read_sources(data_dir())
    return {
        kind: {entry.id: entry.record for entry in sources.entries[kind].values()}
        for kind in ("load_rules", "scenarios")
    }


@pytest.fixture(scope="session")
def rules(records):
    return tuple(records["load_rules"].values())


@pytest.fixture(scope="session")
def scenario_report(records, rules):
    def make(name, **options):
        scenario = records["scenarios"][name]
        last = MONDAY + dt.timedelta(days=7 * len(scenario.weeks_km) - 1)
        return training_report(
            scenario_runs(scenario, first_monday=MONDAY),
            rules=rules, first_day=MONDAY, last_day=last, **options,
        )

    return make
