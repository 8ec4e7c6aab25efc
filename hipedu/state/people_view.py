"""Pictures of a hundred people, from the groups of a study."""

from __future__ import annotations

from typing import Any

from hipedu.language import _, joined
from hipedu.language.numbers import grouped
from hipedu.model import Effect, Share
from hipedu.reasoning.shares import of_hundred_people, wilson


def people_picture(effect: Effect) -> dict[str, Any] | None:
    """What a page needs to draw 100 people for each group; None where no groups are known.

    Returns
    -------
    dict or None
        ``outcome``, ``better``, ``sentence``, ``basis``, ``reference``, ``checked`` and
        ``groups``, each with ``name``, ``of_100``, ``counted`` and ``low`` and ``high`` of 100
        where people were counted.

    Examples
    --------
    >>> groups = (Share(name="exercise", events=51, total=66), Share(name="waiting", per_100=29.4))
    >>> effect = Effect(text="x", basis="expert_estimate", outcome="much better", better="higher",
    ...                 groups=groups)
    >>> people_picture(effect)["sentence"]
    'Of 100 people, much better: 77 with exercise and 29 with waiting.'
    """
    if not effect.groups:
        return None
    groups = [_group(each) for each in effect.groups]
    if len(groups) == 1:
        only = groups[0]
        sentence = _(
            "{n} of 100, {group}: {outcome}.", n=only["of_100"], group=only["name"],
            outcome=effect.outcome,
        )  # fmt: skip
    else:
        sentence = _sentence(groups, effect.outcome or "")
    return {
        "outcome": effect.outcome,
        "better": effect.better,
        "sentence": sentence,
        "groups": groups,
        "basis": "derived" if any(each["counted"] for each in groups) else effect.basis,
        "reference": effect.reference,
        "checked": effect.checked,
    }


def _sentence(groups: list[dict[str, Any]], outcome: str) -> str:
    parts = [
        _("{n} with {group}", n=group["of_100"], group=group["name"]) for group in groups
    ]
    return _("Of 100 people, {outcome}: {groups}.", outcome=outcome, groups=joined(parts))


def _group(share: Share) -> dict[str, Any]:
    if share.events is None or share.total is None:
        rate = (share.per_100 or 0.0) / 100
        return {
            "name": share.name, "of_100": of_hundred_people(rate), "counted": None,
            "low": None, "high": None,
        }  # fmt: skip
    low, high = wilson(share.events, share.total)
    return {
        "name": share.name,
        "of_100": of_hundred_people(share.events / share.total),
        "counted": _(
            "{events} of {total} counted; {low} to {high} of 100 would fit as well",
            events=grouped(share.events), total=grouped(share.total),
            low=of_hundred_people(low), high=of_hundred_people(high),
        ),
        "low": of_hundred_people(low),
        "high": of_hundred_people(high),
    }
