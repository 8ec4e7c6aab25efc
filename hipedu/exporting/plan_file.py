"""A plan as a JSON file that can be opened again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from hipedu.model import Exercise, Programme
from hipedu.rehab.plan_changes import check_plan
from hipedu.rehab.weekly_plan import GENERAL, Item, PlannedRun, PlanRequest, Session, WeekPlan

FORMAT = "hipedu-plan/1"
MOST_BYTES = 200_000
MOST_LOG = 2000


class PlanFileError(ValueError):
    """The file is no plan, or holds something that the programme warns against."""


def plan_json(
    plan: WeekPlan, *, knowledge: str, log: list[dict[str, Any]] | None = None
) -> str:
    """The plan, and what was done of it, as text."""
    held = {
        "format": FORMAT, "knowledge": knowledge, **dataclasses.asdict(plan), "log": log or [],
    }  # fmt: skip
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def read_plan(
    text: str, exercises: Mapping[str, Exercise], programmes: Mapping[str, Programme]
) -> tuple[WeekPlan, list[dict[str, Any]]]:
    """A plan from a file, checked as if it were made now; and its log.

    Raises
    ------
    PlanFileError
        If it cannot be read, or breaks a caution: a file may have been changed by hand, and the
        knowledge base may have learned since.
    """
    if len(text.encode()) > MOST_BYTES:
        raise PlanFileError("That file is far too large for a plan. Choose the .json you exported.")
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT:
            raise PlanFileError(f"That plan is of another format ({str(raw['format'])[:40]}).")
        plan = _plan(raw)
        log = [_entry(each) for each in raw.get("log", [])[:MOST_LOG]]
    except PlanFileError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PlanFileError(
            f"That file is not a plan of hipedu ({type(error).__name__}). "
            "Choose the .json that this page exported."
        ) from None
    programme = programmes.get(plan.request.programme)
    if programme is None and plan.request.programme != GENERAL:
        raise PlanFileError(f'There is no programme "{plan.request.programme[:60]}" any more.')
    try:
        problems = check_plan(plan, exercises, programme)
    except ValueError as error:
        raise PlanFileError(str(error)) from None
    if problems:
        raise PlanFileError(f"The plan was not opened. {problems[0]}")
    return plan, log


def _plan(raw: dict[str, Any]) -> WeekPlan:
    wanted = raw["request"]
    things = wanted["equipment"]
    request = PlanRequest(
        programme=_text(wanted["programme"]), stage=_text(wanted["stage"]),
        days=int(wanted["days"]), minutes=float(wanted["minutes"]),
        equipment=None if things is None else tuple(_text(t) for t in things),
        hurting=tuple(_text(t) for t in wanted["hurting"]),
        allowed=wanted["allowed"] is True, seed=int(wanted["seed"]),
    )  # fmt: skip
    sessions = tuple(Session(_day(s["day"]), _items(s["items"])) for s in raw["sessions"])
    runs = tuple(
        PlannedRun(_day(r["day"]), _text(r["text"]), int(r["minutes_max"]), _items(r["items"]))
        for r in raw["runs"]
    )
    left_out = tuple((_text(name), _text(why)) for name, why in raw["left_out"])
    return WeekPlan(
        request, _text(raw["title"]), sessions, runs, left_out, tuple(map(_text, raw["notes"]))
    )


def _items(raw: list[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(
        Item(_text(i["exercise"]), _text(i["dose"]), float(i["minutes"]), _text(i["why"]))
        for i in raw
    )


def _day(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value <= 6:
        raise ValueError("a day lies from 0 to 6")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value[:1000]


def _entry(raw: dict[str, Any]) -> dict[str, Any]:
    """One line of the log: the day, what was done, and the worst pain."""
    pain = raw.get("pain")
    return {
        "date": _text(raw["date"])[:10],
        "what": _text(raw["what"])[:120],
        "pain": None if pain is None else max(0.0, min(10.0, float(pain))),
        "note": _text(raw.get("note", ""))[:300],
    }
