"""What is done to avoid injuries: what is known of it, and what is folklore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hipedu.model.programme import PainRuleNumbers
from hipedu.model.values import STRICT, Review, Statement, Text

Standing = Literal["helps", "may_help", "unclear", "no_effect", "folklore"]
"""What trials and cohorts of runners let one say of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreventionTopic:
    """One habit, and the records that say what is known of it.

    Parameters
    ----------
    order : int
        Place on the page, from 1.
    in_short : str
        One or two sentences for somebody who is 13.
    do : tuple of str
        What is sensible to do, given how little is sure.
    folklore : tuple of Statement
        What is often said and has not been shown, each with what is known instead.
    not_known : str
        What nobody has measured.
    pain : PainRuleNumbers or None
        The limits of a pain traffic light, where the habit is one of minding pain.
    treatments, claims, factors, load_rules : tuple of str
        Records with the effects, the article's statements and the rules that belong here.
    """

    __pydantic_config__ = STRICT

    id: str
    order: int
    name: Text
    standing: Standing
    in_short: Text
    do: tuple[Text, ...]
    known: tuple[Statement, ...]
    folklore: tuple[Statement, ...] = ()
    not_known: Text
    pain: PainRuleNumbers | None = None
    treatments: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    load_rules: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    review: Review = Review()

    def __post_init__(self) -> None:
        if not self.do or not self.known:
            raise ValueError("says what to do and what is known: fill `do` and `known`")
