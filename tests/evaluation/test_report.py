"""The table as text, Markdown and plain values."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from hipedu.evaluation.intervals import share
from hipedu.evaluation.outcome import Outcome
from hipedu.evaluation.report import (
    OWN_CASES,
    SET_ASIDE,
    markdown_report,
    plain_report,
    shown,
    text_report,
    verdict,
)

Make = Callable[..., Outcome]


@pytest.fixture
def outcomes(outcome: Make) -> list[Outcome]:
    return [
        outcome(id="good", expected=("a",)),
        outcome(id="bad", given="urgent", by=("rule",), rules=("bone_rule",)),
        outcome(id="aside", split="test", expected=("c",), given="self_care"),
    ]


def test_every_form_says_what_it_cannot_show(outcomes: list[Outcome]) -> None:
    report = plain_report(outcomes)
    assert (report["set_aside"], report["limits"]) == (SET_ASIDE, OWN_CASES)
    for text in (markdown_report(outcomes), "\n".join(text_report(outcomes))):
        assert SET_ASIDE in text
        assert OWN_CASES in text


def test_single_results_of_the_test_split_are_not_printed(outcomes: list[Outcome]) -> None:
    for text in (
        json.dumps(plain_report(outcomes)),
        markdown_report(outcomes),
        "\n".join(text_report(outcomes)),
        "\n".join(text_report(outcomes[2:])),
    ):
        assert "aside:" not in text
        assert '"aside"' not in text
        assert "  aside " not in text


def test_misses_say_why(outcomes: list[Outcome]) -> None:
    (line,) = [line for line in text_report(outcomes) if line.strip().startswith("bad ")]
    assert "place 2, behind a" in line
    assert "over-triage: urgent for soon (by rule, bone_rule)" in line


def test_splits_and_all(outcomes: list[Outcome]) -> None:
    report = plain_report(outcomes)
    assert list(report["scores"]) == ["train", "test", "all"]
    assert report["scores"]["train"]["top_1"]["hits"] == 1
    assert report["scores"]["all"]["top_1"]["of"] == 3
    assert list(plain_report(outcomes[:1])["scores"]) == ["train"]


def test_plain_report_is_json(outcomes: list[Outcome]) -> None:
    assert json.loads(json.dumps(plain_report(outcomes), allow_nan=False))


def test_markdown_tables_are_rectangular(outcomes: list[Outcome]) -> None:
    rows = [line for line in markdown_report(outcomes).splitlines() if line.startswith("|")]
    assert len(rows) > 20
    width = 0
    for before, line in zip(["", *rows], rows, strict=False):
        if line.startswith("|---"):
            width = line.count("|")
            assert before.count("|") == width
    assert width


def test_targets() -> None:
    assert verdict("top_1", share([True, True, False])) == "at least 70 %: missed"
    assert verdict("missed", share([False])) == "at most 0 %: met"
    assert verdict("brier", share([True])) == ""


def test_no_case_is_said() -> None:
    assert shown(share([]), percent=True) == "no case"
