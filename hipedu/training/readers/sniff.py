"""What a file is, by its first bytes; endings are only what somebody typed."""

from __future__ import annotations

import re
from typing import Literal

from hipedu.language import N_, _
from hipedu.training.readers.problems import Unreadable

FileType = Literal["fit", "gpx", "tcx", "csv", "gzip", "zip", "health"]

CHOOSE = N_("Choose a CSV, GPX, TCX, FIT or zip file.")

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", N_("a RAR archive")),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel or Word file")),
    (b"SQLite format 3", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


def file_type(content: bytes) -> FileType:
    """Which reader a file needs.

    Raises
    ------
    Unreadable
        If no reader knows it; the message says what it looks like.

    Examples
    --------
    >>> file_type(b"<gpx version='1.1'>"), file_type(b"date,distance_km")
    ('gpx', 'csv')
    """
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable(_("the file is empty"), remedy=_("Export it again, or leave it out."))
    if content[8:12] == b".FIT":
        return "fit"
    if content[:2] == b"\x1f\x8b":
        return "gzip"
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    for start, what in _OTHERS:
        if content.startswith(start):
            raise Unreadable(_("it looks like {what}", what=_(what)), remedy=_(CHOOSE))
    head = content[:4000]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="replace").encode()
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] in (b"{", b"["):
        raise Unreadable(_("it looks like JSON"), remedy=_(CHOOSE))
    if text[:1] == b"<":
        return _xml_type(text)
    return "csv"


def _xml_type(text: bytes) -> FileType:
    element = re.search(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s>/]", text)
    root = element.group(1).decode("ascii", errors="replace") if element else ""
    if root == "gpx":
        return "gpx"
    if root == "TrainingCenterDatabase":
        return "tcx"
    if root == "HealthData" or b"<!DOCTYPE HealthData" in text:
        return "health"
    if b"<!DOCTYPE" in text and root != "html":
        return "gpx"  # the XML reader refuses the document type with the proper words
    what = {
        "kml": _("a Google Earth file (KML) without heart rate and laps"),
        "html": _("a web page"),
    }.get(root, _("XML, but neither GPX nor TCX"))
    raise Unreadable(
        _("it is {what}", what=what), remedy=_("Export the activity as GPX, TCX or FIT.")
    )
