"""What is odd in a log, how often, and what was done about it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hipedu.language import _, ngettext
from hipedu.language.numbers import decimal
from hipedu.model.training import Run
from hipedu.training.readers.kinds import counted
from hipedu.training.spike import LOOKBACK_DAYS

GAP_DAYS = 14
"""A fortnight without a run is a break, or a watch that was lost; the log cannot tell which."""

MOST_EXAMPLES = 3

RECORD_KM_PER_H: tuple[tuple[float, float], ...] = (
    (5.0, 24.0), (10.0, 23.0), (21.1, 22.4), (42.2, 21.2), (100.0, 16.7), (400.0, 14.0),
)  # fmt: skip
"""Up to this distance [km] nobody has run faster [km/h]: world records, rounded up."""

Weight = Literal["fine", "look", "mend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityNote:
    """One kind of oddity: how often, what was done, and a few examples.

    `weight`: ``fine`` needs nothing, ``look`` may be wrong, ``mend`` is missing from the log.
    """

    id: str
    title: str
    count: int
    done: str
    weight: Weight
    examples: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "id": self.id, "title": self.title, "count": self.count, "done": self.done,
            "weight": self.weight, "examples": list(self.examples),
        }  # fmt: skip


def log_gaps(days: Sequence[dt.date], *, at_least: int = GAP_DAYS) -> list[tuple[dt.date, int]]:
    """Stretches without a run: the first empty day and how many there are.

    Parameters
    ----------
    days : sequence of date
        Days with a run, in any order, repeated or not.
    at_least : int
        Shorter stretches are ordinary rest [day].

    Returns
    -------
    list of (date, int)
        Oldest first.

    Examples
    --------
    >>> log_gaps([dt.date(2025, 1, 1), dt.date(2025, 1, 5)], at_least=3)
    [(datetime.date(2025, 1, 2), 3)]
    """
    ordered = sorted(set(days))
    gaps = []
    for earlier, later in itertools.pairwise(ordered):
        empty = (later - earlier).days - 1
        if empty >= at_least:
            gaps.append((earlier + dt.timedelta(days=1), empty))
    return gaps


def faster_than_records(run: Run) -> bool:
    """Whether a run is faster over its distance than anybody has run.

    Examples
    --------
    >>> fast = Run(date=dt.date(2025, 1, 1), distance_km=20, duration_min=50)
    >>> faster_than_records(fast)
    True
    """
    if not run.duration_min or run.distance_km < 1:
        return False
    speed = 60 * run.distance_km / run.duration_min
    best = next((most for km, most in RECORD_KM_PER_H if run.distance_km <= km), 14.0)
    return speed > best


def log_quality(
    runs: Sequence[Run],
    *,
    merged: int = 0,
    duplicates: Sequence[str] = (),
    skipped: Mapping[str, int] | None = None,
    problems: Sequence[str] = (),
) -> tuple[QualityNote, ...]:
    """Everything that deserves a look before the numbers are believed.

    Parameters
    ----------
    runs : sequence of Run
        The log.
    merged : int
        Recordings that held a run already there [1].
    duplicates : sequence of str
        A sentence for each of them.
    skipped : mapping, optional
        Other activities by kind.
    problems : sequence of str
        Sentences on what could not be read.

    Returns
    -------
    tuple of QualityNote
        What is missing first, then what may be wrong, then what was settled.

    Examples
    --------
    >>> runs = [Run(date=dt.date(2025, 1, day), distance_km=5) for day in (1, 2, 31)]
    >>> [(note.id, note.count) for note in log_quality(runs)]
    [('gaps', 1), ('no_duration', 3)]
    """
    found = [
        _unread(problems),
        _gaps(runs),
        _impossible(runs),
        _warned(runs),
        _far_from_usual(runs),
        _missing(runs, "duration_min", "no_duration", _("Runs without a time"),
                 _("They count by distance; speed, effort and time leave them out.")),
        _merged(merged, duplicates),
        _skipped(skipped or {}),
    ]  # fmt: skip
    order = {"mend": 0, "look": 1, "fine": 2}
    return tuple(
        sorted((note for note in found if note is not None), key=lambda each: order[each.weight])
    )


def _unread(problems: Sequence[str]) -> QualityNote | None:
    if not problems:
        return None
    return QualityNote(
        id="unread", title=_("Files or rows that could not be read"), count=len(problems),
        done=_("Left out. Every measure that looks back over those days is too low."),
        weight="mend", examples=tuple(problems[:MOST_EXAMPLES]),
    )  # fmt: skip


def _gaps(runs: Sequence[Run]) -> QualityNote | None:
    gaps = log_gaps([run.date for run in runs])
    if not gaps:
        return None
    long = sum(days >= LOOKBACK_DAYS for _first, days in gaps)
    done = _("Counted as days of rest. If you ran without the watch, add those runs.")
    if long:
        back = ngettext(
            "After the one of {days} days or more the first run back has nothing to be compared "
            "with.",
            "After the {n} of {days} days or more the first run back has nothing to be compared "
            "with.",
            long,
            days=LOOKBACK_DAYS,
        )
        done = f"{done} {back}"
    longest = sorted(gaps, key=lambda each: -each[1])[:MOST_EXAMPLES]
    return QualityNote(
        id="gaps", title=_("Gaps of {days} days or more", days=GAP_DAYS), count=len(gaps),
        done=done,
        weight="look",
        examples=tuple(
            ngettext("{n} day from {date}", "{n} days from {date}", days, date=first.isoformat())
            for first, days in longest
        ),
    )  # fmt: skip


def _impossible(runs: Sequence[Run]) -> QualityNote | None:
    odd = [run for run in runs if faster_than_records(run)]
    if not odd:
        return None
    return QualityNote(
        id="impossible_pace", title=_("Faster than a world record over that distance"),
        count=len(odd), weight="look",
        done=_(
            "Kept, because the distance may still be right. Was part of it a ride or a drive? "
            "Then correct or remove it."
        ),
        examples=tuple(
            _(
                "{date}: {km} km in {minutes} min",
                date=run.date.isoformat(), km=decimal(run.distance_km, 1),
                minutes=decimal(run.duration_min or 0, 0),
            )
            for run in odd[:MOST_EXAMPLES]
        ),
    )  # fmt: skip


def _warned(runs: Sequence[Run]) -> QualityNote | None:
    odd = [run for run in runs if run.warnings]
    if not odd:
        return None
    common = Counter(warning for run in odd for warning in run.warnings)
    return QualityNote(
        id="warnings", title=_("Runs with something odd in the recording"), count=len(odd),
        done=_("Kept; a value that cannot be right was left out of its run."), weight="look",
        examples=tuple(
            ngettext("{what} ({n} run)", "{what} ({n} runs)", number, what=text)
            for text, number in common.most_common(MOST_EXAMPLES)
        ),
    )  # fmt: skip


def _far_from_usual(runs: Sequence[Run]) -> QualityNote | None:
    """Two recordings glued together, or a watch left on in the car, look like this."""
    if len(runs) < 20:
        return None
    ordered = sorted(run.distance_km for run in runs)
    usual = ordered[len(ordered) // 2]
    tenth_longest = ordered[-max(2, len(ordered) // 20)]
    odd = [run for run in runs if run.distance_km > 2 * tenth_longest > 2 * usual]
    if not odd:
        return None
    return QualityNote(
        id="far_beyond", title=_("Runs more than twice as long as nearly all others"),
        count=len(odd), weight="look",
        done=_(
            "Kept. If two recordings were joined into one file, split them: the longest run "
            "decides about every spike of the next 30 days."
        ),
        examples=tuple(
            f"{run.date.isoformat()}: {decimal(run.distance_km, 1)} km"
            for run in odd[:MOST_EXAMPLES]
        ),
    )  # fmt: skip


def _missing(
    runs: Sequence[Run], field: str, id_: str, title: str, done: str
) -> QualityNote | None:
    lacking = [run for run in runs if getattr(run, field) is None]
    if not lacking:
        return None
    return QualityNote(
        id=id_, title=title, count=len(lacking), done=done, weight="fine",
        examples=tuple(run.date.isoformat() for run in lacking[:MOST_EXAMPLES]),
    )  # fmt: skip


def _merged(merged: int, duplicates: Sequence[str]) -> QualityNote | None:
    if not merged:
        return None
    return QualityNote(
        id="merged", title=_("Recordings of a run that was there already"), count=merged,
        done=_("Merged: each run counts once, with what either recording knew."), weight="fine",
        examples=tuple(duplicates[:MOST_EXAMPLES]),
    )  # fmt: skip


def _skipped(skipped: Mapping[str, int]) -> QualityNote | None:
    total = sum(skipped.values())
    if not total:
        return None
    return QualityNote(
        id="other_activities", title=_("Activities that are no runs"), count=total,
        done=_("Left out of every number here. They load the hip too, in other ways."),
        weight="fine", examples=(counted(dict(skipped)),),
    )  # fmt: skip
