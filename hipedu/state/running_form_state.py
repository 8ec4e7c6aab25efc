"""The sliders of running form and what each changes at the hip.

`RunningFormState.view()` holds ``controls`` (each slider with its bounds), ``own``, ``reading``
(step length, steps, relative loads with their ranges), ``parts`` (for each control the published
effects that apply to the change made), ``advice`` (step rates worth trying), ``article`` (the
claim of 170 to 180 examined), ``figures``, ``references``, ``can_undo``, ``can_redo`` and
``inputs`` for `restore`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import traitlets

from hipedu.knowledge import Catalogue
from hipedu.knowledge.texts import key_in_words
from hipedu.language import N_, _
from hipedu.language.numbers import decimal, grouped
from hipedu.model import FormEffect, LoadingModel
from hipedu.state.tissue_view import sourced_row
from hipedu.state.undoable import Undoable
from hipedu.training.running_form import (
    GRAVITY_M_PER_S2,
    Form,
    advised_cadence,
    article_claim,
    form_reading,
)
from hipedu.training.tissue_sessions import Range, tissue_model

ARTICLE_CLAIMS = ("claim_056", "claim_057")
"""What the article says of 170 to 180 steps a minute."""
VERDICTS = {
    "supported": N_("supported"), "partly": N_("partly supported"), "contested": N_("contested"),
    "outdated": N_("outdated"), "unsupported": N_("unsupported"),
}  # fmt: skip


class Sliders(NamedTuple):
    """Everything that undo takes back; `width_percent` and `mass_kg` change words only."""

    own_cadence: float = 164.0
    own_speed: float = 10.0
    cadence: float = 164.0
    speed: float = 10.0
    slope: float = 0.0
    width_percent: float = 0.0
    mass_kg: float | None = None


CONTROLS: tuple[dict[str, Any], ...] = (
    {"id": "own_cadence", "name": N_("Your steps a minute now"), "unit": N_("a minute"), "low": 130,
     "high": 210, "step": 1, "group": "own"},
    {"id": "own_speed", "name": N_("Your easy speed now"), "unit": "km/h", "low": 6, "high": 18,
     "step": 0.5, "group": "own"},
    {"id": "cadence", "name": N_("Steps a minute"), "unit": N_("a minute"), "low": 130, "high": 210,
     "step": 1, "group": "try"},
    {"id": "speed", "name": N_("Speed"), "unit": "km/h", "low": 6, "high": 18, "step": 0.5,
     "group": "try"},
    {"id": "slope", "name": N_("Slope, up is plus"), "unit": "°", "low": -10, "high": 10, "step": 1,
     "group": "try"},
    {"id": "width_percent", "name": N_("Step width against yours"), "unit": "%", "low": -50,
     "high": 50, "step": 10, "group": "try"},
    {"id": "mass_kg", "name": N_("Body mass, if you like"), "unit": "kg", "low": 30, "high": 160,
     "step": 1, "group": "mass", "optional": True},
)  # fmt: skip
SCOPES = {
    "per_step": N_("per step"), "per_km": N_("per km"), "angle": N_("angle"),
    "muscle": N_("muscle"), "ground": N_("ground"), "injury": N_("injury"),
}  # fmt: skip
_BOUNDS = {control["id"]: control for control in CONTROLS}
_PARTS: tuple[tuple[str, str], ...] = (
    ("cadence", "cadence"), ("speed", "speed"), ("slope", "slope"),
    ("step_width", "width_percent"), ("body_mass", "mass_kg"), ("foot_strike", ""),
)  # fmt: skip


class RunningFormState(Undoable[Sliders]):
    """How somebody runs, and how they might.

    Parameters
    ----------
    catalogue : Catalogue
        Loading models and references.
    draw : mapping, optional
        Figures ``cadence`` and ``speed`` by name.
    """

    remembered = "sliders"
    sliders = traitlets.Any()
    actions = frozenset({"set_value", "try_advice", "undo", "redo", "reset", "restore"})

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        draw: Mapping[str, Callable[..., dict[str, Any]]] | None = None,
    ) -> None:
        super().__init__(Sliders())
        self.catalogue = catalogue
        self.model = tissue_model(catalogue.loading_models)
        self._draw = dict(draw or {})

    def set_value(self, name: str, value: float | None) -> None:
        """Move a slider.

        Raises
        ------
        ValueError
            If there is none of that name or the value lies outside its bounds.
        """
        self._change(self._with(self.sliders, name, value))

    def try_advice(self, percent: float) -> None:
        """Set the step rate so many percent above the own one, at the own speed.

        Raises
        ------
        ValueError
            Outside -10 to 15 percent.
        """
        if not -10 <= float(percent) <= 15:
            raise ValueError(_("Try between 10 percent less and 15 percent more."))
        now: Sliders = self.sliders
        rate = min(210.0, max(130.0, float(round(now.own_cadence * (1 + percent / 100)))))
        self._change(now._replace(cadence=rate, speed=now.own_speed))

    def restore(self, inputs: Any) -> None:
        """Take over the ``inputs`` of another copy's view; all of it or nothing.

        Raises
        ------
        ValueError
            If they are not what a view holds.
        """
        if not isinstance(inputs, Mapping) or not set(inputs) <= set(Sliders._fields):
            raise ValueError(_("What was kept does not fit this page. Set the sliders anew."))
        made = Sliders()
        for name, value in inputs.items():
            made = self._with(made, name, value)
        self._change(made)

    def _with(self, sliders: Sliders, name: str, value: float | None) -> Sliders:
        control = _BOUNDS.get(name)
        if control is None:
            raise ValueError(_("There is no such slider on this page."))
        if value is None:
            if not control.get("optional"):
                raise ValueError(_("{name}: enter a number.", name=_(control["name"])))
            return sliders._replace(mass_kg=None)
        number = float(value)
        if not (math.isfinite(number) and control["low"] <= number <= control["high"]):
            raise ValueError(
                _(
                    "{name}: enter {low} to {high} {unit}.",
                    name=_(control["name"]), low=control["low"], high=control["high"],
                    unit=_(control["unit"]),
                )
            )
        changes = {name: number}
        # who has not tried anything yet sees the trial follow the own way of running
        twin = {"own_cadence": "cadence", "own_speed": "speed"}.get(name)
        if twin and getattr(sliders, twin) == getattr(sliders, name):
            changes[twin] = number
        return sliders._replace(**changes)

    @property
    def own(self) -> Form:
        """The usual way of running."""
        return Form(cadence_spm=self.sliders.own_cadence, speed_km_per_h=self.sliders.own_speed)

    @property
    def tried(self) -> Form:
        """The way on the sliders."""
        now: Sliders = self.sliders
        return Form(
            cadence_spm=now.cadence, speed_km_per_h=now.speed, slope_degrees=now.slope
        )

    def view(self) -> dict[str, Any]:
        """Everything the page shows, ready for JSON (see the top of this module)."""
        now: Sliders = self.sliders
        own, tried = form_reading(self.own, self.own, self.model), form_reading(
            self.tried, self.own, self.model
        )
        models = self.catalogue.loading_models
        limits = models["cadence"].parameters or {}
        advice_percent = (limits["advice_low"].value, limits["advice_high"].value)
        advice = advised_cadence(
            now.own_cadence, low_percent=advice_percent[0], high_percent=advice_percent[1]
        )
        parts = [self._part(models[id_], field) for id_, field in _PARTS]
        keys = {row["reference"] for part in parts for row in part["effects"]} - {None}
        keys |= {row["reference"] for part in parts for row in part["parameters"]} - {None}
        claims = [
            self.catalogue.claims[id_] for id_ in ARTICLE_CLAIMS if id_ in self.catalogue.claims
        ]
        keys |= {key for claim in claims for key in claim.references}
        return {
            "controls": [
                {**control, "name": _(control["name"]), "unit": _(control["unit"]),
                 "value": getattr(now, control["id"])}
                for control in CONTROLS
            ],
            "reading": {
                "rows": _rows(own, tried, now),
                "sentence": _sentence(now, tried),
                "beyond": not 6 <= now.speed <= 12,
            },
            "parts": parts,
            "advice": {"low": advice[0], "high": advice[1], "percent": list(advice_percent)},
            "article": {
                "claim": _(
                    "Aim for {low} to {high} steps a minute.",
                    low=decimal(limits["article_low"].value, 0),
                    high=decimal(limits["article_high"].value, 0),
                ),
                "verdict": _("No study supports one number for everybody."),
                "you": article_claim(
                    now.own_cadence, low_spm=limits["article_low"].value,
                    high_spm=limits["article_high"].value, advice=advice_percent,
                ),
                "why": _(
                    "Leg length, speed and habit set a runner's step rate: the same runner takes "
                    "more steps when running faster. What was tested is a change from the own "
                    "rate."
                ),
                "claims": [
                    {"says": claim.says, "verdict": _(VERDICTS[claim.verdict]),
                     "kind": claim.verdict, "better": claim.better,
                     "basis": claim.basis, "checked": claim.checked,
                     "references": list(claim.references)}
                    for claim in claims
                ],
            },
            "figures": self._figures(advice),
            "references": {
                key: {"citation": record.citation, "doi": record.doi, "url": record.url}
                for key, record in self.catalogue.references.items() if key in keys
            },
            **self.what_can_be_undone,
            "inputs": now._asdict(),
        }  # fmt: skip

    def _figures(self, advice: tuple[int, int]) -> dict[str, Any]:
        made = {}
        if "cadence" in self._draw:
            made["cadence"] = self._draw["cadence"](
                self.own, self.tried, self.model, advice=advice
            )
        if "speed" in self._draw:
            made["speed"] = self._draw["speed"](self.own, self.tried, self.model)
        return made

    def _part(self, model: LoadingModel, field: str) -> dict[str, Any]:
        change = self._amount(field)
        return {
            "id": model.id,
            "name": model.name,
            "summary": model.summary,
            "change": None if change is None else round(change, 1),
            "unit": model.unit,
            "effects": [_effect(effect, change) for effect in model.effects],
            "parameters": [
                sourced_row(key_in_words(name), value)
                for name, value in (model.parameters or {}).items()
            ],
            "caveats": list(model.caveats),
        }

    def _amount(self, field: str) -> float | None:
        """How far a control is from the own way, in the unit of its record."""
        now: Sliders = self.sliders
        if field == "cadence":
            return 100 * (now.cadence / now.own_cadence - 1)
        if field == "speed":
            return now.speed - now.own_speed
        if field == "slope":
            return now.slope
        if field == "width_percent":
            return now.width_percent
        return None


def _effect(effect: FormEffect, change: float | None) -> dict[str, Any]:
    size = effect.size
    return {
        "text": effect.text,
        "scope": _(SCOPES[effect.scope]),
        "direction": effect.direction,
        "applies": bool(change) and effect.applies(change or 0.0)
        and not (effect.above is None and effect.up_to is None),
        "always": effect.above is None and effect.up_to is None,
        "size": sourced_row("", size) if size is not None else None,
        "basis": effect.basis,
        "reference": effect.reference,
        "checked": effect.checked,
        "population": effect.population,
    }


def _times(value: Range) -> list[float]:
    return [round(part, 2) for part in value]


def _rows(own: Any, tried: Any, now: Sliders) -> list[dict[str, Any]]:
    """Own way, tried way and the ratio, one row each."""
    rows: list[dict[str, Any]] = [
        {"name": _("Step length"), "unit": "m", "own": round(own.step_length_m, 2),
         "now": round(tried.step_length_m, 2), "basis": "derived"},
        {"name": _("Steps in a kilometre"), "unit": "", "own": round(own.steps_per_km),
         "now": round(tried.steps_per_km), "basis": "derived"},
        {"name": _("Loads of each leg in a kilometre"), "unit": "",
         "own": round(own.loads_per_leg_per_km), "now": round(tried.loads_per_leg_per_km),
         "basis": "derived"},
        {"name": _("Hip load of a step"), "unit": _("× yours"), "own": 1.0,
         "now": _times(tried.load_per_step), "basis": "illustrative"},
        {"name": _("Hip load of a kilometre, added up"), "unit": _("× yours"), "own": 1.0,
         "now": _times(tried.push_per_km), "basis": "illustrative"},
        {"name": _("Bone damage of a kilometre (model)"), "unit": _("× yours"), "own": 1.0,
         "now": _times(tried.damage_per_km["bone"]), "basis": "illustrative"},
        {"name": _("Tendon damage of a kilometre (model)"), "unit": _("× yours"), "own": 1.0,
         "now": _times(tried.damage_per_km["tendon"]), "basis": "illustrative"},
    ]  # fmt: skip
    if now.mass_kg is not None:
        rows.append(
            {"name": _("One body weight as a force"), "unit": "N", "own":
             round(now.mass_kg * GRAVITY_M_PER_S2), "now": round(now.mass_kg * GRAVITY_M_PER_S2),
             "basis": "derived"}
        )  # fmt: skip
    return rows


def _sentence(now: Sliders, tried: Any) -> str:
    bone = tried.damage_per_km["bone"]
    steps = round(tried.steps_per_km)
    start = _(
        "{steps} steps in a kilometre, each {metres} m long.",
        steps=grouped(steps), metres=decimal(tried.step_length_m, 2),
    )  # fmt: skip
    same = (now.cadence, now.speed, now.slope) == (now.own_cadence, now.own_speed, 0.0)
    if same:
        told = _("That is you now: move a slider under Try.")
    elif bone.high <= 1:
        told = _("In this model a kilometre is gentler than yours, whatever is assumed.")
    elif bone.low >= 1:
        told = _("In this model a kilometre is harder than yours, whatever is assumed.")
    else:
        told = _("Whether a kilometre is gentler or harder than yours, the model cannot say.")
    return f"{start} {told}"
