"""What is told of a flare of pain: the running before it, and how often it was followed by none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hipedu.language import _, ngettext
from hipedu.language.numbers import decimal, shortest, weekday_day_month
from hipedu.rehab.pain_diary import DiaryEntry, Flare
from hipedu.training.days_before import DaysBefore, days_before, spikes_and_flares
from hipedu.training.report import TrainingReport
from hipedu.training.verdicts import km, signed_percent


def told_flare(flare: Flare, report: TrainingReport | None, span: int) -> dict[str, Any]:
    """What was run in the days up to a flare, in sentences that claim no cause."""
    before = days_before(report, flare.date, days=span) if report else None
    return {
        "date": flare.date.isoformat(),
        "title": _(
            "A flare began on {day}, at its worst {worst} of 10.",
            day=weekday_day_month(flare.date), worst=shortest(flare.worst),
        ),
        "why": flare.why,
        "sentences": _sentences(before, span) if before else [
            _("The running log does not cover the {days} days up to that day.", days=span)
        ],
    }


def _sentences(before: DaysBefore, span: int) -> list[str]:
    if not before.runs:
        said = [_("In the {days} days up to it there was no run at all.", days=span)]
    else:
        said = [
            ngettext(
                "In the {days} days up to it there was {n} run of {km}.",
                "In the {days} days up to it there were {n} runs of {km} in all.",
                before.runs, days=span, km=km(before.total_km),
            ),
            ngettext(
                "{n} of those days was without a run.", "{n} of those days were without a run.",
                before.rest_days,
            ),
        ]  # fmt: skip
    change = before.change_percent
    if change is not None and change >= 0:
        said.append(
            _(
                "The {days} days before those held {km}, so that is {percent} % more.",
                days=span, km=km(before.earlier_km or 0.0), percent=decimal(change, 0),
            )
        )
    elif change is not None:
        said.append(
            _(
                "The {days} days before those held {km}, so that is {percent} % less.",
                days=span, km=km(before.earlier_km or 0.0), percent=decimal(-change, 0),
            )
        )
    elif before.earlier_km == 0:
        said.append(_("The {days} days before those held no run.", days=span))
    furthest = before.furthest
    if furthest is not None and furthest.percent is not None:
        if furthest.spike_class == "reference":
            said.append(
                _(
                    "No run of those days went more than 10 % beyond the longest of the 30 days "
                    "before it."
                )
            )
        else:
            said.append(
                _(
                    "The run of {day} was {km}, {percent} beyond the longest of the 30 days before "
                    "it ({longest}).",
                    day=weekday_day_month(furthest.date), km=km(furthest.distance_km),
                    percent=signed_percent(furthest.percent).strip("+"),
                    longest=km(furthest.longest_before_km or 0.0),
                )
            )
    elif before.runs:
        said.append(_("No run of those days can be compared with the 30 days before it."))
    return said


def counted(
    entries: Sequence[DiaryEntry], begun: Sequence[Flare], report: TrainingReport | None, span: int
) -> list[str]:
    """How often the same run was followed by nothing: what a memory of bad days leaves out."""
    if report is None or not entries:
        return []
    met = spikes_and_flares(
        report.sessions, [flare.date for flare in begun],
        first=entries[0].date, last=entries[-1].date, days=span,
    )  # fmt: skip
    if not met.spikes and not met.flares:
        return [
            _("While this diary was kept there was neither a jump in a single run nor a flare.")
        ]
    if not met.spikes:
        said = [
            _(
                "While this diary was kept, no run went more than 10 % beyond the longest of the "
                "30 days before."
            )
        ]
    else:
        said = [
            ngettext(
                "While this diary was kept, {n} run went more than 10 % beyond the longest of the "
                "30 days before.",
                "While this diary was kept, {n} runs went more than 10 % beyond the longest of the "
                "30 days before.",
                met.spikes,
            ),
            _(
                "A flare began within {days} days of such a run: {with_flare}. None did: "
                "{without}.",
                days=span, with_flare=met.spikes_followed,
                without=met.spikes - met.spikes_followed,
            ),
        ]  # fmt: skip
    if met.flares:
        said.append(
            ngettext(
                "Of {n} flare, {preceded} had such a run in the {days} days up to it.",
                "Of {n} flares, {preceded} had such a run in the {days} days up to it.",
                met.flares, preceded=met.flares_preceded, days=span,
            )
        )
    said.append(
        _(
            "So few days cannot tell a cause from a coincidence. The rule of 10 % rests on 5,205 "
            "runners, not on one diary."
        )
    )
    return said
