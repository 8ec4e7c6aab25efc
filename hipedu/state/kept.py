"""What was entered in a copy of a page that has ended, on its way back into a new one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from hipedu.language import N_, _
from hipedu.model import Run
from hipedu.training.readers.typed import typed_run

UNREADABLE = N_("What was entered could not be read. Please enter it again.")
LONGEST_NAME = 200
MOST_WARNINGS = 20


def listed(raw: Any, most: int) -> list[Mapping[str, Any]]:
    """Return a list of mappings, or refuse.

    Examples
    --------
    >>> listed([{"region": "groin"}], 40)
    [{'region': 'groin'}]
    >>> listed("groin", 40)
    Traceback (most recent call last):
        ...
    ValueError: What was entered could not be read. Please enter it again.
    """
    if raw is None:
        return []
    if not isinstance(raw, list) or len(raw) > most:
        raise ValueError(_(UNREADABLE))
    if not all(isinstance(item, Mapping) for item in raw):
        raise ValueError(_(UNREADABLE))
    return raw


def run_again(raw: Mapping[str, Any], *, today: dt.date) -> Run:
    """Return a run from the plain form in which a view shows it, checked as if it were typed.

    Raises
    ------
    ValueError
        If a value is not possible.

    Examples
    --------
    >>> plain = {"date": "2026-03-01", "distance_km": 8.0, "climb_m": 120, "source": "a.csv"}
    >>> run = run_again(plain, today=dt.date(2026, 5, 1))
    >>> run.distance_km, run.climb_m, run.source
    (8.0, 120.0, 'a.csv')
    """
    run = typed_run(
        date=raw.get("date"),  # type: ignore[arg-type]
        distance_km=raw.get("distance_km"),
        duration_min=raw.get("duration_min"),
        rpe=raw.get("rpe"),
        today=today,
    )
    start, source, warnings = raw.get("start"), raw.get("source"), raw.get("warnings")
    offset = raw.get("utc_offset_min")
    return dataclasses.replace(
        run,
        start=dt.time.fromisoformat(start) if isinstance(start, str) else None,
        mean_hr=_positive(raw.get("mean_hr")),
        cadence_spm=_positive(raw.get("cadence_spm")),
        climb_m=_positive(raw.get("climb_m")),
        utc_offset_min=offset if isinstance(offset, int) and abs(offset) <= 24 * 60 else None,
        source=plain_text(source) if isinstance(source, str) else "",
        warnings=tuple(plain_text(str(w)) for w in warnings[:MOST_WARNINGS])
        if isinstance(warnings, list)
        else (),
    )


def plain_text(text: str) -> str:
    """One line of bearable length, without characters that hide in it or turn it round.

    Examples
    --------
    >>> plain_text("log\\u202e.csv")
    'log.csv'
    """
    return "".join(
        char for char in text[:LONGEST_NAME] if unicodedata.category(char)[0] != "C"
    )


def day_again(raw: Any) -> dt.date | None:
    """Return a date from its plain form, or None."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise ValueError(_(UNREADABLE))
    return dt.date.fromisoformat(raw)


def _positive(raw: Any) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        return None
    return float(raw) if math.isfinite(raw) and 0 <= raw < 1e5 else None
