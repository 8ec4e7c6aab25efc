"""What could go wrong in using the program, and what keeps it from doing harm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.values import STRICT, Text

Severity = Literal["low", "moderate", "high"]
"""Worst harm that is likely: none that lasts; recoverable; lasting damage or death."""

Residual = Literal["low", "moderate", "high", "not_yet_applicable"]
"""What is left once the controls work; the last for parts that do not exist yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One thing that is done against a hazard, and the tests that show that it works.

    `tests` are pytest node ids without parameters, as ``tests/a/test_b.py::test_c``.
    """

    __pydantic_config__ = STRICT

    id: str
    text: Text
    tests: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.tests:
            raise ValueError(f"control {self.id} names no test: write one, then name it")
        for node in self.tests:
            if not node.startswith("tests/") or ".py::" not in node or "[" in node:
                raise ValueError(
                    f"{node!r} is no test: write it as tests/folder/test_file.py::test_name"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """One way in which the program could contribute to harm.

    Parameters
    ----------
    hazard, cause, effect : str
        What happens, how it comes about, and what it does to a person.
    signed : str or None
        Name of the clinical safety officer who accepted what is left, and the date. None:
        nobody has.
    """

    __pydantic_config__ = STRICT

    id: str
    hazard: Text
    cause: Text
    effect: Text
    severity: Severity
    controls: tuple[Control, ...]
    residual_risk: Residual
    note: Text
    signed: str | None = None

    def __post_init__(self) -> None:
        if self.residual_risk == "not_yet_applicable":
            return
        if not self.controls:
            raise ValueError(f"hazard {self.id} has no control")
        if self.severity == "high" and len(self.controls) < 2:
            raise ValueError(f"hazard {self.id} can do lasting harm: it needs two controls or more")
