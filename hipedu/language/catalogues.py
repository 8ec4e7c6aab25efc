"""The languages there are, and where each finds its words."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from hipedu.language.places import fill

if TYPE_CHECKING:
    from gettext import NullTranslations

LOCALES = Path(os.environ.get("HIPEDU_LOCALES") or Path(__file__).parent / "locales")
"""Where translations are; ``HIPEDU_LOCALES`` names another folder.

``<code>/LC_MESSAGES/`` holds ``hipedu.mo`` (pages, messages) and ``knowledge.mo`` (records)."""

Direction = Literal["ltr", "rtl"]
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
CODE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?")
"""What a language may be called: a language tag with an optional script and region."""


class Words(Protocol):
    """Where the sentences of one language come from."""

    def gettext(self, text: str) -> str:
        """A sentence of a page or a message."""
        ...

    def ngettext(self, one: str, many: str, n: int) -> str:
        """A sentence about a number of things."""
        ...

    def pgettext(self, context: str, text: str) -> str:
        """A word that English uses for several things."""
        ...

    def record(self, kind: str, text: str) -> str:
        """A text of the knowledge base; `kind` is the folder of its record."""
        ...


class AsWritten:
    """English: every text as it stands in the code and in the records."""

    def gettext(self, text: str) -> str:
        """The text itself."""
        return text

    def ngettext(self, one: str, many: str, n: int) -> str:
        """English has two forms."""
        return one if n == 1 else many

    def pgettext(self, context: str, text: str) -> str:
        """The text itself."""
        return text

    def record(self, kind: str, text: str) -> str:
        """The text itself."""
        return text


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tag as HTML writes it, its direction, and its words."""

    code: str
    direction: Direction
    words: Words

    def gettext(self, text: str, /, **values: object) -> str:
        """A sentence in this language, its places filled."""
        said = self.words.gettext(text)
        return fill(said, text, values) if values else said


ENGLISH = Language("en", "ltr", AsWritten())


class Translated:
    """The words of a folder of ``.mo`` files; what is not translated stays English."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[str, NullTranslations] = {}

    def _domain(self, name: str) -> NullTranslations:
        if name not in self._loaded:
            from gettext import GNUTranslations, NullTranslations

            file = self.folder / "LC_MESSAGES" / f"{name}.mo"
            if file.is_file():
                with file.open("rb") as opened:
                    self._loaded[name] = GNUTranslations(opened)
            else:
                self._loaded[name] = NullTranslations()
        return self._loaded[name]

    def gettext(self, text: str) -> str:
        """Look the sentence up."""
        return self._domain("hipedu").gettext(text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Look the sentence up in the form that this language uses for `n`."""
        return self._domain("hipedu").ngettext(one, many, n)

    def pgettext(self, context: str, text: str) -> str:
        """Look the word up as it is meant here."""
        return self._domain("hipedu").pgettext(context, text)

    def record(self, kind: str, text: str) -> str:
        """Look a record's text up; loaded only when a record is read."""
        return self._domain("knowledge").pgettext(kind, text)


def language(code: str, locales: Path = LOCALES) -> Language:
    """The language of a tag; English for whatever is not known.

    Parameters
    ----------
    code : str
        As in an address: anything at all. Only a well-formed tag is looked for on the disk.
    locales : Path
        Where the translations are.

    Examples
    --------
    >>> language("").code, language("../../etc").code, language("tlh").code
    ('en', 'en', 'en')
    >>> language("ar-XB").direction
    'rtl'
    """
    return _language(code, locales) if CODE.fullmatch(code) else ENGLISH


@lru_cache(maxsize=64)  # an address can name more tags than there are languages
def _language(code: str, locales: Path) -> Language:
    from hipedu.language.pseudo import PSEUDO

    if code in PSEUDO:
        return PSEUDO[code]
    folder = locales / code.replace("-", "_")
    if code == "en" or not (folder / "LC_MESSAGES" / "hipedu.mo").is_file():
        return ENGLISH
    direction: Direction = "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"
    return Language(code, direction, Translated(folder))


def languages(locales: Path = LOCALES) -> tuple[Language, ...]:
    """English and every language somebody has translated to, by code; no pseudo-languages."""
    found = sorted(
        file.parents[1].name.replace("_", "-")
        for file in locales.glob("*/LC_MESSAGES/hipedu.mo")
    )
    return (ENGLISH, *(language(code, locales) for code in found if code != "en"))
