"""Shares that add up, whatever is known."""

from __future__ import annotations

import math

import pytest

from hipedu.reasoning.case import Case, Mark
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.explanation import accounts, behind, counterfactual, most_sensitive
from hipedu.reasoning.posterior import posterior

CASE = Case(age=30, sex="female", marks=(Mark(region="groin"),),
            answers={"side_lying": "absent", "night_pain": "present", "limp": "present",
                     "catching": "present", "clicking": "absent", "weeks": 3.0})


def test_prior_and_shares_make_the_posterior(tables: Tables) -> None:
    post = posterior(CASE, tables)
    for p, account in zip(post.p, accounts(post, tables), strict=True):
        total = account.prior_bits + math.fsum(c.bits for c in account.contributions)
        assert total == pytest.approx(math.log2(p / (1 - p)), abs=1e-9)
        assert account.total_bits == pytest.approx(total, abs=1e-9)


def test_single_answer_is_its_whole_change(tables: Tables) -> None:
    # tendon from 0.4 to 8/11: odds from 2/3 to 8/3, a factor of 4: two bits
    post = posterior(Case(age=30, sex="female", answers={"side_lying": "present"}), tables)
    account = accounts(post, tables, among=[tables.conditions.index("tendon")])[0]
    assert account.contributions[0].bits == pytest.approx(2.0)


def test_shares_agree_with_a_fine_integral(tables: Tables) -> None:
    """The same integral by 2,000 midpoint steps over the whole formula."""
    post = posterior(CASE, tables)
    start = [math.log(p) for p in post.prior]
    for c, account in enumerate(accounts(post, tables)):
        for item, told in zip(post.evidence, account.contributions, strict=True):
            x = {i: value for i, value, _, _ in item.column.rows}
            total = 0.0
            for step in range(2000):
                t = (step + 0.5) / 2000
                w = [math.exp(a + t * (b - a))
                     for a, b in zip(start, post.log_weight, strict=True)]
                rest = sum(w) - w[c]
                others = sum(w[j] * x.get(j, 0.0) for j in range(4) if j != c) / rest
                total += item.weight * (x.get(c, 0.0) - others) / 2000
            assert told.bits == pytest.approx(total / math.log(2), abs=1e-5)


def test_what_if(tables: Tables) -> None:
    case = Case(age=30, sex="female", answers={"side_lying": "present"})
    now, then = counterfactual(case, "side_lying", None, tables)
    tendon = tables.conditions.index("tendon")
    assert (now.p[tendon], then.p[tendon]) == (pytest.approx(8 / 11), pytest.approx(0.4))


def test_most_sensitive_is_the_largest_variance(tables: Tables) -> None:
    # bone with one answer: night pain 0.6 [0.4, 0.8] against its own prior [25, 100] and others
    post = posterior(Case(age=30, sex="female", answers={"limp": "present"}), tables)
    c = tables.conditions.index("bone")
    most = most_sensitive(post, c, tables)
    assert most is not None
    # bone's own prior: (2 ln 2 / 2z)^2 = 0.178 at slope 1; every other term is below it
    assert (most.number, most.of) == ("prior", "bone")
    assert 0 < most.share < 1


def test_the_numbers_behind_an_answer(tables: Tables) -> None:
    """Tendon states side-lying 0.8 against 0.2 at large; a no is what is left to one."""
    said = behind("finding", "side_lying", "present", "tendon", tables)
    denied = behind("finding", "side_lying", "absent", "tendon", tables)
    assert said is not None
    assert denied is not None
    assert (said.p, said.p_others, said.stated) == pytest.approx((0.8, 0.2, True))
    assert (denied.p, denied.p_others) == pytest.approx((0.2, 0.8))
    silent = behind("finding", "side_lying", "present", "joint", tables)
    assert silent is not None
    assert (silent.p, silent.stated) == (pytest.approx(0.2), False)
    assert behind("empty_regions", "elsewhere", "absent", "tendon", tables) is None
