"""What the numbers of the knowledge base rest on, counted."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hipedu.knowledge.catalogue import Catalogue
from hipedu.knowledge.kinds import FOLDERS
from hipedu.model import Sourced

BASES = ("measured", "derived", "expert_estimate", "illustrative")


def numbers_in(value: Any) -> Iterator[Sourced]:
    """Every `Sourced` number inside a record.

    Examples
    --------
    >>> from hipedu.model import RegionPain
    >>> pain = RegionPain(region="groin", p=Sourced(value=0.4, basis="expert_estimate"))
    >>> [number.value for number in numbers_in(pain)]
    [0.4]
    """
    if isinstance(value, Sourced):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from numbers_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from numbers_in(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from numbers_in(getattr(value, name))


def count_bases(record: Any) -> dict[str, int]:
    """How many numbers of a record rest on what, in the order of `BASES`."""
    counted: Counter[str] = Counter(number.basis for number in numbers_in(record))
    return {basis: counted[basis] for basis in BASES}


_COUNTED: dict[str, dict[str, dict[str, int]]] = {}
"""By content of the knowledge base: counting walks through every record."""


def inventory(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """How many numbers each kind of record holds, and what they rest on.

    Returns
    -------
    dict
        By kind, then by basis; kinds without a number are left out.
    """
    made = _COUNTED.get(catalogue.content_key)
    if made is None:
        found = {
            kind: count_bases(tuple(getattr(catalogue, kind).values()))
            for kind in FOLDERS
            if kind != "cases"
        }
        made = {kind: bases for kind, bases in found.items() if any(bases.values())}
        _COUNTED[catalogue.content_key] = made
    return made


def reviewed(catalogue: Catalogue) -> int:
    """How many records a named person has reviewed."""
    return sum(
        record.review.status == "reviewed"
        for kind in FOLDERS
        for record in getattr(catalogue, kind).values()
    )
