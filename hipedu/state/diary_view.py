"""What the page shows of a pain diary: lights, a strip, and the days before each flare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _
from hipedu.language.numbers import shortest, weekday_day_month
from hipedu.model import LoadingModel, Scenario
from hipedu.rehab.pain_diary import (
    DiaryEntry,
    Flare,
    entry_light,
    flares,
    usual_morning,
    weekly_mornings,
)
from hipedu.rehab.pain_monitoring import Light
from hipedu.state.diary_flares import counted, told_flare
from hipedu.state.log_file import entry_to_dict
from hipedu.state.tissue_view import sourced_row
from hipedu.training.report import TrainingReport

DrawPain = Callable[..., dict[str, Any]]
BONE_CHOICES = ("unknown", "possible", "ruled_out")
SIDE_WORDS = {
    "left": N_("your left"), "right": N_("your right"), "both": N_("both sides"),
    "middle": N_("middle"),
}  # fmt: skip
LIGHT_WORDS = {
    "green": N_("green: go on"), "amber": N_("amber: repeat, add nothing"),
    "red": N_("red: do less"),
}  # fmt: skip
BONE_LIGHT_WORDS = {
    "green": N_("green: go on"), "amber": N_("amber: stop and rest a day"),
    "red": N_("red: stop and be seen"),
}  # fmt: skip
PARAMETER_WORDS = {
    "flare_rise": N_("a rise that counts"), "week_least": N_("mornings to compare two weeks"),
    "usual_days": N_("how far back the usual goes"),
    "usual_least": N_("entries that say what is usual"),
    "before_days": N_("days told of before a flare"),
    "quiet_days": N_("quiet days that end a flare"),
    "bone_share": N_("share of people from which a place counts as bone"),
}
MOST_FLARES = 6


class PainSettings(NamedTuple):
    """How the light is read: limits of which programme, the usual morning, what of bone."""

    programme: str = "gluteal_tendinopathy"
    usual_morning: float | None = None
    bone: str = "unknown"


class Reading(NamedTuple):
    """A day with its light, and whether the limits of bone decided."""

    entry: DiaryEntry
    light: Light | None
    bone: bool


def bone_places(catalogue: Catalogue, share: float) -> frozenset[str]:
    """Regions where a stress injury of the hip's neck hurts in at least this share of people."""
    programme = catalogue.programmes.get("bsi_femoral_neck")
    found = set()
    for condition in programme.conditions if programme else ():
        presentation = catalogue.presentations.get(condition)
        for region in presentation.regions if presentation else ():
            if region.p.value >= share:
                found.add(region.region)
    return frozenset(found)


def read_diary(
    entries: Sequence[DiaryEntry], settings: PainSettings, catalogue: Catalogue
) -> tuple[Reading, ...]:
    """The light of every day, in order."""
    model = catalogue.loading_models["pain_diary"]
    rule = catalogue.programmes[settings.programme].pain
    suspicious = bone_places(catalogue, _number(model, "bone_share"))
    readings = []
    for entry in entries:
        bone = rule.kind == "bone" or settings.bone == "possible" or (
            settings.bone == "unknown" and entry.place in suspicious
        )
        usual = settings.usual_morning
        if usual is None:
            usual = usual_morning(
                entries, entry.date, days=int(_number(model, "usual_days")),
                least=int(_number(model, "usual_least")),
            )  # fmt: skip
        light = entry_light(
            entry, rule, usual=usual, rise=_number(model, "flare_rise"), bone_possible=bone
        )
        readings.append(Reading(entry, light, bone))
    return tuple(readings)


def begun_flares(readings: Sequence[Reading], catalogue: Catalogue) -> tuple[Flare, ...]:
    """The days on which a flare began."""
    model = catalogue.loading_models["pain_diary"]
    return flares(
        [reading.entry for reading in readings], [reading.light for reading in readings],
        rise=_number(model, "flare_rise"), usual_days=int(_number(model, "usual_days")),
        usual_least=int(_number(model, "usual_least")),
        quiet_days=int(_number(model, "quiet_days")),
    )  # fmt: skip


def _number(model: LoadingModel, name: str) -> float:
    return (model.parameters or {})[name].value


