"""Claims are represented, studies say what their sources print, treatments add up."""

from __future__ import annotations

import pytest

from hipedu.api import load_catalogue
from hipedu.knowledge.errors import DataError
from hipedu.knowledge.titles import KIND_WORDS, linked
from hipedu.model import MUST_BE_REPRESENTED, Claim, Effect, Share, Sourced
from hipedu.reasoning.accuracy import ratios
from hipedu.reasoning.shares import risk_ratio

CATALOGUE = load_catalogue()
WANTED = {
    "cause": {"conditions", "structures", "factors", "load_rules", "findings", "loading_models"},
    "location": {"regions"},
    "character": {"findings"},
    "seriousness": {"red_flags", "conditions"},
}
"""Which kind of record can hold a statement about what."""


def test_there_are_107_claims_and_each_is_about_something():
    assert len(CATALOGUE.claims) == 107
    assert all(each.topics for each in CATALOGUE.claims.values())


def test_no_claim_about_cause_place_character_or_seriousness_is_without_a_record():
    silent = [
        id_ for id_, each in CATALOGUE.claims.items()
        if MUST_BE_REPRESENTED & set(each.topics) and not each.represented_by
    ]
    assert silent == []
    about = [each for each in CATALOGUE.claims.values() if MUST_BE_REPRESENTED & set(each.topics)]
    assert len(about) > 50


@pytest.mark.parametrize("topic", sorted(MUST_BE_REPRESENTED))
def test_it_is_represented_by_a_record_of_the_right_kind(topic):
    wrong = {
        id_: each.represented_by
        for id_, each in CATALOGUE.claims.items()
        if topic in each.topics
        and not {link.split("/")[0] for link in each.represented_by} & WANTED[topic]
    }
    assert wrong == {}


def test_every_claim_of_the_article_leads_to_a_record():
    """Prevention, treatment and course as well, so that nothing of the article is out of reach."""
    for each in CATALOGUE.claims.values():
        assert each.represented_by, each.id
        for link in each.represented_by:
            assert linked(CATALOGUE, link).title
            assert linked(CATALOGUE, link).kind in KIND_WORDS


def test_causes_named_by_the_article_are_conditions_of_the_reasoning():
    """A condition that represents a claim has numbers, so that it can come up in a differential."""
    for each in CATALOGUE.claims.values():
        for link in each.represented_by:
            kind, _, name = link.partition("/")
            if kind == "conditions":
                assert name in CATALOGUE.presentations


def test_findings_that_represent_a_claim_move_some_condition():
    """A statement about how pain feels is only represented where an answer changes something."""
    used = {
        each.finding for shown in CATALOGUE.presentations.values() for each in shown.likelihoods
    }
    asked = {
        link.partition("/")[2] for each in CATALOGUE.claims.values()
        for link in each.represented_by if link.startswith("findings/")
    }
    rules = repr(list(CATALOGUE.red_flags.values()))
    assert [name for name in asked if name not in used and f"'{name}'" not in rules] == []


def test_a_claim_without_what_it_needs_is_refused():
    with pytest.raises(ValueError, match="about something"):
        Claim(id="x", section="causes", topics=(), says="x", verdict="partly", better="x",
              basis="expert_estimate")  # fmt: skip
    with pytest.raises(ValueError, match="represented_by"):
        Claim(id="x", section="causes", topics=("cause",), says="x", verdict="partly", better="x",
              basis="expert_estimate")  # fmt: skip
    with pytest.raises(DataError, match="names no record"):
        linked(CATALOGUE, "conditions/tea")


def test_the_accuracy_table_is_whole():
    assert len(CATALOGUE.accuracy) == 130
    assert len({each.condition for each in CATALOGUE.accuracy.values()}) >= 25


def test_printed_ratios_agree_with_the_shares_where_they_were_not_pooled_apart():
    """A slip of the pen would show: the ratio of a single study follows from its two shares.

    Pooled studies pool the ratios apart; Sutlive 2008 is quoted through two reviews that round
    differently, and a ratio with a specificity near 1 hangs on the third digit.
    """
    checked = 0
    for each in CATALOGUE.accuracy.values():
        if each.design == "pooled" or None in (each.sensitivity, each.specificity):
            continue
        positive, negative = ratios(each.sensitivity.value, each.specificity.value)
        if each.lr_positive is not None and positive is not None:
            assert each.lr_positive.value == pytest.approx(positive, rel=0.12), each.id
            checked += 1
        if each.lr_negative is not None and negative is not None:
            assert each.lr_negative.value == pytest.approx(negative, rel=0.12, abs=0.03), each.id
            checked += 1
    assert checked >= 10


