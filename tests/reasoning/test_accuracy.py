"""What a sign is worth: against printed ratios of the sources and against hand arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.model import Accuracy, Sourced
from hipedu.reasoning.accuracy import as_used, bounded, ratios, trust, used_ratios


def study(**changed: object) -> Accuracy:
    values: dict[str, object] = {
        "id": "x", "condition": "x", "name": "x", "clinical": "x", "kind": "exam",
        "design": "cohort", "use": "shrunk", "good_for": "x", "not_for": "x",
        "sensitivity": Sourced(value=0.8, basis="illustrative"),
        "specificity": Sourced(value=0.6, basis="illustrative"),
        "references": ("a2000b",), **changed,
    }  # fmt: skip
    return Accuracy(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sensitivity", "specificity", "positive", "negative"),
    [
        (0.94, 0.78, 4.3, 0.08),  # Laslett 2005, three of six: printed 4.3 and 0.08
        (0.85, 0.79, 4.02, 0.19),  # van der Wurff 2006: printed 4.02 and 0.19
        (0.86, 0.54, 1.85, 0.27),  # Birrell 2001 in Rahman 2013: printed 1.85 and 0.27
        (0.79, 0.95, 17.4, 0.22),  # Adams 1997 in Rahman 2013: printed 17.4 and 0.22
    ],
)
def test_ratios_are_those_that_the_sources_print(
    sensitivity: float, specificity: float, positive: float, negative: float
) -> None:
    """Within the rounding of two printed digits."""
    made = ratios(sensitivity, specificity)
    assert made[0] == pytest.approx(positive, rel=0.1)
    assert made[1] == pytest.approx(negative, abs=0.02)


def test_ratios_where_one_side_is_perfect() -> None:
    assert ratios(1.0, 1.0) == (None, 0.0)
    assert ratios(0.5, 0.0) == (0.5, None)
    with pytest.raises(ValueError, match="no share"):
        ratios(1.2, 0.5)


def test_a_study_is_weakened_by_hand() -> None:
    """0.8 / 0.4 = 2 and 0.2 / 0.6 = 1/3; by half: root 2 = 1.41421, root 1/3 = 0.57735."""
    assert used_ratios(study()) == pytest.approx((1.41421, 0.57735), abs=1e-5)


def test_what_is_not_to_be_used_counts_for_nothing() -> None:
    for use in ("not_used", "sensitivity_only", "standard"):
        assert used_ratios(study(use=use)) == (1.0, 1.0)
    assert trust(study(design="healthy_controls")) < trust(study()) < trust(study(design="pooled"))


def test_no_sign_counts_more_than_tenfold() -> None:
    """Ten of ten and none of ten: no false positive, so the ratio has no end; it stays at ten."""
    perfect = study(
        sensitivity=Sourced(value=1.0, basis="illustrative"),
        specificity=Sourced(value=1.0, basis="illustrative"),
    )
    assert used_ratios(perfect) == (10.0, 0.1)


@given(st.floats(0, 1e6), st.floats(0, 1))
def test_weakening_never_turns_a_sign_round(ratio: float, weight: float) -> None:
    used = as_used(ratio, weight)
    assert 0.1 <= used <= 10
    assert used >= 1 if ratio >= 1 else used <= 1


def test_a_printed_interval_is_kept() -> None:
    printed = Sourced(value=0.61, low=0.46, high=0.75, basis="illustrative")
    made = bounded(study(sensitivity=printed, people=78), "sensitivity")
    assert made is not None
    assert (made.low, made.high, made.how) == (0.46, 0.75, "printed")


def test_an_interval_from_the_number_of_people_by_hand() -> None:
    """16 of 20 with the condition, z^2 = 3.8415.

    Centre (0.8 + 3.8415/40) / (1 + 3.8415/20) = 0.896037 / 1.192073 = 0.751663; half 1.96 *
    sqrt(0.8 * 0.2 / 20 + 3.8415 / 1600) / 1.192073 = 1.96 * sqrt(0.0104009) / 1.192073 = 0.167679.
    """
    made = bounded(study(people=50, with_condition=20, without=30), "sensitivity")
    assert made is not None
    assert made.how == "worked_out"
    assert (made.low, made.high) == pytest.approx((0.583984, 0.919342), abs=1e-4)


def test_halves_and_assumed_people() -> None:
    half = bounded(study(people=41), "specificity")
    assert half is not None
    assert (half.people, half.how) == (20, "worked_out")
    nobody = bounded(study(), "specificity")
    assert nobody is not None
    assert (nobody.people, nobody.how) == (10, "assumed")
    assert bounded(study(specificity=None), "specificity") is None


@given(st.floats(0, 1), st.integers(1, 500))
def test_an_interval_always_holds_its_share(share: float, people: int) -> None:
    number = Sourced(value=share, basis="illustrative")
    made = bounded(study(sensitivity=number, people=people, with_condition=people), "sensitivity")
    assert made is not None
    assert 0 <= made.low <= share <= made.high <= 1


def test_a_record_refuses_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="the groups hold"):
        study(people=10, with_condition=8, without=8)
    with pytest.raises(ValueError, match="holds no number"):
        study(sensitivity=None, specificity=None)
    with pytest.raises(ValueError, match="needs a reference"):
        study(references=())
    with pytest.raises(ValueError, match="must be 1 or more"):
        study(people=0)
