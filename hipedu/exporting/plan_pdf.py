"""A plan as a tagged PDF to print: the week, the doses, how to do each exercise.

typst makes PDF/UA-1 and refuses to write a file that is not (a picture without words, a
document without a title), so an untagged sheet cannot leave this module.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from hipedu.model import Exercise, Programme
from hipedu.rehab.weekly_plan import DAY_NAMES, WeekPlan

Drawing = Callable[[str], tuple[str, str] | None]
"""Id of an exercise -> its drawing as SVG text, and the same in words."""

TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: "hipedu", description: data.subtitle)
#set text(lang: "en", region: "GB", size: 10.5pt, fill: rgb("#1B2430"),
  font: ("Noto Sans", "DejaVu Sans", "Libertinus Serif"))
#set page(paper: "a4", margin: (x: 18mm, top: 18mm, bottom: 20mm), numbering: "1 / 1",
  footer: context [#set text(8pt, fill: rgb("#4A5563"))
    #data.footer #h(1fr) #counter(page).display("1 / 1", both: true)])
#set par(leading: 0.6em)
#show heading.where(level: 1): set text(19pt)
#show heading.where(level: 2): it => block(above: 1.4em, below: 0.7em, text(13pt, it.body))
#show heading.where(level: 3): it => block(above: 1em, below: 0.5em, text(11.5pt, it.body))
#let accent = rgb("#0B6B63")

= #data.title
#text(fill: rgb("#4A5563"), data.subtitle)
#block(stroke: (left: 3pt + accent), inset: (left: 8pt, y: 4pt), data.caution)
#for note in data.notes [ - #note ]

== The week
#table(columns: (auto, auto, 1fr, auto), stroke: (x, y) => (bottom: 0.5pt + rgb("#DDD8CE")),
  inset: (x: 6pt, y: 5pt),
  table.header([*Day*], [*What*], [*Dose*], [*Minutes*]),
  ..data.rows.map(row => row.map(cell => [#cell])).flatten())

#if data.runs.len() > 0 [
== Running
#for run in data.runs [ - *#run.at(0):* #run.at(1) ]
]

#if data.light.len() > 0 [
== How much pain is all right
#table(columns: (auto, 1fr), stroke: (x, y) => (bottom: 0.5pt + rgb("#DDD8CE")),
  inset: (x: 6pt, y: 5pt), table.header([*Light*], [*Means*]),
  ..data.light.map(row => row.map(cell => [#cell])).flatten())
]

== How to do each exercise
#for each in data.exercises [
  #block(breakable: false, width: 100%)[
    === #each.name
    #if each.svg != none {
      align(center, image(bytes(each.svg), format: "svg", alt: each.alt, width: 62%))
    }
    #each.purpose
    #enum(..each.steps.map(step => [#step]))
    #if each.cautions.len() > 0 [*Take care:* #each.cautions]
    #if each.easier != none [\ *Easier:* #each.easier]
    #if each.harder != none [\ *Harder:* #each.harder]
  ]
]

#if data.left_out.len() > 0 [
== Left out, and why
#for each in data.left_out [ - *#each.at(0):* #each.at(1) ]
]
"""


def plan_pdf(
    plan: WeekPlan,
    exercises: Mapping[str, Exercise],
    programme: Programme | None,
    *,
    knowledge: str,
    drawing: Drawing | None = None,
) -> bytes:
    """The sheet that somebody prints and pins to the wall.

    Parameters
    ----------
    knowledge : str
        Date of the knowledge base, shown at the foot.
    drawing : callable, optional
        Gives the drawing of an exercise; without one the sheet has words only.

    Returns
    -------
    bytes
        A PDF that declares PDF/UA-1.

    Notes
    -----
    All texts go in as data, never as markup: a name cannot become a command.
    """
    import typst

    data = json.dumps(sheet(plan, exercises, programme, knowledge=knowledge, drawing=drawing))
    made = typst.compile(
        TEMPLATE.encode(), format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"]
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files where one was asked for")
    return made


def sheet(
    plan: WeekPlan, exercises: Mapping[str, Exercise], programme: Programme | None, *,
    knowledge: str, drawing: Drawing | None,
) -> dict[str, object]:
    """What stands on the sheet, as plain values."""
    from hipedu import __version__

    days = {session.day for session in plan.sessions}
    rows = [
        [DAY_NAMES[s.day] if not at else "", exercises[i.exercise].name, i.dose, f"{i.minutes:g}"]
        for s in plan.sessions for at, i in enumerate(s.items)
    ]  # fmt: skip
    used = list(dict.fromkeys(
        item.exercise for part in (plan.sessions, plan.runs) for each in part for item in each.items
    ))  # fmt: skip
    request = plan.request
    return {
        "title": plan.title,
        "subtitle": f"{len(days)} days with exercises, up to {request.minutes:g} minutes each",
        "caution": (
            "For learning, not medical advice. Stop and be seen if you cannot take weight, if "
            "groin pain comes on every step or at night, if you limp, or if you feel ill."
        ),
        "notes": list(plan.notes),
        "rows": rows or [["–", "No exercises", "See the notes above", "–"]],
        "runs": [[DAY_NAMES[run.day], run.text] for run in plan.runs],
        "light": light_rows(programme),
        "exercises": [_card(exercises[name], drawing) for name in used],
        "left_out": [[exercises[name].name, why] for name, why in plan.left_out],
        "footer": f"hipedu {__version__}, knowledge base of {knowledge}, not yet reviewed",
    }


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


def _card(exercise: Exercise, drawing: Drawing | None) -> dict[str, object]:
    drawn = drawing(exercise.id) if drawing else None
    return {
        "name": exercise.name, "purpose": exercise.purpose, "steps": list(exercise.steps),
        "cautions": " ".join(exercise.cautions), "easier": exercise.regression,
        "harder": exercise.progression, "svg": drawn[0] if drawn else None,
        "alt": drawn[1] if drawn else "",
    }  # fmt: skip
