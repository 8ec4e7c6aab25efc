"""Numbers and durations as people's spreadsheets and websites write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

MISSING = frozenset({"", "-", "--", "---", "–", "—", "n/a", "na", "none", "null"})
_NUMBER = re.compile(r"[+-]?\d[\d.,'’\s]*$")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d+)?|[.,]\d+)?$")
_WORDS = re.compile(
    r"(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?)?)?)?\s*"
    r"(?:(\d+)\s*s(?:ec(?:onds?)?)?)?$"
)


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value.

    Examples
    --------
    >>> is_missing(" -- "), is_missing("0")
    (True, False)
    """
    return cell.strip().casefold() in MISSING


def uses_decimal_comma(cells: Iterable[str], *, most: float) -> bool:
    """Whether a comma in this column is the decimal sign, judged by the whole column.

    Parameters
    ----------
    cells : iterable of str
        The column.
    most : float
        The largest number that makes sense in it. It decides where every comma is followed
        by exactly three digits, so that "5,012" could be five or five thousand.

    Examples
    --------
    >>> uses_decimal_comma(["5,2", "10,25"], most=400)
    True
    >>> uses_decimal_comma(["1,234.5", "980.0"], most=1e6)
    False
    >>> uses_decimal_comma(["1.234,5"], most=1e6)
    True
    >>> uses_decimal_comma(["5,012", "10,230"], most=400)
    True
    """
    undecided = []
    for cell in cells:
        text = cell.strip()
        comma, dot = text.rfind(","), text.rfind(".")
        if comma < 0:
            continue
        if dot >= 0:
            return comma > dot
        if text.count(",") > 1:
            return False
        if len(text) - comma - 1 != 3:
            return True
        undecided.append(text)
    thousands = sorted(float(text.replace(",", "")) for text in undecided if _plain(text))
    return bool(thousands) and thousands[len(thousands) // 2] > most


def _plain(text: str) -> bool:
    return re.fullmatch(r"\d+,\d{3}", text) is not None


def parse_number(cell: str, *, decimal_comma: bool = False) -> float | None:
    """A number, None for a missing one.

    Raises
    ------
    ValueError
        If the cell holds something else; "nan" and "inf" are something else.

    Examples
    --------
    >>> parse_number("1,234.5"), parse_number("5,2", decimal_comma=True), parse_number("--")
    (1234.5, 5.2, None)
    """
    if is_missing(cell):
        return None
    text = re.sub(r"[\s'’]", "", cell)
    if not _NUMBER.match(text):
        raise ValueError(cell)
    thousands = "." if decimal_comma else ","
    text = text.replace(thousands, "").replace(",", ".")
    value = float(text)
    if value - value != 0:  # four hundred digits are infinite
        raise ValueError(cell)
    return value


def parse_duration(cell: str, *, decimal_comma: bool = False) -> tuple[float, str] | None:
    """A duration and how it was written; None for a missing one.

    Returns
    -------
    (float, {"clock", "two_parts", "plain"}) or None
        Minutes for ``h:mm:ss`` ("clock") and words; for ``45:30`` minutes if read as
        ``mm:ss`` ("two_parts": hours and minutes are possible too); the bare number if it has
        no sign of its unit ("plain").

    Raises
    ------
    ValueError
        If the cell holds something else.

    Examples
    --------
    >>> parse_duration("1:30:00"), parse_duration("45:30"), parse_duration("1h 05m")
    ((90.0, 'clock'), (45.5, 'two_parts'), (65.0, 'clock'))
    >>> parse_duration("2700")
    (2700.0, 'plain')
    """
    if is_missing(cell):
        return None
    text = cell.strip().casefold()
    clock = _CLOCK.match(text)
    if clock:
        first, second, third = clock.group(1), clock.group(2), clock.group(3)
        if third is None:
            return int(first) + int(second) / 60, "two_parts"
        return int(first) * 60 + int(second) + int(third) / 60, "clock"
    words = _WORDS.match(text)
    if words and any(words.groups()):
        hours, minutes, seconds = (int(part or 0) for part in words.groups())
        return hours * 60 + minutes + seconds / 60, "clock"
    value = parse_number(text, decimal_comma=decimal_comma)
    return None if value is None else (value, "plain")
