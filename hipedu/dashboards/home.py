"""The start page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hipedu.api import load_catalogue
from hipedu.language import N_, _
from hipedu.widgets.page import Page

PATHS = (
    {
        "page": "pain_map",
        "title": N_("Pain map"),
        "text": N_(
            "Mark where it hurts on a drawn hip. Look under the skin, see which conditions hurt "
            "in that place, and why the place alone can mislead."
        ),
        "time": N_("About 3 minutes"),
    },
    {
        "page": "symptom_checker",
        "title": N_("Symptom checker"),
        "text": N_(
            "Answer one question at a time. Danger signs come first; then see what fits, what "
            "speaks for and against it, and how sure that is."
        ),
        "time": N_("About 6 minutes, up to 25 questions"),
    },
    {
        "page": "training_load",
        "title": N_("Training load"),
        "text": N_(
            "Drop in your running log, or take an invented runner. See what every popular rule "
            "says about it, and which rules hold up in runners."
        ),
        "time": N_("About 5 minutes"),
    },
    {
        "page": "plan",
        "title": N_("Plan"),
        "text": N_(
            "From what you run now to a goal, week by week. Drag any session and see which rules "
            "object, and whether runners' data stand behind them."
        ),
        "time": N_("About 5 minutes"),
    },
    {
        "page": "running_form",
        "title": N_("Running form"),
        "text": N_(
            "Move step rate, speed, slope and step width. See what each does to a step and to a "
            "kilometre at the hip, and what nobody has measured."
        ),
        "time": N_("About 4 minutes"),
    },
    {
        "page": "exercises",
        "title": N_("Exercises and programmes"),
        "text": N_(
            "Thirty-five drawn exercises with doses, cautions and what they work. Then staged "
            "programmes: what to do now, and what has to be true before the next phase."
        ),
        "time": N_("About 5 minutes"),
    },
    {
        "page": "treatments",
        "title": N_("Treatments"),
        "text": N_(
            "From rest to surgery: how many of a hundred people each helps, how sure that is, "
            "what it can cost you, and ten common questions answered."
        ),
        "time": N_("About 5 minutes"),
    },
    {
        "page": "prevention",
        "title": N_("Prevention"),
        "text": N_(
            "Warm-up, strength, shoes, sleep: which habits keep runners from getting hurt, and "
            "which are folklore."
        ),
        "time": N_("About 4 minutes"),
    },
    {
        "page": "evidence",
        "title": N_("Evidence"),
        "text": N_(
            "Every statement of the article we began with and how well it holds; how good each "
            "test is; where each number comes from."
        ),
        "time": N_("As long as you like"),
    },
    {
        "page": "safety",
        "title": N_("How safe is this?"),
        "text": N_(
            "Every way we know in which this could do harm, what is done about it, the test that "
            "shows it, and what is left over."
        ),
        "time": N_("About 5 minutes"),
    },
    {
        "page": "rule_laboratory",
        "title": N_("Rule laboratory"),
        "text": N_(
            "Take the training rules apart: turn their knobs, shuffle a log, and invent whole "
            "studies to see how a rule becomes popular without being true."
        ),
        "time": N_("About 10 minutes"),
    },
    {
        "page": "my_week",
        "title": N_("My week"),
        "text": N_(
            "Say what you want and what hurts. Get a week of drawn exercises and running, with "
            "the reason for each; change it, print it, put it into your calendar."
        ),
        "time": N_("About 5 minutes"),
    },
)
GROUPS = (
    (N_("Where it hurts, and what fits"), ("pain_map", "symptom_checker")),
    (N_("How you run"), ("training_load", "plan", "running_form", "rule_laboratory")),
    (N_("Getting better"), ("exercises", "my_week", "treatments", "prevention")),
    (N_("How sure anyone can be"), ("evidence", "safety")),
)
NEWS = (
    ("2026-11-28", N_("120 invented people now measure the reasoning; half of them are never used "
                      "to tune it.")),
    ("2026-11-28", N_("Published accuracy of 130 tests, habits and what is known of them, and what "
                      "represents each of the article's 107 statements.")),
    ("2026-11-28", N_("A sign that hardly anybody else has may now raise a condition thirtyfold; "
                      "that it is missing counts tenfold at most.")),
    ("2026-11-23", N_("Exercises, programmes and treatments; 35 drawings made of joint angles.")),
)  # fmt: skip
"""What changed in the knowledge base, the newest first."""

BADGES = (
    {
        "basis": "measured",
        "name": N_("Measured"),
        "text": N_("A published figure from patients or runners."),
    },
    {
        "basis": "derived",
        "name": N_("Derived"),
        "text": N_("Worked out from published figures."),
    },
    {
        "basis": "expert_estimate",
        "name": N_("Estimate"),
        "text": N_("A judgement. Nobody has measured it, or we have not found who did."),
    },
    {
        "basis": "illustrative",
        "name": N_("Illustrative"),
        "text": N_("Shows how something works. Not a fact about you."),
    },
)
URGENT = (
    N_("You cannot put weight on the leg, or it looks shorter or turned out."),
    N_("You have a fever, chills or feel very ill together with hip or groin pain."),
    N_("Numbness between the legs, or new trouble with bladder or bowel."),
    N_("A child or teenager limps, or cannot walk, with hip, thigh or knee pain."),
    N_(
        "Groin pain on weight bearing that hurts at night or makes you limp: stop running, and be "
        "seen within days."
    ),
)


def said(cards: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Cards in the visitor's language; ids are the same in all."""
    words = ("title", "text", "time", "name")
    return [{k: _(v) if k in words else v for k, v in card.items()} for card in cards]


class HomeState:
    """The start page has nothing to enter."""

    actions: frozenset[str] = frozenset()

    def view(self) -> dict[str, Any]:
        """Return an empty view: all of the page is content."""
        return {}


def groups() -> list[dict[str, Any]]:
    """Return the pages in the order of what somebody comes for, in the page's language."""
    told = {path["page"]: path for path in said(PATHS)}
    return [
        {"title": _(title), "paths": [told[page] for page in pages]} for title, pages in GROUPS
    ]


def build() -> Page:
    """Return the start page's widget."""
    catalogue = load_catalogue()
    counts = [
        [_("Conditions"), len(catalogue.conditions)],
        [_("Findings that can be asked or examined"), len(catalogue.findings)],
        [_("Danger-sign rules"), len(catalogue.red_flags)],
        [_("Structures drawn and explained"), len(catalogue.structures)],
        [_("Exercises"), len(catalogue.exercises)],
        [_("Sources"), len(catalogue.references)],
    ]
    return Page(
        HomeState(),
        page="home",
        content={
            "title": _("Think through hip pain in runners"),
            "lead": _(
                "An open laboratory for the hip, groin, buttock and outer hip: mark the pain, ask "
                "the next good question, test a training log, and see how sure anyone can be."
            ),
            "promise": _("For learning, not for diagnosis. Nothing you enter is stored or sent."),
            "groups": groups(),
            "news": [{"on": on, "text": _(text)} for on, text in NEWS],
            "badges": said(BADGES),
            "reviewed": _(
                "No clinician has reviewed this content yet. Until one has, every record is a "
                "draft."
            ),
            "version": catalogue.version,
            "counts": counts,
            "urgent": [_(sign) for sign in URGENT],
        },
    )
