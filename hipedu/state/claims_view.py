"""The article's statements: filtered, counted, and one of them in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from hipedu.knowledge import Catalogue
from hipedu.knowledge.titles import KIND_WORDS, linked
from hipedu.language import _, ngettext
from hipedu.model import Claim
from hipedu.state.evidence_words import TOPICS, VERDICTS, offered, said, short_source, sources

DrawCounts = Callable[..., dict[str, Any]]


def claim_rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Every statement as a line: what is said, the verdict, and what can be said instead."""
    return [
        {
            "id": each.id,
            "number": int(each.id.rsplit("_", 1)[-1]),
            "section": catalogue.vocabularies["article_sections"][each.section],
            "says": each.says,
            "verdict": each.verdict,
            "better": each.better,
            "basis": each.basis,
            "checked": each.checked,
            "sources": [short_source(catalogue, key) for key in each.references],
        }
        for each in catalogue.claims.values()
    ]


def matching(
    catalogue: Catalogue,
    *,
    section: str | None = None,
    verdict: str | None = None,
    topic: str | None = None,
    words: str = "",
) -> list[Claim]:
    """Statements that pass every filter; each of `words` must occur somewhere in them."""
    wanted = words.lower().split()
    return [
        each
        for each in catalogue.claims.values()
        if section in (None, each.section)
        and verdict in (None, each.verdict)
        and (topic is None or topic in each.topics)
        and all(word in _text(each) for word in wanted)
    ]


def _text(claim: Claim) -> str:
    return " ".join((claim.says, claim.better, *claim.references, *claim.represented_by)).lower()


def claims_view(
    catalogue: Catalogue,
    shown: Sequence[Claim],
    *,
    chosen: str,
    draw: DrawCounts | None = None,
) -> dict[str, Any]:
    """What the page shows of the statements; JSON-ready."""
    counted: Counter[str] = Counter(each.verdict for each in shown)
    names = {verdict: _(words["words"]) for verdict, words in VERDICTS.items()}
    figure = None
    if draw is not None and shown:
        figure = draw(
            counted, names, title=verdict_sentence(counted, len(shown)), unit=_("statements"),
            summary=_("How many of the article’s statements got which verdict."),
            basis="expert_estimate",
        )  # fmt: skip
    claim = catalogue.claims[chosen]
    return {
        "shown": [each.id for each in shown],
        "sentence": verdict_sentence(counted, len(shown)),
        "figure": figure,
        "verdicts": [
            {"id": id_, **said(words), "count": counted[id_]} for id_, words in VERDICTS.items()
        ],
        "topics": offered(TOPICS),
        "sections": [
            {"id": id_, "name": name}
            for id_, name in catalogue.vocabularies["article_sections"].items()
        ],
        "chosen": claim_in_full(catalogue, claim),
        "references": sources(catalogue, claim.references),
    }  # fmt: skip


def verdict_sentence(counted: Counter[str], total: int) -> str:
    """Say how the verdicts are spread.

    Examples
    --------
    >>> verdict_sentence(Counter(supported=2, partly=1), 3)
    'Of 3 statements: 2 hold as they stand, 1 is partly right, 0 are disputed, out of date or not \
shown.'
    """
    if not total:
        return _("No statement fits these filters. Take one away.")
    holds, partly = counted["supported"], counted["partly"]
    rest = total - holds - partly
    return _(
        "{statements} {holds}, {partly}, {rest}.",
        statements=ngettext("Of {n} statement:", "Of {n} statements:", total),
        holds=ngettext("{n} holds as it stands", "{n} hold as they stand", holds),
        partly=ngettext("{n} is partly right", "{n} are partly right", partly),
        rest=ngettext(
            "{n} is disputed, out of date or not shown",
            "{n} are disputed, out of date or not shown", rest,
        ),
    )  # fmt: skip


def claim_in_full(catalogue: Catalogue, claim: Claim) -> dict[str, Any]:
    """One statement with its reason, sources and the records that represent it."""
    links = [linked(catalogue, link) for link in claim.represented_by]
    return {
        "id": claim.id,
        "number": int(claim.id.rsplit("_", 1)[-1]),
        "section": catalogue.vocabularies["article_sections"][claim.section],
        "topics": [_(TOPICS[topic]) for topic in claim.topics],
        "says": claim.says,
        "verdict": {"id": claim.verdict, **said(VERDICTS[claim.verdict])},
        "better": claim.better,
        "basis": claim.basis,
        "checked": claim.checked,
        "references": list(claim.references),
        "represented_by": [
            {"kind": each.kind, "kind_words": _(KIND_WORDS[each.kind]), "id": each.id,
             "title": each.title}
            for each in links
        ],
        "reviewed": claim.review.status,
    }  # fmt: skip
