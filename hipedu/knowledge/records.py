"""Turning plain dictionaries of the compiled catalogue into records, quickly.

The compiled file was validated when it was written. What is left to do is to put lists into
tuples and dictionaries into records; which fields need that is worked out once a class.
"""

from __future__ import annotations

import dataclasses
import re
import sys
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

from hipedu.model import Sourced

Converter = Callable[[Any], Any]


@cache
def converter(cls: type) -> Converter:
    """A function that makes a `cls` of a plain dictionary.

    Parameters
    ----------
    cls : type
        A dataclass whose fields are plain values, other dataclasses, and tuples and
        dictionaries of those.

    Returns
    -------
    callable
        Takes the dictionary (whose values it may replace) and returns the record.

    Examples
    --------
    >>> from hipedu.model import Review
    >>> converter(Review)({"status": "draft"}) == Review()
    True
    """
    if cls is Sourced:
        return _shared(cls)
    plan: list[tuple[str, Converter]] | None = None

    def build(raw: dict[str, Any]) -> Any:
        nonlocal plan
        if plan is None:  # not before the first record: a class may contain itself
            plan = _plan(cls)
        for name, convert in plan:
            value = raw.get(name)
            if value is not None:
                raw[name] = convert(value)
        return cls(**raw)

    return build


def _shared(cls: type) -> Converter:
    """A function that makes one record of equal dictionaries, whose values are all plain.

    Of the numbers of the knowledge base nine in ten are equal to another one, with their source
    and interval: a record never changes, so one object serves.
    """
    made: dict[tuple[Any, ...], Any] = {}

    def build(raw: dict[str, Any]) -> Any:
        # 1 and 1.0 are equal but not the same
        key = (*raw.items(), *map(type, raw.values()))
        found = made.get(key)
        if found is None:
            found = made[key] = cls(**raw)
        return found

    return build


def _plan(cls: type) -> list[tuple[str, Converter]]:
    """The fields of a class that need converting, and how."""
    module = vars(sys.modules[cls.__module__])
    notable = {name for name, value in module.items() if _convert(value) is not None}
    # working a type out costs more than a record: only where a word of it may need converting
    needed = {
        field.name: field.type
        for field in dataclasses.fields(cls)
        if not {"tuple", "dict", *notable}.isdisjoint(re.findall(r"\w+", str(field.type)))
    }
    hints = typing.get_type_hints(types.SimpleNamespace(__annotations__=needed), module)
    found = ((name, _convert(hint)) for name, hint in hints.items())
    return [(name, convert) for name, convert in found if convert is not None]


def _convert(hint: Any) -> Converter | None:
    """How to convert a value of this type; None where JSON's value is the value."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return converter(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        item = _convert(arguments[0])
        if item is None:
            return tuple
        return lambda values: tuple([item(value) for value in values])
    if origin is dict:
        inner = _convert(arguments[1])
        if inner is None:
            return None
        return lambda values: {key: inner(value) for key, value in values.items()}
    if origin in (types.UnionType, typing.Union):
        options = [_convert(option) for option in arguments if option is not type(None)]
        return options[0] if len(options) == 1 else None
    return None
