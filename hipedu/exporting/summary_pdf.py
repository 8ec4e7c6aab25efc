"""What somebody told the symptom checker, on a sheet to take to a clinician.

typst makes PDF/UA-1 and refuses to write a file that is not, so an untagged sheet cannot leave
this module. Everything that was entered goes in as data, never as markup.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from hipedu.language import ENGLISH, N_, _, current, ngettext
from hipedu.language.numbers import day_month_year

BASIS = {
    "measured": "M", "derived": "D", "expert_estimate": "E", "illustrative": "I",
}  # fmt: skip

MOST_REASONS = 3
MOST_NOT_ASKED = 12
TONES = {
    "emergency": "#B42318", "urgent": "#B93F0B", "soon": "#8A5D00", "routine": "#1D4ED8",
    "self_care": "#167038",
}  # fmt: skip

LEVELS = {
    "emergency": N_("emergency"), "urgent": N_("urgent"), "soon": N_("soon"),
    "routine": N_("routine"), "self_care": N_("self-care"),
}  # fmt: skip

TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#let soft = rgb("#4A5563")
#let line = rgb("#DDD8CE")
#set document(title: data.title, author: "hipedu", description: data.subtitle)
#let said = data.words
#set text(lang: data.lang, dir: if data.dir == "rtl" { rtl } else { ltr })
#set text(size: 9.2pt, number-width: "tabular", fill: rgb("#1B2430"),
  font: ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif"))
#set page(paper: "a4", margin: (x: 15mm, top: 12mm, bottom: 14mm),
  footer: context [#set text(7pt, fill: soft)
    #data.footer #h(1fr) #counter(page).display("1 / 1", both: true)])
#set par(leading: 0.52em, spacing: 0.75em)
#set list(spacing: 0.5em)
#show heading.where(level: 1): set text(16pt)
#show heading.where(level: 2): it => block(above: 1.1em, below: 0.55em, text(10.5pt, it.body))
#show table.cell.where(y: 0): strong
#let rows(..cells) = table(
  stroke: (x, y) => (bottom: 0.5pt + line), inset: (x: 4pt, y: 2.5pt), ..cells)

= #data.title
#text(fill: soft, data.subtitle)

#block(width: 100%, stroke: (left: 4pt + rgb(data.tone)), fill: rgb("#F6F3EC"), inset: 8pt)[
  #text(11pt, weight: "bold", data.triage.title) \
  #data.triage.action \
  *#said.when* #data.triage.time_frame.
  #if data.triage.provisional != none [\ #data.triage.provisional]
  #for reason in data.triage.reasons [ - #reason ]
  #block(above: 0.7em)[*#said.sooner* #data.triage.come_back_sooner]
]

// few answers stand beside the picture, many below it in two columns
#let few = data.answers.len() <= 8
#let listed(part) = for row in part [ - #row.at(0): *#row.at(1)* ]

#grid(columns: (1fr, 52mm), column-gutter: 6mm,
  [
    == #said.person
    #data.person
    == #said.rules
    #if data.rules.len() == 0 [#said.no_rules]
    #for rule in data.rules [
      - *#rule.title* (#rule.level)#if rule.reasons != "" [: #rule.reasons]
    ]
    #if few [
      == #said.answers
      #if data.answers.len() == 0 [#said.no_answers]
      #listed(data.answers)
    ]
  ],
  image(bytes(data.picture), format: "svg", alt: data.picture_words, width: 100%),
)

#if not few [
  == #said.answers
  #let half = calc.ceil(data.answers.len() / 2)
  #grid(columns: (1fr, 1fr), column-gutter: 6mm,
    ..(data.answers.slice(0, half), data.answers.slice(half)).map(part => listed(part)))
]

#if data.answered_no.len() > 0 [*#said.answered_no* #data.answered_no.join("; ").]

#if data.not_sure.len() > 0 [*#said.not_sure* #data.not_sure.join("; ").]

*#said.not_asked*
#if data.not_asked.len() == 0 [#said.none] else [#data.not_asked.join("; ").]

== #said.fits
#if data.suppressed [
  #said.hidden
] else [
  #rows(columns: (1fr, 18mm, 18mm, 2.2fr),
    table.header(..said.columns.map(cell => [#cell])),
    ..data.fits.map(row => row.map(cell => [#cell])).flatten())
  #text(7.5pt, fill: soft)[#said.legend]
]

#text(8pt, fill: soft)[#data.caution]
"""


