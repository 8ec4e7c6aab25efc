"""Danger signs in plain words, to be answered before a plan is shown.

Each stands for one rule of the knowledge base: the rule says how soon to be seen and why. The list
is short on purpose; the symptom checker asks for everything.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _
from hipedu.model import URGENCIES


@dataclass(frozen=True, slots=True)
class DangerSign:
    """A sentence to tick, and the rule that it stands for."""

    id: str
    text: str
    rule: str


SIGNS = (
    DangerSign("weight", N_("I cannot put weight on the leg, or cannot walk four steps."),
               "cannot_take_weight"),
    DangerSign("fall", N_("I fell or was hit, and since then walking hurts or the leg looks "
                          "shorter or turned out."), "fracture_after_fall"),
    DangerSign("bone", N_("Running or hopping hurts deep in the groin, the front of the hip or "
                          "the thigh, and it comes sooner or stronger each time."),
               "fnsf_possible"),
    DangerSign("limp", N_("I limp on level ground."), "limp_on_level_ground"),
    DangerSign("night", N_("It aches at night although I do not lie on it, or it never lets go."),
               "severe_or_not_settling"),
    DangerSign("fever", N_("I have a fever or chills, or the skin over it is red and hot."),
               "fever_with_hip_pain"),
    DangerSign("saddle", N_("I am numb between the legs, or passing urine or stool has changed."),
               "cauda_equina"),
    DangerSign("nerve", N_("A foot drops, or a leg is getting weaker."),
               "nerve_deficit_progressive"),
    DangerSign("clot", N_("One leg is newly swollen, or warm and sore in the calf."),
               "deep_vein_thrombosis"),
    DangerSign("weight_loss", N_("I have had cancer, lose weight without trying, or sweat "
                                 "heavily at night."), "cancer_pattern"),
    DangerSign("young", N_("I am under 18, and the hip, thigh or knee makes me limp."),
               "child_limp"),
)  # fmt: skip
"""What is asked; the order is that of the page."""

KNOWN = {sign.id: sign for sign in SIGNS}


def open_signs(ticked: Collection[str], catalogue: Catalogue) -> list[dict[str, Any]]:
    """The rules behind the ticked signs, the most urgent first, ready for a page.

    Returns
    -------
    list of dict
        ``sign``, ``title``, ``level``, ``action``, ``time_frame`` and ``sooner``.
    """
    found = []
    for sign in SIGNS:
        if sign.id in ticked:
            rule = catalogue.red_flags[sign.rule]
            found.append(
                {
                    "sign": sign.id, "text": _(sign.text), "title": rule.title, "level": rule.level,
                    "action": rule.action, "time_frame": rule.time_frame,
                    "sooner": rule.come_back_sooner,
                }
            )  # fmt: skip
    return sorted(found, key=lambda each: URGENCIES.index(each["level"]))
