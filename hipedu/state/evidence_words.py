"""Verdicts, certainties and bases as learners read them: a word and an icon, never a colour."""

from __future__ import annotations

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
    first = record.citation.replace(",", " ").split()
    name = "" if key.startswith("anonymous") else " ".join(_family(first))
    return f"{name or 'Study'} {record.year or ''}".strip()


def _family(words: list[str]) -> list[str]:
    """The family name a citation begins with: "van der Windt", "Mellor"."""
    found: list[str] = []
    for word in words:
        found.append(word)
        if word[:1].isupper():
            break
    return found

FIRST_BE_SEEN = (
    "Cannot put weight on the leg, fever, numbness between the legs, or groin pain that comes at "
    "night or with a limp? Be seen first. Nothing on this page is for that."
)
"""Stands above treatments and habits, before anybody reads them as advice."""
