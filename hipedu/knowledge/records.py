"""Turning plain dictionaries of the compiled catalogue into records, quickly.

The compiled file was validated when it was written. What is left to do is to put lists into
tuples and dictionaries into records; which fields need that is worked out once a class.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any

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


def _plan(cls: type) -> list[tuple[str, Converter]]:
    """The fields of a class that need converting, and how."""
    hints = typing.get_type_hints(cls)
    found = ((field.name, _convert(hints[field.name])) for field in dataclasses.fields(cls))
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
