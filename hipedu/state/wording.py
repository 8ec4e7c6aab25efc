"""Numbers and places as learners read them."""

from __future__ import annotations

from hipedu.language import _, inside
from hipedu.language.numbers import decimal, shortest
from hipedu.model import Region
from hipedu.reasoning.case import Mark

BADGES = {"measured": "M", "derived": "D", "expert_estimate": "E", "illustrative": "I"}


def badge(basis: str | None) -> str:
    """Return the letter that marks what a number rests on."""
    return BADGES.get(basis or "expert_estimate", "E")


def to_five(p: float) -> int:
    """Return a probability in percent, rounded to 5.

    Examples
    --------
    >>> to_five(0.31), to_five(0.024), to_five(0.98)
    (30, 0, 100)
    """
    return 5 * int(20 * p + 0.5)


def of_hundred(p: float) -> str:
    """Return a probability as people out of a hundred, rounded to 5.

    Examples
    --------
    >>> of_hundred(0.31), of_hundred(0.01), of_hundred(0.99)
    ('about 30 of 100', 'fewer than 5 of 100', 'more than 95 of 100')
    """
    shown = to_five(p)
    if shown < 5:
        return _("fewer than 5 of 100")
    return _("more than 95 of 100") if shown > 95 else _("about {shown} of 100", shown=shown)


def runners_of_hundred(p: float) -> str:
    """Return a probability as runners out of a hundred, rounded to 5.

    Examples
    --------
    >>> runners_of_hundred(0.31)
    'about 30 of 100 runners like this'
    """
    shown = to_five(p)
    if shown < 5:
        return _("fewer than 5 of 100 runners like this")
    if shown > 95:
        return _("more than 95 of 100 runners like this")
    return _("about {shown} of 100 runners like this", shown=shown)


def in_hundred(p: float) -> str:
    """Return a frequency as a number of people out of 100, finer where it is small.

    Examples
    --------
    >>> in_hundred(0.602), in_hundred(0.012), in_hundred(0.0004)
    ('60', '1.2', '0.04')
    """
    shown = 100 * p
    if shown >= 9.5:
        return decimal(shown, 0)
    return shortest(round(shown, 1)) if shown >= 0.1 else shortest(shown, 1)


def side_in_words(mark: Mark) -> str:
    """Return on which side a mark is, the sides being the person's own."""
    if mark.side == "left":
        return _("your left")
    if mark.side == "right":
        return _("your right")
    return _("both sides") if mark.side == "both" else ""


def mark_in_words(mark: Mark, region: Region) -> str:
    """Return a mark as a phrase, for example "outer hip, your left, 6/10"."""
    strength = "" if mark.intensity is None else f"{shortest(mark.intensity)}/10"
    name = inside(region.plain_name)
    return ", ".join(part for part in (name, side_in_words(mark), strength) if part)