def diary_view(
    entries: Sequence[DiaryEntry],
    settings: PainSettings,
    report: TrainingReport | None,
    catalogue: Catalogue,
    *,
    draw: DrawPain | None = None,
    window_days: int = 84,
) -> dict[str, Any]:
    """Everything the page shows of the diary; JSON-ready.

    Parameters
    ----------
    entries : sequence of DiaryEntry
        In order of days.
    report : TrainingReport, optional
        The log of the same runner.
    draw : function, optional
        Makes the strip.
    """
    model = catalogue.loading_models["pain_diary"]
    readings = read_diary(entries, settings, catalogue)
    begun = begun_flares(readings, catalogue)
    span = int(_number(model, "before_days"))
    rule = catalogue.programmes[settings.programme].pain
    lit = [reading for reading in readings if reading.light is not None]
    return {
        "rows": [_row(reading, catalogue) for reading in readings],
        "latest": _latest(lit[-1]) if lit else None,
        "trend": _trend(entries, int(_number(model, "week_least"))),
        "bone_used": any(reading.bone for reading in lit)
        and rule.kind != "bone" and settings.bone == "unknown",
        "figure": _figure(lit, rule, report, draw, window_days),
        "flares": [told_flare(flare, report, span) for flare in begun[-MOST_FLARES:]],
        "earlier_flares": max(0, len(begun) - MOST_FLARES),
        "counts": counted(entries, begun, report, span),
        "settings": settings._asdict(),
        "rule": [
            sourced_row(name, value) for name, value in (
                (_("green up to"), rule.green_to), (_("amber up to"), rule.amber_to),
                (_("back to usual within"), rule.settles_within_h),
            )
        ],
        "words": list(catalogue.programmes[settings.programme].pain_words),
        "parameters": [
            sourced_row(_(PARAMETER_WORDS.get(name, name)), value)
            for name, value in (model.parameters or {}).items()
        ],
        "caveats": list(model.caveats),
    }  # fmt: skip


def diary_choices(catalogue: Catalogue) -> dict[str, Any]:
    """Lists that never change while the page is open."""
    return {
        "places": [
            {"id": each.id, "name": each.plain_name} for each in catalogue.regions.values()
        ],
        "programmes": [
            {"id": each.id, "name": each.plain_name, "kind": each.pain.kind}
            for each in catalogue.programmes.values()
        ],
    }


def scenario_diary(scenario: Scenario, first_monday: dt.date) -> tuple[DiaryEntry, ...]:
    """The invented diary of an invented runner."""
    return tuple(
        DiaryEntry(
            date=first_monday + dt.timedelta(days=day), during=during, after=after,
            next_morning=morning, place=scenario.pain_place or "", side=scenario.pain_side or "",
        )
        for day, during, after, morning in scenario.pain_days
    )


def place_words(entry: DiaryEntry, catalogue: Catalogue) -> str:
    """A place as somebody says it."""
    region = catalogue.regions.get(entry.place)
    side = _(SIDE_WORDS[entry.side]) if entry.side in SIDE_WORDS else ""
    if region is None:
        return side
    return f"{region.plain_name}, {side}" if side else region.plain_name


def _row(reading: Reading, catalogue: Catalogue) -> dict[str, Any]:
    entry, light, bone = reading
    words = BONE_LIGHT_WORDS if bone else LIGHT_WORDS
    return {
        **entry_to_dict(entry),
        "place_words": place_words(entry, catalogue),
        "colour": light.colour if light else None,
        "light_words": _(words[light.colour]) if light else _("a note only"),
        "reasons": list(light.reasons) if light else [],
    }


def _latest(reading: Reading) -> dict[str, Any]:
    entry, light, bone = reading
    if light is None:
        raise ValueError("a day without a light is not the latest")
    return {
        "date": entry.date.isoformat(),
        "day": weekday_day_month(entry.date),
        "colour": light.colour,
        "words": _((BONE_LIGHT_WORDS if bone else LIGHT_WORDS)[light.colour]),
        "meaning": light.meaning,
        "reasons": list(light.reasons),
        "bone": bone,
    }


def _trend(entries: Sequence[DiaryEntry], least: int) -> str:
    """Whether mornings hurt more from week to week; empty where too little is written down."""
    middle = weekly_mornings(entries, entries[-1].date, least=least) if entries else None
    if middle is None:
        return ""
    before, now = middle
    if now > before:
        return _(
            "From week to week the middle morning rose from {before} to {now} of 10. The rule of "
            "pain monitoring takes that as a reason to do less, even if every day was within its "
            "limits.",
            before=shortest(before), now=shortest(now),
        )
    return _(
        "From week to week the middle morning did not rise ({before}, then {now} of 10).",
        before=shortest(before), now=shortest(now),
    )


def _figure(
    lit: Sequence[Reading], rule: Any, report: TrainingReport | None, draw: DrawPain | None,
    window_days: int,
) -> dict[str, Any] | None:
    if draw is None or not lit:
        return None
    points = [
        (
            reading.entry.date,
            max(x for x in (reading.entry.during, reading.entry.after, 0.0) if x is not None),
            reading.entry.next_morning,
            reading.light.colour if reading.light else "",
        )
        for reading in lit
    ]
    limits = (0.0, 2.0) if lit[-1].bone and rule.kind != "bone" else (
        rule.green_to.value, rule.amber_to.value
    )
    return draw(points, report=report, days=window_days, limits=limits)


def settings_again(raw: Mapping[str, Any], catalogue: Catalogue) -> PainSettings:
    """Settings from their plain form; what does not fit stays as at the start."""
    made = PainSettings()
    if raw.get("programme") in catalogue.programmes:
        made = made._replace(programme=str(raw["programme"]))
    usual = raw.get("usual_morning")
    if isinstance(usual, (int, float)) and not isinstance(usual, bool) and 0 <= usual <= 10:
        made = made._replace(usual_morning=float(usual))
    if raw.get("bone") in BONE_CHOICES:
        made = made._replace(bone=str(raw["bone"]))
    return made
