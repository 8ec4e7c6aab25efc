"""What the lesson calls: its numbers against a loop over the studies, its feedback in words."""

from __future__ import annotations

import math

import pytest

from hipedu.evaluation import popular_rule as lesson


@pytest.fixture(scope="module")
def nothing():
    return lesson.field(mechanism="none")


def test_six_rules_and_eleven_cut_offs_find_more_than_one_rule_may(nothing):
    studies = nothing.settings.studies
    by_hand = 0
    for number in range(studies):
        by_hand += any(
            abs(finding.studies[number][finding.line_at].z) > 1.96 for finding in nothing.rules
        )
    once = lesson.any_false(nothing, chosen=False)
    tried = lesson.any_false(nothing, chosen=True)
    assert once == by_hand
    # 40 studies at 0.05 would give 2, standard deviation 1.4
    assert tried > 2 + 4 * math.sqrt(0.05 * 0.95 * studies)
    assert tried > once


def test_only_what_warns_is_printed(nothing):
    finding = nothing.rule("acwr_rolling_coupled")
    warning = [
        number for number, place in enumerate(finding.chosen)
        if place is not None and finding.studies[number][place].z > 1.96
    ]  # fmt: skip
    printed = lesson.headlines(nothing, "acwr_rolling_coupled")
    assert len(printed) == len(warning) > 0
    assert printed[0].startswith(f"Study {warning[0] + 1}: ")


def test_new_runners_do_not_confirm_what_chance_found(nothing):
    row = lesson.replicated(nothing, "acwr_rolling_coupled")[0]
    assert row["ratio when found"] > 1.5
    assert row["low"] < 1 < row["high"]
    # at most the two of forty that chance gives, and three standard deviations
    assert row["new studies that confirm it"] <= 2 + 3 * math.sqrt(0.05 * 0.95 * 40)


def test_a_true_cause_is_found_again():
    spike = lesson.field(mechanism="spike", ratio=4.0, studies=10)
    row = lesson.replicated(spike, "single_session_spike")[0]
    assert row["low"] > 1.5
    assert row["new studies that confirm it"] >= 8


def test_tables_hold_a_row_a_rule(nothing):
    names = [line.name for line in lesson.lines()]
    for rows in (
        lesson.significant(nothing), lesson.together(nothing), lesson.against_chance("random"),
    ):  # fmt: skip
        assert [row["rule"] for row in rows] == names
    assert not any(row["told from chance"] for row in lesson.against_chance("random"))


@pytest.mark.parametrize(
    ("change", "mended"),
    [({"unit": "session"}, True), ({"unit": "week"}, True), ({"lag": 7}, True),
     ({"exclude_low": True}, False), ({}, False)],
)  # fmt: skip
def test_the_exercise_tells_a_mended_analysis_from_a_bad_one(change, mended):
    said = lesson.check_analysis(change)
    assert ("what chance alone allows" in said) == mended
    assert ("still more than chance" in said) != mended


def test_the_exercise_refuses_in_words():
    assert "not part of the analysis" in lesson.check_analysis({"seed": 3})
    assert "no choice" in lesson.check_analysis({"unit": "moon"})
    assert lesson.check_choice(" B ").startswith("Right")
    assert lesson.check_choice("a").startswith("Not yet")
    assert lesson.check_choice("d") == "Answer a, b or c."


def test_feedback_says_which_way_a_guess_was_off():
    assert lesson.feedback(5, 5.4, within=0.5).startswith("Close")
    assert "more than you thought" in lesson.feedback(1, 3, within=0.5)
    assert "less than you thought" in lesson.feedback(3, 1, within=0.5)


def test_every_named_source_exists():
    assert len(lesson.sources()) == len(lesson.SOURCES)
