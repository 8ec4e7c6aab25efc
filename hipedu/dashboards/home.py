"""The start page."""

from __future__ import annotations

from typing import Any

from hipedu.api import load_catalogue
from hipedu.widgets.page import Page

PATHS = (
    {
        "page": "pain_map",
        "title": "Pain map",
        "text": "Mark where it hurts on a drawn hip. Look under the skin, see which conditions "
        "hurt in that place, and why the place alone can mislead.",
        "time": "About 3 minutes",
    },
    {
        "page": "symptom_checker",
        "title": "Symptom checker",
        "text": "Answer one question at a time. Danger signs come first; then see what fits, "
        "what speaks for and against it, and how sure that is.",
        "time": "About 6 minutes, up to 25 questions",
    },
    {
        "page": "training_load",
        "title": "Training load",
        "text": "Drop in your running log, or take an invented runner. See what every popular "
        "rule says about it, and which rules hold up in runners.",
        "time": "About 5 minutes",
    },
    {
        "page": "plan",
        "title": "Plan",
        "text": "From what you run now to a goal, week by week. Drag any session and see which "
        "rules object, and whether runners' data stand behind them.",
        "time": "About 5 minutes",
    },
    {
        "page": "running_form",
        "title": "Running form",
        "text": "Move step rate, speed, slope and step width. See what each does to a step and "
        "to a kilometre at the hip, and what nobody has measured.",
        "time": "About 4 minutes",
    },
    {
        "page": "my_week",
        "title": "My week",
        "text": "Say what you want and what hurts. Get a week of drawn exercises and running, "
        "with the reason for each; change it, print it, put it into your calendar.",
        "time": "About 5 minutes",
    },
)
BADGES = (
    {
        "basis": "measured",
        "name": "Measured",
        "text": "A published figure from patients or runners.",
    },
    {
        "basis": "derived",
        "name": "Derived",
        "text": "Worked out from published figures.",
    },
    {
        "basis": "expert_estimate",
        "name": "Estimate",
        "text": "A judgement. Nobody has measured it, or we have not found who did.",
    },
    {
        "basis": "illustrative",
        "name": "Illustrative",
        "text": "Shows how something works. Not a fact about you.",
    },
)
URGENT = (
    "You cannot put weight on the leg, or it looks shorter or turned out.",
    "You have a fever, chills or feel very ill together with hip or groin pain.",
    "Numbness between the legs, or new trouble with bladder or bowel.",
    "A child or teenager limps, or cannot walk, with hip, thigh or knee pain.",
    "Groin pain on weight bearing that hurts at night or makes you limp: stop running, and be "
    "seen within days.",
)


class HomeState:
    """The start page has nothing to enter."""

    actions: frozenset[str] = frozenset()

    def view(self) -> dict[str, Any]:
        """Return an empty view: all of the page is content."""
        return {}


def build() -> Page:
    """Return the start page's widget."""
    catalogue = load_catalogue()
    counts = [
        ["Conditions", len(catalogue.conditions)],
        ["Findings that can be asked or examined", len(catalogue.findings)],
        ["Danger-sign rules", len(catalogue.red_flags)],
        ["Structures drawn and explained", len(catalogue.structures)],
        ["Exercises", len(catalogue.exercises)],
        ["Sources", len(catalogue.references)],
    ]
    return Page(
        HomeState(),
        page="home",
        content={
            "title": "Think through hip pain in runners",
            "lead": "An open laboratory for the hip, groin, buttock and outer hip: mark the pain, "
            "ask the next good question, test a training log, and see how sure anyone can be.",
            "promise": "For learning, not for diagnosis. Nothing you enter is stored or sent.",
            "paths": list(PATHS),
            "badges": list(BADGES),
            "reviewed": "No clinician has reviewed this content yet. Until one has, every record "
            "is a draft.",
            "version": catalogue.version,
            "counts": counts,
            "urgent": list(URGENT),
        },
    )
