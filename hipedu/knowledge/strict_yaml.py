"""Reading YAML without its surprises, and with line numbers.

Plain YAML loading keeps the last of two equal keys, reads ``no`` as False, ``1:30`` as 90 and
``2026-11-23`` as a date. Here a scalar without quotation marks is

- nothing, if it is empty, ``null`` or ``~``;
- a truth value, if it is ``true`` or ``false``;
- a number, if JSON would write that number so: ``7``, ``-0.25``, ``1e-3``;
- text in every other case: ``no``, ``1:30``, ``007``, ``.5``, ``0x1F``, ``2026-11-23``.

Keys are always text. Equal keys, anchors, aliases, tags and a second document are refused.
Text in a block (after ``|`` or ``>``) loses the white space around it, so that
folding a sentence over two lines does not put a line break behind it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Path_ = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_DEEPEST = 40
_LONGEST_NUMBER = 300


class StrictYamlError(ValueError):
    """A YAML file that cannot be read without guessing.

    `line` counts from 1; `problem` and `next_step` are sentences without a place.
    """

    def __init__(self, line: int, problem: str, next_step: str) -> None:
        super().__init__(f"line {line}: {problem}. {next_step}")
        self.line = line
        self.problem = problem
        self.next_step = next_step


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML text says (`value`), and on which line each part of it stands (`lines`)."""

    value: Any
    lines: dict[Path_, int]

    def line_of(self, path: Path_) -> int:
        """Line of a part of the document, or of the nearest part around it that exists.

        Examples
        --------
        >>> parse("a:\\n  b: 1\\n").line_of(("a", "b"))
        2
        >>> parse("a:\\n  b: 1\\n").line_of(("a", "missing"))
        1
        """
        for end in range(len(path), -1, -1):
            line = self.lines.get(path[:end])
            if line is not None:
                return line
        return 1


def show_path(path: Path_) -> str:
    """Write a path as an author would say it.

    Examples
    --------
    >>> show_path(("likelihoods", 0, "p", "value"))
    'likelihoods[0].p.value'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def plain_scalar(text: str) -> Any:
    """Value of a scalar written without quotation marks.

    Raises
    ------
    ValueError
        If it is a number that the computer cannot hold.

    Examples
    --------
    >>> [plain_scalar(text) for text in ("7", "-0.5", "true", "no", "1:30", "007", "~")]
    [7, -0.5, True, 'no', '1:30', '007', None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.match(text):
        if len(text) > _LONGEST_NUMBER:
            raise ValueError("is a number too long to hold")
        if _INTEGER.match(text):
            return int(text)
        number = float(text)
        if not math.isfinite(number):
            raise ValueError("is a number too large to hold")
        return number
    return text


def read(file: Path) -> Document:
    """Read one YAML file.

    Raises
    ------
    StrictYamlError
        If it is not UTF-8, not YAML, or uses what this reader refuses.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise StrictYamlError(
            line, "holds a byte that is not UTF-8", "Save the file as UTF-8."
        ) from None
    return parse(text)


def parse(text: str) -> Document:
    """Read one YAML text.

    Parameters
    ----------
    text : str
        A single document.

    Returns
    -------
    Document
        Dictionaries, lists, text, numbers, truth values and None, with line numbers.

    Raises
    ------
    StrictYamlError
        With the line, the problem and the next step.

    Examples
    --------
    >>> parse("side: no\\nspan: 1:30\\n").value
    {'side': 'no', 'span': '1:30'}
    >>> parse("a: 1\\na: 2\\n")
    Traceback (most recent call last):
    hipedu.knowledge.strict_yaml.StrictYamlError: line 2: key 'a' stands here a second time ...
    """
    import yaml  # only here: start-up reads the compiled catalogue

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Reader(list(yaml.parse(text, Loader=loader))).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        problem = " ".join(part for part in (error.context, error.problem) if part)
        raise StrictYamlError(
            line,
            f"is not YAML: {problem}",
            "Check the indentation, and put text that holds ': ' or ' #' in quotation marks.",
        ) from None
    except yaml.YAMLError as error:
        raise StrictYamlError(
            1, f"is not YAML: {error}", "Remove the character it names."
        ) from None


class _Reader:
    """Turns the parser's events into values; keeps the line of each part."""

    def __init__(self, events: list[Any]) -> None:
        self.events = events
        self.at = 0
        self.lines: dict[Path_, int] = {}

    def document(self) -> Document:
        starts = [event for event in self.events if type(event).__name__ == "DocumentStartEvent"]
        if not starts:
            return Document(None, {(): 1})
        if len(starts) > 1:
            raise StrictYamlError(
                _line(starts[1]), "a second document starts", "Keep one record a file."
            )
        self.at = self.events.index(starts[0]) + 1
        return Document(self.value(()), self.lines)

    def value(self, path: Path_) -> Any:
        event = self.events[self.at]
        self.at += 1
        self.lines.setdefault(path, _line(event))
        _refuse_cleverness(event)
        if len(path) > _DEEPEST:
            raise StrictYamlError(
                _line(event), f"more than {_DEEPEST} levels", "Flatten the record."
            )
        name = type(event).__name__
        if name == "ScalarEvent":
            return _scalar(event)
        if name == "SequenceStartEvent":
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while type(self.events[self.at]).__name__ != "SequenceEndEvent":
            items.append(self.value((*path, len(items))))
        self.at += 1
        return items

    def mapping(self, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(self.events[self.at]).__name__ != "MappingEndEvent":
            event = self.events[self.at]
            self.at += 1
            _refuse_cleverness(event)
            if type(event).__name__ != "ScalarEvent":
                raise StrictYamlError(
                    _line(event), "a key is a list or a mapping", "Use a word as the key."
                )
            key = event.value
            if key in found:
                raise StrictYamlError(
                    _line(event),
                    f"key {key!r} stands here a second time "
                    f"(first in line {self.lines[(*path, key)]})",
                    "Keep one of the two.",
                )
            self.lines[(*path, key)] = _line(event)
            found[key] = self.value((*path, key))
        self.at += 1
        return found


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Any) -> Any:
    if event.style in ("|", ">"):
        return event.value.strip()
    if event.style:  # a quotation mark; plain is None or "", depending on the parser
        return event.value
    try:
        return plain_scalar(event.value)
    except ValueError as error:
        raise StrictYamlError(
            _line(event), f"{event.value[:20]}... {error}", "Write a number of ordinary size."
        ) from None


def _refuse_cleverness(event: Any) -> None:
    """Refuse what makes a value come from another place than where it stands."""
    if type(event).__name__ == "AliasEvent":
        raise StrictYamlError(
            _line(event), f"*{event.anchor} is an alias", "Write the value out where it is used."
        )
    if event.anchor is not None:
        raise StrictYamlError(
            _line(event), f"&{event.anchor} is an anchor", "Remove it; write values out."
        )
    if event.tag is not None:
        raise StrictYamlError(
            _line(event), f"{event.tag} is a tag", "Remove it; put text in quotation marks."
        )
