"""Dates as people's files write them, and which of two numbers is the day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hipedu.language import _

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(.*)$", re.DOTALL)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?$")
_WORDS = re.compile(r"[^\W\d_]+", re.UNICODE)

# first three letters (four where three would not do), in six languages
_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen", "feb fév fev", "mar mär maa mrz", "apr avr abr", "may mai mei mag",
            "jun juin giu", "jul juil lug", "aug aoû ago aou", "sep set", "oct okt ott out",
            "nov", "dec dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
}


def month_of(word: str) -> int | None:
    """Number of a month named in English, German, French, Spanish, Italian, Dutch.

    Examples
    --------
    >>> month_of("June"), month_of("juil."), month_of("Dienstag")
    (6, 7, None)
    """
    text = word.casefold().strip(".")
    return _MONTHS.get(text[:4]) or _MONTHS.get(text[:3])


@dataclass(frozen=True, slots=True)
class NumericDate:
    """Three numbers of which two may be day and month: ``03/04/2025 18:30``."""

    first: int
    second: int
    year: int
    rest: str
    separator: str


def split_numeric(cell: str) -> NumericDate | None:
    """The three numbers of a date with slashes, dots or hyphens, year last; else None.

    Examples
    --------
    >>> split_numeric("03/04/25 18:30").year
    2025
    >>> split_numeric("2025-04-03") is None
    True
    """
    match = _NUMERIC.match(cell.strip())
    if match is None or len(match.group(1)) > 2:
        return None
    year_text = match.group(4)
    if len(year_text) not in (2, 4):
        return None
    year = int(year_text)
    if len(year_text) == 2:
        year += 2000 if year < 70 else 1900
    return NumericDate(
        int(match.group(1)), int(match.group(3)), year, match.group(5), match.group(2)
    )


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the day comes first, and what made us think so; None if nothing tells."""

    day_first: bool | None
    reason: str
    certain: bool


def date_order(cells: Sequence[str], *, today: dt.date) -> Order:
    """Which of day and month comes first in a column of dates.

    Parameters
    ----------
    cells : sequence of str
        The whole column: one 25 settles it for all.
    today : date
        An order that would put a run into the future is wrong.

    Returns
    -------
    Order
        `certain` is False where only the order of the rows speaks for it.

    Examples
    --------
    >>> today = dt.date(2026, 1, 1)
    >>> date_order(["03/04/2025", "25/04/2025"], today=today).day_first
    True
    >>> date_order(["03/04/2025"], today=today).day_first is None
    True
    """
    dates = [found for cell in cells if (found := split_numeric(cell)) is not None]
    if not dates:
        return Order(None, _("no such dates"), True)
    if all(each.separator == "." for each in dates):
        return Order(True, _("dates with dots begin with the day"), True)
    day_first = any(each.first > 12 for each in dates)
    month_first = any(each.second > 12 for each in dates)
    if day_first and month_first:
        return Order(None, _("some dates begin with the day and some with the month"), True)
    if day_first or month_first:
        return Order(day_first, _("a number above 12 can only be the day"), True)
    readings = {
        first: [
            dt.date(each.year, *((each.second, each.first) if first else (each.first, each.second)))
            for each in dates
            if each.first and each.second and each.year >= 1
        ]
        for first in (True, False)
    }
    late = {first: any(day > today for day in days) for first, days in readings.items()}
    if late[True] != late[False]:
        return Order(late[False], _("the other order would put runs into the future"), True)
    sorted_ = {
        first: len(set(days)) > 2 and (days == sorted(days) or days == sorted(days)[::-1])
        for first, days in readings.items()
    }
    if sorted_[True] != sorted_[False]:
        return Order(sorted_[True], _("only so do the rows follow each other in time"), False)
    return Order(None, _("every number is 12 or less"), True)


def parse_date(cell: str, *, day_first: bool | None = None) -> tuple[dt.datetime, bool]:
    """Date, and time if there is one.

    Parameters
    ----------
    cell : str
        For example ``2025-04-03 18:30``, ``3 Apr 2025``, ``Apr 3, 2025, 6:30:00 PM``.
    day_first : bool, optional
        Needed for dates such as ``03/04/2025``.

    Returns
    -------
    (datetime, bool)
        The moment, with a zone only if the text has one, and whether a time was given.

    Raises
    ------
    ValueError
        If it is no date, or one that the calendar does not have.

    Examples
    --------
    >>> parse_date("Jun 7, 2020, 9:33:20 PM")[0].isoformat()
    '2020-06-07T21:33:20'
    >>> parse_date("03/04/2025", day_first=True)[0].date().isoformat()
    '2025-04-03'
    """
    text = cell.strip()
    if _ISO.match(text):
        return _iso(text)
    numeric = split_numeric(text)
    if numeric is not None:
        if day_first is None:
            raise ValueError(cell)
        day, month = (
            (numeric.first, numeric.second) if day_first else (numeric.second, numeric.first)
        )
        return _with_time(dt.date(numeric.year, month, day), numeric.rest)
    slashed = re.match(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)$", text, re.DOTALL)
    if slashed:
        year, month, day = (int(part) for part in slashed.groups()[:3])
        return _with_time(dt.date(year, month, day), slashed.group(4))
    return _worded(text)


def _iso(text: str) -> tuple[dt.datetime, bool]:
    try:
        moment = dt.datetime.fromisoformat(text.replace(" UTC", "+00:00"))
    except ValueError:
        parts = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(.*)$", text, re.DOTALL)
        if parts is None:
            raise
        year, month, day = (int(part) for part in parts.groups()[:3])
        return _with_time(dt.date(year, month, day), parts.group(4))
    return moment, len(text) > 10


def _worded(text: str) -> tuple[dt.datetime, bool]:
    months = [found for word in _WORDS.findall(text) if (found := month_of(word))]
    month = months[-1] if months else None  # "mar. 5 juin": the first may be a weekday
    year = re.search(r"\b(\d{4})\b", text)
    if month is None or year is None:
        raise ValueError(text)
    day = re.search(r"\b(\d{1,2})\b(?![:.]\d{2})", text)
    if day is None:
        raise ValueError(text)
    return _with_time(dt.date(int(year.group(1)), month, int(day.group(1))), text[year.end() :])


def _with_time(day: dt.date, rest: str) -> tuple[dt.datetime, bool]:
    text = rest.casefold().replace("\u202f", " ").strip(" ,t\t\n")
    text = re.sub(r"^(?:at|um|à|om|alle)\s+", "", text).replace(" uhr", "")
    if not text:
        return dt.datetime.combine(day, dt.time()), False
    match = _TIME.match(text)
    if match is None:
        raise ValueError(rest)
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    half = match.group(4)
    if half and not 1 <= hour <= 12:
        raise ValueError(rest)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return dt.datetime.combine(day, dt.time(hour, minute, second)), True
