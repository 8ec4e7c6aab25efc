"""What was done, how much it hurt, and what that means for the next session."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hipedu.language import _, ngettext
from hipedu.model.ladder import RunningLadder
from hipedu.model.programme import PainRuleNumbers
from hipedu.rehab.pain_monitoring import Colour, Light, pain_light
from hipedu.rehab.return_to_run import Move, next_rung, rungs

Kind = Literal["exercises", "run"]
Morning = Literal["usual", "worse"]
KINDS = ("exercises", "run")
MORNINGS = ("usual", "worse")
MOST_DONE = 30
MOST_SETS = 20
MOST_NOTE = 300
RANK: dict[Colour, int] = {"green": 0, "amber": 1, "red": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One session that was done.

    Parameters
    ----------
    date : date
        The day.
    kind : {"exercises", "run"}
        What it was.
    done : tuple of (str, int)
        Exercises with the sets that were done; empty for a run.
    during : float
        Pain at its worst [0 to 10].
    morning : {"usual", "worse"} or None
        The next morning; None: not known yet.
    settled : bool or None
        Whether pain was back to usual within the time of the programme; None: not said.
    warning : bool
        A warning of the programme came: a limp, night pain, catching, spreading.
    note : str
        Anything, for the person alone.
    """

    date: dt.date
    kind: Kind
    done: tuple[tuple[str, int], ...] = ()
    during: float
    morning: Morning | None = None
    settled: bool | None = None
    warning: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.during) and 0 <= self.during <= 10):
            raise ValueError(_("Pain lies from 0 (none) to 10 (the worst you can think of)."))
        if self.kind not in KINDS or self.morning not in (None, *MORNINGS):
            raise ValueError(
                _("A session is exercises or a run; a morning is as usual or worse.")
            )


