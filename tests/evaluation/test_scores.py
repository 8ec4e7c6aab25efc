"""Scores against hand arithmetic and against scikit-learn."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss, ndcg_score

from hipedu.evaluation.outcome import Outcome, age_group
from hipedu.evaluation.scores import (
    brier,
    by_group,
    calibration_error,
    confidence,
    gains,
    log_score,
    missed,
    ndcg,
    over_triaged,
    scores,
    top,
    under_triaged,
)

Make = Callable[..., Outcome]


def test_first_three_by_hand(outcome: Make) -> None:
    assert outcome().rank == 2
    assert [top(outcome(), k) for k in (1, 2, 3)] == [False, True, True]


def test_any_of_the_expected_counts(outcome: Make) -> None:
    assert outcome(expected=("c", "a")).rank == 1
    assert outcome(expected=("c", "a")).p_expected == pytest.approx(0.7)
    assert outcome(expected=("nowhere",)).rank == 4


def test_no_first_nothing(outcome: Make) -> None:
    with pytest.raises(ValueError, match="k must be 1 or more"):
        top(outcome(), 0)


def test_ndcg_by_hand(outcome: Make) -> None:
    """Gains 0, 2, 1: (2/log2(3) + 1/2) / (2 + 1/log2(3)) = 1.7619 / 2.6309."""
    one = outcome(acceptable=("c",))
    assert gains(one) == [0, 2, 1]
    assert ndcg(gains(one)) == pytest.approx(1.761860 / 2.630930, abs=1e-6)
    assert ndcg([0, 0, 0]) == 0


@pytest.mark.parametrize("k", [3, 10, None])
def test_ndcg_agrees_with_scikit_learn(k: int | None) -> None:
    source = random.Random(3)
    for _ in range(30):
        relevance = [float(source.randint(0, 2)) for _ in range(12)]
        if not any(relevance):
            continue
        ranking = [[float(-i) for i in range(12)]]
        assert ndcg(relevance, k=k) == pytest.approx(ndcg_score([relevance], ranking, k=k))


def test_brier_by_hand(outcome: Make) -> None:
    """(1 - 0.3)^2 + 0.5^2 + 0.2^2 = 0.49 + 0.25 + 0.04."""
    assert brier(outcome()) == pytest.approx(0.78)
    assert brier(outcome(expected=("a", "b", "c"))) == pytest.approx(0)


def test_brier_and_log_score_agree_with_scikit_learn(outcome: Make) -> None:
    source = random.Random(4)
    made, truth, stated = [], [], []
    for _ in range(40):
        raw = [source.random() + 0.01 for _ in "abc"]
        p = [x / sum(raw) for x in raw]
        true = source.choice("abc")
        made.append(outcome(expected=(true,), p=dict(zip("abc", p, strict=True))))
        truth.append(true)
        stated.append(p)
    labels = ["a", "b", "c"]
    theirs = brier_score_loss(truth, stated, labels=labels, scale_by_half=False)
    assert sum(map(brier, made)) / 40 == pytest.approx(theirs)
    assert sum(map(log_score, made)) / 40 == pytest.approx(log_loss(truth, stated, labels=labels))


def test_log_score_has_a_floor(outcome: Make) -> None:
    assert log_score(outcome(expected=("x",))) == pytest.approx(6 * math.log(10))


def test_calibration_error_by_hand() -> None:
    """Bin to 0.3: two of 0.25, none true, misses 0.25 twice; bin to 1: one of 1.0, true. 0.5/3."""
    assert calibration_error([(0.25, False), (0.25, False), (1.0, True)]) == pytest.approx(0.5 / 3)
    with pytest.raises(ValueError, match="at least one pair"):
        calibration_error([])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_calibration_error_agrees_with_a_naive_loop(pairs: list[tuple[float, bool]]) -> None:
    total = 0.0
    for b in range(10):
        inside = [
            (p, y) for p, y in pairs
            if math.ceil(p * 10) == b + 1 or (b == 0 and p == 0)
        ]
        if inside:
            stated = sum(p for p, _ in inside) / len(inside)
            true = sum(y for _, y in inside) / len(inside)
            total += len(inside) / len(pairs) * abs(stated - true)
    assert calibration_error(pairs) == pytest.approx(total, abs=1e-12)


def test_confidence_is_that_of_the_first(outcome: Make) -> None:
    assert confidence(outcome()) == (0.5, False)


@pytest.mark.parametrize(
    ("level", "answered", "also", "under", "over"),
    [
        ("soon", "soon", (), False, False),
        ("soon", "urgent", (), False, True),
        ("soon", "urgent", ("urgent",), False, False),
        ("urgent", "self_care", (), True, False),
        ("emergency", "urgent", (), True, False),
        ("self_care", "routine", ("routine",), False, False),
    ],
)
def test_triage_either_way(
    outcome: Make, level: str, answered: str, also: tuple[str, ...], under: bool, over: bool
) -> None:
    one = outcome(level=level, given=answered, level_acceptable=also)
    assert (under_triaged(one), over_triaged(one)) == (under, over)


def test_missed_is_below_urgent(outcome: Make) -> None:
    serious = outcome(level="emergency", must_not_miss=True)
    assert missed(replace(serious, given="soon"))
    assert not missed(replace(serious, given="urgent"))
    assert not missed(replace(serious, given="soon", must_not_miss=False))


def test_table_by_hand(outcome: Make) -> None:
    """Four cases: two routine (one sent to hospital), two serious (one left at soon)."""
    made = [
        outcome(id="1", level="routine", given="routine", expected=("a",)),
        outcome(id="2", level="routine", given="urgent"),
        outcome(id="3", level="urgent", given="urgent", must_not_miss=True, expected=("c",)),
        outcome(id="4", level="urgent", given="soon", must_not_miss=True, expected=("z",)),
    ]
    found = scores(made)
    assert [found[f"top_{k}"].hits for k in (1, 3, 5)] == [1, 3, 4]
    assert (found["triage_exact"].hits, found["triage_exact"].of) == (2, 4)
    assert (found["missed"].hits, found["missed"].of) == (1, 2)
    assert (found["over_triage_mild"].hits, found["over_triage_mild"].of) == (1, 2)
    assert (found["hospital_mild"].hits, found["under_triage"].hits) == (1, 1)


def test_no_cases_give_no_numbers() -> None:
    assert all(each.value is None for each in scores([]).values())


def test_groups(outcome: Make) -> None:
    made = [outcome(id="1", sex="female", age=12), outcome(id="2", age=60, atypical=True)]
    groups = by_group(made)
    assert [len(members) for members in groups["age"].values()] == [1, 1]
    assert list(groups["age"]) == ["0 to 12", "55 and over"]
    assert set(groups["sex"]) == {"female", "not said"}
    assert set(groups["presentation"]) == {"typical", "atypical"}


def test_age_groups_join_up() -> None:
    names = [age_group(age) for age in range(121)]
    assert "not said" not in names
    assert names == sorted(names, key=names.index)


levels = st.sampled_from(["emergency", "urgent", "soon", "routine", "self_care"])


@settings(max_examples=60, deadline=None)
@given(levels, levels, st.lists(levels, max_size=3))
def test_every_level_is_right_defensible_over_or_under(
    right: str, answered: str, also: list[str]
) -> None:
    one = Outcome(
        id="x", expected=("a",), ranking=("a",), p={"a": 1.0},
        level=right, given=answered, level_acceptable=tuple(also),  # type: ignore[arg-type]
    )
    assert one.level_defensible + over_triaged(one) + under_triaged(one) == 1