def test_ratios_point_the_way_they_are_called():
    for each in CATALOGUE.accuracy.values():
        if each.use == "not_used":
            continue
        if each.lr_positive is not None:
            assert each.lr_positive.value >= 0.9, each.id
        if each.lr_negative is not None:
            assert each.lr_negative.value <= 1.1, each.id


def test_what_loads_a_cracked_bone_is_never_to_be_tried():
    loading = [
        each for each in CATALOGUE.accuracy.values()
        if any(word in each.clinical.lower() for word in ("hop", "fulcrum"))
    ]
    assert len(loading) >= 4
    for each in loading:
        assert not each.safe_to_try, each.id
        assert each.use == "not_used", each.id
        assert any(word in each.not_for for word in ("NEVER", "cracked")), each.id


def test_estimates_claim_no_source():
    for each in CATALOGUE.accuracy.values():
        if each.design == "judgement":
            assert each.references == ()


def test_absence_never_reassures_where_missing_is_deadly():
    for name in ("cauda_single_sign_dionne", "septic_kocher3_kingella"):
        assert CATALOGUE.accuracy[name].use == "not_used"
    assert "never reassures" in CATALOGUE.accuracy["cauda_single_sign_dionne"].not_for


def test_derived_ratios_of_treatments_follow_from_their_counts():
    """(51/66)/(20/68) = 2.63 (1.78 to 3.88), by hand in tests/reasoning/test_shares.py; the
    records round to two digits."""
    counts = {
        "Education and exercise, outer-hip tendon/waiting": (51, 66, 20, 68),
        "Education and exercise, outer-hip tendon/one injection": (51, 66, 38, 65),
        "Injection, outer-hip tendon/waiting": (38, 65, 20, 68),
        "Warm-up, cool-down and stretching/running as before": (26, 159, 23, 167),
    }
    found = {
        f"{effect.label}/{effect.against}": effect.value
        for each in CATALOGUE.treatments.values()
        for effect in each.effects
        if effect.scale == "risk_ratio" and effect.basis == "derived"
    }
    for name, numbers in counts.items():
        made = risk_ratio(*numbers)
        value = found[name]
        assert (value.value, value.low, value.high) == pytest.approx(made, abs=0.006), name


def test_a_printed_odds_ratio_follows_from_its_counts():
    """Holmich 1999: 23 of 34 against 4 of 34 is (23/11)/(4/30) = 15.7; adjusted, 12.7 is printed
    with an interval of 3.4 to 47.2, which holds it."""
    (effect,) = [
        each for each in CATALOGUE.treatments["physical_therapy_exercise"].effects
        if each.scale == "odds_ratio"
    ]
    one, other = effect.groups
    odds = (one.events / (one.total - one.events)) / (other.events / (other.total - other.events))
    assert odds == pytest.approx(15.68, abs=0.01)
    assert effect.value.low < odds < effect.value.high


def test_every_treatment_says_how_long_and_what_is_not_known():
    for each in CATALOGUE.treatments.values():
        assert each.time.text.endswith(".")
        assert each.unknown.endswith(".")
        assert set(each.claims) <= set(CATALOGUE.claims)
        assert each.in_article <= bool(each.claims), each.id


def test_an_effect_that_is_drawn_says_against_what():
    value = Sourced(value=0.5, basis="illustrative")
    with pytest.raises(ValueError, match="which way is good"):
        Effect(text="x", basis="illustrative", scale="risk_ratio", value=value)
    with pytest.raises(ValueError, match="compared with"):
        Effect(text="x", basis="illustrative", scale="risk_ratio", value=value, outcome="hurt",
               better="lower")  # fmt: skip


@pytest.mark.parametrize(
    "share", [{}, {"events": 3}, {"events": 5, "total": 4}, {"events": 0, "total": 0},
              {"per_100": 120.0}, {"events": 1, "total": 2, "per_100": 50.0}]
)  # fmt: skip
def test_a_share_is_counted_or_of_a_hundred(share):
    with pytest.raises(ValueError, match=r"no share|events and total"):
        Share(name="x", **share)


def test_every_topic_of_prevention_is_in_order_and_has_its_own_place():
    orders = sorted(each.order for each in CATALOGUE.prevention_topics.values())
    assert orders == list(range(1, len(orders) + 1))


def test_every_claim_on_prevention_is_told_on_the_page():
    """The article's sections on prevention are all under some topic."""
    told = {name for each in CATALOGUE.prevention_topics.values() for name in each.claims}
    sections = ("warm_up", "mileage", "strength", "form", "shoes", "rest")
    asked = {id_ for id_, each in CATALOGUE.claims.items() if each.section in sections}
    assert asked <= told
