"""A knowledge base small enough to reckon with by hand: four conditions, three regions."""

from __future__ import annotations

from typing import Any

from hipedu.model import (
    Applies,
    Choice,
    Condition,
    Criterion,
    Finding,
    FindingGroup,
    Likelihood,
    Presentation,
    Prior,
    RedFlag,
    Region,
    RegionPain,
    Sourced,
    Statement,
)
from hipedu.reasoning.knowledge_base import KnowledgeBase


def p(value: float, low: float | None = None, high: float | None = None) -> Sourced:
    return Sourced(value=value, low=low, high=high, basis="expert_estimate")


def condition(key: str, name: str, urgency: str, family: str, *, must: bool = False) -> Condition:
    words: dict[str, Any] = dict.fromkeys(
        ("summary", "tissue", "typical_age", "typical_sex", "onset", "first_line",
         "time_course", "imaging"), "text"
    )
    return Condition(
        id=key, name=name.upper(), plain_name=name, urgency=urgency,  # type: ignore[arg-type]
        family=family, must_not_miss=must, **words,  # type: ignore[arg-type]
    )


def yes_no(key: str, name: str, background: float, **more: Any) -> Finding:
    values: dict[str, Any] = {
        "kind": "history", "topic": "quality", "question": f"{name}?", "clinical": name,
        "background": p(background), **more,
    }
    return Finding(id=key, name=name, **values)


def priors(female: float, male: float) -> tuple[Prior, ...]:
    def weight(value: float) -> Sourced:
        return Sourced(value=value, low=value / 2, high=value * 2, unit="per_1000",
                       basis="expert_estimate")

    return (
        Prior(age_min=18, age_max=54, sex="female", weight=weight(female)),
        Prior(age_min=18, age_max=54, sex="male", weight=weight(male)),
    )


def presentation(
    key: str, weights: tuple[float, float], places: dict[str, float],
    likelihoods: tuple[Likelihood, ...] = (),
) -> Presentation:
    return Presentation(
        id=key, priors=priors(*weights),
        regions=tuple(RegionPain(region=r, p=p(v)) for r, v in places.items()),
        unlisted_region=p(0.05), likelihoods=likelihoods,
    )


def says(finding: str, value: float, low: float | None = None, high: float | None = None
         ) -> Likelihood:
    return Likelihood(finding=finding, p=p(value, low, high))


def knowledge() -> KnowledgeBase:
    conditions = [
        condition("bone", "Bone stress", "urgent", "bone_stress", must=True),
        condition("joint", "Hip joint pain", "routine", "hip_joint"),
        condition("other", "Something else", "self_care", "nonspecific"),
        condition("tendon", "Outer-hip tendon pain", "self_care", "tendon_and_bursa"),
    ]
    presentations = [
        presentation("bone", (50, 50), {"groin": 0.8}, (
            says("night_pain", 0.6, 0.4, 0.8), says("limp", 0.6), says("impact_pain", 0.9),
            Likelihood(finding="onset", choices={"sudden": p(0.1), "gradual": p(0.9)}),
        )),
        presentation("joint", (250, 350), {"groin": 0.9}, (
            says("catching", 0.6, 0.4, 0.8), says("clicking", 0.6, 0.4, 0.8), says("limp", 0.3),
        )),
        presentation("other", (300, 400), {}),
        presentation("tendon", (400, 200), {"outer_hip": 0.95}, (
            says("side_lying", 0.8, 0.6, 0.9), says("night_pain", 0.1, 0.05, 0.2),
            says("limp", 0.05),
            Likelihood(finding="weeks", choices={"short": p(0.2), "long": p(0.8)}),
        )),
    ]
    findings = [
        yes_no("side_lying", "Pain lying on that side", 0.2, synonyms=("side sleeping",)),
        yes_no("night_pain", "Night pain", 0.2, synonyms=("pain at night",)),
        yes_no("limp", "Limp when walking", 0.1),
        yes_no("impact_pain", "Pain with each landing", 0.5),
        yes_no("catching", "Catching", 0.2, group="mechanical"),
        yes_no("clicking", "Clicking", 0.2, group="mechanical"),
        yes_no("saddle", "Numb between the legs", 0.02),
        yes_no("missed_periods", "Missed periods", 0.1, applies=Applies(sex="female")),
        yes_no("hop", "Pain when hopping", 0.5, safe_to_try=False),
        yes_no("log_roll", "Log roll", 0.2, kind="exam", self_answerable=False, cost=3),
        yes_no("where_snaps", "Snap at the front", 0.2, ask_after=("clicking=present",)),
        Finding(
            id="onset", name="Onset", kind="history", topic="onset", question="How?",
            clinical="Onset", answers="choice",
            choices=(Choice(id="sudden", label="Suddenly"), Choice(id="gradual", label="Slowly")),
            background_choices={"sudden": p(0.3), "gradual": p(0.7)},
        ),
        Finding(
            id="weeks", name="Weeks with pain", kind="history", topic="onset",
            question="How long?", clinical="Duration", answers="number", unit="week",
            minimum=0, maximum=520,
            choices=(Choice(id="short", label="six weeks or less", up_to=6),
                     Choice(id="long", label="longer")),
            background_choices={"short": p(0.5), "long": p(0.5)},
        ),
    ]
    regions = [
        Region(id=key, name=name, plain_name=name, description="x", views=("front",),
               neighbours=near, paired=paired)
        for key, name, near, paired in (
            ("groin", "groin", ("outer_hip",), True),
            ("outer_hip", "outer hip", ("groin",), True),
            ("tailbone", "tailbone", (), False),
        )
    ]
    common: dict[str, Any] = {
        "action": "Do this.", "time_frame": "soon", "come_back_sooner": "If worse.",
        "evidence": (Statement(text="x", basis="expert_estimate"),),
    }
    rules = [
        RedFlag(id="bone_rule", title="Possible bone stress", level="urgent",
                require_all=(Criterion(regions=("groin",)),),
                any_of=(Criterion(finding="night_pain", says="It hurts at night."),
                        Criterion(finding="limp", says="You limp."),
                        Criterion(finding="missed_periods")),
                min_any=2, suspects=("bone",), **common),
        RedFlag(id="seat_rule", title="Possible break of the seat", level="urgent",
                require_all=(Criterion(regions=("tailbone",)),),
                any_of=(Criterion(finding="impact_pain", says="Every landing hurts."),),
                suspects=("bone",), **common),
        RedFlag(id="nerve_rule", title="Pressure on the nerves of the saddle",
                level="emergency", any_of=(Criterion(finding="saddle", says="You are numb."),),
                suspects=("other",), **common),
    ]
    return KnowledgeBase(
        conditions={item.id: item for item in conditions},
        presentations={item.id: item for item in presentations},
        findings={item.id: item for item in findings},
        groups={"mechanical": FindingGroup(id="mechanical", name="Mechanical", why="overlap",
                                           weight=p(0.5, 0.3, 0.7))},
        regions={item.id: item for item in regions},
        red_flags={item.id: item for item in rules},
        versions={"knowledge": "small"},
    )
