"""From the bytes of a text file to its rows, whatever encoding and delimiter it came in."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from hipedu.language import _
from hipedu.training.readers.problems import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 100_000
"""Strava keeps the description of an activity in a cell; a book it is not."""


def decode_text(content: bytes) -> str:
    """Text of a file that says nothing, or something, about its encoding.

    Examples
    --------
    >>> decode_text("Ø HF".encode("utf-16")), decode_text("Ø".encode("latin-1"))
    ('Ø HF', 'Ø')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise Unreadable(
                    _("its text is not the {upper} that it claims to be", upper=encoding.upper()),
                    remedy=_("Save it again as CSV in UTF-8."),
                ) from None
    head = content[:2000]
    if head.count(0) > len(head) // 4:  # UTF-16 without a mark: every other byte is 0
        encoding = "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
        return content.decode(encoding, errors="replace")
    if b"\0" in head:
        raise Unreadable(
            _("it is not a text file"), remedy=_("Choose a CSV, GPX, TCX, FIT or zip file.")
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def find_delimiter(line: str) -> str:
    """The delimiter that cuts a line into most cells, quoted text aside.

    Examples
    --------
    >>> find_delimiter('date;distance;"a,b,c,d"')
    ';'
    """
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def rows_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each ends; empty rows are left out.

    Raises
    ------
    Unreadable
        If the quotation marks do not close, or a cell is far too long.
    """
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error:
        raise Unreadable(
            _("a cell is too long or its quotation marks do not close"),
            place=_("line {line_num}", line_num=reader.line_num),
            remedy=_("Open the file in a spreadsheet, mend that line and save it as CSV."),
        ) from None
    finally:
        csv.field_size_limit(before)
