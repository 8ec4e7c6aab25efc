"""A running plan as a tagged PDF to print: week by week, and what the rules say of it.

typst makes PDF/UA-1 and refuses to write a file that is not, see `plan_pdf`.
"""

from __future__ import annotations

import datetime as dt
import json

from hipedu.exporting.run_plan import RunPlan
from hipedu.language import _, ngettext, pgettext
from hipedu.language.numbers import (
    day_month,
    decimal,
    shortest,
    weekday_day_month,
)

TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: "hipedu", description: data.subtitle)
#set text(lang: "en", region: "GB", size: 10pt, fill: rgb("#1B2430"),
  font: ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif"))
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

== #data.words.weeks
#table(columns: (auto, 1fr, 1fr, 1fr, 1fr, 1fr, 1fr, 1fr, auto), stroke: rule,
  inset: (x: 4pt, y: 5pt),
  table.header(..data.head.map(cell => [*#cell*])),
  ..data.weeks.map(row => row.map(cell => [#cell])).flatten())
#text(8.5pt, fill: soft, data.legend)

#if data.steps.len() > 0 [
== #data.words.steps
#for each in data.steps [ - *#each.at(0):* #each.at(1) ]
]

== #data.words.rules
#table(columns: (auto, auto, 1fr), stroke: rule, inset: (x: 5pt, y: 5pt),
  table.header([*#data.words.rule*], [*#data.words.times*], [*#data.words.first*]),
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
        "title": _(
            "Running plan to {km} km on {day}", km=shortest(plan.goal_km), day=plan.goal_date
        ),
        "subtitle": ngettext(
            "{n} session. {name}.", "{n} sessions. {name}.", len(plan.runs),
            name=f"{plan.name[:1].upper()}{plan.name[1:]}",
        ),
        "caution": _("For learning, not medical advice.") + f" {plan.caution}",
        "notes": list(plan.notes),
        "head": [
            _("From"), pgettext("weekday", "Mon"), pgettext("weekday", "Tue"),
            pgettext("weekday", "Wed"), pgettext("weekday", "Thu"), pgettext("weekday", "Fri"),
            pgettext("weekday", "Sat"), pgettext("weekday", "Sun"), "km",
        ],
        "weeks": _weeks(plan),
        "legend": _(
            "Kilometres a day. L: the week’s long run. W: running and walking, in minutes. G: the "
            "goal. An empty day is a day of rest."
        ),
        "words": {
            "weeks": _("The weeks"), "steps": _("The return to running"),
            "rules": _("What the rules say of it"), "rule": _("Rule"), "times": _("Objects on"),
            "first": _("First"),
        },
        "steps": [[weekday_day_month(run.date), run.text] for run in walks],
        "rules": [
            [
                row["name"], ngettext("{n} day", "{n} days", row["times"]),
                f"{row['first']}: {row['says']}" if row["times"] else _("does not object"),
            ]
            for row in plan.breaks
        ],
        "footer": _(
            "hipedu {version}, knowledge base of {date}, not yet reviewed",
            version=__version__, date=plan.knowledge,
        ),
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
                cells.append(f"{shortest(run.minutes)} W")
            else:
                letter = {"long": " L", "race": " G"}.get(run.kind, "")
                cells.append(f"{shortest(run.distance_km)}{letter}")
        total = sum(run.distance_km for run in days if run is not None)
        rows.append([day_month(monday), *cells, decimal(total, 1)])
    return rows


