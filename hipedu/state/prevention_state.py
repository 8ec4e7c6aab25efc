"""What is done against injuries: what is known of each habit, and what is folklore.

`PreventionState.view()` holds ``topics`` (a line each), ``shown`` (ids), ``standings`` with how
many topics each has, ``chosen`` (one topic in full: what to do, statements with badges, pictures
of a hundred people, the article's statements, factors, rules), ``charts``, ``chart``,
``references``, ``can_undo``, ``can_redo`` and ``inputs`` for `restore`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.model import PainRuleNumbers, PreventionTopic, Treatment
from hipedu.rehab.return_to_run import WALK_RUN
from hipedu.state.effects_chart import ChoosingWithEffects, DrawEffects
from hipedu.state.evidence_words import (
    CERTAINTY,
    CERTAINTY_WORDS,
    FACTORS,
    FIRST_BE_SEEN,
    STANDINGS,
    VERDICTS,
    said,
    short_source,
    sources,
    statement_row,
)
from hipedu.state.people_view import people_picture
from hipedu.state.tissue_view import sourced_row


class Choice(NamedTuple):
    """Everything that undo takes back; None is no filter."""

    topic: str = "load"
    standing: str | None = None
    chart: str = "hazard_ratio/lower"


class PreventionState(ChoosingWithEffects[Choice]):
    """Which habit a visitor looks at.

    Parameters
    ----------
    catalogue : Catalogue
        Topics, treatments, claims, factors, rules, references.
    charts : mapping of str to tuple
        Name and explanation of each chart that holds injuries, by id.
    draw : callable, optional
        Makes the forest plot: ``draw(treatments, chart, lit=id)``.
    """

    actions = frozenset(
        {"look_at", "filter_standing", "draw_chart", "undo", "redo", "reset", "restore"}
    )

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        charts: Mapping[str, tuple[str, str]] | None = None,
        draw: DrawEffects | None = None,
    ) -> None:
        super().__init__(Choice(), catalogue, charts=charts, draw=draw)

    def look_at(self, id: str) -> None:
        """Open one topic.

        Raises
        ------
        ValueError
            If there is no such topic.
        """
        self._change(self._checked(self.choice._replace(topic=id)))

    def filter_standing(self, id: str | None) -> None:
        """Show the topics of one standing; None or "" for all.

        Raises
        ------
        ValueError
            If there is no such standing.
        """
        self._change(self._checked(self.choice._replace(standing=id or None)))

    def _checked(self, choice: Choice) -> Choice:
        if choice.topic not in self.catalogue.prevention_topics:
            raise ValueError(_("There is no such topic here. Pick one from the list."))
        if choice.standing not in (None, *STANDINGS):
            raise ValueError(_("There is no such group of topics. Pick another one."))
        self._need_chart(choice.chart)
        return choice

    def _topics(self) -> list[PreventionTopic]:
        return sorted(self.catalogue.prevention_topics.values(), key=lambda each: each.order)

    def _prevention(self) -> list[Treatment]:
        """Treatments that some topic names, in the order of the topics."""
        names = dict.fromkeys(name for topic in self._topics() for name in topic.treatments)
        return [self.catalogue.treatments[name] for name in names]

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        now: Choice = self.choice
        topics = self._topics()
        chosen = self.catalogue.prevention_topics[now.topic]
        return {
            "topics": [
                {
                    "id": each.id, "name": each.name, "in_short": each.in_short,
                    "standing": said(STANDINGS[each.standing]),
                }
                for each in topics
            ],
            "shown": [
                each.id for each in topics if now.standing in (None, each.standing)
            ],
            "standings": [
                {"id": id_, "name": _(words["words"]),
                 "count": sum(each.standing == id_ for each in topics)}
                for id_, words in STANDINGS.items()
                if any(each.standing == id_ for each in topics)
            ],
            "standing": now.standing,
            "first": _(FIRST_BE_SEEN),
            "chosen": self._full(chosen),
            **self._chart_views(self._prevention(), lit=next(iter(chosen.treatments), None)),
            "references": sources(self.catalogue, self._cited(chosen)),
            **self.what_can_be_undone,
            "inputs": now._asdict(),
        }  # fmt: skip

    def _full(self, topic: PreventionTopic) -> dict[str, Any]:
        treatments = [self.catalogue.treatments[name] for name in topic.treatments]
        pictures = [
            people_picture(effect)
            for each in treatments
            for effect in each.effects
            if effect.groups and effect.better == "lower"
        ]
        return {
            "id": topic.id,
            "name": topic.name,
            "in_short": topic.in_short,
            "standing": said(STANDINGS[topic.standing]),
            "do": list(topic.do),
            "known": [self._statement(each) for each in topic.known],
            "folklore": [self._statement(each) for each in topic.folklore],
            "not_known": topic.not_known,
            "pain": None if topic.pain is None else self._light(topic.pain),
            "pictures": [each for each in pictures if each is not None],
            "treatments": [
                {
                    "id": each.id, "name": each.name,
                    "certainty": CERTAINTY[each.certainty],
                    "certainty_name": _(CERTAINTY_WORDS[each.certainty]),
                    "certainty_words": each.certainty_words,
                }
                for each in treatments
            ],
            "claims": [
                {
                    "id": name,
                    "says": self.catalogue.claims[name].says,
                    "better": self.catalogue.claims[name].better,
                    "basis": self.catalogue.claims[name].basis,
                    "checked": self.catalogue.claims[name].checked,
                    "verdict": said(VERDICTS[self.catalogue.claims[name].verdict]),
                    "sources": [
                        short_source(self.catalogue, key)
                        for key in self.catalogue.claims[name].references
                    ],
                }
                for name in topic.claims
            ],
            "factors": [
                {
                    "id": name,
                    "name": self.catalogue.factors[name].plain_name,
                    "claim": self.catalogue.factors[name].claim,
                    "evidence": self.catalogue.factors[name].evidence,
                    "verdict": said(FACTORS[self.catalogue.factors[name].verdict]),
                    "sources": [
                        short_source(self.catalogue, key)
                        for key in self.catalogue.factors[name].references
                    ],
                }
                for name in topic.factors
            ],
            "load_rules": [
                {
                    "id": name,
                    "name": self.catalogue.load_rules[name].plain_name,
                    "claim": self.catalogue.load_rules[name].tradition,
                    "evidence": self.catalogue.load_rules[name].verdict,
                    "verdict": said(FACTORS[self.catalogue.load_rules[name].standing]),
                    "sources": [
                        short_source(self.catalogue, key)
                        for key in self.catalogue.load_rules[name].references
                    ],
                }
                for name in topic.load_rules
            ],
            "reviewed": topic.review.status,
        }  # fmt: skip

    def _light(self, rule: PainRuleNumbers) -> dict[str, Any]:
        """The limits of a pain light, in the form that `WeekPainRule` of the pages draws."""
        ladder = self.catalogue.running_ladder(WALK_RUN)
        return {
            "kind": rule.kind, "bone": rule.kind == "bone", "borrowed": False, "words": [],
            "clean": int(ladder.clean_repeats.value),
            **{name: sourced_row(name, getattr(rule, name))
               for name in ("green_to", "amber_to", "settles_within_h")},
        }  # fmt: skip

    def _statement(self, statement: Any) -> dict[str, Any]:
        row = statement_row(statement)
        key = statement.reference
        return {**row, "source": short_source(self.catalogue, key) if key else None}

    def _cited(self, topic: PreventionTopic) -> set[str | None]:
        named = [each.reference for each in (*topic.known, *topic.folklore)]
        claims = [key for name in topic.claims for key in self.catalogue.claims[name].references]
        factors = [
            key for name in topic.factors for key in self.catalogue.factors[name].references
        ]
        rules = [
            key for name in topic.load_rules for key in self.catalogue.load_rules[name].references
        ]
        return {*topic.references, *named, *claims, *factors, *rules}
