"""What somebody wants of their week, as one value; the page's state changes it, undo keeps it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from hipedu.api import programme_for
from hipedu.knowledge import Catalogue
from hipedu.language import N_, _
from hipedu.rehab.plan_parts import GENERAL, PlanRequest, WeekPlan
from hipedu.rehab.plan_plain import MOST_NOTE, answers_again, log_again, plain_plan, plan_again
from hipedu.rehab.session_log import LogEntry, plain_entry
from hipedu.rehab.weekly_plan import PHASES, no_plan_now, weekly_plan
from hipedu.state.danger_signs import KNOWN, open_signs

MOST_LOG = 400
MOST_SEED = 10**6
FAR_DAYS = 3660
WISHES = ("programme", "stage", "days", "minutes", "equipment", "hurting", "allowed")
UNFIT = N_("What was kept does not fit this page. Make the week anew.")


class Draft(NamedTuple):
    """Everything that undo takes back. `signs` None: not answered yet."""

    programme: str = GENERAL
    stage: str = "strengthen"
    days: int = 3
    minutes: float = 30.0
    equipment: tuple[str, ...] = ("mini_band", "bench")
    hurting: tuple[str, ...] = ()
    allowed: bool = False
    seed: int = 0
    signs: tuple[str, ...] | None = None
    plan: WeekPlan | None = None
    edited: bool = False
    log: tuple[LogEntry, ...] = ()
    answers: tuple[tuple[str, bool | float], ...] = ()
    note: str = ""
    monday: str = ""
    at: str = "18:00"
    weeks: int = 4


def first_draft(today: dt.date) -> Draft:
    """What a new page begins with: prevention, three days, from the next Monday."""
    return Draft(monday=(today + dt.timedelta(days=-today.weekday() % 7)).isoformat())


def request_of(draft: Draft) -> PlanRequest:
    """The wishes as the planner takes them."""
    return PlanRequest(
        programme=draft.programme, stage=draft.stage, days=draft.days, minutes=draft.minutes,
        equipment=draft.equipment, hurting=draft.hurting, allowed=draft.allowed, seed=draft.seed,
    )  # fmt: skip


def phases_of(programme: str, catalogue: Catalogue) -> dict[str, str]:
    """Ids and names of a programme's phases."""
    known = programme_for(programme, catalogue)
    return {stage.id: stage.name for stage in known.stages} if known else {
        key: _(name) for key, name in PHASES.items()
    }


def with_wish(draft: Draft, name: str, value: Any, catalogue: Catalogue) -> Draft:
    """A draft with one wish changed; the week is not made anew.

    Raises
    ------
    ValueError
        If it cannot be, in words.
    """
    if name == "programme":
        programme = programme_for(str(value), catalogue)
        chosen = programme.id if programme else GENERAL
        if chosen == draft.programme:
            return draft
        stage = programme.stages[0].id if programme else "strengthen"
        return draft._replace(programme=chosen, stage=stage, allowed=False, answers=())
    if name == "stage":
        if not isinstance(value, str) or value not in phases_of(draft.programme, catalogue):
            raise ValueError(_("This goal has no such phase."))
        # leave was given for one phase, not for the next
        return draft if value == draft.stage else draft._replace(stage=value, allowed=False)
    if name in ("equipment", "hurting"):
        words = catalogue.vocabularies["demands" if name == "hurting" else "equipment"]
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(word, str) and word in words for word in value
        ):
            raise ValueError(_("That is not one of the words to choose from."))
        changes: dict[str, Any] = {name: tuple(dict.fromkeys(value))}
        return draft._replace(**changes)
    if name == "allowed":
        return draft._replace(allowed=value is True)
    if name not in ("days", "minutes"):
        raise ValueError(_("The week has no such setting."))
    number = float(value)
    if name == "days" and not 1 <= number <= 7:
        raise ValueError(_("Days a week: choose 1 to 7."))
    if name == "minutes" and not 5 <= number <= 180:
        raise ValueError(_("Minutes a session: choose 5 to 180."))
    changes = {name: int(number) if name == "days" else number}
    return draft._replace(**changes)


def with_signs(draft: Draft, signs: Any) -> Draft:
    """A draft with the danger signs answered: a list, an empty one for none, None to ask again."""
    if signs is None:
        return draft._replace(signs=None)
    if not isinstance(signs, (list, tuple)) or not all(
        isinstance(sign, str) and sign in KNOWN for sign in signs
    ):
        raise ValueError(_("That is not one of the signs."))
    return draft._replace(signs=tuple(sign for sign in KNOWN if sign in signs))


