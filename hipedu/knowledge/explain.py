"""What a validation error means, in the words of somebody who edits a data file."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any

from hipedu.knowledge.errors import nearest

_SHOWN = 60


def show(value: Any) -> str:
    """A value as it is quoted in a message: short, and in YAML's words.

    Examples
    --------
    >>> show(None), show(True), show("a" * 70)[-6:], show({"a": 1}), show([1, 2])
    ('nothing', 'true', 'aa..."', 'a mapping', 'a list')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        short = value if len(value) <= _SHOWN else value[:_SHOWN] + "..."
        return f'"{short}"'
    return str(value)


def explain(error: dict[str, Any], cls: type) -> tuple[str, str]:
    """Turn one validation error into what is wrong and what to do.

    Parameters
    ----------
    error : dict
        One entry of pydantic's ``ValidationError.errors()``.
    cls : type
        The record's class, from which field names are taken.

    Returns
    -------
    tuple of str
        The problem and the next step.
    """
    kind: str = error["type"]
    given = error.get("input")
    path = error["loc"]
    last = str(path[-1]) if path else "the record"
    context: dict[str, Any] = error.get("ctx", {})
    if kind == "missing":
        return "is missing", f"Add the line `{last}: ...`."
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        known = field_names(cls, path[:-1])
        close = [name for name in nearest(last, known) if name != last]
        if close:
            return f"there is no field called {last}", f"Did you mean {' or '.join(close)}?"
        return f"there is no field called {last}", f"Remove it, or use one of {', '.join(known)}."
    if kind == "literal_error":
        options = _options(str(context.get("expected", "")))
        close = nearest(str(given), options)
        step = f"Did you mean {' or '.join(close)}?" if close else "Use one of those words."
        return f"must be one of {', '.join(options)}, got {show(given)}", step
    if kind == "value_error":
        problem = str(context.get("error", error["msg"])).rstrip(".")
        problem, _, step = problem.partition(": ")
        return problem, f"{step[:1].upper()}{step[1:]}." if step else "Change the values to fit."
    wanted = _WANTED.get(kind)
    if wanted is not None:
        return f"must be {wanted[0]}, got {show(given)}", wanted[1]
    # Whatever else a later pydantic reports is said in its own words rather than hidden.
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}, got {show(given)}", "Change the value."


_WANTED: dict[str, tuple[str, str]] = {
    "string_type": ("text", "Put it in quotation marks."),
    "int_type": ("a whole number", "Write it without a fraction or quotation marks."),
    "int_from_float": ("a whole number", "Write it without a fraction."),
    "float_type": ("a number", "Write it with digits, as 0.25, without quotation marks."),
    "finite_number": ("a finite number", "Write an ordinary number."),
    "bool_type": ("true or false", "Write true or false."),
    "tuple_type": ("a list", "Write each item on its own line after a dash."),
    "list_type": ("a list", "Write each item on its own line after a dash."),
    "dict_type": ("a mapping", "Write `name: value` lines, indented."),
    "dataclass_type": ("a mapping of fields", "Write `name: value` lines, indented."),
    "dataclass_exact_type": ("a mapping of fields", "Write `name: value` lines, indented."),
    "none_required": ("left out", "Remove the line."),
}


def field_names(cls: type, path: tuple[str | int, ...]) -> list[str]:
    """Field names of the record found at `path` inside a record of class `cls`.

    Examples
    --------
    >>> from hipedu.model import Presentation
    >>> field_names(Presentation, ("regions", 0))
    ['region', 'p']
    """
    here: Any = cls
    for part in path:
        here = _inside(here, part)
        if here is None:
            return []
    here = _record_in(here)
    return [field.name for field in dataclasses.fields(here)] if here is not None else []


def _inside(hint: Any, part: str | int) -> Any:
    """Type of the part called `part` of something of type `hint`."""
    record = _record_in(hint)
    if record is not None and isinstance(part, str) and not _is_collection(hint):
        return typing.get_type_hints(record).get(part)
    for option in _without_none(hint):
        arguments = typing.get_args(option)
        if isinstance(part, int) and typing.get_origin(option) is tuple and arguments:
            return arguments[0]
        if isinstance(part, str) and typing.get_origin(option) is dict:
            return arguments[1]
    return None


def _is_collection(hint: Any) -> bool:
    return any(typing.get_origin(option) in (tuple, dict) for option in _without_none(hint))


def _record_in(hint: Any) -> Any:
    return next((each for each in _without_none(hint) if dataclasses.is_dataclass(each)), None)


def _without_none(hint: Any) -> list[Any]:
    if dataclasses.is_dataclass(hint) or typing.get_origin(hint) in (tuple, dict):
        return [hint]
    return [each for each in typing.get_args(hint) if each is not type(None)]


def _options(expected: str) -> list[str]:
    """Split pydantic's ``'a', 'b' or 'c'`` into its words.

    Examples
    --------
    >>> _options("'a', 'b' or 'c'")
    ['a', 'b', 'c']
    """
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
