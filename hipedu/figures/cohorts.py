"""Figures of invented fields of studies: every rule's ratio, how often it shone, every cut-off."""

from __future__ import annotations

import math
from typing import Any

from hipedu.figures.axes import ACCENT, BAND, INK_SOFT, LOAD, TOO_FAR, Figure, figure
from hipedu.language import _
from hipedu.language.numbers import decimal, grouped, shortest
from hipedu.training.cohorts import RULE_OF, CohortResult, Ratio, RuleFinding

HIGHEST = 6.0
TICKS = (0.25, 0.5, 1.0, 2.0, 4.0)


def ratio_words(ratio: Ratio) -> str:
    """A hazard ratio with its interval as people write it.

    Examples
    --------
    >>> ratio_words(Ratio(1.5, 1.21, 1.86, 3.7, 30, 90, 1000, 4500))
    '1.50 (1.21 to 1.86)'
    >>> ratio_words(Ratio(0.0, 0.0, 4.1, -0.9, 0, 12, 40, 4000))
    '0.00 (0.00 to 4.10)'
    """
    if ratio.value is None and ratio.low is None:
        return _("not to be had")
    return _(
        "{value} ({low} to {high})",
        value="∞" if ratio.value is None else decimal(ratio.value, 2),
        low=decimal(ratio.low or 0.0, 2),
        high="∞" if ratio.high is None else decimal(ratio.high, 2),
    )


def forest_figure(result: CohortResult, *, title: str) -> Figure:
    """One line a rule: the hazard ratio of all studies together, with its interval.

    Parameters
    ----------
    result : CohortResult
        The field.
    title : str
        The finding, as a sentence.

    Notes
    -----
    ``layout.meta.rows`` holds the same for a page that draws rows: name, value, ends, words,
    whether the rule is the true cause.
    """
    own = RULE_OF.get(result.settings.mechanism)
    rows, data = [], []
    for place, finding in enumerate(result.rules):
        ratio = finding.pooled
        height = len(result.rules) - place
        ends = [_log(ratio.low), _log(ratio.high)]
        true = finding.line.rule == own
        colour = ACCENT if true else INK_SOFT
        data.append(
            {"type": "scatter", "mode": "lines+markers", "name": finding.line.name,
             "x": [ends[0], _log(ratio.value), ends[1]], "y": [height] * 3,
             "line": {"color": colour}, "marker": {"color": colour, "size": [0, 10, 0]},
             "meta": {"role": "true" if true else "false"}}
        )  # fmt: skip
        rows.append(
            {
                "rule": finding.line.rule, "name": finding.line.name, "true": true,
                "value": ratio.value, "low": ratio.low, "high": ratio.high,
                "words": ratio_words(ratio),
            }
        )  # fmt: skip
    made = figure(
        data,
        title=title,
        kind="cohort_forest",
        summary=_(
            "Hazard ratios of {rules} rules with all {runners} runners together, on a scale of "
            "doublings: {list}.",
            rules=len(rows), runners=grouped(result.settings.all_runners),
            list="; ".join(f"{row['name']} {row['words']}" for row in rows),
        ),
        columns=(_("Rule"), _("Hazard ratio (95 % interval)"), _("Injured beyond its line"),
                 _("Injured within")),
        rows=[
            [finding.line.name, ratio_words(finding.pooled), finding.pooled.injuries_beyond,
             finding.pooled.injuries_within]
            for finding in result.rules
        ],
        xaxis={"type": "linear", "title": {"text": _("hazard ratio")},
               "tickvals": [math.log2(tick) for tick in TICKS],
               "ticktext": [f"{tick:g}" for tick in TICKS], "range": [-2.2, 2.2]},
        yaxis={"type": "linear", "title": {"text": ""}, "range": [0.4, len(rows) + 0.6],
               "tickvals": list(range(len(rows), 0, -1)),
               "ticktext": [row["name"] for row in rows]},
        shapes=[
            {"type": "line", "xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1,
             "line": {"color": INK_SOFT, "width": 1}},
        ],
    )  # fmt: skip
    made["layout"]["meta"].update(rows=rows, scale=list(TICKS))
    return made


def _log(value: float | None) -> float | None:
    """Place on a scale of doublings; open ends lie at its edge."""
    if value is None:
        return math.log2(HIGHEST)
    return round(math.log2(min(HIGHEST, max(1 / HIGHEST, value))), 3)