def with_export(draft: Draft, name: str, value: Any, *, today: dt.date) -> Draft:
    """A draft with another note, first Monday, time of day or number of weeks."""
    if name == "note":
        return draft._replace(note=str(value)[:MOST_NOTE])
    if name == "weeks":
        number = float(value)
        if not (math.isfinite(number) and 1 <= number <= 26):
            raise ValueError(_("Weeks: choose 1 to 26."))
        return draft._replace(weeks=int(number))
    try:
        if name == "at":
            clock = dt.time.fromisoformat(str(value)).replace(tzinfo=None)
            return draft._replace(at=f"{clock:%H:%M}")
        day = dt.date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(
            _("That is no date or time: write 2026-11-23, or 18:00.")
        ) from None
    if name != "monday" or abs((day - today).days) > FAR_DAYS:
        raise ValueError(_("The plan can begin within the next ten years."))
    return draft._replace(monday=(day - dt.timedelta(days=day.weekday())).isoformat())


def refusal(draft: Draft, catalogue: Catalogue) -> str | None:
    """Why there is no week for a draft; None if there is one."""
    if draft.signs is None:
        return _("First the danger signs: tick what you have, or say that you have none.")
    if draft.signs:
        return no_plan_now(open_signs(draft.signs, catalogue)[0]["title"])
    programme = programme_for(draft.programme, catalogue)
    if programme and programme.supervised and not draft.allowed:
        return _(
            "With a stress fracture, whoever treats you decides on each phase. The week appears "
            "when they have allowed this one."
        )
    return None


def made(draft: Draft, catalogue: Catalogue) -> Draft:
    """A draft with the planner's own week, or without one while it is refused."""
    if refusal(draft, catalogue) is not None:
        return draft._replace(plan=None, edited=False)
    programme = programme_for(draft.programme, catalogue)
    plan = weekly_plan(request_of(draft), catalogue.exercises, programme)
    return draft._replace(plan=plan, edited=False)


def plain_inputs(draft: Draft) -> dict[str, Any]:
    """What another copy of the page needs to show the same; `draft_again` reads it."""
    return {
        "wish": {
            "programme": draft.programme, "stage": draft.stage, "days": draft.days,
            "minutes": draft.minutes, "equipment": list(draft.equipment),
            "hurting": list(draft.hurting), "allowed": draft.allowed, "seed": draft.seed,
        },
        "signs": None if draft.signs is None else list(draft.signs),
        "plan": plain_plan(draft.plan) if draft.plan and draft.edited else None,
        "log": [plain_entry(entry) for entry in draft.log],
        "answers": dict(draft.answers), "note": draft.note, "monday": draft.monday,
        "at": draft.at, "weeks": draft.weeks,
    }  # fmt: skip


def draft_again(inputs: Any, catalogue: Catalogue, *, today: dt.date) -> Draft:
    """A draft from what another copy of the page kept.

    Raises
    ------
    ValueError
        If it is not what `plain_inputs` gives, or breaks a rule.
    """
    if not isinstance(inputs, Mapping) or not isinstance(inputs.get("wish", {}), Mapping):
        raise ValueError(_(UNFIT))
    wish = inputs.get("wish", {})
    draft = first_draft(today)
    for name in WISHES:
        if name in wish:
            draft = with_wish(draft, name, wish[name], catalogue)
    seed = wish.get("seed", 0)
    if isinstance(seed, bool) or not isinstance(seed, int) or abs(seed) > MOST_SEED:
        raise ValueError(_(UNFIT))
    draft = made(with_signs(draft._replace(seed=seed), inputs.get("signs")), catalogue)
    if (plan := inputs.get("plan")) is not None:
        if not isinstance(plan, Mapping):
            raise ValueError(_(UNFIT))
        again = plan_again(plan, catalogue)
        if again.request != request_of(draft):
            raise ValueError(_(UNFIT))
        draft = draft._replace(plan=again, edited=True)
    log, problems = log_again(inputs.get("log"), catalogue)
    if problems:
        raise ValueError(_(UNFIT))
    for name in ("note", "monday", "at", "weeks"):
        if name in inputs:
            draft = with_export(draft, name, inputs[name], today=today)
    answers = answers_again(inputs.get("answers"), blank_plan(draft), catalogue)
    return draft._replace(log=log[-MOST_LOG:], answers=tuple(sorted(answers.items())))


def blank_plan(draft: Draft) -> WeekPlan:
    """The draft's week, or one without anything in it while there is none."""
    return draft.plan or WeekPlan(request_of(draft), "", (), (), (), ())
