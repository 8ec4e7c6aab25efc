"""Time zones by name."""

from __future__ import annotations

import datetime as dt

from hipedu.language import _


def time_zone(name: str) -> dt.tzinfo:
    """The time zone of a name such as ``Europe/Berlin``.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> str(time_zone("UTC"))
    'UTC'
    >>> time_zone("Europe/Berlinn")
    Traceback (most recent call last):
        ...
    ValueError: "Europe/Berlinn" is no time zone. Write it like Europe/Berlin or America/Chicago.
    """
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        shown = name.encode("ascii", errors="replace").decode()[:40]
        raise ValueError(
            _(
                '"{shown}" is no time zone. Write it like Europe/Berlin or America/Chicago.',
                shown=shown,
            )
        ) from None
