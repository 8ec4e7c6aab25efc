"""Where a statement or a number comes from."""

from __future__ import annotations

from dataclasses import dataclass

from hipedu.model.values import STRICT, Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source, identified so that a reader can find it.

    `key` is ``firstauthorYEARword``, for example ``frandsen2025spike``. At least one of
    `doi`, `pmid`, `isbn` and `url` names the work itself wherever that is known; an address
    that shows only a copy of it is not kept. `checked` says whether the figures quoted from
    it were read in the source, its abstract or a page quoting it, or are recalled.
    """

    __pydantic_config__ = STRICT

    key: str
    citation: str
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    isbn: str | None = None
    url: str | None = None
    checked: Checked = "recalled"
    note: str | None = None
