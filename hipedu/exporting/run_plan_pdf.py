"""A running plan as a tagged PDF to print: week by week, and what the rules say of it.

typst makes PDF/UA-1 and refuses to write a file that is not, see `plan_pdf`.
"""

from __future__ import annotations

import datetime as dt
import json

from hipedu.exporting.run_plan import RunPlan

TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: "hipedu", description: data.subtitle)
#set text(lang: "en", region: "GB", size: 10pt, fill: rgb("#1B2430"),
  font: ("Noto Sans", "DejaVu Sans", "Libertinus Serif"))
#set page(paper: "a4", margin: (x: 16mm, top: 16mm, bottom: 18mm),
  footer: context [#set text(8pt, fill: rgb("#4A5563"))
    #data.footer #h(1fr) #counter(page).display("1 / 1", both: true)])
#set par(leading: 0.55em)
#show heading.where(level: 1): set text(18pt)
#show heading.where(level: 2): it => block(above: 1.3em, below: 0.6em, text(12.5pt, it.body))
#let soft = rgb("#4A5563")
#let rule = (x, y) => (bottom: 0.5pt + rgb("#DDD8CE"))

= #data.title
#text(fill: soft, data.subtitle)
#block(stroke: (left: 3pt + rgb("#B42318")), inset: (left: 8pt, y: 4pt), data.caution)
#for note in data.notes [ - #note ]

== The weeks
#table(columns: (auto, 1fr, 1fr, 1fr, 1fr, 1fr, 1fr, 1fr, auto), stroke: rule,
  inset: (x: 4pt, y: 5pt),
  table.header(..data.head.map(cell => [*#cell*])),
  ..data.weeks.map(row => row.map(cell => [#cell])).flatten())
#text(8.5pt, fill: soft, data.legend)

#if data.steps.len() > 0 [
== The return to running
#for each in data.steps [ - *#each.at(0):* #each.at(1) ]
]

== What the rules say of it
#table(columns: (auto, auto, 1fr), stroke: rule, inset: (x: 5pt, y: 5pt),
  table.header([*Rule*], [*Objects on*], [*First*]),
  ..data.rules.map(row => row.map(cell => [#cell])).flatten())
"""


def run_plan_pdf(plan: RunPlan) -> bytes:
    """The sheet that somebody prints and pins to the wall.

    Returns
    -------
    bytes
        A PDF that declares PDF/UA-1. All texts go in as data, never as markup.
    """
    import typst

    made = typst.compile(
        TEMPLATE.encode(), format="pdf", sys_inputs={"data": json.dumps(run_plan_sheet(plan))},
        pdf_standards=["ua-1"],
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files where one was asked for")
    return made


def run_plan_sheet(plan: RunPlan) -> dict[str, object]:
    """What stands on the sheet, as plain values."""
    from hipedu import __version__

    walks = [run for run in plan.runs if run.kind == "walk_run"]
    return {
        "title": f"Running plan to {plan.goal_km:g} km on {plan.goal_date}",
        "subtitle": f"{len(plan.runs)} sessions. {plan.name[:1].upper()}{plan.name[1:]}.",
        "caution": f"For learning, not medical advice. {plan.caution}",
        "notes": list(plan.notes),
        "head": ["From", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "km"],
        "weeks": _weeks(plan),
        "legend": "Kilometres a day. L: the week’s long run. W: running and walking, in minutes. "
        "G: the goal. An empty day is a day of rest.",
        "steps": [[f"{run.date:%a} {run.date.day} {run.date:%b}", run.text] for run in walks],
        "rules": [
            [
                row["name"], f"{row['times']} days" if row["times"] != 1 else "1 day",
                f"{row['first']}: {row['says']}" if row["times"] else "does not object",
            ]
            for row in plan.breaks
        ],
        "footer": f"hipedu {__version__}, knowledge base of {plan.knowledge}, not yet reviewed",
    }  # fmt: skip


def _weeks(plan: RunPlan) -> list[list[str]]:
    if not plan.runs:
        return []
    by_day = {run.date: run for run in plan.runs}
    first = min(by_day) - dt.timedelta(days=min(by_day).weekday())
    rows = []
    for number in range((max(by_day) - first).days // 7 + 1):
        monday = first + dt.timedelta(days=7 * number)
        days = [by_day.get(monday + dt.timedelta(days=place)) for place in range(7)]
        cells = []
        for run in days:
            if run is None:
                cells.append("")
            elif run.kind == "walk_run" and run.minutes is not None:
                cells.append(f"{run.minutes:g} W")
            else:
                letter = {"long": " L", "race": " G"}.get(run.kind, "")
                cells.append(f"{run.distance_km:g}{letter}")
        total = sum(run.distance_km for run in days if run is not None)
        rows.append([f"{monday.day} {monday:%b}", *cells, f"{total:.1f}"])
    return rows


