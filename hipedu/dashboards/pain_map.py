"""The pain map."""

from __future__ import annotations

from typing import Any

from hipedu.api import load_catalogue, reasoning_tables
from hipedu.language import _
from hipedu.reasoning.location import MARK_RELIABILITY
from hipedu.state.pain_map_state import PainMapState
from hipedu.widgets.page import Page


def structures() -> dict[str, dict[str, Any]]:
    """What a reader sees of each drawn part: names, role, trouble, conditions, places."""
    catalogue = load_catalogue()
    return {
        each.id: {
            "name": each.name,
            "plain_name": each.plain_name,
            "layer": each.layer,
            "views": list(each.views),
            "role": each.role,
            "trouble": each.trouble,
            "conditions": [catalogue.conditions[c].plain_name for c in each.conditions],
            "regions": [catalogue.regions[r].plain_name for r in each.regions],
        }
        for each in catalogue.structures.values()
        if each.layer != "skin"
    }


def build() -> Page:
    """Return the pain map's widget; its `state` holds what was marked."""
    return Page(
        PainMapState(reasoning_tables()),
        page="pain_map",
        content={
            "structures": structures(),
            "soft": {
                "text": _(
                    "People with shoulder pain who drew it twice hit the same place only about 4 "
                    "times in 10. Nobody has measured it for the hip."
                ),
                "basis": MARK_RELIABILITY.basis,
                "reference": MARK_RELIABILITY.reference,
            },
        },
    )
