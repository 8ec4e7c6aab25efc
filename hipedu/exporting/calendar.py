"""A plan as a calendar file (RFC 5545) that phones and computers import."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping

from hipedu.language import _
from hipedu.language.numbers import weekday
from hipedu.model import Exercise
from hipedu.rehab.weekly_plan import WeekPlan

NAMESPACE = "plan.hipedu"


def next_monday(today: dt.date) -> dt.date:
    """The Monday on which a plan begins.

    Examples
    --------
    >>> next_monday(dt.date(2026, 11, 23)), next_monday(dt.date(2026, 11, 24))
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 30))
    """
    return today + dt.timedelta(days=-today.weekday() % 7)


def plan_calendar(
    plan: WeekPlan,
    exercises: Mapping[str, Exercise],
    *,
    monday: dt.date,
    weeks: int = 4,
    at: dt.time = dt.time(18, 0),
    note: str = "",
) -> bytes:
    """Every session and run as an event that repeats each week.

    Parameters
    ----------
    monday : date
        First day of the first week; another weekday is an error.
    weeks : int
        How often the week repeats [1 to 26].
    at : time
        When a day's session begins. It is local time without a zone: six in the evening stays
        six in the evening wherever the calendar is.
    note : str
        What the person wants to read in every entry.

    Returns
    -------
    bytes
        The file. An event's id depends on the programme, the phase and which session of the
        week it is, so importing a changed plan changes the events and does not double them.

    Raises
    ------
    ValueError
        If `monday` is no Monday, or `weeks` is out of range.
    """
    from icalendar import Calendar, Event, vText

    if monday.weekday() != 0:
        raise ValueError(
            _(
                "{date} is a {day}: a plan begins on a Monday.", date=monday.isoformat(),
                day=weekday(monday),
            )
        )
    if not 1 <= weeks <= 26:
        raise ValueError(_("{n} weeks: choose 1 to 26.", n=weeks))
    title_of = " ".join(plan.title.split())  # one line: some calendars break at a second
    calendar = Calendar()
    calendar.add("prodid", "-//hipedu//weekly plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(f"hipedu: {title_of}"))
    stamp = dt.datetime.combine(monday, dt.time(), tzinfo=dt.UTC)  # no clock: same plan, same file
    entries = [
        (
            session.day, "strength", _("Exercises: {title}", title=title_of),
            max(5, round(session.minutes)),
            "\n".join(
                f"{exercises[item.exercise].name}: {item.dose}" for item in session.items
            ),
        )
        for session in plan.sessions
    ]
    for run in plan.runs:
        inside = [f"{exercises[item.exercise].name}: {item.dose}" for item in run.items]
        entries.append(
            (
                run.day, "run", _("Run: {title}", title=title_of), run.minutes_max,
                "\n".join([run.text, *inside]),
            )
        )
    start_of: dict[int, dt.datetime] = {}
    counted: Counter[str] = Counter()
    for day, kind, title, minutes, text in sorted(entries, key=lambda each: (each[0], each[1])):
        start = start_of.get(day, dt.datetime.combine(monday + dt.timedelta(days=day), at))
        end = start + dt.timedelta(minutes=minutes)
        start_of[day] = end  # a run on a day of exercises comes before or after, never at once
        event = Event()
        counted[kind] += 1
        event.add("uid", _uid(plan, counted[kind], kind))
        event.add("dtstamp", stamp)
        event.add("dtstart", start)
        event.add("dtend", end)
        event.add("summary", title)
        parts = [text, note, _("For learning, not medical advice. Pain overrules it.")]
        event.add("description", "\n\n".join(part for part in parts if part))
        if weeks > 1:
            event.add("rrule", {"freq": "weekly", "count": weeks})
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _uid(plan: WeekPlan, number: int, kind: str) -> str:
    request = plan.request
    text = f"{request.programme}/{request.stage}/{number}/{kind}"
    return f"{hashlib.sha256(text.encode()).hexdigest()[:24]}@{NAMESPACE}"
