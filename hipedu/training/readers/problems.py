"""Sentences about files that cannot be read, and names that are safe to show."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from hipedu.language import _

LONGEST_NAME = 80


class Unreadable(Exception):
    """A file, or one row or track of it, that cannot be used.

    Parameters
    ----------
    what : str
        What is wrong, as the middle of a sentence.
    remedy : str
        What to do next, a sentence.
    place : str
        Where in the file: "row 12, column Distance".
    """

    def __init__(self, what: str, *, remedy: str, place: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.place = place

    def sentence(self, name: str) -> str:
        """The whole message for a file of this name."""
        where = f"{name}, {self.place}" if self.place else name
        return f"{where}: {self.what}. {self.remedy}"


def shown_name(name: str) -> str:
    """A file's name as it may be shown: no folders, no control or direction characters.

    Parameters
    ----------
    name : str
        Untrusted: chosen by whoever sent the file.

    Returns
    -------
    str
        At most 80 characters of one line. It is still text, to be escaped for HTML and the
        like wherever it is written.

    Examples
    --------
    >>> shown_name("../../etc/run.gpx")
    'run.gpx'
    >>> shown_name("a\\u202egpx.exe")
    'agpx.exe'
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(
        char if unicodedata.category(char)[0] != "Z" else " "
        for char in last
        if unicodedata.category(char)[0] != "C"
    ).strip()
    if not kept:
        return _("a file without a name")
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - 1] + "…"


def shown_value(text: str) -> str:
    """A cell's text for a message: one line, at most 30 characters, in quotation marks."""
    kept = "".join(char for char in text if unicodedata.category(char)[0] != "C").strip()
    return f'"{kept}"' if len(kept) <= 30 else f'"{kept[:29]}…"'
