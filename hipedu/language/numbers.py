"""Numbers and dates as a language writes them: the one place that knows.

Their shapes are messages of the catalogue as well (contexts ``decimal mark``, ``thousands mark``,
``date order``), so that a translation needs no code for them either. The browser reads the same
messages (``num`` and ``sayDate`` in ``core.js``).
"""

from __future__ import annotations

import datetime as dt
from typing import SupportsFloat

from hipedu.language.sentences import _, current, ngettext, pgettext


def localised(written: str) -> str:
    """A number as Python writes it, with the marks of the current language.

    Examples
    --------
    >>> localised("1,234.5")
    '1,234.5'
    """
    words = current().words
    decimal = words.pgettext("decimal mark", ".")
    thousands = words.pgettext("thousands mark", ",")
    if (decimal, thousands) == (".", ","):
        return written
    return "".join({".": decimal, ",": thousands}.get(each, each) for each in written)


def decimal(value: SupportsFloat, places: int) -> str:
    """A number with a fixed count of decimals.

    Examples
    --------
    >>> decimal(2, 1), decimal(0.126, 2)
    ('2.0', '0.13')
    """
    return localised(f"{float(value):.{places}f}")


def shortest(value: SupportsFloat, digits: int = 6) -> str:
    """A number with as many decimals as it needs.

    Examples
    --------
    >>> shortest(2.0), shortest(0.25)
    ('2', '0.25')
    """
    return localised(f"{float(value):.{digits}g}")


def grouped(value: int) -> str:
    """A whole number in groups of three digits.

    Examples
    --------
    >>> grouped(5205), grouped(12)
    ('5,205', '12')
    """
    return localised(f"{value:,}")


def with_unit(value: float, unit: str | None) -> str:
    """A number with a unit of the knowledge base, in words where the unit is counted.

    Examples
    --------
    >>> with_unit(1, "week"), with_unit(12, "week"), with_unit(30.5, "second"), with_unit(40, "km")
    ('1 week', '12 weeks', '30.5 seconds', '40 km')
    """
    n = shortest(value)
    if unit in (None, "1"):
        return n
    count = int(value) if value == int(value) else 2  # 1.5 weeks are several
    counted = {
        "year": ngettext("{n} year", "{n} years", count, n=n),
        "week": ngettext("{n} week", "{n} weeks", count, n=n),
        "day": ngettext("{n} day", "{n} days", count, n=n),
        "hour": ngettext("{n} hour", "{n} hours", count, n=n),
        "minute": ngettext("{n} minute", "{n} minutes", count, n=n),
        "second": ngettext("{n} second", "{n} seconds", count, n=n),
        "degC": _("{n} °C", n=n),
    }
    return counted.get(str(unit), f"{n} {unit}")


def month(day: dt.date) -> str:
    """The name of a date's month.

    Examples
    --------
    >>> month(dt.date(2026, 11, 23))
    'November'
    """
    return (
        pgettext("month", "January"), pgettext("month", "February"), pgettext("month", "March"),
        pgettext("month", "April"), pgettext("month", "May"), pgettext("month", "June"),
        pgettext("month", "July"), pgettext("month", "August"), pgettext("month", "September"),
        pgettext("month", "October"), pgettext("month", "November"), pgettext("month", "December"),
    )[day.month - 1]  # fmt: skip


def day_month(day: dt.date) -> str:
    """A date without its year, as a reader says it.

    Examples
    --------
    >>> day_month(dt.date(2025, 3, 16))
    '16 March'
    """
    return pgettext("date order", "{day} {month}", day=day.day, month=month(day))


def day_month_year(day: dt.date) -> str:
    """A date as a reader says it.

    Examples
    --------
    >>> day_month_year(dt.date(2025, 3, 16))
    '16 March 2025'
    """
    return pgettext(
        "date order", "{day} {month} {year}", day=day.day, month=month(day), year=day.year
    )


def weekday_day_month(day: dt.date) -> str:
    """A date with its weekday, as a reader says it.

    Examples
    --------
    >>> weekday_day_month(dt.date(2025, 3, 16))
    'Sunday 16 March'
    """
    return pgettext(
        "date order", "{weekday} {day} {month}",
        weekday=weekday(day), day=day.day, month=month(day),
    )  # fmt: skip


def weekday(day: dt.date) -> str:
    """The name of a date's weekday.

    Examples
    --------
    >>> weekday(dt.date(2026, 11, 23))
    'Monday'
    """
    return (
        pgettext("weekday", "Monday"), pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"), pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"), pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )[day.weekday()]  # fmt: skip
