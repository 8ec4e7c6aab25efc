"""A plan as a tagged PDF to print: the week, the doses, how to do each exercise.

typst makes PDF/UA-1 and refuses to write a file that is not (a picture without words, a
document without a title), so an untagged sheet cannot leave this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from hipedu.exporting.plan_sheet import TEMPLATE
from hipedu.model import Exercise, Programme
from hipedu.rehab.dosing import amount_words
from hipedu.rehab.plan_parts import DAY_NAMES, WeekPlan
from hipedu.rehab.programmes import first_missing, stage_of


class Picture(Protocol):
    """The drawing of an exercise: start and end as SVG text, their captions, and in words."""

    @property
    def start(self) -> str:
        """The start position."""

    @property
    def end(self) -> str:
        """The end position."""

    @property
    def captions(self) -> tuple[str, str]:
        """What stands below the two."""

    @property
    def alt(self) -> str:
        """What is to be seen, in words."""

    @property
    def wide(self) -> bool:
        """Whether the two stand one below the other."""


Drawing = Callable[[str], Picture | None]
"""Id of an exercise -> its drawing."""

WORDS = {
    "note": "Note", "week": "The week", "picture": "Looks like",
    "exercise": "Exercise and dose", "minutes": "Minutes", "done": "Done, weeks 1 to 4",
    "running": "Running", "light": "How much pain is all right", "light_column": "Light",
    "means": "Means", "next": "Before the next phase", "how": "How to do each exercise",
    "care": "Take care", "easier": "Easier", "harder": "Harder", "left_out": "Left out, and why",
    "log": "What was done",
}  # fmt: skip
LOG_COLUMNS = ("Date", "What", "Worst pain, 0 to 10", "Next morning", "Note")
CAUTION = (
    "For learning, not medical advice. Stop and be seen if you cannot take weight, if groin pain "
    "comes on every step or at night, if you limp, or if you feel ill."
)


def plan_pdf(
    plan: WeekPlan,
    exercises: Mapping[str, Exercise],
    programme: Programme | None,
    *,
    knowledge: str,
    drawing: Drawing | None = None,
    note: str = "",
) -> bytes:
    """The sheet that somebody prints and pins to the wall.

    Parameters
    ----------
    knowledge : str
        Date of the knowledge base, shown at the foot.
    drawing : callable, optional
        Gives the drawing of an exercise; without one the sheet has words only.
    note : str
        What the person wants to read on it.

    Returns
    -------
    bytes
        A PDF that declares PDF/UA-1.

    Notes
    -----
    All texts go in as data, never as markup: a name cannot become a command. Characters of a
    note for which the machine has no letter are printed as a question mark: PDF/UA forbids
    text that cannot be shown.
    """
    held = sheet(
        plan, exercises, programme, knowledge=knowledge, drawing=drawing, note=printable(note)
    )
    try:
        return _compiled(held)
    except RuntimeError:
        plain = "".join(c if c.isascii() else "?" for c in printable(note))
        if plain == held["note"]:
            raise
        return _compiled({**held, "note": plain})


def _compiled(held: Mapping[str, object]) -> bytes:
    import typst

    made = typst.compile(
        TEMPLATE.encode(), format="pdf", sys_inputs={"data": json.dumps(held)},
        pdf_standards=["ua-1"],
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files where one was asked for")
    return made


def printable(text: str) -> str:
    """A text on one line, without control characters and marks that turn the direction.

    Examples
    --------
    >>> printable("a\\x00b\\n c\\u202ed")
    'ab cd'
    """
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def sheet(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None, *,
    knowledge: str, drawing: Drawing | None, note: str = "",
) -> dict[str, object]:
    """What stands on the sheet, as plain values."""
    from hipedu import __version__

    days = {session.day for session in plan.sessions}
    used = list(dict.fromkeys(
        item.exercise for part in (plan.sessions, plan.runs) for each in part for item in each.items
    ))  # fmt: skip
    pictures = {name: drawing(name) if drawing else None for name in used}
    amounts: dict[str, list[str]] = {}
    for session in plan.sessions:
        for item in session.items:
            words = amount_words(exercises[item.exercise], item.amount)
            listed = amounts.setdefault(item.exercise, [])
            if words not in listed:
                listed.append(words)
    request = plan.request
    many = "1 day with exercises" if len(days) == 1 else f"{len(days)} days with exercises"
    return {
        "words": WORDS,
        "title": plan.title,
        "subtitle": f"{many}, up to {request.minutes:g} minutes each",
        "note": note,
        "caution": CAUTION,
        "notes": list(plan.notes) or ([] if plan.sessions else ["No exercises are planned."]),
        "days": _days(plan, exercises, pictures),
        "runs": _runs(plan),
        "light": light_rows(programme),
        "next": _next(plan, programme),
        "exercises": [
            _card(exercises[name], pictures[name], amounts.get(name, [])) for name in used
        ],
        "left_out": [[exercises[name].name, why] for name, why in plan.left_out],
        "log_columns": list(LOG_COLUMNS),
        "footer": f"hipedu {__version__}, knowledge base of {knowledge}, not yet reviewed",
    }  # fmt: skip


def _days(
    plan: WeekPlan, exercises: Mapping[str, Exercise], pictures: Mapping[str, Picture | None]
) -> list[dict[str, object]]:
    days: list[dict[str, object]] = []
    for session in plan.sessions:
        rows = []
        for item in session.items:
            picture = pictures[item.exercise]
            amount = amount_words(exercises[item.exercise], item.amount)
            rows.append(
                {
                    "svg": picture.end if picture else None,
                    "name": exercises[item.exercise].name, "amount": amount,
                    "dose": _more_words(exercises[item.exercise], item.dose, amount),
                    "minutes": f"{item.minutes:.0f}",
                }
            )  # fmt: skip
        minutes = f"about {session.minutes:.0f} minutes"
        days.append({"name": DAY_NAMES[session.day], "minutes": minutes, "rows": rows})
    return days


def _runs(plan: WeekPlan) -> list[list[str]]:
    """Days and text, the days of one text together."""
    texts: dict[str, list[str]] = {}
    for run in plan.runs:
        texts.setdefault(run.text, []).append(DAY_NAMES[run.day])
    return [[", ".join(days), text] for text, days in texts.items()]


def _more_words(exercise: Exercise, dose: str, amount: str) -> str:
    """What a phase says of a dose beyond its numbers; the effort where it says nothing."""
    if dose == exercise.dose.text:
        return exercise.dose.intensity or ""
    said = dose.removeprefix(amount).lstrip(" ,;")
    if re.fullmatch(r"\d+ (x|holds of) \d+( s)?", said):
        return ""
    return said.removeprefix("(").removesuffix(")") if said.startswith("(") else said


def _next(plan: WeekPlan, programme: Programme | None) -> list[str]:
    """The goals of the phase, in words."""
    if programme is None:
        return []
    stage = stage_of(programme, plan.request.stage)
    found = [first_missing(check, {}) or check.text for check in stage.exit]
    return [text.replace(": not answered yet;", ";").replace("not answered yet. ", "")
            .removesuffix(": not answered yet.") for text in found]  # fmt: skip


def light_rows(programme: Programme | None) -> list[list[str]]:
    """The pain light of a programme in three rows."""
    if programme is None:
        return []
    rule = programme.pain
    low, high, hours = rule.green_to.value, rule.amber_to.value, rule.settles_within_h.value
    if rule.kind == "bone":
        return [
            ["Green", "No pain during, after and the next morning."],
            ["Amber", f"Up to {high:g} of 10, gone within the hour: stop, rest a day, step back."],
            ["Red", "Anything more, pain at night, a limp: stop running and be seen."],
        ]
    return [
        ["Green", f"Up to {low:g} of 10, and the next morning is as usual: go on."],
        ["Amber", f"Up to {high:g} of 10, back to usual within {hours:g} hours: repeat, add none."],
        ["Red", f"Above {high:g}, or not settled in {hours:g} hours: a third to a half less."],
    ]


def _card(
    exercise: Exercise, picture: Picture | None, amounts: Sequence[str]
) -> dict[str, object]:
    return {
        "name": exercise.name, "purpose": exercise.purpose, "steps": list(exercise.steps),
        "amount": "; ".join(amounts), "cautions": " ".join(exercise.cautions),
        "easier": exercise.regression, "harder": exercise.progression,
        "svg": [picture.start, picture.end] if picture else None,
        "captions": list(picture.captions) if picture else [],
        "wide": bool(picture and picture.wide), "alt": picture.alt if picture else "",
    }  # fmt: skip
