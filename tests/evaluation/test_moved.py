"""What a change moved."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hipedu.evaluation.moved import moved, moved_lines, standing, standings_of_report
from hipedu.evaluation.outcome import Outcome
from hipedu.evaluation.report import plain_report

Make = Callable[..., Outcome]


def test_only_what_changed_worst_first(outcome: Make) -> None:
    before = [outcome(id=x) for x in ("better", "same", "worse_rank", "worse_triage")]
    after = [
        outcome(id="better", expected=("a",)),
        outcome(id="same"),
        outcome(id="worse_rank", expected=("c",)),
        outcome(id="worse_triage", given="self_care"),
        outcome(id="new"),
    ]
    found = moved(map(standing, before), map(standing, after))
    assert [m.after.id for m in found] == ["worse_triage", "worse_rank", "better"]
    assert [m.triage_change for m in found] == [-2, 0, 0]
    assert [m.rank_change for m in found] == [0, -1, 1]
    lines = moved_lines(found, compared=4)
    assert lines[0] == "3 of 4 cases moved, 2 of them for the worse."
    assert "soon -> self_care (right: soon)" in lines[1]


def test_over_triage_that_comes_nearer_is_better(outcome: Make) -> None:
    pair = [
        standing(outcome(level="routine", given=given_)) for given_ in ("emergency", "urgent")
    ]
    (one,) = moved(pair[:1], pair[1:])
    assert one.triage_change == 1


def test_set_aside_cases_are_counted_not_named(outcome: Make) -> None:
    before = standing(outcome(id="secret", split="test"))
    after = standing(outcome(id="secret", split="test", expected=("c",)))
    lines = moved_lines(moved([before], [after]), compared=1)
    assert "secret" not in " ".join(lines)
    assert "1 of the cases set aside" in lines[-1]


def test_a_report_can_be_compared_with(outcome: Make) -> None:
    report = plain_report([outcome(id="x")])
    assert standings_of_report(report) == [standing(outcome(id="x"))]
    with pytest.raises(ValueError, match="no report"):
        standings_of_report({"cases": [{"id": "x"}]})


def test_nothing_moved() -> None:
    assert moved_lines([], compared=7) == ["None of 7 cases moved."]
