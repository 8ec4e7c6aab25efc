"""Walking through a record, part by part."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from hipedu.knowledge.strict_yaml import Path_


def parts(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every part of a record, itself first, with the path to it.

    Examples
    --------
    >>> from hipedu.model import Review
    >>> list(parts(Review()))[1:]
    [(('status',), 'draft'), (('on',), None), (('by',), None)]
    """
    yield path, value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(item, (*path, key))
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from parts(item, (*path, index))
