"""How much a reader accepts. Each limit has its reason; all can be changed by the caller."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MIB = 1024 * 1024

FIRST_DATE = dt.date(1950, 1, 1)
"""Nobody has a log that is older; a date before it is a clock that was never set."""

LONGEST_RUN_KM = 400.0
"""The 24-hour record is about 320 km: more in one session is a wrong unit or a merged file."""

LONGEST_RUN_MIN = 72 * 60.0
"""Three days; the longest single-stage races that people run end within that."""

FASTEST_KM_PER_H = 25.0
"""The world records of 5 and 10 km are run at 23 to 24 km/h."""

SLOWEST_KM_PER_H = 3.0
"""Slower than a stroll over the whole session: kept, but said."""

CLOCK_SLACK = dt.timedelta(days=1)
"""`today` at the reader may still be yesterday where the runner is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one batch may hold.

    Parameters
    ----------
    files : int
        Files in one batch, those inside archives included. Fifteen years of daily running.
    file_bytes : int
        Size of one unpacked file [byte]. A whole day at one point a second is about 20 MB
        as GPX; anything larger is not a run.
    archive_bytes : int
        Size of a zip as it lies on the disk [byte]. A Strava export holds photographs too.
    unpacked_bytes : int
        Everything read out of one archive [byte]: a bomb stops here at the latest.
    compression : int
        How many times larger a packed file may become. Tracks shrink about tenfold; zeros
        packed a thousandfold are a bomb.
    rows, columns : int
        Of one CSV file. Strava writes about 100 columns.
    points : int
        Track points of one file: two and a half days at one a second.
    """

    files: int = 10_000
    file_bytes: int = 25 * MIB
    archive_bytes: int = 1024 * MIB
    unpacked_bytes: int = 4096 * MIB
    compression: int = 150
    rows: int = 50_000
    columns: int = 500
    points: int = 220_000
