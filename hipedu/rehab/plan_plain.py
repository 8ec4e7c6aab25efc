"""The plain form of a plan and its log, as files and pages carry it; read back under every rule.

It says which exercises stand on which day, with how many sets, repetitions and seconds. Every
text, time and reason is worked out anew on reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from hipedu.language import _
from hipedu.model import Exercise, Programme
from hipedu.rehab.dosing import PARTS, amount_again
from hipedu.rehab.plan_parts import (
    EDITS,
    GENERAL,
    Item,
    PlannedRun,
    PlanRequest,
    Session,
    WeekPlan,
)
from hipedu.rehab.plan_rules import EditRefused, PlanRules, rules_for
from hipedu.rehab.programmes import Answers
from hipedu.rehab.session_log import LogEntry, entry_again
from hipedu.rehab.weekly_plan import weekly_plan

MOST_LOG = 2000
MOST_NOTE = 300


def whole_text(text: str) -> str:
    """A text that can be sent and written: half of a surrogate pair becomes a question mark.

    Examples
    --------
    >>> whole_text("Z\\u00fcrich"), whole_text("a\\ud800b")
    ('Zürich', 'a?b')
    """
    return text.encode("utf-8", "replace").decode("utf-8")


class Known(Protocol):
    """What has to be known to read a plan; a catalogue has it."""

    @property
    def exercises(self) -> Mapping[str, Exercise]:
        """Exercises by id."""

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """Programmes by id."""

    @property
    def vocabularies(self) -> Mapping[str, Mapping[str, str]]:
        """Closed lists of words."""


class PlanFileError(ValueError):
    """The file is no plan, or holds something that the programme warns against."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a file holds: the plan, the log, answers about the goals of the phase, a note.

    `problems` are sentences about what could not be read and was left out.
    """

    plan: WeekPlan
    log: tuple[LogEntry, ...] = ()
    answers: Answers = field(default_factory=dict)
    note: str = ""
    problems: tuple[str, ...] = ()


def plain_plan(plan: WeekPlan) -> dict[str, Any]:
    """The part of a plan that somebody decides, ready for JSON; `plan_again` reads it."""
    request = plan.request
    return {
        "request": {
            "programme": request.programme, "stage": request.stage, "days": request.days,
            "minutes": request.minutes,
            "equipment": None if request.equipment is None else list(request.equipment),
            "hurting": list(request.hurting), "allowed": request.allowed, "seed": request.seed,
        },
        "sessions": [
            {"day": session.day, "items": [_plain_item(item) for item in session.items]}
            for session in plan.sessions
        ],
        "runs": [
            {"day": run.day, "items": [_plain_item(item) for item in run.items]}
            for run in plan.runs
        ],
    }  # fmt: skip


def _plain_item(item: Item) -> dict[str, Any]:
    plain: dict[str, Any] = {"exercise": item.exercise, "dose": item.dose}
    for part in PARTS:
        if (value := getattr(item.amount, part)) is not None:
            plain[part] = value
    if item.edits:
        plain["edits"] = list(item.edits)
    if item.instead_of:
        plain["instead_of"] = item.instead_of
    return plain


def plan_again(raw: Mapping[str, Any], known: Known) -> WeekPlan:
    """A plan from its plain form.

    Raises
    ------
    PlanFileError
        If a part is missing or of the wrong kind, or a rule is broken.
    """
    try:
        request = _request(raw["request"], known)
        programme = known.programmes.get(request.programme)
        made = weekly_plan(request, known.exercises, programme)
        rules = rules_for(request, known.exercises, programme)
        sessions = tuple(
            Session(_day(s["day"]), tuple(_item(i, rules) for i in _list(s["items"], 30)))
            for s in _list(raw["sessions"], 7)
        )
        runs = tuple(
            PlannedRun(_day(r["day"]), "", 0, tuple(_item(i, rules) for i in _list(r["items"], 5)))
            for r in _list(raw["runs"], 7)
        )
        plan = WeekPlan(request, made.title, sessions, runs, made.left_out, made.notes)
        if problems := rules.problems(plan):
            raise PlanFileError(_("The plan was not opened. {why}", why=problems[0]))
        return rules.tidied(plan)
    except PlanFileError:
        raise
    except EditRefused as error:
        raise PlanFileError(_("The plan was not opened. {why}", why=error)) from None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        words = (
            str(error) if isinstance(error, ValueError)
            else _("the part {name} is missing", name=error)
        )
        raise PlanFileError(
            _(
                "The plan in that file is damaged ({why}). Save it once more, or make it anew.",
                why=words[:120],
            )
        ) from None


def _request(wanted: Mapping[str, Any], known: Known) -> PlanRequest:
    name, things, hurting = wanted["programme"], wanted["equipment"], wanted["hurting"]
    if name != GENERAL and name not in known.programmes:
        raise PlanFileError(
            _("There is no programme “{name}” any more.", name=str(name)[:60])
        )
    stage = wanted["stage"]
    if name == GENERAL and stage not in ("strengthen", "return"):
        raise ValueError(_("prevention has no such phase"))
    for count in (wanted["days"], wanted["seed"]):
        if not isinstance(count, int) or isinstance(count, bool) or abs(count) > 10**6:
            raise ValueError(_("a number was expected"))
    return PlanRequest(
        programme=name, stage=str(stage), days=wanted["days"], minutes=float(wanted["minutes"]),
        equipment=None if things is None else _words(things, known, "equipment"),
        hurting=_words(hurting, known, "demands"),
        allowed=wanted["allowed"] is True, seed=wanted["seed"],
    )  # fmt: skip


def _words(given: Any, known: Known, name: str) -> tuple[str, ...]:
    words = _list(given, 60)
    for word in words:
        if word not in known.vocabularies[name]:
            raise ValueError(_("“{word}” is not one of its words", word=str(word)[:40]))
    return tuple(words)


def _item(raw: Mapping[str, Any], rules: PlanRules) -> Item:
    name = raw["exercise"]
    if not isinstance(name, str):
        raise TypeError("exercise")
    if (why := rules.refusal(name)) is not None:
        raise EditRefused(why)
    edits = tuple(word for word in EDITS if word in _list(raw.get("edits") or [], 9))
    instead = raw.get("instead_of") or ""
    amount = amount_again(raw, rules.found[name].amount)
    return Item(name, "", 0, "", amount, edits, instead if instead in rules.exercises else "")


def _day(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 6:
        raise ValueError(_("a day lies from 0 to 6"))
    return value


def _list(value: Any, most: int) -> Sequence[Any]:
    if not isinstance(value, (list, tuple)) or len(value) > most:
        raise ValueError(_("a list has the wrong kind or length"))
    return value


def log_again(raw: Any, known: Known) -> tuple[tuple[LogEntry, ...], list[str]]:
    """The log of a file, and sentences about lines that could not be read."""
    if raw is None:
        return (), []
    if not isinstance(raw, list):
        return (), [_("The log in that file is damaged and was left out.")]
    found, problems = [], []
    for number, line in enumerate(raw[:MOST_LOG], 1):
        try:
            entry = entry_again(line, known.exercises)
            found.append(replace(entry, note=whole_text(entry.note)))
        except (ValueError, TypeError, AttributeError, OverflowError) as error:
            problems.append(
                _(
                    "Line {number} of the log was left out: {why}", number=number,
                    why=str(error)[:120],
                )
            )
    if len(raw) > MOST_LOG:
        problems.append(_("Only the first {n} lines of the log were read.", n=MOST_LOG))
    return tuple(sorted(found, key=lambda entry: entry.date)), problems


def answers_again(raw: Any, plan: WeekPlan, known: Known) -> dict[str, bool | float]:
    """Answers about goals of the plan's programme; anything else is left out."""
    programme = known.programmes.get(plan.request.programme)
    if programme is None or not isinstance(raw, Mapping):
        return {}
    checks = {c.id: c for stage in programme.stages for c in (*stage.entry, *stage.exit)}
    found: dict[str, bool | float] = {}
    for name, value in raw.items():
        check = checks.get(name)
        if check is None:
            continue
        if check.measure is None and isinstance(value, bool):
            found[name] = value
        elif (
            check.measure is not None and isinstance(value, (int, float))
            and not isinstance(value, bool) and 0 <= value <= 10_000
        ):  # fmt: skip
            found[name] = float(value)
    return found
