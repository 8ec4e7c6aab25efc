"""The safety case: what could do harm, what is done about it, and the tests that show it.

`SafetyState.content()` holds ``hazards`` (each in full), ``signature``, ``totals`` and
``severities``. `view()` holds ``shown`` (ids), ``filters``, ``sentence``, ``figure``,
``chosen`` (an id), ``can_undo``, ``can_redo`` and ``inputs`` for `restore`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.knowledge.safety_case import in_order, signature, totals
from hipedu.language import N_, _
from hipedu.model import Hazard
from hipedu.state.evidence_words import said
from hipedu.state.undoable import Choosing

SEVERITIES: dict[str, dict[str, str]] = {
    "high": {"words": N_("Lasting harm or death"), "icon": "emergency", "tone": "emergency"},
    "moderate": {"words": N_("Harm that heals"), "icon": "urgent", "tone": "soon"},
    "low": {"words": N_("Nothing that lasts"), "icon": "dot", "tone": "routine"},
}
RESIDUALS: dict[str, dict[str, str]] = {
    "high": {"words": N_("Much is left over"), "icon": "emergency", "tone": "emergency"},
    "moderate": {"words": N_("Something is left over"), "icon": "half", "tone": "soon"},
    "low": {"words": N_("Little is left over"), "icon": "check", "tone": "good"},
    "not_yet_applicable": {"words": N_("The part does not exist yet"), "icon": "question",
                           "tone": "routine"},
}  # fmt: skip


class Choice(NamedTuple):
    """Everything that undo takes back; None is no filter."""

    severity: str | None = None
    residual: str | None = None
    hazard: str | None = None


class SafetyState(Choosing[Choice]):
    """Which hazards a visitor looks at.

    Parameters
    ----------
    catalogue : Catalogue
        The safety case is part of it.
    draw : callable, optional
        Makes the bars of what is left over.
    """

    actions = frozenset({"filter_hazards", "look_at", "undo", "redo", "reset", "restore"})

    def __init__(
        self, catalogue: Catalogue, *, draw: Callable[..., dict[str, Any]] | None = None
    ) -> None:
        super().__init__(Choice())
        self.catalogue = catalogue
        self.hazards = in_order(catalogue.hazards)
        self._draw = draw

    def filter_hazards(self, severity: str | None = None, residual: str | None = None) -> None:
        """Show the hazards of one severity and one degree of what is left; None or "" for all.

        Raises
        ------
        ValueError
            If there is no such degree.
        """
        self._change(
            self._checked(
                self.choice._replace(severity=severity or None, residual=residual or None)
            )
        )

    def look_at(self, id: str | None) -> None:
        """Open one hazard; None closes it.

        Raises
        ------
        ValueError
            If there is no such hazard.
        """
        self._change(self._checked(self.choice._replace(hazard=id or None)))

    def _checked(self, choice: Choice) -> Choice:
        if choice.severity not in (None, *SEVERITIES):
            raise ValueError(_("There is no such severity."))
        if choice.residual not in (None, *RESIDUALS):
            raise ValueError(_("There is no such degree of what is left."))
        if choice.hazard not in (None, *self.catalogue.hazards):
            raise ValueError(_("There is no such hazard. Pick one from the list."))
        return choice

    def shown(self) -> list[Hazard]:
        """Hazards that pass both filters, the most severe first."""
        now: Choice = self.choice
        return [
            each
            for each in self.hazards
            if now.severity in (None, each.severity) and now.residual in (None, each.residual_risk)
        ]

    def content(self) -> dict[str, Any]:
        """What never changes while the page is open."""
        return {
            "signature": signature(self.hazards),
            "signed": any(each.signed for each in self.hazards),
            "totals": totals(self.hazards),
            "hazards": {each.id: _hazard(each) for each in self.hazards},
            "severities": [{"id": id_, **said(words)} for id_, words in SEVERITIES.items()],
            "residuals": [{"id": id_, **said(words)} for id_, words in RESIDUALS.items()],
        }

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        now: Choice = self.choice
        shown = self.shown()
        left: Counter[str] = Counter(each.residual_risk for each in self.hazards)
        open_ones = len(self.hazards) - left["low"]
        sentence = _(
            "{hazards} ways to do harm are known; in {open} of them more than a little is left "
            "over after everything that is done.",
            hazards=len(self.hazards), open=open_ones,
        )  # fmt: skip
        figure = None
        if self._draw is not None:
            figure = self._draw(
                left, {id_: _(words["words"]) for id_, words in RESIDUALS.items()}, title=sentence,
                unit=_("hazards"), summary=_("How much is left over, by our own judgement."),
                basis="expert_estimate",
            )  # fmt: skip
        return {
            "shown": [each.id for each in shown],
            "filters": {"severity": now.severity, "residual": now.residual},
            "counts": {
                "severity": dict(Counter(each.severity for each in self.hazards)),
                "residual": dict(left),
            },
            "sentence": sentence,
            "figure": figure,
            "chosen": now.hazard,
            **self.what_can_be_undone,
            "inputs": now._asdict(),
        }


def _hazard(hazard: Hazard) -> dict[str, Any]:
    return {
        "id": hazard.id,
        "hazard": hazard.hazard,
        "cause": hazard.cause,
        "effect": hazard.effect,
        "severity": {"id": hazard.severity, **said(SEVERITIES[hazard.severity])},
        "residual": {"id": hazard.residual_risk, **said(RESIDUALS[hazard.residual_risk])},
        "note": hazard.note,
        "signed": hazard.signed,
        "controls": [
            {"id": each.id, "text": each.text, "tests": list(each.tests)}
            for each in hazard.controls
        ],
    }
