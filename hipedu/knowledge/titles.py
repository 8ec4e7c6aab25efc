"""What a record is called in a list, whatever its kind."""

from __future__ import annotations

from typing import Any, NamedTuple

from hipedu.knowledge.catalogue import Catalogue
from hipedu.knowledge.errors import DataError
from hipedu.knowledge.kinds import FOLDERS
from hipedu.language import N_

KIND_WORDS = {
    "conditions": N_("condition"),
    "findings": N_("question or examination"),
    "red_flags": N_("danger-sign rule"),
    "regions": N_("place"),
    "structures": N_("part of the body"),
    "factors": N_("contributing factor"),
    "load_rules": N_("training rule"),
    "loading_models": N_("running model"),
    "treatments": N_("treatment"),
    "exercises": N_("exercise"),
    "programmes": N_("programme"),
    "running_ladders": N_("way back to running"),
    "prevention_topics": N_("prevention"),
}
"""Kinds that can represent a statement of the article, as a learner reads them."""


class Linked(NamedTuple):
    """A record that something refers to."""

    kind: str
    id: str
    title: str


def title_of(record: Any) -> str:
    """The name a learner reads first.

    Examples
    --------
    >>> from hipedu.model import Reference
    >>> title_of(Reference(key="a2020b", citation="A. Writer. A paper."))
    ''
    >>> from hipedu.model import Factor
    >>> title_of(Factor(id="x", name="Pes planus", plain_name="Flat feet", tissue="foot",
    ...                 claim="c", evidence="e", verdict="mixed"))
    'Flat feet'
    """
    for field in ("plain_name", "title", "name", "question", "says", "id"):
        text = getattr(record, field, None)
        if text:
            return str(text)
    return ""


def linked(catalogue: Catalogue, link: str) -> Linked:
    """The record that a link of the form ``kind/id`` names.

    Raises
    ------
    DataError
        If there is no such kind or record.
    """
    kind, _, name = link.partition("/")
    records = getattr(catalogue, kind, {}) if kind in FOLDERS else {}
    if name not in records:
        raise DataError(f"{link} names no record. Run `hipedu data check`.")
    return Linked(kind, name, title_of(records[name]))
