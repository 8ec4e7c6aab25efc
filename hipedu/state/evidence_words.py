"""Verdicts, certainties and bases as learners read them: a word and an icon, never a colour."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.model import Statement

VERDICTS: dict[str, dict[str, str]] = {
    "supported": {"words": "Holds", "icon": "check", "tone": "good"},
    "partly": {"words": "Partly right", "icon": "half", "tone": "routine"},
    "contested": {"words": "Disputed", "icon": "scales", "tone": "soon"},
    "outdated": {"words": "Out of date", "icon": "clock", "tone": "soon"},
    "unsupported": {"words": "Not shown", "icon": "cross", "tone": "urgent"},
}
"""Of the article's statements and answers."""

STANDINGS: dict[str, dict[str, str]] = {
    "helps": {"words": "Helps", "icon": "check", "tone": "good"},
    "may_help": {"words": "May help", "icon": "half", "tone": "routine"},
    "unclear": {"words": "Not clear", "icon": "question", "tone": "soon"},
    "no_effect": {"words": "No effect shown", "icon": "cross", "tone": "soon"},
    "folklore": {"words": "Folklore", "icon": "cross", "tone": "urgent"},
}
"""Of habits against injuries."""

FACTORS: dict[str, dict[str, str]] = {
    "supported": {"words": "Supported", "icon": "check", "tone": "good"},
    "mixed": {"words": "Mixed", "icon": "half", "tone": "routine"},
    "unsupported": {"words": "Not shown", "icon": "cross", "tone": "soon"},
    "contradicted": {"words": "Speaks against it", "icon": "cross", "tone": "urgent"},
    "untested": {"words": "Not tested", "icon": "question", "tone": "soon"},
}
"""Of contributing factors and training rules."""

CERTAINTY = {"high": 4, "moderate": 3, "low": 2, "very_low": 1}
"""Filled dots of four."""

CERTAINTY_WORDS = {"high": "High", "moderate": "Moderate", "low": "Low", "very_low": "Very low"}

PURPOSES = {
    "first_line": "First steps",
    "relief": "Relief for a while",
    "procedure": "Needles and machines",
    "surgery": "Operations",
    "supplement": "Supplements",
    "prevention": "Prevention",
}

TOPICS = {
    "cause": "Why it hurts",
    "location": "Where it hurts",
    "character": "How it feels",
    "seriousness": "How serious it is",
    "prevention": "How to avoid it",
    "treatment": "What to do about it",
    "course": "How long it takes",
}


def statement_row(statement: Statement) -> dict[str, Any]:
    """A sentence with its badge and source."""
    return {
        "text": statement.text, "basis": statement.basis, "reference": statement.reference,
        "checked": statement.checked,
    }  # fmt: skip


def sources(catalogue: Catalogue, keys: Iterable[str | None]) -> dict[str, dict[str, Any]]:
    """Citations by key, for the keys that are there."""
    wanted = sorted({key for key in keys if key})
    return {
        key: {
            "citation": (record := catalogue.references[key]).citation,
            "doi": record.doi, "pmid": record.pmid, "url": record.url,
            "checked": record.checked,
        }
        for key in wanted
        if key in catalogue.references
    }  # fmt: skip


def short_source(catalogue: Catalogue, key: str) -> str:
    """A source as a name and a year, as "Mellor 2018".

    Examples
    --------
    >>> class Books:
    ...     references = {}
    >>> short_source(Books(), "mellor2018leap")
    'mellor2018leap'
    """
    record = catalogue.references.get(key)
    if record is None:
        return key
    return f"{_author(key, record.citation) or 'Study'} {record.year or ''}".strip()


INSTITUTES = ("nice",)
"""Keys that begin with an abbreviation instead of a name."""


def _author(key: str, citation: str) -> str:
    """The family name that a key begins with, as the citation writes it.

    Examples
    --------
    >>> _author("vanderwindt2010radiculopathy", "van der Windt DA, Simons E. Examination.")
    'van der Windt'
    >>> _author("frandsen2025spike", "Schuster Brandt Frandsen J, Hulme A. How much.")
    'Frandsen'
    >>> _author("anonymous2025sleep", "Poor sleep quality.")
    ''
    """
    author = "".join(itertools.takewhile(str.isalpha, key))
    words = citation.replace(",", " ").split()[:12]
    for start in range(len(words)):
        for length in range(1, 5):
            name = words[start : start + length]
            plain = "".join(each for each in "".join(name).lower() if each.isascii())
            letters = "".join(filter(str.isalpha, plain))
            if letters == author or (length == 1 and plain.split("-")[0] == author):
                return " ".join(name)
    return author.upper() if author in INSTITUTES else ""


FIRST_BE_SEEN = (
    "Cannot put weight on the leg, fever, numbness between the legs, or groin pain that comes at "
    "night or with a limp? Be seen first. Nothing on this page is for that."
)
"""Stands above treatments and habits, before anybody reads them as advice."""
