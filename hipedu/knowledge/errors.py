"""What can go wrong with the knowledge base, said so that a reader knows the next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


class DataError(Exception):
    """The knowledge base is missing, unreadable or contradicts itself."""


class UnknownId(DataError, KeyError):
    """No record has this id; the message names the nearest ones."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would put the sentence in quotation marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a data file.

    Parameters
    ----------
    file : str
        Path of the file, seen from the folder that holds ``data``.
    line : int, optional
        Line in that file, counted from 1.
    path : str
        Where in the record, as ``likelihoods[0].p.value``; empty for the whole file.
    problem, next_step : str
        What is wrong, and what to do about it.
    severity : {"error", "warning"}
        An error keeps the catalogue from being compiled.

    Examples
    --------
    >>> print(Problem(file="data/VERSION", line=1, path="", problem="is no date",
    ...               next_step="Write it as 2026-11-23."))
    data/VERSION, line 1: is no date. Write it as 2026-11-23.
    """

    file: str
    line: int | None
    path: str
    problem: str
    next_step: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.path:
            place += f", {self.path}"
        return f"{place}: {self.problem}. {self.next_step}".rstrip()


def nearest(word: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """The known words most like `word`, best first.

    Examples
    --------
    >>> nearest("gluteal_tendinopaty", ["hip_oa", "gluteal_tendinopathy"])
    ['gluteal_tendinopathy']
    """
    import difflib  # only a wrong word needs it; start-up does not

    return difflib.get_close_matches(word, list(known), n=count, cutoff=0.6)


def suggestion(word: str, known: Iterable[str], *, where: str) -> str:
    """A next step for an id that does not exist.

    Examples
    --------
    >>> suggestion("grion", ["groin", "knee"], where="data/regions")
    'Did you mean groin?'
    >>> suggestion("xyz", ["groin", "knee"], where="data/regions")
    'Use one of groin, knee.'
    """
    ids = list(known)
    close = nearest(word, ids)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    if not ids:
        return f"{where} is empty: add the record there first."
    if len(ids) <= 12:
        return f"Use one of {', '.join(ids)}."
    return f"Use one of the {len(ids)} ids in {where}, or add the record there first."
