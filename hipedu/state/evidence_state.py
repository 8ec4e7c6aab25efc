"""The evidence page: the article's claims, the accuracy of signs, and where numbers come from.

`EvidenceState.content()` holds ``claims`` (a line each). `view()` holds ``tab``, ``tabs`` and the
part of the tab that is open: ``claims``, ``tests`` or ``numbers`` (the other two are None);
``filters``, ``can_undo``, ``can_redo`` and ``inputs`` for `restore`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.knowledge.inventory import BASES, inventory, reviewed
from hipedu.knowledge.titles import KIND_WORDS
from hipedu.language import N_, _, ngettext
from hipedu.language.numbers import grouped
from hipedu.state import accuracy_view, claims_view, records_view
from hipedu.state.evidence_words import TOPICS, VERDICTS, offered
from hipedu.state.undoable import Choosing

TABS = {
    "claims": N_("What the article says"),
    "tests": N_("How good signs and tests are"),
    "numbers": N_("Where each number comes from"),
}
BASIS_NAMES = {
    "measured": N_("Measured"),
    "derived": N_("Derived from measured figures"),
    "expert_estimate": N_("Estimates"),
    "illustrative": N_("Illustrations"),
}
MOST_WORDS = 80
"""Longest search text."""
TOO_LONG = N_("Search with at most {n} letters.")


class Choice(NamedTuple):
    """Everything that undo takes back; None is no filter."""

    tab: str = "claims"
    section: str | None = None
    verdict: str | None = None
    topic: str | None = None
    words: str = ""
    claim: str = "claim_001"
    condition: str = "gluteal_tendinopathy"
    kind: str | None = None
    use: str | None = None
    test: str | None = None
    record: str = "conditions/gluteal_tendinopathy"
    known_only: bool = False


class EvidenceState(Choosing[Choice]):
    """What a visitor looks up.

    Parameters
    ----------
    catalogue : Catalogue
        The knowledge base.
    draw : mapping, optional
        Figures by name: ``counts`` and ``accuracy``.
    """

    actions = frozenset(
        {"open_tab", "filter_claims", "search", "open_claim", "filter_tests", "open_test",
         "open_record", "show_known_only", "undo", "redo", "reset", "restore"}
    )  # fmt: skip

    def __init__(
        self, catalogue: Catalogue, *, draw: Mapping[str, Callable[..., Any]] | None = None
    ) -> None:
        super().__init__(Choice())
        self.catalogue = catalogue
        self._draw = dict(draw or {})

    def open_tab(self, id: str) -> None:
        """Turn to another part of the page.

        Raises
        ------
        ValueError
            If there is no such part.
        """
        self._change(self._checked(self.choice._replace(tab=id)))

    def filter_claims(
        self,
        section: str | None = None,
        verdict: str | None = None,
        topic: str | None = None,
    ) -> None:
        """Show the statements of one section, verdict and topic; None or "" for all.

        Raises
        ------
        ValueError
            If one of them does not exist.
        """
        self._change(
            self._checked(
                self.choice._replace(
                    section=section or None, verdict=verdict or None, topic=topic or None
                )
            )
        )

    def search(self, words: str) -> None:
        """Show the statements that hold all of these words.

        Raises
        ------
        ValueError
            If the text is too long.
        """
        if not isinstance(words, str) or len(words) > MOST_WORDS:
            raise ValueError(_(TOO_LONG, n=MOST_WORDS))
        self._change(self.choice._replace(words=" ".join(words.split())))

    def open_claim(self, id: str) -> None:
        """Look at one statement.

        Raises
        ------
        ValueError
            If there is no such statement.
        """
        self._change(self._checked(self.choice._replace(tab="claims", claim=id)))

    def filter_tests(
        self, condition: str | None = None, kind: str | None = None, use: str | None = None
    ) -> None:
        """Show the studies of a condition, of one kind and use; None or "" leaves them as all.

        Raises
        ------
        ValueError
            If there is no study of that condition, or no such kind or use.
        """
        now: Choice = self.choice
        self._change(
            self._checked(
                now._replace(
                    tab="tests", condition=condition or now.condition, kind=kind or None,
                    use=use or None,
                )
            )
        )  # fmt: skip

    def open_test(self, id: str) -> None:
        """Look at one study; its condition comes with it.

        Raises
        ------
        ValueError
            If there is no such study.
        """
        study = self.catalogue.accuracy.get(id)
        if study is None:
            raise ValueError(_("There is no such study here. Pick one from the list."))
        now: Choice = self.choice
        if study.condition == now.condition:
            self._change(now._replace(tab="tests", test=id))
        else:
            self._change(
                now._replace(tab="tests", condition=study.condition, kind=None, use=None, test=id)
            )

    def open_record(self, kind: str, id: str) -> None:
        """Look at one record of the knowledge base.

        Raises
        ------
        ValueError
            If there is no such record.
        """
        self._change(self._checked(self.choice._replace(tab="numbers", record=f"{kind}/{id}")))

    def show_known_only(self, on: bool) -> None:
        """Leave out estimates, or show them again."""
        self._change(self.choice._replace(known_only=bool(on)))

    def _checked(self, choice: Choice) -> Choice:
        """The choice itself, once every word of it is known."""
        kind, name = choice.record.partition("/")[::2]
        sections = self.catalogue.vocabularies["article_sections"]
        known = (
            (choice.tab in TABS, _("There is no such part of this page.")),
            (choice.section in (None, *sections), _("There is no such section of the article.")),
            (choice.verdict in (None, *VERDICTS), _("There is no such verdict.")),
            (choice.topic in (None, *TOPICS), _("There is no such topic.")),
            (len(choice.words) <= MOST_WORDS, _(TOO_LONG, n=MOST_WORDS)),
            (choice.claim in self.catalogue.claims, _("There is no such statement.")),
            (
                choice.condition in accuracy_view.conditions_with_studies(self.catalogue),
                _("No study here is about that condition. Pick another one."),
            ),
            (choice.kind in (None, *accuracy_view.KINDS), _("There is no such kind of sign.")),
            (choice.use in (None, *accuracy_view.USES), _("There is no such use.")),
            (choice.test in (None, *self.catalogue.accuracy), _("There is no such study.")),
            (
                kind in KIND_WORDS and name in getattr(self.catalogue, kind),
                _("There is no such record. Pick one from the list."),
            ),
        )
        for holds, complaint in known:
            if not holds:
                raise ValueError(complaint)
        return choice

    def content(self) -> dict[str, Any]:
        """What never changes while the page is open."""
        return {"claims": claims_view.claim_rows(self.catalogue)}

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        now: Choice = self.choice
        return {
            "tab": now.tab,
            "tabs": offered(TABS),
            "claims": self._claims() if now.tab == "claims" else None,
            "tests": self._tests() if now.tab == "tests" else None,
            "numbers": self._numbers() if now.tab == "numbers" else None,
            "filters": {
                name: getattr(now, name)
                for name in ("section", "verdict", "topic", "words", "kind", "use", "known_only")
            },
            **self.what_can_be_undone,
            "inputs": now._asdict(),
        }

    def _claims(self) -> dict[str, Any]:
        now: Choice = self.choice
        shown = claims_view.matching(
            self.catalogue, section=now.section, verdict=now.verdict, topic=now.topic,
            words=now.words,
        )  # fmt: skip
        return claims_view.claims_view(
            self.catalogue, shown, chosen=now.claim, draw=self._draw.get("counts")
        )

    def _tests(self) -> dict[str, Any]:
        now: Choice = self.choice
        shown = accuracy_view.studies(
            self.catalogue, now.condition, kind=now.kind, use=now.use
        )
        return accuracy_view.accuracy_view(
            self.catalogue, shown, condition=now.condition, chosen=now.test,
            draw=self._draw.get("accuracy"),
        )  # fmt: skip

    def _numbers(self) -> dict[str, Any]:
        now: Choice = self.choice
        kind, id_ = now.record.partition("/")[::2]
        listed = kind if kind in records_view.BROWSED else "conditions"
        counted = inventory(self.catalogue)
        totals = {basis: sum(bases[basis] for bases in counted.values()) for basis in BASES}
        sentence = inventory_sentence(totals, reviewed(self.catalogue))
        figure = None
        if "counts" in self._draw:
            figure = self._draw["counts"](
                totals, {id_: _(name) for id_, name in BASIS_NAMES.items()}, title=sentence,
                unit=_("numbers"),
                summary=_("How many numbers of the knowledge base rest on what."),
            )  # fmt: skip
        return {
            "kinds": offered(records_view.BROWSED_NAMES),
            "kind": kind,
            "listed": listed,
            "choices": records_view.record_choices(self.catalogue, listed),
            "record": records_view.record_view(
                self.catalogue, kind, id_, known_only=now.known_only
            ),
            "figure": figure,
            "sentence": sentence,
            "version": self.catalogue.version,
        }


def inventory_sentence(totals: Mapping[str, int], reviewed_records: int) -> str:
    """Say how much of the knowledge base is measured, and whether anybody has reviewed it.

    Examples
    --------
    >>> inventory_sentence({"measured": 3, "derived": 1, "expert_estimate": 96}, 0)
    'Of 100 numbers 3 are measured and 1 derived from measured figures; the rest are estimates or \
illustrations. No clinician has reviewed a record yet.'
    """
    review = (
        ngettext(
            "Clinicians have reviewed {n} record.", "Clinicians have reviewed {n} records.",
            reviewed_records,
        )
        if reviewed_records
        else _("No clinician has reviewed a record yet.")
    )  # fmt: skip
    return _(
        "Of {total} numbers {measured} are measured and {derived} derived from measured figures; "
        "the rest are estimates or illustrations. {review}",
        total=grouped(sum(totals.values())), measured=grouped(totals.get("measured", 0)),
        derived=grouped(totals.get("derived", 0)), review=review,
    )  # fmt: skip