def summary_pdf(
    view: Mapping[str, Any], *, picture: str, on: dt.date, exam: bool = False
) -> bytes:
    """Return the sheet as a PDF that declares PDF/UA-1.

    Parameters
    ----------
    view : mapping
        What `hipedu.state.symptom_state.SymptomState.view` returns.
    picture : str
        The marks on a drawn body, as SVG text.
    on : date
        The day that stands on the sheet.
    exam : bool
        Whether a student entered it about somebody else.
    """
    import typst

    data = json.dumps(sheet(view, picture=picture, on=on, exam=exam))
    made = typst.compile(
        TEMPLATE.encode(), format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"]
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave several files where one was asked for")
    return made


def sheet(
    view: Mapping[str, Any], *, picture: str, on: dt.date, exam: bool = False
) -> dict[str, Any]:
    """Return what stands on the sheet, as plain values.

    Raises
    ------
    ValueError
        If nothing was entered yet.
    """
    answers = [answer for answer in view["answers"] if answer["bin"] is not None]
    if not answers and not view["marks"]:
        raise ValueError(
            _("There is nothing to put on a sheet yet: mark a place or answer first.")
        )
    triage, versions = view["triage"], view["versions"]
    places = "; ".join(mark["text"] for mark in view["marks"]) or _("no place marked")
    if exam and current() is ENGLISH:
        places = places.replace("your ", "")
    not_asked = [line["name"] for line in view["summary"]["not_asked"]]
    said = [answer for answer in answers if answer["bin"] != "absent"]
    by_rule = any(rule["level"] == triage["level"] for rule in triage["rules"])
    return {
        "lang": current().code.split("-")[0],
        "dir": current().direction,
        "words": words(len(not_asked)),
        "title": _("History and findings") if exam else _("What I answered about my hip pain"),
        "subtitle": _(
            "Entered into hipedu on {date}. An aid to a conversation, not a diagnosis and not a "
            "medical record.",
            date=day_month_year(on),
        ),
        "tone": TONES[triage["level"]],
        "triage": {
            key: triage[key]
            for key in ("title", "action", "time_frame", "come_back_sooner", "provisional")
        }
        # The reasons of rules stand with the rules.
        | {"reasons": [] if by_rule else triage["reasons"]},
        "person": _(
            "{person}. Where it hurts: {places}.",
            person=person_in_words(view["person"]), places=places,
        ),
        "rules": [
            {"title": rule["title"], "level": _(LEVELS[rule["level"]]),
             "reasons": ", ".join(rule["reasons"]) if rule["level"] == triage["level"] else ""}
            for rule in triage["rules"]
        ],
        "answers": [[answer["name"], answer["text"]] for answer in said],
        "answered_no": [answer["name"] for answer in answers if answer["bin"] == "absent"],
        "not_sure": [answer["name"] for answer in view["answers"] if answer["bin"] is None],
        "not_asked": not_asked[:MOST_NOT_ASKED],
        "not_asked_more": max(len(not_asked) - MOST_NOT_ASKED, 0),
        "suppressed": view["suppressed"],
        "fits": fits(view),
        "picture": picture,
        "picture_words": _(
            "Outline of hip and legs, front and back. Marked: {places}.", places=places
        ),
        "caution": _(
            "Made for learning. It cannot examine anybody; no clinician has reviewed its content. "
            "Nothing on this sheet was stored or sent by hipedu."
        ),
        "footer": _(
            "hipedu {version}, knowledge base of {date}, not yet reviewed",
            version=versions["hipedu"], date=versions["knowledge"],
        ),
    }


def words(not_asked: int) -> dict[str, Any]:
    """What is printed on every sheet.

    Parameters
    ----------
    not_asked : int
        How many danger signs were not asked.
    """
    shown = min(not_asked, MOST_NOT_ASKED)
    return {
        "when": _("When:"),
        "person": _("The person"),
        "rules": _("Danger signs that were found"),
        "no_rules": _("None among those that were asked."),
        "answers": _("What was answered"),
        "no_answers": _("No question was answered with more than a no."),
        "answered_no": _("Answered no:"),
        "not_sure": _("Not sure:"),
        "not_asked": (
            _("Danger signs not asked ({n} of {all}):", n=shown, all=not_asked)
            if not_asked > shown
            else _("Danger signs not asked:")
        ),
        "none": _("none."),
        "fits": _("What this fits with"),
        "hidden": _("Not shown: with a danger sign, what matters is to be seen."),
        "columns": [_("Fits with"), _("Of 100"), _("Band"), _("Speaks for; against")],
        "legend": _(
            "Of 100 runners with these answers, about so many would have each; the band is the "
            "range from 10 to 90 % that the knowledge base's own intervals leave. Two causes at "
            "once are common. Letters say what a number rests on: M measured, D derived, E "
            "estimate."
        ),
        "sooner": _("Come back sooner:"),
    }


def person_in_words(person: Mapping[str, Any]) -> str:
    """Return age and sex in words.

    Examples
    --------
    >>> person_in_words({"age": 34, "sex": "female"}), person_in_words({"age": None, "sex": None})
    ('34 years, female', 'Age not given, sex not given')
    """
    age = (
        _("Age not given")
        if person["age"] is None
        else ngettext("{n} year", "{n} years", person["age"])
    )
    sex = {"female": _("female"), "male": _("male")}.get(person["sex"], _("sex not given"))
    return f"{age}, {sex}"


def fits(view: Mapping[str, Any]) -> list[list[str]]:
    """Return the rows of the differential: name, of 100, band, reasons with their basis."""
    rows = [
        [
            row["name"] if row["name"] == row["clinical_name"]
            else f"{row['name']} ({row['clinical_name']})",
            _about(row["percent"]),
            _("{low} to {high}", low=row["low"], high=row["high"]),
            _("For: {reasons}.", reasons=_reasons(row["for"]))
            + " "
            + _("Against: {reasons}.", reasons=_reasons(row["against"])),
        ]
        for row in view["rows"]
    ]  # fmt: skip
    rest = view["remainder"]
    if rest is not None:
        rows.append([rest["name"], _about(rest["percent"]), "", _("All other causes together.")])
    return rows


def _about(percent: int) -> str:
    return _("under 5") if percent < 5 else _("about {n}", n=percent)


def _reasons(lines: list[Mapping[str, Any]]) -> str:
    told = [f"{line['text']} [{BASIS[line['basis']]}]" for line in lines[:MOST_REASONS]]
    return "; ".join(told) or _("nothing yet")
