"""What the records say about one another, where the check of single links cannot see it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from hipedu.knowledge.catalogue import load_catalogue
from hipedu.knowledge.validate import read_sources
from hipedu.model import Family
from hipedu.rehab.plan_words import DEMANDS, MUSCLES

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(DATA)


@pytest.fixture(scope="module")
def vocabularies():
    return read_sources(DATA).vocabularies


def test_the_families_are_those_of_the_model(vocabularies):
    assert set(vocabularies["families"]) == set(get_args(Family))


def test_every_exercise_goal_names_the_conditions_it_stands_for(catalogue, vocabularies):
    goals = vocabularies["goal_conditions"]
    assert set(goals) == set(vocabularies["exercise_goals"])
    named = [name for text in goals.values() for name in text.split(", ")]
    assert set(named) <= set(catalogue.conditions)
    assert len(named) == len(set(named)), "a condition belongs to one goal"


def test_every_muscle_belongs_to_one_group_of_the_weeks_balance(vocabularies):
    groups = vocabularies["muscle_group_members"]
    assert set(groups) == set(vocabularies["muscle_groups"])
    members = [name for text in groups.values() for name in text.split(", ")]
    assert len(members) == len(set(members))
    assert set(members) == set(vocabularies["muscles"]) - {"whole_leg"}


def test_plans_have_words_for_every_muscle_and_demand(vocabularies):
    assert set(MUSCLES) == set(vocabularies["muscles"])
    assert set(DEMANDS) == set(vocabularies["demands"])


def test_a_structure_names_the_conditions_that_involve_it(catalogue):
    silent = [
        (condition.id, structure)
        for condition in catalogue.conditions.values()
        for structure in condition.structures
        if condition.id not in catalogue.structures[structure].conditions
    ]
    assert silent == []


def test_what_must_not_be_missed_is_never_left_to_the_person_alone(catalogue):
    patient = [
        condition.id
        for condition in catalogue.conditions.values()
        if condition.must_not_miss and condition.urgency in ("routine", "self_care")
    ]
    assert patient == []


def test_no_exercise_asks_to_hop_before_the_return_phase_without_a_warning(catalogue):
    hops = catalogue.exercises["pogo_hops"]
    assert "settle" not in {phase for phases in hops.phases.values() for phase in phases}
    assert any("never hop to test yourself" in caution.lower() for caution in hops.cautions)


@pytest.mark.parametrize("kind", ["conditions", "structures", "exercises", "regions", "factors"])
def test_no_text_tells_anybody_what_they_have(catalogue, kind):
    for record in getattr(catalogue, kind).values():
        text = " ".join(str(getattr(record, name)) for name in record.__slots__).lower()
        assert "your diagnosis" not in text
        assert "you have a " not in text
