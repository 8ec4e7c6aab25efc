"""How the printed plan looks: a typst template for `sheet()` that holds no text of its own."""

from __future__ import annotations

TEMPLATE = r"""
#let data = json(bytes(sys.inputs.data))
#let words = data.words
#let ink = rgb("#1B2430")
#let soft = rgb("#4A5563")
#let accent = rgb("#0B6B63")
#let rule = 0.5pt + rgb("#DDD8CE")
#let lights = (green: rgb("#167038"), amber: rgb("#8A5D00"), red: rgb("#B42318"))

#set document(title: data.title, author: "hipedu", description: data.subtitle)
#set text(lang: data.lang, dir: if data.dir == "rtl" { rtl } else { ltr })
#set text(size: 10pt, fill: ink, number-width: "tabular",
  font: ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif"))
#set page(paper: "a4", margin: (x: 17mm, top: 16mm, bottom: 19mm),
  footer: context [#set text(8pt, fill: soft)
    #data.footer #h(1fr) #counter(page).display("1 / 1", both: true)])
#set par(leading: 0.58em, justify: false)
#set enum(indent: 0pt, body-indent: 0.5em, spacing: 0.55em)
#set list(indent: 0pt, body-indent: 0.5em, spacing: 0.55em)
#set table(stroke: (x, y) => (bottom: rule), inset: (x: 5pt, y: 4.5pt))
#set table.cell(breakable: false)
#show table.cell.where(y: 0): set text(9pt, fill: soft, weight: "bold")
#show heading.where(level: 1): it => block(below: 0.8em, text(18pt, weight: "bold", it.body))
#show heading.where(level: 2): it => block(above: 1.9em, below: 0.8em, sticky: true,
  text(13pt, weight: "bold", it.body))
#show heading.where(level: 3): it => block(above: 0em, below: 0.5em, sticky: true,
  text(11.5pt, weight: "bold", fill: accent, it.body))

#let picture(svg, height) = image(bytes(svg), format: "svg", height: height, fit: "contain")
#let thumb(svg) = pdf.artifact(box(width: 17mm, height: 12mm, clip: true,
  align(center + horizon, image(bytes(svg), format: "svg", width: 17mm, height: 12mm,
    fit: "contain", alt: ""))))
#let ticks = pdf.artifact(stack(dir: ltr, spacing: 3.2pt,
  ..range(4).map(_ => rect(width: 3.3mm, height: 3.3mm, stroke: 0.6pt + soft))))

= #data.title
#text(fill: soft, data.subtitle)
#if data.note != "" [ #block(above: 0.9em)[*#words.note:* #data.note] ]
#block(above: 0.9em, width: 100%, stroke: (left: 3pt + lights.red), fill: rgb("#FAF8F4"),
  inset: (left: 9pt, rest: 6pt), data.caution)
#for note in data.notes [ - #note ]

== #words.week
#if data.days.len() > 0 { table(columns: (auto, 1fr, auto, auto),
  align: (center + horizon, left + horizon, right + horizon, center + horizon),
  table.header([#words.picture], [#words.exercise], [#words.minutes], [#words.done]),
  ..data.days.map(day => (
    table.header(level: 2, table.cell(colspan: 4, align: left, fill: rgb("#F4F0E8"))[
      #text(10.5pt, fill: ink, weight: "bold", day.name) #h(0.6em) #text(fill: soft, day.minutes)]),
    ..day.rows.map(row => (
      if row.svg == none [ ] else { thumb(row.svg) },
      [*#row.name* \ #row.amount#if row.dose != "" [
        \ #text(8.5pt, fill: soft, row.dose)]],
      [#row.minutes],
      ticks,
    )).flatten(),
  )).flatten()) }

#if data.runs.len() > 0 [
== #words.running
#for run in data.runs [ - *#run.at(0):* #run.at(1) ]
]

#if data.light.len() > 0 [
== #words.light
#table(columns: (auto, 1fr),
  table.header([#words.light_column], [#words.means]),
  ..data.light.map(row => (
    [#pdf.artifact(box(baseline: 12%, circle(radius: 3.2pt, fill: lights.at(row.at(0)))))
      #text(fill: lights.at(row.at(0)), weight: "bold", row.at(1))],
    [#row.at(2)])).flatten())
]

#if data.ladder.steps.len() > 0 [
== #words.ladder
#table(columns: (auto, 1fr, auto), align: (center + horizon, left + horizon, center + horizon),
  table.header([#words.step], [#words.session], [#words.clean]),
  ..data.ladder.steps.map(step => ([#step.at(0)], [#step.at(1)], ticks)).flatten())
#for each in data.ladder.rules [ - #each ]
]

#if data.begin.len() > 0 { block(breakable: false, above: 1.5em)[
== #words.begin
#for each in data.begin [ - #each ]
] }

#if data.next.len() > 0 { block(breakable: false, above: 1.5em)[
== #words.next
#for each in data.next [ - #each ]
] }

== #words.how
#for each in data.exercises [
  #block(breakable: false, width: 100%, above: 1.1em, below: 1.1em, inset: (top: 7pt),
    stroke: (top: rule))[
    === #each.name
    #let told = [
      #if each.amount != "" [#text(weight: "bold", each.amount) \ ]
      #text(fill: soft, each.purpose)
      #enum(..each.steps.map(step => [#step]))
      #if each.cautions != "" [*#words.care:* #each.cautions \ ]
      #if each.easier != none [*#words.easier:* #each.easier \ ]
      #if each.harder != none [*#words.harder:* #each.harder]
    ]
    #if each.svg == none { told } else {
      let one(svg, caption) = align(center, stack(spacing: 4pt,
        image(bytes(svg), format: "svg", width: 100%, fit: "contain",
          height: if each.wide { each.tall_mm * 1mm } else { 44mm }, alt: caption),
        text(8pt, fill: soft, caption)))
      let drawn = figure(alt: each.alt, kind: "drawing", supplement: none, numbering: none,
        if each.wide {
          stack(spacing: 9pt, one(each.svg.at(0), each.captions.at(0)),
            one(each.svg.at(1), each.captions.at(1)))
        } else {
          grid(columns: (1fr, 1fr), gutter: 4pt, one(each.svg.at(0), each.captions.at(0)),
            one(each.svg.at(1), each.captions.at(1)))
        })
      grid(columns: (62mm, 1fr), gutter: 7mm, drawn, told)
    }
  ]
]

#if data.left_out.len() > 0 [
== #words.left_out
#for each in data.left_out [ - *#each.at(0):* #each.at(1) ]
]

#block(breakable: false, above: 1.9em)[
  == #words.log
  #table(columns: (1fr, 1.6fr, auto, auto, 2fr),
    table.header(..data.log_columns.map(name => [#name])),
    ..range(9).map(_ => range(5).map(_ => [#v(4.2mm)])).flatten())
]
// more lines to write on, as far as the page goes
#pdf.artifact(block(above: 0pt, height: 1fr, width: 100%, fill: tiling(size: (100mm, 7.38mm),
  place(bottom, dy: -0.25pt, line(length: 100mm, stroke: rule)))))
"""
