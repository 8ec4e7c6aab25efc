"""A file that a page hands to the reader; the kernel keeps no copy."""

from __future__ import annotations

from typing import NamedTuple


class SavedFile(NamedTuple):
    """What the browser saves: a name, a media type, the bytes."""

    name: str
    media_type: str
    content: bytes
