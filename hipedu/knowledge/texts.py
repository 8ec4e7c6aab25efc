"""The texts of the knowledge base that a reader sees, found by the types of the records.

A field of the type `hipedu.model.Text` is for a reader; every other string is an id, a key or a
unit. A translation has a message for each text, under the kind of its record.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from hipedu.language import current
from hipedu.model import Text

Say = Callable[[str], str]
Changer = Callable[[Any, Say], Any]

NOT_TEXTS = frozenset({"goal_conditions", "muscle_group_members"})
"""Closed lists whose entries are ids, not labels for a reader."""


@cache
def changer(cls: type) -> Changer:
    """A function that puts every text of a plain dictionary of a record through another one.

    Parameters
    ----------
    cls : type
        The record's class.

    Returns
    -------
    callable
        Takes the dictionary, which it changes, and what says a text in another language;
        returns the dictionary. A text that stands in the class as a default is put in.

    Examples
    --------
    >>> from hipedu.model import Region
    >>> changer(Region)({"id": "groin", "name": "Groin", "neighbours": ["x"]}, str.upper)
    {'id': 'groin', 'name': 'GROIN', 'neighbours': ['x']}
    """
    plan: list[tuple[str, Changer, Any]] | None = None

    def change(raw: dict[str, Any], say: Say) -> dict[str, Any]:
        nonlocal plan
        if plan is None:  # not before the first record: a class may contain itself
            plan = _plan(cls)
        for name, inner, default in plan:
            value = raw.get(name, default)
            if value:
                raw[name] = inner(value, say)
        return raw

    return change


def _plan(cls: type) -> list[tuple[str, Changer, Any]]:
    """The fields of a class that hold texts, how to change them, and their default texts."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = []
    for field in dataclasses.fields(cls):
        inner = _changer_of(hints[field.name])
        if inner is not None:
            plain = isinstance(field.default, (str, tuple))
            found.append((field.name, inner, field.default if plain else None))
    return found


def _changer_of(hint: Any) -> Changer | None:
    """How to change a value of this type; None where it holds no text."""
    if hint == Text:
        return lambda value, say: say(value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return changer(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        item = _changer_of(arguments[0])
        return item and (lambda values, say: [item(value, say) for value in values])
    if origin is dict:
        inner = _changer_of(arguments[1])
        return inner and (lambda values, say: {k: inner(v, say) for k, v in values.items()})
    if origin in (types.UnionType, typing.Union):
        options = [_changer_of(option) for option in arguments]
        return next((option for option in options if option is not None), None)
    return None


def key_in_words(key: str) -> str:
    """The name of a record's parameter, which has no words but its key.

    Examples
    --------
    >>> key_in_words("cadence_load_share")
    'cadence load share'
    """
    return current().words.record("parameters", key.replace("_", " "))


def labels_in(
    vocabularies: Mapping[str, Mapping[str, str]], record: Callable[[str, str], str]
) -> dict[str, dict[str, str]]:
    """The closed lists with their labels in another language.

    Parameters
    ----------
    vocabularies : mapping
        Lists by name: id to label.
    record : callable
        `hipedu.language.catalogues.Words.record`: says a text of a kind.
    """
    return {
        name: {
            word: label if name in NOT_TEXTS else record("vocabularies", label)
            for word, label in words.items()
        }
        for name, words in vocabularies.items()
    }
