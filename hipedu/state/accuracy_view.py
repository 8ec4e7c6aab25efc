"""How well signs and tests do: the studies of one condition, and what each may be used for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _, inside
from hipedu.model import Accuracy, Sourced
from hipedu.reasoning.accuracy import bounded, ratios, trust, used_ratios
from hipedu.state.evidence_words import name_sources, offered, said, short_source, sources

DrawAccuracy = Callable[..., dict[str, Any] | None]

KINDS = {
    "history": N_("Asked"),
    "exam": N_("Examined"),
    "cluster": N_("Several together"),
    "imaging": N_("Seen on a picture"),
}
USES: dict[str, dict[str, str]] = {
    "shrunk": {
        "words": N_("Used, weakened"), "icon": "half", "tone": "routine",
        "text": N_("Enters the reasoning as a check, weakened by how the study was made."),
    },
    "sensitivity_only": {
        "words": N_("One side only"), "icon": "half", "tone": "soon",
        "text": N_("Says how many patients have the sign, and nothing about other people."),
    },
    "not_used": {
        "words": N_("Not used"), "icon": "cross", "tone": "urgent",
        "text": N_("Stands here as a warning. It enters nothing."),
    },
    "standard": {
        "words": N_("The standard"), "icon": "check", "tone": "good",
        "text": N_("What other tests are measured against."),
    },
}  # fmt: skip
DESIGNS = {
    "pooled": N_("Several studies taken together"),
    "cohort": N_("Patients of a clinic, with and without it"),
    "healthy_controls": N_("Patients against healthy people, which flatters a test"),
    "patients_only": N_("Patients only, nobody to compare with"),
    "range": N_("A spread of figures, or words"),
    "judgement": N_("Our estimate; nobody has measured it"),
}
SPREADS = {
    "printed": N_("printed in the source"),
    "worked_out": N_("worked out from how many people were studied"),
    "assumed": N_("the number of people is not known; drawn as if 20"),
}
TOLD_BY = {
    "person": N_("The person can tell."),
    "partly": N_("The person can tell in part; an examiner makes it exact."),
    "examiner": N_("Needs an examiner or a machine."),
}


def conditions_with_studies(catalogue: Catalogue) -> dict[str, int]:
    """Conditions that any study is about, with how many, the most studied first."""
    counted = Counter(each.condition for each in catalogue.accuracy.values())
    return dict(counted.most_common())


def studies(
    catalogue: Catalogue, condition: str, *, kind: str | None = None, use: str | None = None
) -> list[Accuracy]:
    """Studies of a condition that pass the filters: the usable ones first."""
    order = list(USES)
    found = [
        each
        for each in catalogue.accuracy.values()
        if each.condition == condition and kind in (None, each.kind) and use in (None, each.use)
    ]
    return sorted(found, key=lambda each: (order.index(each.use), each.name, each.id))


def accuracy_view(
    catalogue: Catalogue,
    shown: Sequence[Accuracy],
    *,
    condition: str,
    chosen: str | None,
    draw: DrawAccuracy | None = None,
) -> dict[str, Any]:
    """What the page shows of the studies; JSON-ready."""
    named = catalogue.conditions[condition]
    records = list(shown)
    figure = None
    if draw is not None:
        figure = name_sources(catalogue, draw(records, inside(named.plain_name)))
    one = catalogue.accuracy.get(chosen or "") if chosen else None
    if one is None or one not in records:
        one = records[0] if records else None
    return {
        "conditions": [
            {"id": id_, "name": catalogue.conditions[id_].plain_name, "count": count}
            for id_, count in conditions_with_studies(catalogue).items()
        ],
        "condition": condition,
        "kinds": offered(KINDS),
        "uses": [{"id": id_, **said(words)} for id_, words in USES.items()],
        "shown": [_line(catalogue, each) for each in records],
        "figure": figure,
        "chosen": None if one is None else _full(catalogue, one),
        "total": len(catalogue.accuracy),
        "references": sources(catalogue, () if one is None else one.references),
    }


def _line(catalogue: Catalogue, each: Accuracy) -> dict[str, Any]:
    number = each.sensitivity or each.specificity or each.lr_positive or each.lr_negative
    reference = each.references[0] if each.references else None
    return {
        "id": each.id,
        "name": each.name,
        "clinical": each.clinical,
        "kind": _(KINDS[each.kind]),
        "use": {"id": each.use, **said(USES[each.use])},
        "good_for": each.good_for,
        "not_for": each.not_for,
        "safe": each.safe_to_try,
        "basis": number.basis if number is not None else _basis(each),
        "checked": number.checked if number is not None else None,
        "reference": reference,
        "source": short_source(catalogue, reference) if reference else None,
    }


def _basis(each: Accuracy) -> str:
    return "expert_estimate" if each.design == "judgement" else "measured"


def _full(catalogue: Catalogue, each: Accuracy) -> dict[str, Any]:
    """One study with its numbers, how far it is believed, and what that leaves of them."""
    return {
        **_line(catalogue, each),
        "design": _(DESIGNS[each.design]),
        "people": each.people,
        "groups": [each.with_condition, each.without],
        "population": each.population,
        "compared_with": each.compared_with,
        "result": each.result,
        "told_by": _(TOLD_BY[each.told_by]),
        "finding": each.finding,
        "finding_name": catalogue.findings[each.finding].name if each.finding else None,
        "sides": [_side(each, "sensitivity", _("Has the sign, of 100 people with it")),
                  _side(each, "specificity", _("Lacks the sign, of 100 people without it"))],
        "ratios": _ratios(each),
        "trust": round(trust(each), 2),
        "references": list(each.references),
        "reviewed": each.review.status,
    }  # fmt: skip


def _side(each: Accuracy, side: Any, words: str) -> dict[str, Any] | None:
    made = bounded(each, side)
    number: Sourced | None = getattr(each, side)
    if made is None or number is None:
        return None
    return {
        "words": words,
        "of_100": round(100 * made.value),
        "low": round(100 * made.low),
        "high": round(100 * made.high),
        "how": _(SPREADS[made.how]),
        "basis": number.basis,
        "checked": number.checked,
        "note": number.note,
    }


def _ratios(each: Accuracy) -> list[dict[str, Any]]:
    """Likelihood ratios as printed or worked out, and as they may be used."""
    worked: tuple[float | None, float | None] = (None, None)
    if each.sensitivity is not None and each.specificity is not None:
        worked = ratios(each.sensitivity.value, each.specificity.value)
    rows = []
    for place, (words, number) in enumerate(
        ((_("If the sign is there, the odds are multiplied by"), each.lr_positive),
         (_("If it is not there, by"), each.lr_negative))
    ):  # fmt: skip
        value = number.value if number is not None else worked[place]
        used = used_ratios(each)[place]
        if value is None and used is None:
            continue
        rows.append(
            {
                "words": words,
                "value": None if value is None else round(value, 2),
                "low": None if number is None else number.low,
                "high": None if number is None else number.high,
                "basis": number.basis if number is not None else "derived",
                "checked": number.checked if number is not None else None,
                "note": number.note if number is not None else _("Worked out from the two shares."),
                "used": None if used is None else round(used, 2),
            }
        )
    return rows
