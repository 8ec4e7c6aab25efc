"""One run that came from two sources: found, merged and said."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hipedu.language import _
from hipedu.language.numbers import decimal
from hipedu.model.training import Run

SAME_START_MIN = 3.0
"""Apps cut the standing about at the start differently."""
SAME_DISTANCE = 0.03
"""Two ways of measuring the same track agree within three percent."""
SAME_MOMENT_MIN = 1.0
SAME_MOMENT_DISTANCE = 0.2
"""Nobody starts two runs within a minute: then even a poor second measurement is the same run."""
SAME_TYPED_DISTANCE = 0.015
"""Without times of day only a nearly equal distance on the same day speaks for one run."""
SAME_DURATION = 0.03
ZONE_GUESS_MIN = 180
"""A time zone worked out from the place may be so far from the one on the watch."""
MOST_RUNS_A_DAY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run, where it came from, and how much its source knows (higher is more)."""

    run: Run
    source: int
    rank: int
    linked: str | None = None


@dataclass(slots=True)
class _Kept:
    run: Run
    sources: set[int]
    names: set[str]
    others: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Runs without their doubles, and sentences about what was merged and dropped."""

    runs: tuple[Run, ...]
    sentences: tuple[str, ...]
    count: int
    problems: tuple[str, ...]


def merge_duplicates(candidates: Iterable[Candidate]) -> Merged:
    """Keep each run once, from the source that knows most, filled up from the others.

    Parameters
    ----------
    candidates : iterable of Candidate
        Runs of all files.

    Returns
    -------
    Merged
        Runs sorted by date and start.

    Notes
    -----
    Two runs are one if they began within 3 minutes of each other and their distances agree
    within 3 % (20 % if they began within one minute); or without times of day, from different
    files, on the same day within 1.5 %.
    A file gives at most one recording of a run, so two laps of the same park on one day stay
    two, unless a row is there twice to the minute.
    """
    kept: dict[dt.date, list[_Kept]] = {}
    linked: dict[str, _Kept] = {}
    crowded: set[dt.date] = set()
    count = 0
    for candidate in sorted(candidates, key=lambda each: -each.rank):
        run = candidate.run
        match = linked.get(candidate.linked) if candidate.linked else None
        if match is None:
            match = next((each for each in _near(kept, run.date) if _same(candidate, each)), None)
        if match is not None:
            match.run = _filled(match.run, run)
            match.sources.add(candidate.source)
            if run.source not in match.names:
                match.names.add(run.source)
                match.others.append(run.source)
            count += 1
        elif len(kept.setdefault(run.date, [])) >= MOST_RUNS_A_DAY:
            crowded.add(run.date)
        else:
            match = _Kept(run, {candidate.source}, {run.source})
            kept[run.date].append(match)
        if candidate.linked and match is not None:
            linked[candidate.linked] = match
    everything = [each for day in kept.values() for each in day]
    sentences = [
        _(
            "{date}, {km} km: {source} and {others} hold the same run; it counts once.",
            date=each.run.date.isoformat(),
            km=decimal(each.run.distance_km, 1),
            source=each.run.source,
            others=", ".join(each.others),
        )
        for each in sorted(everything, key=lambda each: each.run.date)
        if each.others
    ]
    return Merged(
        runs=tuple(
            sorted(
                (each.run for each in everything),
                key=lambda run: (run.date, run.start or dt.time(), run.distance_km),
            )
        ),
        sentences=tuple(sentences),
        count=count,
        problems=tuple(
            _(
                "{day}: more than {most} runs on one day; only the first "
                "{most} were kept. Check the dates in that file.",
                day=day.isoformat(), most=MOST_RUNS_A_DAY,
            )
            for day in sorted(crowded)
        ),
    )


def _near(kept: dict[dt.date, list[_Kept]], day: dt.date) -> Iterator[_Kept]:
    for shift in (0, -1, 1):
        yield from kept.get(day + dt.timedelta(days=shift), ())


def _same(candidate: Candidate, other: _Kept) -> bool:
    a, b = candidate.run, other.run
    same_file = candidate.source in other.sources
    longer = max(a.distance_km, b.distance_km)
    apart_km = abs(a.distance_km - b.distance_km)
    if a.start is None or b.start is None:
        return (
            not same_file
            and a.date == b.date
            # 10 m more: a typed 5.0 stands for 5.04
            and apart_km <= max(SAME_TYPED_DISTANCE * longer, 0.05)
            and _same_duration(a, b, unknown=True)
        )
    if same_file:
        return a.date == b.date and a.start == b.start and apart_km < 0.001
    if apart_km <= SAME_DISTANCE * longer + 0.02:
        return _same_start(a, b, within_min=SAME_START_MIN)
    return apart_km <= SAME_MOMENT_DISTANCE * longer and _same_start(
        a, b, within_min=SAME_MOMENT_MIN
    )


def _same_start(a: Run, b: Run, *, within_min: float) -> bool:
    assert a.start is not None and b.start is not None  # noqa: PT018
    shown = _minutes(dt.datetime.combine(a.date, a.start), dt.datetime.combine(b.date, b.start))
    if a.utc_offset_min is not None and b.utc_offset_min is not None:
        return abs(shown - (b.utc_offset_min - a.utc_offset_min)) <= within_min
    if abs(shown) <= within_min:
        return True
    if (a.utc_offset_min is None) == (b.utc_offset_min is None):
        return False
    # One says local time without its zone, the other was converted from UTC by a guess. Zones
    # differ by quarters of an hour, so only such a shift is believed, and only if the two also
    # took equally long.
    guessed = a.utc_offset_min if a.utc_offset_min is not None else b.utc_offset_min
    most = 14 * 60 if guessed == 0 else ZONE_GUESS_MIN
    residue = abs(shown - 15 * round(shown / 15))
    return (
        abs(shown) <= most + within_min
        and residue <= within_min
        and _same_duration(a, b, unknown=False)
    )


def _same_duration(a: Run, b: Run, *, unknown: bool) -> bool:
    if a.duration_min is None or b.duration_min is None:
        return unknown
    longer = max(a.duration_min, b.duration_min)
    return abs(a.duration_min - b.duration_min) <= max(SAME_DURATION * longer, 1.0)


def _minutes(earlier: dt.datetime, later: dt.datetime) -> float:
    return (later - earlier).total_seconds() / 60


def _filled(run: Run, other: Run) -> Run:
    missing = {
        name: getattr(other, name)
        for name in ("duration_min", "mean_hr", "cadence_spm", "climb_m", "rpe")
        if getattr(run, name) is None and getattr(other, name) is not None
    }
    return dataclasses.replace(run, **missing) if missing else run
