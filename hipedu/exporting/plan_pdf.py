"""A plan as a tagged PDF to print: the week, the doses, how to do each exercise.

typst makes PDF/UA-1 and refuses to write a file that is not (a picture without words, a
document without a title), so an untagged sheet cannot leave this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from hipedu.exporting.plan_sheet import TEMPLATE
from hipedu.language import N_, _, current, ngettext
from hipedu.language.numbers import shortest, with_unit
from hipedu.model import Check, Exercise, PainRuleNumbers, Programme, RunningLadder
from hipedu.rehab.dosing import amount_words
from hipedu.rehab.plan_parts import WeekPlan, day_name
from hipedu.rehab.programmes import check_in_words, checks_to_begin, checks_to_leave, stage_of
from hipedu.rehab.return_to_run import rungs


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

    @property
    def ratio(self) -> float:
        """Height by width."""


Drawing = Callable[[str], Picture | None]
"""Id of an exercise -> its drawing."""

WORDS = {
    "note": N_("Note"), "week": N_("The week"), "picture": N_("Looks like"),
    "exercise": N_("Exercise and dose"), "minutes": N_("Minutes"),
    "done": N_("Done, weeks 1 to 4"), "running": N_("Running"),
    "light": N_("How much pain is all right"), "light_column": N_("Light"), "means": N_("Means"),
    "begin": N_("Before you begin this phase"), "next": N_("Before you leave this phase"),
    "ladder": N_("From walking to running"), "step": N_("Step"),
    "session": N_("Every session"), "clean": N_("Done without a rise in pain"),
    "how": N_("How to do each exercise"),
    "care": N_("Take care"), "easier": N_("Easier"), "harder": N_("Harder"),
    "left_out": N_("Left out, and why"), "log": N_("What was done"),
}  # fmt: skip
PICTURES_MM = 62.0
"""Width of the column of pictures; the template has the same."""
TALLEST_MM = 27.0
LOG_COLUMNS = (
    N_("Date"), N_("What"), N_("Worst pain (0–10)"), N_("Next morning"), N_("Note"),
)  # fmt: skip
CAUTION = N_(
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
    pain: PainRuleNumbers | None = None,
    ladder: RunningLadder | None = None,
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
    pain : PainRuleNumbers, optional
        Limits of the pain light where there is no programme.
    ladder : RunningLadder, optional
        Its steps are printed with a phase that follows them.

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
        plan, exercises, programme, knowledge=knowledge, drawing=drawing, note=printable(note),
        pain=pain, ladder=ladder,
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
    knowledge: str, drawing: Drawing | None, note: str = "", pain: PainRuleNumbers | None = None,
    ladder: RunningLadder | None = None,
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
    longest = shortest(request.minutes)
    return {
        "lang": current().code.split("-")[0], "dir": current().direction,
        "words": {name: _(text) for name, text in WORDS.items()},
        "title": plan.title,
        "subtitle": ngettext(
            "{n} day with exercises, up to {minutes} minutes each",
            "{n} days with exercises, up to {minutes} minutes each", len(days), minutes=longest,
        ),
        "note": note,
        "caution": _(CAUTION),
        "notes": list(plan.notes) or ([] if plan.sessions else [_("No exercises are planned.")]),
        "days": _days(plan, exercises, pictures),
        "runs": _runs(plan),
        "light": light_rows(programme.pain if programme else pain),
        "ladder": _ladder(plan, programme, ladder),
        "begin": _checks(plan, programme, checks_to_begin),
        "next": _checks(plan, programme, checks_to_leave),
        "exercises": [
            _card(exercises[name], pictures[name], amounts.get(name, [])) for name in used
        ],
        "left_out": [[exercises[name].name, why] for name, why in plan.left_out],
        "log_columns": [_(name) for name in LOG_COLUMNS],
        "footer": _(
            "hipedu {version}, knowledge base of {knowledge}, not yet reviewed",
            version=__version__, knowledge=knowledge,
        ),
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
        minutes = _("about {n} minutes", n=round(session.minutes))
        days.append({"name": day_name(session.day), "minutes": minutes, "rows": rows})
    return days


def _runs(plan: WeekPlan) -> list[list[str]]:
    """Days and text, the days of one text together."""
    texts: dict[str, list[str]] = {}
    for run in plan.runs:
        texts.setdefault(run.text, []).append(day_name(run.day))
    return [[", ".join(days), text] for text, days in texts.items()]


def _more_words(exercise: Exercise, dose: str, amount: str) -> str:
    """What a phase says of a dose beyond its numbers; the effort where it says nothing."""
    if dose == exercise.dose.text:
        return exercise.dose.intensity or ""
    said = dose.removeprefix(amount).lstrip(" ,;")
    begun = re.match(r"(\d+) (?:x|holds of) (\d+)(?: s)?(?=$|[,;]| with | on )[ ,;]*", said)
    ended = re.search(r"[ ,]+(\d+) x (\d+)$", said)
    numbers = tuple(re.findall(r"\d+", amount)[:2])
    if begun and begun.groups() == numbers:
        said = said[begun.end() :]  # the numbers stand above it already
    elif ended and ended.groups() == numbers:
        said = said[: ended.start()]
    return said.removeprefix("(").removesuffix(")") if said.startswith("(") else said


def _checks(
    plan: WeekPlan, programme: Programme | None, which: Callable[[Programme, str], Sequence[Check]]
) -> list[str]:
    """What has to be true before or after the phase, a line each."""
    if programme is None:
        return []
    return [check_in_words(check) for check in which(programme, plan.request.stage)]


def _ladder(
    plan: WeekPlan, programme: Programme | None, ladder: RunningLadder | None
) -> dict[str, list[Any]]:
    """The steps of the walk-run ladder and its rules, in a phase that follows it."""
    if programme is None or ladder is None:
        return {"steps": [], "rules": []}
    if not stage_of(programme, plan.request.stage).running.walk_run:
        return {"steps": [], "rules": []}
    rest = with_unit(ladder.rest_green_h.value, "hour")
    rule = ngettext(
        "{n} clean session, then the next step; {time} or more from one to the next.",
        "{n} clean sessions, then the next step; {time} or more from one to the next.",
        int(ladder.clean_repeats.value), time=rest,
    )  # fmt: skip
    return {
        "steps": [[str(rung.number), rung.text] for rung in rungs(ladder)],
        "rules": [rule, *ladder.caveats],
    }


def light_rows(rule: PainRuleNumbers | None) -> list[list[str]]:
    """A pain light in three rows: colour, its name, what it means."""
    if rule is None:
        return []
    low, high = shortest(rule.green_to.value), shortest(rule.amber_to.value)
    hours = with_unit(rule.settles_within_h.value, "hour")
    if rule.kind == "bone":
        means = (
            _("No pain during, after and the next morning."),
            _("Up to {high} of 10, gone within {time}: stop, rest a day, step back.",
              high=high, time=hours),
            _("Anything more, pain at night, a limp: stop running and be seen."),
        )  # fmt: skip
    else:
        means = (
            _("Up to {low} of 10, and the next morning is as usual: go on.", low=low),
            _("Up to {high} of 10, back to usual within {time}: repeat, add none.",
              high=high, time=hours),
            _("Above {high}, or not settled in {time}: a third to a half less.",
              high=high, time=hours),
        )  # fmt: skip
    names = (_("Green"), _("Amber"), _("Red"))
    return [list(row) for row in zip(("green", "amber", "red"), names, means, strict=True)]


def _card(
    exercise: Exercise, picture: Picture | None, amounts: Sequence[str]
) -> dict[str, object]:
    return {
        "name": exercise.name, "purpose": exercise.purpose, "steps": list(exercise.steps),
        "amount": "; ".join(amounts), "cautions": " ".join(exercise.cautions),
        "easier": exercise.regression, "harder": exercise.progression,
        "svg": [picture.start, picture.end] if picture else None,
        "captions": list(picture.captions) if picture else [],
        "wide": bool(picture and picture.wide),
        "tall_mm": min(TALLEST_MM, PICTURES_MM * picture.ratio) if picture else 0.0,
        "alt": picture.alt if picture else "",
    }  # fmt: skip