def shining_figure(result: CohortResult, *, title: str) -> Figure:
    """Two bars a rule: of 100 studies so many "significant", at the line and after choosing."""
    studies = result.settings.studies
    own = RULE_OF.get(result.settings.mechanism)
    rows: list[dict[str, Any]] = []
    for finding in result.rules:
        line, chosen = finding.significant(), finding.significant(chosen=True)
        rows.append(
            {
                "rule": finding.line.rule, "name": finding.line.name,
                "true": finding.line.rule == own,
                "line": [*line], "chosen": [*chosen],
                "line_share": round(sum(line) / studies, 4),
                "chosen_share": round(sum(chosen) / studies, 4),
            }
        )  # fmt: skip
    names = [row["name"] for row in rows]
    made = figure(
        [
            {"type": "bar", "orientation": "h", "name": _("at the rule's usual line"), "y": names,
             "x": [100 * row["line_share"] for row in rows], "marker": {"color": LOAD},
             "meta": {"role": "line"}},
            {"type": "bar", "orientation": "h", "name": _("cut-off chosen after looking"),
             "y": names,
             "x": [100 * row["chosen_share"] for row in rows], "marker": {"color": TOO_FAR},
             "meta": {"role": "chosen"}},
        ],
        title=title,
        kind="cohort_shining",
        summary=_(
            "Of {studies} studies “significant” at the usual line and with a chosen cut-off: "
            "{list}. About 5 of 100 are to be expected where there is nothing to find.",
            studies=studies,
            list="; ".join(
                f"{row['name']} {sum(row['line'])}, {sum(row['chosen'])}" for row in rows
            ),
        ),
        columns=(_("Rule"), _("Harmful at its line"), _("Protective at its line"),
                 _("Harmful, cut-off chosen"), _("Protective, cut-off chosen")),
        rows=[[row["name"], *row["line"], *row["chosen"]] for row in rows],
        xaxis={"type": "linear", "title": {"text": _("of 100 studies")}, "range": [0, 100]},
        yaxis={"type": "category", "title": {"text": ""}},
        shapes=[
            {"type": "line", "xref": "x", "yref": "paper", "x0": 5, "x1": 5, "y0": 0, "y1": 1,
             "line": {"color": INK_SOFT, "width": 1}},
        ],
    )  # fmt: skip
    made["layout"]["barmode"] = "group"
    made["layout"]["meta"].update(rows=rows, studies=studies)
    return made


def cut_off_figure(finding: RuleFinding, study: int, *, title: str) -> Figure:
    """The hazard ratio of one study at every cut-off, beside that of all studies together.

    Parameters
    ----------
    finding : RuleFinding
        What the field found of a rule.
    study : int
        Which study is looked at, the first being 0.
    title : str
        The finding, as a sentence.
    """
    own, together = finding.studies[study], finding.pooled_by_cut_off
    unit = " %" if finding.line.unit == "%" else ""
    along = [shortest(cut) + unit for cut in finding.cut_offs]
    count = len(along)
    data = [
        {"type": "scatter", "mode": "lines", "name": name, "x": along,
         "y": [_capped(getattr(ratio, end)) for ratio in own],
         "line": {"color": LOAD, "width": 1.4, "dash": "dot"}, "meta": {"role": "interval"}}
        for name, end in ((_("low end"), "low"), (_("high end"), "high"))
    ] + [
        {"type": "scatter", "mode": "lines", "name": _("all studies"), "x": along,
         "y": [_capped(ratio.value) for ratio in together],
         "line": {"color": INK_SOFT, "width": 2.4, "dash": "dash"}, "meta": {"role": "all"}},
        {"type": "scatter", "mode": "lines+markers", "name": _("study {n}", n=study + 1),
         "x": along,
         "y": [_capped(ratio.value) for ratio in own],
         "line": {"color": ACCENT, "width": 2.4}, "marker": {"color": ACCENT, "size": 8},
         "meta": {"role": "study"}},
    ]  # fmt: skip
    chosen = finding.chosen[study]
    notes = [
        {"text": _("usual line"), "x": along[finding.line_at], "y": HIGHEST - 0.1,
         "xref": "x", "yref": "y",
         "showarrow": False, "xanchor": "center", "yanchor": "bottom",
         "font": {"color": INK_SOFT}},
    ]  # fmt: skip
    shapes: list[dict[str, Any]] = [
        {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": 1, "y1": 1,
         "line": {"color": INK_SOFT, "width": 1}},
    ]  # fmt: skip
    if chosen is not None:
        shapes.append(
            {"type": "rect", "xref": "paper", "yref": "paper", "x0": chosen / count,
             "x1": (chosen + 1) / count, "y0": 0, "y1": 1, "fillcolor": BAND, "opacity": 0.5,
             "line": {"width": 0}, "layer": "below"}
        )  # fmt: skip
        notes.append(
            {"text": _("chosen"), "x": along[chosen], "y": HIGHEST - 0.1, "xref": "x", "yref": "y",
             "showarrow": False, "xanchor": "center", "yanchor": "bottom",
             "font": {"color": TOO_FAR}}
        )  # fmt: skip
    return figure(
        data,
        title=title,
        kind="cohort_cut_offs",
        summary=_(
            "Hazard ratio of study {study} at {count} cut-offs with its interval as dotted lines, "
            "and of all studies together as a dashed line.",
            study=study + 1, count=count,
        ),
        columns=(_("Cut-off"), _("Study {n}", n=study + 1), _("z"), _("All studies")),
        rows=[
            [name, ratio_words(mine), round(mine.z, 2), ratio_words(all_)]
            for name, mine, all_ in zip(along, own, together, strict=True)
        ],
        xaxis={"type": "category",
               "title": {"text": _("cut-off of {rule}", rule=finding.line.name)},
               "range": [-0.5, count - 0.5], "showgrid": False},
        yaxis={"type": "linear", "title": {"text": _("hazard ratio")}, "range": [0, HIGHEST + 0.5]},
        shapes=shapes,
        annotations=notes,
    )  # fmt: skip


def _capped(value: float | None) -> float | None:
    """Values beyond the figure are left out of it; the table has them."""
    return None if value is None or value > HIGHEST else round(value, 3)
