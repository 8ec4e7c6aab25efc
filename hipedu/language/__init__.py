"""The words a learner reads, in their language; English costs nothing.

A sentence stands in the code in English, whole, with named places for what changes, and is
said through `_`. A translation is a file (``locales/<code>/LC_MESSAGES/*.po``): no code knows
which languages there are. CONTRIBUTING.md says how to add one.
"""

from hipedu.language.catalogues import ENGLISH, Language, language, languages
from hipedu.language.sentences import N_, _, current, inside, joined, ngettext, pgettext, use

__all__ = [
    "ENGLISH",
    "N_",
    "Language",
    "_",
    "current",
    "inside",
    "joined",
    "language",
    "languages",
    "ngettext",
    "pgettext",
    "use",
]