def entry_light(
    entry: LogEntry, rule: PainRuleNumbers, *, red_flags: Sequence[str] = (),
    bone_possible: bool = False,
) -> Light:
    """The traffic light of one session (see `pain_light`)."""
    return pain_light(
        rule, during=entry.during, settled=entry.settled, warning=entry.warning,
        next_morning_worse=None if entry.morning is None else entry.morning == "worse",
        red_flags=red_flags, bone_possible=bone_possible,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next time.

    `change` is what becomes of the dose: ``more`` is allowed only after two clean sessions.
    `ask_morning` holds the date whose morning after is not known yet.
    """

    colour: Colour
    headline: str
    sentences: tuple[str, ...]
    change: Literal["more", "same", "less", "stop"]
    ask_morning: dt.date | None


def next_session(
    entries: Sequence[LogEntry], rule: PainRuleNumbers, ladder: RunningLadder, *, today: dt.date,
    red_flags: Sequence[str] = (), bone_possible: bool = False,
) -> Advice | None:
    """What the log says about the next session; None while it is empty.

    Parameters
    ----------
    entries : sequence of LogEntry
        In any order.
    rule : PainRuleNumbers
        The limits of the programme.
    ladder : RunningLadder
        So many green sessions in a row before something is added as it has clean repeats.
    today : date
        A morning that has passed is asked for.

    Raises
    ------
    Refused
        While a danger sign is open.

    Notes
    -----
    The last day with an entry decides, and on that day the worst light. A day with an unknown
    morning can be red already; it cannot be clean yet.
    """
    if not entries:
        return None
    days = sorted({entry.date for entry in entries})
    lights = {
        day: max(
            (
                entry_light(e, rule, red_flags=red_flags, bone_possible=bone_possible)
                for e in entries if e.date == day
            ),
            key=lambda light: RANK[light.colour],
        )
        for day in days
    }  # fmt: skip
    unknown = {e.date for e in entries if e.morning is None}
    last = days[-1]
    light = lights[last]
    clean, wanted = 0, int(ladder.clean_repeats.value)
    for day in reversed(days):
        if lights[day].colour != "green" or day in unknown:
            break
        clean += 1
    ask = last if last in unknown and today > last else None
    says = [light.meaning, *light.reasons]
    bone = bone_possible or rule.kind == "bone"
    change: Literal["more", "same", "less", "stop"]
    if light.colour == "red":
        change = "stop" if bone else "less"
        headline = (
            _("Stop, and be seen") if bone else _("Next time: a third to a half less")
        )
    elif light.colour == "amber":
        change = "same"
        headline = _("Next time: the same again, nothing added")
    elif clean >= wanted and not bone:
        change = "more"
        headline = _("Next time: a little more is all right")
        says.append(
            _("The last {n} sessions were green. Change one thing only.", n=clean)
        )
    else:
        change = "same"
        headline = _("Next time: go on as planned")
        if last not in unknown:
            says.append(
                ngettext(
                    "After {n} green session you may add a little.",
                    "After {n} green sessions in a row you may add a little.",
                    wanted,
                )
            )
    return Advice(light.colour, headline, tuple(says), change, ask)


def ladder_step(
    entries: Sequence[LogEntry], rule: PainRuleNumbers, ladder: RunningLadder, *,
    bone_possible: bool = False,
) -> Move:
    """Where the logged runs lead on the walk-run ladder, from its first step.

    Notes
    -----
    A run whose next morning is not known yet does not count as clean.
    """
    bone = bone_possible or rule.kind == "bone"
    number, colours = 1, []
    for entry in sorted((e for e in entries if e.kind == "run"), key=lambda e: e.date):
        colour = entry_light(entry, rule, bone_possible=bone_possible).colour
        if colour == "green" and entry.morning is None:
            continue
        colours.append(colour)
        move = next_rung(ladder, number, tuple(colours), bone=bone)
        if move.rung.number != number:
            number, colours = move.rung.number, []
    if not colours:
        rest = int(ladder.rest_green_h.value)
        return Move(rungs(ladder)[number - 1], "stay", _("Do this step next."), rest)
    return next_rung(ladder, number, tuple(colours), bone=bone)


def entry_again(raw: Mapping[str, Any], known: Mapping[str, object]) -> LogEntry:
    """An entry from its plain form, checked.

    Parameters
    ----------
    known : mapping
        Exercises by id; what is not among them is left out.

    Raises
    ------
    ValueError
        If a value is not possible.
    """
    done = raw.get("done") or ()
    if not isinstance(done, (list, tuple)) or len(done) > MOST_DONE:
        raise ValueError(_("That list of exercises cannot be read."))
    kept = []
    for pair in done:
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise ValueError(_("That list of exercises cannot be read."))
        name, sets = pair
        if not isinstance(sets, int) or isinstance(sets, bool) or not 0 <= sets <= MOST_SETS:
            raise ValueError(_("Sets lie from 0 to {most}.", most=MOST_SETS))
        if isinstance(name, str) and name in known and sets:
            kept.append((name, sets))
    during, settled = raw.get("during"), raw.get("settled")
    if isinstance(during, bool) or not isinstance(during, (int, float)):
        raise ValueError(_("Say how much it hurt, from 0 to 10."))
    if settled is not None and not isinstance(settled, bool):
        raise ValueError(_("Settled is yes or no."))
    date, note = raw.get("date"), raw.get("note") or ""
    if not isinstance(date, str) or not isinstance(note, str):
        raise ValueError(_("A session has a date, written as 2026-11-23."))
    return LogEntry(
        date=dt.date.fromisoformat(date), kind=raw.get("kind", "exercises"), done=tuple(kept),
        during=float(during), morning=raw.get("morning"), settled=settled,
        warning=raw.get("warning") is True, note=note[:MOST_NOTE],
    )  # fmt: skip


def plain_entry(entry: LogEntry) -> dict[str, Any]:
    """An entry ready for JSON; `entry_again` reads it."""
    return {
        "date": entry.date.isoformat(), "kind": entry.kind,
        "done": [list(pair) for pair in entry.done], "during": entry.during,
        "morning": entry.morning, "settled": entry.settled, "warning": entry.warning,
        "note": entry.note,
    }  # fmt: skip
