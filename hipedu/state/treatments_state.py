"""The treatment explorer: what is offered, how much it helps, how sure that is, the price.

`TreatmentsState.content()` holds what never changes: ``treatments`` (a card each), ``questions``
(the ten that people ask), ``purposes``. `view()` holds ``conditions`` and ``purposes`` with how
many treatments each has, ``shown`` (ids), ``sentence``, ``caution``, ``chosen`` (one treatment in
full, with pictures of a hundred people), ``charts``, ``chart`` (the one drawn),
``references``, ``can_undo``, ``can_redo`` and ``inputs`` for `restore`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import _, ngettext
from hipedu.model import Effect, Question, Treatment
from hipedu.state.effects_chart import ChoosingWithEffects, DrawEffects
from hipedu.state.evidence_words import (
    CERTAINTY,
    CERTAINTY_SENTENCES,
    CERTAINTY_WORDS,
    FIRST_BE_SEEN,
    PURPOSES,
    VERDICTS,
    offered,
    said,
    short_source,
    sources,
    statement_row,
)
from hipedu.state.people_view import people_picture


class Choice(NamedTuple):
    """Everything that undo takes back; None is no filter."""

    condition: str | None = None
    purpose: str | None = None
    treatment: str = "physical_therapy_exercise"
    chart: str = "hazard_ratio/lower"


class TreatmentsState(ChoosingWithEffects[Choice]):
    """What a visitor filters by and looks at.

    Parameters
    ----------
    catalogue : Catalogue
        Treatments, conditions, questions, references.
    charts : mapping of str to tuple
        Name and explanation of each chart, by id.
    draw : callable, optional
        Makes the forest plot: ``draw(treatments, chart, lit=id)``.
    """

    actions = frozenset(
        {"filter_condition", "filter_purpose", "look_at", "draw_chart", "undo", "redo", "reset",
         "restore"}
    )  # fmt: skip

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        charts: Mapping[str, tuple[str, str]] | None = None,
        draw: DrawEffects | None = None,
    ) -> None:
        super().__init__(Choice(), catalogue, charts=charts, draw=draw)

    def filter_condition(self, id: str | None) -> None:
        """Show what is offered for one condition; None or "" for all.

        Raises
        ------
        ValueError
            If no treatment is offered for it.
        """
        self._change(self._checked(self.choice._replace(condition=id or None)))

    def filter_purpose(self, id: str | None) -> None:
        """Show what serves one purpose; None or "" for all.

        Raises
        ------
        ValueError
            If there is no such purpose.
        """
        self._change(self._checked(self.choice._replace(purpose=id or None)))

    def look_at(self, id: str) -> None:
        """Open one treatment beside the list.

        Raises
        ------
        ValueError
            If there is no such treatment.
        """
        self._change(self._checked(self.choice._replace(treatment=id)))

    def _checked(self, choice: Choice) -> Choice:
        if choice.condition not in (None, *self._conditions()):
            raise ValueError(_("No treatment here is offered for that. Pick another one."))
        if choice.purpose not in (None, *PURPOSES):
            raise ValueError(_("There is no such group of treatments. Pick another one."))
        if choice.treatment not in self.catalogue.treatments:
            raise ValueError(_("There is no such treatment here. Pick one from the list."))
        self._need_chart(choice.chart)
        return choice

    def _conditions(self) -> dict[str, int]:
        """Conditions that anything is offered for, with how many treatments."""
        counted: dict[str, int] = {}
        for each in self.catalogue.treatments.values():
            for condition in each.conditions:
                counted[condition] = counted.get(condition, 0) + 1
        return counted

    def shown(self) -> list[Treatment]:
        """Treatments that pass both filters, by purpose, the surest first."""
        now: Choice = self.choice
        kept = [
            each
            for each in self.catalogue.treatments.values()
            if (now.condition is None or now.condition in each.conditions)
            and (now.purpose is None or each.purpose == now.purpose)
        ]
        order = list(PURPOSES)
        return sorted(
            kept, key=lambda each: (order.index(each.purpose), -CERTAINTY[each.certainty], each.id)
        )

    def content(self) -> dict[str, Any]:
        """What never changes while the page is open."""
        treatments = self.catalogue.treatments.values()
        return {
            "treatments": {each.id: self._card(each) for each in treatments},
            "questions": [
                self._question(each)
                for each in sorted(
                    self.catalogue.questions.values(), key=lambda each: each.number
                )
            ],
        }  # fmt: skip

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        now: Choice = self.choice
        shown = self.shown()
        chosen = self.catalogue.treatments[now.treatment]
        counted = self._conditions()
        conditions = sorted(
            (self.catalogue.conditions[id_].plain_name, id_, count)
            for id_, count in counted.items()
        )
        return {
            "conditions": [
                {"id": id_, "name": name, "count": count} for name, id_, count in conditions
            ],
            "purposes": offered(
                PURPOSES,
                Counter(each.purpose for each in self.catalogue.treatments.values()),
            ),
            "filters": {"condition": now.condition, "purpose": now.purpose},
            "shown": [each.id for each in shown],
            "first": _(FIRST_BE_SEEN),
            "sentence": self._sentence(len(shown)),
            "caution": self._caution(),
            "chosen": self._full(chosen),
            **self._chart_views(self._in_order(), lit=now.treatment),
            "references": sources(self.catalogue, self._cited(chosen)),
            **self.what_can_be_undone,
            "inputs": now._asdict(),
        }  # fmt: skip

    def _in_order(self) -> list[Treatment]:
        order = list(PURPOSES)
        return sorted(
            self.catalogue.treatments.values(),
            key=lambda each: (order.index(each.purpose), each.id),
        )

    def _sentence(self, count: int) -> str:
        now: Choice = self.choice
        places = {
            "count": count,
            "total": len(self.catalogue.treatments),
            "condition": now.condition and self.catalogue.conditions[now.condition].plain_name,
            "group": now.purpose and _(PURPOSES[now.purpose]),
        }
        if now.condition and now.purpose:
            return _(
                "{count} of {total}: offered for “{condition}”, in the group “{group}”.", **places
            )
        if now.condition:
            return _("{count} of {total}: offered for “{condition}”.", **places)
        if now.purpose:
            return _("{count} of {total}: the group “{group}”.", **places)
        return ngettext("The one treatment.", "All {n} treatments.", count)

    def _caution(self) -> str | None:
        """What must be said first where the condition chosen is not for self-treatment."""
        if self.choice.condition is None:
            return None
        condition = self.catalogue.conditions[self.choice.condition]
        if condition.urgency == "emergency":
            return _(
                "“{condition}” is an emergency. Be seen now. Nothing on this page replaces that.",
                condition=condition.plain_name,
            )
        if condition.urgency == "urgent" or condition.must_not_miss:
            return _(
                "“{condition}” needs a doctor within days, before anything on this page is tried.",
                condition=condition.plain_name,
            )
        return None

    def _card(self, each: Treatment) -> dict[str, Any]:
        main = next(
            (effect for effect in each.effects if effect.value or effect.groups), each.effects[0]
        )
        picture = people_picture(main)
        return {
            "id": each.id,
            "name": each.name,
            "purpose": _(PURPOSES[each.purpose]),
            "summary": each.summary,
            "effect": picture["sentence"] if picture else main.text,
            "basis": picture["basis"] if picture else main.basis,
            "checked": main.checked,
            "reference": main.reference,
            "certainty": CERTAINTY[each.certainty],
            "certainty_words": _(CERTAINTY_WORDS[each.certainty]),
            "when": each.when,
            "time": each.time.text,
            "time_basis": each.time.basis,
            "risk": each.harms[0] if each.harms else _("None known"),
            "more_risks": max(0, len(each.harms) - 1),
            "in_article": each.in_article,
        }

    def _full(self, each: Treatment) -> dict[str, Any]:
        return {
            "id": each.id,
            "name": each.name,
            "purpose": _(PURPOSES[each.purpose]),
            "summary": each.summary,
            "when": each.when,
            "dose": each.dose,
            "time": statement_row(each.time),
            "certainty": CERTAINTY[each.certainty],
            "certainty_name": _(CERTAINTY_SENTENCES[each.certainty]),
            "certainty_words": each.certainty_words,
            "effects": [self._effect(effect) for effect in each.effects],
            "pictures": self._pictures(each.effects),
            "harms": list(each.harms),
            "not_when": list(each.not_when),
            "unknown": each.unknown,
            "conditions": [
                {"id": id_, "name": self.catalogue.conditions[id_].plain_name}
                for id_ in each.conditions
            ],
            "claims": [
                {
                    "id": id_,
                    "says": self.catalogue.claims[id_].says,
                    "better": self.catalogue.claims[id_].better,
                    "verdict": said(VERDICTS[self.catalogue.claims[id_].verdict]),
                }
                for id_ in each.claims
            ],
            "reviewed": each.review.status,
        }

    def _effect(self, effect: Effect) -> dict[str, Any]:
        return {
            "text": effect.text, "basis": effect.basis, "reference": effect.reference,
            "checked": effect.checked,
            "source": short_source(self.catalogue, effect.reference) if effect.reference else None,
        }  # fmt: skip

    @staticmethod
    def _pictures(effects: Sequence[Effect]) -> list[dict[str, Any]]:
        found = [people_picture(effect) for effect in effects]
        return [picture for picture in found if picture is not None]

    def _question(self, each: Question) -> dict[str, Any]:
        return {
            "id": each.id,
            "number": each.number,
            "question": each.question,
            "says": each.article_says,
            "verdict": said(VERDICTS[each.verdict]),
            "better": each.better,
            "sources": [
                {
                    "key": key,
                    "short": short_source(self.catalogue, key),
                    "checked": self.catalogue.references[key].checked,
                    "citation": self.catalogue.references[key].citation,
                    "doi": self.catalogue.references[key].doi,
                }
                for key in each.references
            ],
            "claims": [
                {
                    "id": id_,
                    "says": self.catalogue.claims[id_].says,
                    "basis": self.catalogue.claims[id_].basis,
                    "checked": self.catalogue.claims[id_].checked,
                }
                for id_ in each.claims
            ],
        }

    def _cited(self, each: Treatment) -> set[str | None]:
        effects = [effect.reference for effect in each.effects]
        return {*each.references, each.time.reference, *effects}
