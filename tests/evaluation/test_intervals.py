"""Intervals against a published example and against hand arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.evaluation.intervals import bootstrap, mean_of, share, wilson


def test_wilson_of_ten_of_twenty_by_hand() -> None:
    """z^2 = 3.8415: centre 0.5; half = 1.96 * sqrt(0.0125 + 0.0024009) / 1.192073 = 0.2007."""
    low, high = wilson(10, 20)
    assert low == pytest.approx(0.5 - 0.20070, abs=1e-4)
    assert high == pytest.approx(0.5 + 0.20070, abs=1e-4)


def test_wilson_at_the_edges_by_hand() -> None:
    """None of n: from 0 to z^2 / (n + z^2) = 3.8415 / 13.8415."""
    assert wilson(0, 10) == pytest.approx((0, 0.277533), abs=1e-5)
    assert wilson(10, 10) == pytest.approx((1 - 0.277533, 1), abs=1e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_solves_its_equation(pair: tuple[int, int]) -> None:
    """At each end the observed share lies z standard errors away: (p - e)^2 n = z^2 e (1 - e)."""
    hits, n = pair
    for end in wilson(hits, n):
        assert (hits / n - end) ** 2 * n == pytest.approx(
            1.959963984540054**2 * end * (1 - end), abs=1e-9
        )


def test_wilson_refuses_nonsense() -> None:
    for hits, of in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="no share"):
            wilson(hits, of)


def test_share_counts() -> None:
    found = share([True, False, False])
    assert (found.hits, found.of) == (1, 3)
    assert found.value == pytest.approx(1 / 3)


def test_bootstrap_of_a_mean_is_about_two_standard_errors() -> None:
    """200 values, half 0 and half 1: standard error 0.5 / sqrt(200) = 0.0354, twice 0.069."""
    found = mean_of([0.0, 1.0] * 100)
    assert found.value == 0.5
    assert found.high == pytest.approx(0.569, abs=0.012)
    assert found.low == pytest.approx(0.431, abs=0.012)


def test_bootstrap_is_the_same_every_time() -> None:
    values = [0.1, 0.4, 0.9, 0.2]
    assert mean_of(values) == mean_of(values)


def test_bootstrap_of_nothing() -> None:
    assert bootstrap([], max).value is None
