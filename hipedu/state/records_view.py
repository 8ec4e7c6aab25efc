"""One record of the knowledge base with every number in it, its basis, interval and source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.knowledge.inventory import count_bases
from hipedu.knowledge.titles import KIND_WORDS, title_of
from hipedu.model import Condition, Finding, RedFlag, Region, Sourced
from hipedu.state.evidence_words import VERDICTS, short_source, sources

BROWSED_NAMES = {
    "conditions": "Conditions",
    "findings": "Questions and tests",
    "regions": "Places",
    "red_flags": "Danger signs",
}
BROWSED = tuple(BROWSED_NAMES)
"""Kinds that can be picked from a list; the others are reached from a statement."""

TOPICS = {
    "about_you": "About the person", "running": "Running", "onset": "How it began",
    "place": "Place", "quality": "How it feels", "timing": "When it hurts",
    "worse_with": "What makes it worse", "better_with": "What eases it",
    "rest_and_night": "Rest and night", "walking": "Walking", "mechanical": "Clicks and locks",
    "nerves": "Nerves", "general_health": "General health", "past": "The past",
    "circulation": "Circulation", "belly_and_pelvis": "Belly and pelvis", "child": "Children",
    "looks": "Looks", "gait": "Gait", "range": "Range", "joint_tests": "Tests of the joint",
    "strength_tests": "Tests of strength", "palpation": "Sore to press",
    "spine_tests": "Tests of the spine", "vessel_tests": "Tests of vessels",
    "scans_and_bloods": "Pictures and blood",
}  # fmt: skip
TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "conditions": (("summary", "In short"), ("onset", "How it begins"),
                   ("first_line", "First steps"), ("time_course", "How long"),
                   ("imaging", "Pictures")),
    "findings": (("question", "As asked"), ("clinical", "In clinical terms"),
                 ("help", "In other words")),
    "regions": (("description", "Where"),),
    "red_flags": (("action", "What to do"), ("time_frame", "When"),
                  ("come_back_sooner", "Sooner if"), ("sharpened", "Why it is narrower")),
    "structures": (("role", "What it does"), ("trouble", "What goes wrong")),
    "factors": (("claim", "What is said"), ("evidence", "What is known")),
    "load_rules": (("tradition", "What is said"), ("verdict", "What is known"),
                   ("formula", "Formula")),
    "loading_models": (("summary", "In short"),),
    "treatments": (("summary", "In short"), ("when", "When"), ("unknown", "Not known")),
    "exercises": (("purpose", "What for"),),
    "programmes": (("principle", "In short"),),
    "prevention_topics": (("in_short", "In short"), ("not_known", "Not known")),
}  # fmt: skip
PAGES = {
    "structures": "pain_map", "treatments": "treatments", "prevention_topics": "prevention",
    "loading_models": "running_form", "load_rules": "training_load", "regions": "pain_map",
}  # fmt: skip
"""Where a record is at home, beside the browser."""


def record_choices(catalogue: Catalogue, kind: str) -> list[dict[str, str]]:
    """Records of a kind by name."""
    named = [(title_of(each), id_) for id_, each in getattr(catalogue, kind).items()]
    return [{"id": id_, "name": name} for name, id_ in sorted(named)]


def record_view(catalogue: Catalogue, kind: str, id: str, *, known_only: bool) -> dict[str, Any]:
    """Everything of one record that carries a basis, and the words around it.

    Parameters
    ----------
    kind, id : str
        Which record.
    known_only : bool
        Leave out estimates.
    """
    record = getattr(catalogue, kind)[id]
    tables: list[dict[str, Any]] = [
        {"title": title, "rows": rows}
        for title, every in _tables(catalogue, kind, record)
        if (rows := [row for row in every if not known_only or row["basis"] in KNOWN])
    ]
    statements = [
        {"text": each.text, "basis": each.basis, "reference": each.reference,
         "checked": each.checked,
         "source": short_source(catalogue, each.reference) if each.reference else None}
        for each in getattr(record, "evidence", ()) if not isinstance(each, str)
    ]  # fmt: skip
    counted = (
        catalogue.presentations.get(id) if isinstance(record, Condition) else record
    )
    keys = [row["reference"] for table in tables for row in table["rows"]]
    keys += [each["reference"] for each in statements] + list(getattr(record, "references", ()))
    return {
        "kind": kind,
        "kind_words": KIND_WORDS[kind],
        "id": id,
        "title": title_of(record),
        "name": getattr(record, "name", ""),
        "texts": [
            {"label": label, "text": text}
            for field, label in TEXTS.get(kind, ())
            if (text := getattr(record, field, None))
        ],
        "statements": statements,
        "tables": tables,
        "counts": count_bases(counted),
        "claims": [
            {"id": each.id, "says": each.says, "verdict": VERDICTS[each.verdict]}
            for each in catalogue.claims.values()
            if f"{kind}/{id}" in each.represented_by
        ],
        "reviewed": record.review.status,
        "page": PAGES.get(kind),
        "references": sources(catalogue, keys),
    }


KNOWN = ("measured", "derived")


def number_row(
    catalogue: Catalogue, name: str, number: Sourced, *, link: str = ""
) -> dict[str, Any]:
    """A number as a line: words for the value and its interval, badge, source.

    A probability is told as people out of a hundred.
    """
    return {
        "name": name,
        "link": link,
        "text": number_in_words(number),
        "basis": number.basis,
        "reference": number.reference,
        "checked": number.checked,
        "source": short_source(catalogue, number.reference) if number.reference else None,
        "note": " ".join(part for part in (number.population, number.note) if part) or None,
    }


def number_in_words(number: Sourced) -> str:
    """A value with its interval and unit.

    Examples
    --------
    >>> number_in_words(Sourced(value=0.35, low=0.27, high=0.44, basis="expert_estimate"))
    '35 of 100 (27 to 44)'
    >>> number_in_words(Sourced(value=90, unit="per_1000", basis="expert_estimate"))
    '90 per 1,000'
    """
    share = number.unit == "1" and 0 <= number.value <= 1
    factor = 100 if share else 1
    units = {"per_1000": "per 1,000", "1": "of 100" if share else "", "NRS": "of 10"}
    unit = units.get(number.unit, number.unit)
    ends = ""
    if number.low is not None and number.high is not None:
        ends = f" ({_short(number.low * factor)} to {_short(number.high * factor)})"
    return f"{_short(number.value * factor)} {unit}".strip() + ends


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if abs(value) < 10 else f"{value:.0f}"


def _tables(
    catalogue: Catalogue, kind: str, record: Any
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(record, Condition):
        yield from _of_condition(catalogue, record)
    elif isinstance(record, Finding):
        yield from _of_finding(catalogue, record)
    elif isinstance(record, Region):
        yield from _of_region(catalogue, record)
    elif isinstance(record, RedFlag):
        return
    elif kind == "load_rules":
        yield "Settings", [
            number_row(catalogue, name.replace("_", " "), number)
            for name, number in (record.settings or {}).items()
        ]
        yield "How often runners were hurt, against the lowest class", [
            number_row(catalogue, band.name, band.hazard_ratio)
            for band in record.bands if band.hazard_ratio is not None
        ]  # fmt: skip
    elif kind == "loading_models":
        yield "Parameters", [
            number_row(catalogue, name.replace("_", " "), number)
            for name, number in (record.parameters or {}).items()
        ]
    elif kind == "exercises":
        yield "How hard a muscle works, of its maximum", [
            number_row(catalogue, catalogue.vocabularies["muscles"][emg.muscle], emg.activity)
            for emg in record.emg
        ]
    elif kind == "programmes":
        yield "Limits of pain", [
            number_row(catalogue, name, number)
            for name, number in (
                ("Green up to", record.pain.green_to), ("Amber up to", record.pain.amber_to),
                ("Settles within", record.pain.settles_within_h),
            )
        ]  # fmt: skip
    elif kind == "treatments":
        yield "Effects", [
            number_row(catalogue, effect.label or "", effect.value)
            for effect in record.effects if effect.value is not None
        ]  # fmt: skip


def _of_condition(
    catalogue: Catalogue, condition: Condition
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    shown = catalogue.presentations.get(condition.id)
    if shown is None:
        return
    yield "How often, per 1,000 runners with pain in the hip region", [
        number_row(
            catalogue,
            f"{'Women and girls' if prior.sex == 'female' else 'Men and boys'}, "
            f"{prior.age_min} to {prior.age_max} years",
            prior.weight,
        )
        for prior in shown.priors
    ]
    yield "Where it hurts, of 100 people with it", [
        *(number_row(catalogue, catalogue.regions[each.region].plain_name, each.p,
                     link=f"regions/{each.region}") for each in shown.regions),
        number_row(catalogue, "Any other place", shown.unlisted_region),
    ]  # fmt: skip
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in shown.likelihoods:
        finding = catalogue.findings[each.finding]
        rows = groups.setdefault(TOPICS[finding.topic], [])
        link = f"findings/{finding.id}"
        if each.p is not None:
            rows.append(number_row(catalogue, finding.name, each.p, link=link))
        labels = {choice.id: choice.label for choice in finding.choices}
        for choice, number in (each.choices or {}).items():
            rows.append(
                number_row(
                    catalogue, f"{finding.name}: {labels.get(choice, choice)}", number, link=link
                )
            )
    for topic in TOPICS.values():
        if topic in groups:
            yield f"{topic}, of 100 people with it", groups[topic]


def _of_finding(
    catalogue: Catalogue, finding: Finding
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    labels = {choice.id: choice.label for choice in finding.choices}
    background = (
        [number_row(catalogue, "It is there", finding.background)]
        if finding.background is not None
        else [
            number_row(catalogue, labels.get(choice, choice), number)
            for choice, number in (finding.background_choices or {}).items()
        ]
    )
    yield "In runners whose condition says nothing special about it, of 100", background
    rows: list[tuple[float, dict[str, Any]]] = []
    for id_, shown in catalogue.presentations.items():
        name = catalogue.conditions[id_].plain_name
        for each in shown.likelihoods:
            if each.finding != finding.id:
                continue
            link = f"conditions/{id_}"
            if each.p is not None:
                rows.append((-each.p.value, number_row(catalogue, name, each.p, link=link)))
            for choice, number in (each.choices or {}).items():
                row = number_row(
                    catalogue, f"{name}: {labels.get(choice, choice)}", number, link=link
                )
                rows.append((0.0, row))
    rows.sort(key=lambda pair: pair[0])
    yield "Of 100 people with each condition", [row for _, row in rows]


def _of_region(
    catalogue: Catalogue, region: Region
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    rows = [
        (-each.p.value, number_row(catalogue, catalogue.conditions[id_].plain_name, each.p,
                                   link=f"conditions/{id_}"))
        for id_, shown in catalogue.presentations.items()
        for each in shown.regions
        if each.region == region.id
    ]  # fmt: skip
    rows.sort(key=lambda pair: pair[0])
    yield "Of 100 people with each condition, pain is here in", [row for _, row in rows]
