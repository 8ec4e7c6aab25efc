"""One record of the knowledge base with every number in it, its basis, interval and source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.knowledge.inventory import count_bases
from hipedu.knowledge.texts import key_in_words
from hipedu.knowledge.titles import KIND_WORDS, title_of
from hipedu.language import N_, _
from hipedu.language.numbers import decimal, localised, with_unit
from hipedu.model import Condition, Finding, RedFlag, Region, Sourced
from hipedu.rehab.return_to_run import ladder_rules
from hipedu.state.evidence_words import VERDICTS, said, short_source, sources

BROWSED_NAMES = {
    "conditions": N_("Conditions"),
    "findings": N_("Questions and tests"),
    "regions": N_("Places"),
    "red_flags": N_("Danger signs"),
}
BROWSED = tuple(BROWSED_NAMES)
"""Kinds that can be picked from a list; the others are reached from a statement."""

TOPICS = {
    "about_you": N_("About the person"), "running": N_("Running"), "onset": N_("How it began"),
    "place": N_("Place"), "quality": N_("How it feels"), "timing": N_("When it hurts"),
    "worse_with": N_("What makes it worse"), "better_with": N_("What eases it"),
    "rest_and_night": N_("Rest and night"), "walking": N_("Walking"),
    "mechanical": N_("Clicks and locks"),
    "nerves": N_("Nerves"), "general_health": N_("General health"), "past": N_("The past"),
    "circulation": N_("Circulation"), "belly_and_pelvis": N_("Belly and pelvis"),
    "child": N_("Children"),
    "looks": N_("Looks"), "gait": N_("Gait"), "range": N_("Range"),
    "joint_tests": N_("Tests of the joint"),
    "strength_tests": N_("Tests of strength"), "palpation": N_("Sore to press"),
    "spine_tests": N_("Tests of the spine"), "vessel_tests": N_("Tests of vessels"),
    "scans_and_bloods": N_("Pictures and blood"),
}  # fmt: skip
TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "conditions": (("summary", N_("In short")), ("onset", N_("How it begins")),
                   ("first_line", N_("First steps")), ("time_course", N_("How long")),
                   ("imaging", N_("Pictures"))),
    "findings": (("question", N_("As asked")), ("clinical", N_("In clinical terms")),
                 ("help", N_("In other words"))),
    "regions": (("description", N_("Where")),),
    "red_flags": (("action", N_("What to do")), ("time_frame", N_("When")),
                  ("come_back_sooner", N_("Sooner if")), ("sharpened", N_("Why it is narrower"))),
    "structures": (("role", N_("What it does")), ("trouble", N_("What goes wrong"))),
    "factors": (("claim", N_("What is said")), ("evidence", N_("What is known"))),
    "load_rules": (("tradition", N_("What is said")), ("verdict", N_("What is known")),
                   ("formula", N_("Formula"))),
    "loading_models": (("summary", N_("In short")),),
    "treatments": (("summary", N_("In short")), ("when", N_("When")), ("unknown", N_("Not known"))),
    "exercises": (("purpose", N_("What for")),),
    "programmes": (("principle", N_("In short")),),
    "running_ladders": (("summary", N_("In short")),),
    "prevention_topics": (("in_short", N_("In short")), ("not_known", N_("Not known"))),
}  # fmt: skip
PAGES = {
    "structures": "pain_map", "treatments": "treatments", "prevention_topics": "prevention",
    "loading_models": "running_form", "load_rules": "training_load", "regions": "pain_map",
    "exercises": "exercises", "programmes": "exercises", "running_ladders": "exercises",
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
        "kind_words": _(KIND_WORDS[kind]),
        "id": id,
        "title": title_of(record),
        "name": getattr(record, "name", ""),
        "texts": [
            {"label": _(label), "text": text}
            for field, label in TEXTS.get(kind, ())
            if (text := getattr(record, field, None))
        ],
        "statements": statements,
        "tables": tables,
        "counts": count_bases(counted),
        "claims": [
            {"id": each.id, "says": each.says, "verdict": said(VERDICTS[each.verdict])}
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
    value = _short(number.value * factor)
    if share:
        told = _("{n} of 100", n=value)
    elif number.unit == "per_1000":
        told = _("{n} per 1,000", n=value)
    elif number.unit == "NRS":
        told = _("{n} of 10", n=value)
    elif number.unit in COUNTED or number.unit == "1":
        told = with_unit(number.value, number.unit)
    else:
        told = f"{value} {number.unit}"
    if number.low is None or number.high is None:
        return told
    return _(
        "{number} ({low} to {high})", number=told, low=_short(number.low * factor),
        high=_short(number.high * factor),
    )  # fmt: skip


COUNTED = ("year", "week", "day", "hour", "minute", "second", "degC")
"""Units that are words."""


def _short(value: float) -> str:
    if abs(value) >= 10:
        return decimal(value, 0)
    return localised(f"{value:.1f}".rstrip("0").rstrip("."))


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
        yield _("Settings"), [
            number_row(catalogue, key_in_words(name), number)
            for name, number in (record.settings or {}).items()
        ]
        yield _("How often runners were hurt, against the lowest class"), [
            number_row(catalogue, band.name, band.hazard_ratio)
            for band in record.bands if band.hazard_ratio is not None
        ]  # fmt: skip
    elif kind == "loading_models":
        yield _("Parameters"), [
            number_row(catalogue, key_in_words(name), number)
            for name, number in (record.parameters or {}).items()
        ]
    elif kind == "exercises":
        yield _("How hard a muscle works, of its maximum"), [
            number_row(catalogue, catalogue.vocabularies["muscles"][emg.muscle], emg.activity)
            for emg in record.emg
        ]
    elif kind == "running_ladders":
        yield _("Steps"), [
            number_row(catalogue, name, number)
            for at, step in enumerate(record.steps, 1)
            for name, number in (
                (_("Step {n}: minutes of running", n=at), step.run_min),
                (_("Step {n}: minutes of walking", n=at), step.walk_min),
                (_("Step {n}: times", n=at), step.times),
            )
            if number is not None
        ]  # fmt: skip
        yield _("Rules"), [
            number_row(catalogue, name, number) for name, number in ladder_rules(record)
        ]
    elif kind == "programmes":
        yield _("Limits of pain"), [
            number_row(catalogue, name, number)
            for name, number in (
                (_("Green up to"), record.pain.green_to), (_("Amber up to"), record.pain.amber_to),
                (_("Settles within"), record.pain.settles_within_h),
            )
        ]  # fmt: skip
    elif kind == "treatments":
        yield _("Effects"), [
            number_row(catalogue, effect.label or "", effect.value)
            for effect in record.effects if effect.value is not None
        ]  # fmt: skip


def _of_condition(
    catalogue: Catalogue, condition: Condition
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    shown = catalogue.presentations.get(condition.id)
    if shown is None:
        return
    yield _("How often, per 1,000 runners with pain in the hip region"), [
        number_row(
            catalogue,
            _("Women and girls, {low} to {high} years", low=prior.age_min, high=prior.age_max)
            if prior.sex == "female"
            else _("Men and boys, {low} to {high} years", low=prior.age_min, high=prior.age_max),
            prior.weight,
        )
        for prior in shown.priors
    ]
    yield _("Where it hurts, of 100 people with it"), [
        *(number_row(catalogue, catalogue.regions[each.region].plain_name, each.p,
                     link=f"regions/{each.region}") for each in shown.regions),
        number_row(catalogue, _("Any other place"), shown.unlisted_region),
    ]  # fmt: skip
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in shown.likelihoods:
        finding = catalogue.findings[each.finding]
        rows = groups.setdefault(finding.topic, [])
        link = f"findings/{finding.id}"
        if each.p is not None:
            rows.append(number_row(catalogue, finding.name, each.p, link=link))
        labels = {choice.id: choice.label for choice in finding.choices}
        for choice, number in (each.choices or {}).items():
            rows.append(
                number_row(
                    catalogue, _pair(finding.name, labels.get(choice, choice)), number, link=link
                )
            )
    for topic, words in TOPICS.items():
        if topic in groups:
            yield _("{topic}, of 100 people with it", topic=_(words)), groups[topic]


def _pair(name: str, choice: str) -> str:
    return _("{name}: {choice}", name=name, choice=choice)


def _of_finding(
    catalogue: Catalogue, finding: Finding
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    labels = {choice.id: choice.label for choice in finding.choices}
    background = (
        [number_row(catalogue, _("It is there"), finding.background)]
        if finding.background is not None
        else [
            number_row(catalogue, labels.get(choice, choice), number)
            for choice, number in (finding.background_choices or {}).items()
        ]
    )
    yield _("In runners whose condition says nothing special about it, of 100"), background
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
                    catalogue, _pair(name, labels.get(choice, choice)), number, link=link
                )
                rows.append((0.0, row))
    rows.sort(key=lambda pair: pair[0])
    yield _("Of 100 people with each condition"), [row for _, row in rows]


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
    yield _("Of 100 people with each condition, pain is here in"), [row for _, row in rows]
