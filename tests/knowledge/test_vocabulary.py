"""The contract for other programs: ids, and what each finding can be answered with."""

from __future__ import annotations

import json

import hipedu
from hipedu.knowledge.compile import write_compiled


def test_findings_say_what_they_can_be_answered_with(kb):
    write_compiled(kb.folder)
    words = hipedu.vocabulary(hipedu.load_catalogue(kb.folder))
    answers = {each["id"]: each["answers"] for each in words["findings"]}
    assert answers == {
        "night_pain": ["present", "absent"],
        "side": ["left", "right"],
        "weeks": {"unit": "week", "minimum": 0.0, "maximum": 500.0},
    }
    side = next(each for each in words["findings"] if each["id"] == "side")
    assert side["labels"] == {"left": "Left", "right": "Right"}
    assert side["group"] == "nightly"
    assert side["question"] == "Which side?"


def test_versions_and_kinds(kb):
    write_compiled(kb.folder)
    words = hipedu.vocabulary(hipedu.load_catalogue(kb.folder))
    assert words["hipedu"] == hipedu.__version__
    assert words["knowledge"] == "2026-11-23"
    assert [each["id"] for each in words["conditions"]] == ["gluteal_tendinopathy"]
    assert [each["id"] for each in words["structures"]] == ["gluteal_tendons"]
    json.dumps(words)  # plain data, ready for another program


def test_unknown_names_are_attribute_errors():
    assert not hasattr(hipedu, "no_such_name")
    assert set(hipedu.api.__all__) <= set(dir(hipedu))
