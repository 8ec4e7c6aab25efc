"""Verdicts, standings and certainties as learners read them: a word and an icon."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _
from hipedu.model import Statement

VERDICTS: dict[str, dict[str, str]] = {
    "supported": {"words": N_("Holds"), "icon": "check", "tone": "good"},
    "partly": {"words": N_("Partly right"), "icon": "half", "tone": "routine"},
    "contested": {"words": N_("Disputed"), "icon": "scales", "tone": "soon"},
    "outdated": {"words": N_("Out of date"), "icon": "clock", "tone": "soon"},
    "unsupported": {"words": N_("Not shown"), "icon": "cross", "tone": "urgent"},
}
"""Of the article's statements and answers."""

STANDINGS: dict[str, dict[str, str]] = {
    "helps": {"words": N_("Helps"), "icon": "check", "tone": "good"},
    "may_help": {"words": N_("May help"), "icon": "half", "tone": "routine"},
    "unclear": {"words": N_("Not clear"), "icon": "question", "tone": "soon"},
    "no_effect": {"words": N_("No effect shown"), "icon": "cross", "tone": "soon"},
    "folklore": {"words": N_("Folklore"), "icon": "cross", "tone": "urgent"},
}
"""Of habits against injuries."""

FACTORS: dict[str, dict[str, str]] = {
    "supported": {"words": N_("Supported"), "icon": "check", "tone": "good"},
    "mixed": {"words": N_("Mixed"), "icon": "half", "tone": "routine"},
    "unsupported": {"words": N_("Not shown"), "icon": "cross", "tone": "soon"},
    "contradicted": {"words": N_("Speaks against it"), "icon": "cross", "tone": "urgent"},
    "untested": {"words": N_("Not tested"), "icon": "question", "tone": "soon"},
}
"""Of contributing factors and training rules."""

CERTAINTY = {"high": 4, "moderate": 3, "low": 2, "very_low": 1}
"""Filled dots of four."""

CERTAINTY_WORDS = {
    "high": N_("High"), "moderate": N_("Moderate"), "low": N_("Low"), "very_low": N_("Very low"),
}  # fmt: skip
CERTAINTY_SENTENCES = {
    "high": N_("High certainty"),
    "moderate": N_("Moderate certainty"),
    "low": N_("Low certainty"),
    "very_low": N_("Very low certainty"),
}

PURPOSES = {
    "first_line": N_("First steps"),
    "relief": N_("Relief for a while"),
    "procedure": N_("Needles and machines"),
    "surgery": N_("Operations"),
    "supplement": N_("Supplements"),
    "prevention": N_("Prevention"),
}

TOPICS = {
    "cause": N_("Why it hurts"),
    "location": N_("Where it hurts"),
    "character": N_("How it feels"),
    "seriousness": N_("How serious it is"),
    "prevention": N_("How to avoid it"),
    "treatment": N_("What to do about it"),
    "course": N_("How long it takes"),
}


def said(words: Mapping[str, str]) -> dict[str, str]:
    """Words of a table above in the current language, its icon and tone as they are.

    Examples
    --------
    >>> said(VERDICTS["supported"])
    {'words': 'Holds', 'icon': 'check', 'tone': 'good'}
    """
    return {
        name: _(text) if name in ("words", "text") else text for name, text in words.items()
    }


def offered(
    names: Mapping[str, str], counts: Mapping[str, int] | None = None
) -> list[dict[str, Any]]:
    """The entries of a list to choose from, in the current language."""
    return [
        {"id": id_, "name": _(name)} | ({} if counts is None else {"count": counts.get(id_, 0)})
        for id_, name in names.items()
    ]


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
    author = _author(key, record.citation) or _("Study")
    return f"{author} {record.year or ''}".strip()


def name_sources(catalogue: Catalogue, figure: dict[str, Any] | None) -> dict[str, Any] | None:
    """Write names and years instead of keys into the last column of a figure's table.

    Parameters
    ----------
    figure : dict or None
        A forest plot; its table is changed.
    """
    if figure is not None:
        for row in figure["layout"]["meta"]["table"]["rows"]:
            row[-1] = short_source(catalogue, row[-1])
    return figure


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


FIRST_BE_SEEN = N_(
    "Cannot put weight on the leg, fever, numbness between the legs, or groin pain that comes at "
    "night or with a limp? Be seen first. Nothing on this page is for that."
)
"""Stands above treatments and habits, before anybody reads them as advice."""
