"""The pain map: what somebody marked, and what fits it. Runs without Jupyter.

`PainMapState.view()` holds:

``view``, ``layers``, ``strength``
    which drawing, which layers, and the intensity that a new mark gets.
``regions``
    every region with names, description, views, ``marks`` in words, and ``heat``.
``marks``, ``arrows``
    what was marked, in words and as values.
``fits``
    conditions that fit the drawing, the best first, each with ``percent`` (rounded to 5),
    ``words`` ("about 30 of 100 runners like this"), ``basis`` and one reason per mark.
``remainder``
    everything else, always there once something is marked.
``chosen``
    the condition whose typical map lies over the drawing, with ``heat`` by region.
``for_symptoms``
    the marks as a case's ``regions``, for the symptom checker.
``inputs``
    everything entered, for `PainMapState.restore` in another copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple, get_args

import traitlets

from hipedu.language import _, inside
from hipedu.model import Layer, Side, Sourced, View
from hipedu.reasoning.assess import order_by_probability, plain_source
from hipedu.reasoning.case import Case, Mark, parse_mark, plain_case
from hipedu.reasoning.evidence_tables import Tables
from hipedu.reasoning.posterior import posterior
from hipedu.state.kept import UNREADABLE, listed
from hipedu.state.undoable import Undoable
from hipedu.state.wording import badge, mark_in_words, of_hundred, runners_of_hundred, to_five

VIEWS: tuple[View, ...] = get_args(View)
LAYERS: tuple[Layer, ...] = get_args(Layer)
MOST_MARKS = 40
SHOWN_FITS = 6


class Arrow(NamedTuple):
    """Pain that moves from one region to another."""

    start: str
    end: str


class Drawing(NamedTuple):
    """Everything that undo takes back."""

    marks: tuple[Mark, ...] = ()
    arrows: tuple[Arrow, ...] = ()


class PainMapState(Undoable[Drawing]):
    """What somebody marked on the body, and what fits it.

    Parameters
    ----------
    tables : Tables
        From `hipedu.reasoning_tables`.
    """

    remembered = "drawing"
    drawing = traitlets.Any()
    looking_at = traitlets.Enum(VIEWS, default_value="front")
    layers = traitlets.Any()
    strength = traitlets.Float(5.0)
    chosen = traitlets.Unicode(None, allow_none=True)

    actions = frozenset({
        "mark", "unmark", "arrow", "remove_arrow", "look", "show_layer", "set_strength",
        "choose", "undo", "redo", "reset", "restore",
    })

    def __init__(self, tables: Tables) -> None:
        super().__init__(Drawing())
        self.tables = tables
        self.layers = frozenset({"skin", "muscle", "bone"})

    # what a page may do ------------------------------------------------------------------

    def mark(
        self, region: str, side: str | None = None, intensity: float | None = None
    ) -> None:
        """Mark a region, or change the mark that is there on that side.

        Raises
        ------
        ValueError
            If the region, side or intensity is not valid.
        """
        wanted = self.strength if intensity is None else intensity
        given = parse_mark(region, {"side": side, "intensity": wanted}, self.tables.knowledge)
        if given is None:  # an intensity of 0 takes the mark away
            self.unmark(region, side)
            return
        if given.side is None:
            raise ValueError(
                _(
                    'Say on which side: mark {region} with side "left", "right" or "both".',
                    region=region,
                )
            )
        kept = [m for m in self.drawing.marks if not _covers(given, m)]
        if len(kept) >= MOST_MARKS:
            raise ValueError(
                _(
                    "There are {most_marks} marks already. Take one away first.",
                    most_marks=MOST_MARKS,
                )
            )
        self._change(self.drawing._replace(marks=(*kept, given)))

    def unmark(self, region: str, side: str | None = None) -> None:
        """Take the marks of a region away, on one side or on all."""
        self._need_region(region)
        kept: list[Mark] = []
        for m in self.drawing.marks:
            if m.region != region or (side and m.side not in (side, "both", "middle")):
                kept.append(m)
            elif side in ("left", "right") and m.side == "both":
                other: Side = "right" if side == "left" else "left"
                kept.append(Mark(region=region, side=other, intensity=m.intensity))
        self._change(self.drawing._replace(marks=tuple(kept)))

    def arrow(self, start: str, end: str) -> None:
        """Say that the pain moves from one region to another."""
        self._need_region(start)
        self._need_region(end)
        if start == end:
            raise ValueError(_("An arrow needs two different places."))
        new = Arrow(start, end)
        if new not in self.drawing.arrows:
            self._change(self.drawing._replace(arrows=(*self.drawing.arrows, new)))

    def remove_arrow(self, start: str, end: str) -> None:
        """Take an arrow away."""
        kept = tuple(a for a in self.drawing.arrows if a != (start, end))
        self._change(self.drawing._replace(arrows=kept))

    def look(self, view: str) -> None:
        """Turn the drawing: front, side or back."""
        if view not in VIEWS:
            raise ValueError(
                _(
                    "There is no view {view}: use {views}.",
                    view=repr(str(view)[:20]), views=', '.join(VIEWS),
                )
            )
        self.looking_at = view

    def show_layer(self, layer: str, shown: bool = True) -> None:
        """Show or hide a layer of the drawing."""
        if layer not in LAYERS:
            raise ValueError(
                _(
                    "There is no layer {layer}: use {layers}.",
                    layer=repr(str(layer)[:20]), layers=', '.join(LAYERS),
                )
            )
        self.layers = self.layers | {layer} if shown else self.layers - {layer}

    def set_strength(self, intensity: float) -> None:
        """Set the strength that the next marks get, from 1 to 10."""
        if isinstance(intensity, bool) or not isinstance(intensity, (int, float)):
            raise ValueError(_("Give the strength as a number from 1 to 10."))
        if not 1 <= intensity <= 10:
            raise ValueError(_("Give the strength as a number from 1 to 10."))
        self.strength = float(intensity)

    def choose(self, condition: str | None = None) -> None:
        """Lay the typical map of a condition over the drawing; None takes it away."""
        if condition is not None and condition not in self.tables.knowledge.presentations:
            raise ValueError(
                _("There is no map for {condition}.", condition=repr(str(condition)[:40]))
            )
        self.chosen = condition

    def reset(self) -> None:
        """Begin with an empty drawing; this can be undone."""
        self.chosen = None
        super().reset()

    def restore(self, inputs: Any) -> None:
        """Take over the ``inputs`` of another copy's view; all of it or nothing.

        Raises
        ------
        ValueError
            If something in it is not valid.
        """
        if not isinstance(inputs, Mapping):
            raise ValueError(_(UNREADABLE))
        kept = PainMapState(self.tables)
        for mark in listed(inputs.get("marks"), MOST_MARKS):
            kept.mark(str(mark.get("region")), mark.get("side"), mark.get("intensity"))
        for arrow in listed(inputs.get("arrows"), MOST_MARKS):
            kept.arrow(str(arrow.get("start")), str(arrow.get("end")))
        kept.look(inputs.get("looking_at", "front"))
        kept.set_strength(inputs.get("strength", 5.0))
        kept.choose(inputs.get("chosen"))
        shown = inputs.get("layers", kept.layers)
        kept.layers = frozenset(layer for layer in LAYERS if layer in shown)
        self.looking_at, self.strength, self.chosen = kept.looking_at, kept.strength, kept.chosen
        self.layers = kept.layers
        self._change(kept.drawing)

    # what follows ------------------------------------------------------------------------

    @property
    def blockers(self) -> list[str]:
        """What is still needed before anything can be said."""
        if self.drawing.marks:
            return []
        return [_("Mark at least one place that hurts. Tap the drawing, or choose it in the list.")]

    def case(self) -> Case:
        """Return the drawing as a case; where an arrow ends is a place that hurts, too."""
        marks = list(self.drawing.marks)
        for arrow in self.drawing.arrows:
            if all(mark.region != arrow.end for mark in marks):
                sides = [m.side for m in marks if m.region == arrow.start]
                marks.append(Mark(region=arrow.end, side=sides[0] if sides else None))
        return Case(marks=tuple(marks))

    def view(self) -> dict[str, Any]:
        """Return everything that the page draws, as plain values."""
        knowledge = self.tables.knowledge
        heat = self._heat()
        marks = self.drawing.marks
        fits = self._fits()
        return {
            "view": self.looking_at,
            "layers": [layer for layer in LAYERS if layer in self.layers],
            "strength": self.strength,
            "regions": [
                {
                    "id": region.id, "name": region.name, "plain_name": region.plain_name,
                    "description": region.description, "views": list(region.views),
                    "paired": region.paired,
                    "marks": [self._plain_mark(m) for m in marks if m.region == region.id],
                    "heat": heat.get(region.id),
                }
                for region in knowledge.regions.values()
            ],
            "marks": [self._plain_mark(mark) for mark in marks],
            "arrows": [
                {"start": a.start, "end": a.end,
                 "text": _("from {start} to {end}", start=self._name(a.start),
                           end=self._name(a.end))}
                for a in self.drawing.arrows
            ],
            "fits": fits,
            "remainder": self._remainder(fits),
            "chosen": self._chosen(heat),
            "for_symptoms": plain_case(self.case())["regions"],
            "inputs": {
                "marks": [asdict(mark) for mark in marks],
                "arrows": [arrow._asdict() for arrow in self.drawing.arrows],
                "looking_at": self.looking_at, "strength": self.strength, "chosen": self.chosen,
                "layers": [layer for layer in LAYERS if layer in self.layers],
            },
            "blockers": self.blockers,
            **self.what_can_be_undone,
            "versions": dict(knowledge.versions),
        }

    def _need_region(self, region: str) -> None:
        parse_mark(region, {}, self.tables.knowledge)

    def _name(self, region: str) -> str:
        return inside(self.tables.knowledge.regions[region].plain_name)

    def _plain_mark(self, mark: Mark) -> dict[str, Any]:
        region = self.tables.knowledge.regions[mark.region]
        return {"region": mark.region, "side": mark.side, "intensity": mark.intensity,
                "text": mark_in_words(mark, region)}

    def _fits(self) -> list[dict[str, Any]]:
        if not self.drawing.marks:
            return []
        case = self.case()
        post = posterior(case, self.tables)
        order = order_by_probability(post, self.tables)[:SHOWN_FITS]
        return [self._fit(self.tables.conditions[i], post.p[i], case) for i in order]

    def _fit(self, condition: str, p: float, case: Case) -> dict[str, Any]:
        record = self.tables.knowledge.conditions.get(condition)
        reasons = [self._reason(condition, region) for region in case.marked_regions]
        reasons.sort(key=lambda line: -float(line["value"]))
        return {
            "condition": condition,
            "name": record.plain_name if record else condition,
            "clinical_name": record.name if record else condition,
            "probability": p,
            "percent": to_five(p),
            "words": runners_of_hundred(p),
            "short": of_hundred(p),
            "reasons": reasons,
            "text": reasons[0]["text"] if reasons else "",
            "basis": reasons[0]["badge"] if reasons else "E",
        }

    def _reason(self, condition: str, region: str) -> dict[str, Any]:
        number = self._pain_number(condition, region)
        count = to_five(number.value)
        told = {"place": self._name(region), "count": count}
        if count < 5:
            text = _("{place}: fewer than 5 of 100 with it mark here", **told)
        elif count > 95:
            text = _("{place}: more than 95 of 100 with it mark here", **told)
        else:
            text = _("{place}: {count} of 100 with it mark here", **told)
        return {
            "region": region, "badge": badge(number.basis), **plain_source(number),
            "text": text,
        }

    def _pain_number(self, condition: str, region: str) -> Sourced:
        presentation = self.tables.knowledge.presentations[condition]
        for pain in presentation.regions:
            if pain.region == region:
                return pain.p
        return presentation.unlisted_region

    def _remainder(self, fits: list[dict[str, Any]]) -> dict[str, Any] | None:
        if not fits:
            return None
        rest = max(1 - sum(fit["probability"] for fit in fits), 0.0)
        return {"name": _("Something else"), "probability": rest, "percent": to_five(rest),
                "words": runners_of_hundred(rest), "short": of_hundred(rest)}

    def _heat(self) -> dict[str, dict[str, Any]]:
        """How many of 100 with the chosen condition hurt in each region."""
        if self.chosen is None:
            return {}
        heat: dict[str, dict[str, Any]] = {}
        for region in self.tables.knowledge.regions:
            number = self._pain_number(self.chosen, region)
            heat[region] = {
                "p": number.value, "words": of_hundred(number.value),
                "badge": badge(number.basis), "reference": number.reference,
            }
        return heat

    def _chosen(self, heat: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
        if self.chosen is None:
            return None
        record = self.tables.knowledge.conditions.get(self.chosen)
        bases = {self._pain_number(self.chosen, region).basis for region in heat}
        return {
            "condition": self.chosen,
            "name": record.plain_name if record else self.chosen,
            "clinical_name": record.name if record else self.chosen,
            "summary": record.summary if record else "",
            "structures": list(record.structures) if record else [],
            "heat": {region: line["p"] for region, line in heat.items()},
            "basis": next((basis for basis in ("expert_estimate", "derived") if basis in bases),
                          "measured"),
        }


def _covers(new: Mark, old: Mark) -> bool:
    """Whether a new mark takes the place of an old one."""
    if new.region != old.region:
        return False
    return new.side == old.side or new.side == "both" or old.side == "both"
