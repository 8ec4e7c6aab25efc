"""Two languages made of the English one, that find what no translator could reach.

``en-XA`` writes every sentence with accents, in brackets, a third longer: what stands on a page
without brackets cannot be translated, what is cut off will be cut off in German. ``ar-XB`` turns
every word round: what stands on the wrong side will do so in Arabic. Neither has a file.
"""

from __future__ import annotations

import re

from hipedu.language.catalogues import Language
from hipedu.language.places import PLACE

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçďéƒĝĥíĵķļɱñöþɋŕšţûṽŵẋýžÅßÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
OPEN, CLOSE = "⟦", "⟧"
FILLER = " õñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ"
RIGHT_MARK, OVERRIDE, POP = "\u200f", "\u202e", "\u202c"
WORD = re.compile(r"[^\W\d_]+")
FORMS = frozenset({"decimal mark", "thousands mark", "date order"})
"""Contexts whose texts are not words but the shape of numbers and dates."""

_ACCENTS = str.maketrans(PLAIN, ACCENTED)


def accented(text: str) -> str:
    """A sentence with accents, in brackets and a third longer; its places stay as they are.

    Examples
    --------
    >>> accented("Run {km} km")
    '⟦Ŕûñ {km} ķɱ õñé⟧'
    """
    if not text.strip():
        return text
    parts = re.split(r"(\{\w+\})", text)
    said = "".join(
        part if PLACE.fullmatch(part) else part.translate(_ACCENTS) for part in parts
    )
    more = max(3, (3 * len(text) + 9) // 10)
    filler = (FILLER * (more // len(FILLER) + 1))[:more].rstrip()
    return f"{OPEN}{said}{filler}{CLOSE}"


def mirrored(text: str) -> str:
    """A sentence whose words run from right to left; numbers and places stay as they are.

    Examples
    --------
    >>> ascii(mirrored("Run {km}"))
    "'\\\\u200f\\\\u202eRun\\\\u202c\\\\u200f {km}'"
    """
    parts = re.split(r"(\{\w+\})", text)
    return "".join(
        part
        if PLACE.fullmatch(part)
        else WORD.sub(lambda word: f"{RIGHT_MARK}{OVERRIDE}{word[0]}{POP}{RIGHT_MARK}", part)
        for part in parts
    )


class Accented:
    """The words of ``en-XA``."""

    def say(self, text: str) -> str:
        """How this language says a text."""
        return accented(text)

    def gettext(self, text: str) -> str:
        """A sentence."""
        return self.say(text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """A sentence about a number of things, with English forms."""
        return self.say(one if n == 1 else many)

    def pgettext(self, context: str, text: str) -> str:
        """A word; the shape of a number stays English."""
        return text if context in FORMS else self.say(text)

    def record(self, kind: str, text: str) -> str:
        """A text of the knowledge base."""
        return self.say(text)


class Mirrored(Accented):
    """The words of ``ar-XB``."""

    def say(self, text: str) -> str:
        """How this language says a text."""
        return mirrored(text)


PSEUDO = {
    "en-XA": Language("en-XA", "ltr", Accented()),
    "ar-XB": Language("ar-XB", "rtl", Mirrored()),
}
