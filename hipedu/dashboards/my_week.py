"""My week: exercises and running for one person."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from hipedu.api import load_catalogue
from hipedu.figures.exercise_picture import kept_spec, pictures, still_spec
from hipedu.language import _
from hipedu.state.my_week_state import MyWeekState
from hipedu.state.my_week_view import week_content
from hipedu.widgets.drawn_page import DrawnPage
from hipedu.widgets.page import FileMade

KINDS = {
    "ics": "text/calendar", "pdf": "application/pdf", "csv": "text/csv",
    "json": "application/json", "log": "text/csv",
}  # fmt: skip


def make_file(state: MyWeekState, kind: str) -> FileMade:
    """The person's week as a calendar, a sheet to print, a table, or a file that opens again.

    Raises
    ------
    ValueError
        If there is no such kind, or no week now.
    """
    if kind not in KINDS:
        raise ValueError(_("There is no such kind of file."))
    catalogue, draft = state.catalogue, state.draft
    if kind == "log":
        from hipedu.exporting.table_csv import log_csv

        content = log_csv(draft.log, catalogue.exercises).encode("utf-8-sig")
        return FileMade("hipedu-log.csv", KINDS[kind], content)
    held = state.held()
    plan = held.plan
    if kind == "ics":
        from hipedu.exporting.calendar import plan_calendar

        content = plan_calendar(
            plan, catalogue.exercises, monday=dt.date.fromisoformat(draft.monday),
            weeks=draft.weeks, at=dt.time.fromisoformat(draft.at), note=held.note,
        )  # fmt: skip
    elif kind == "pdf":
        from hipedu.exporting.plan_pdf import plan_pdf

        content = plan_pdf(
            plan, catalogue.exercises, state.programme, knowledge=catalogue.version,
            drawing=pictures(catalogue), note=held.note,
            pain=catalogue.prevention_topic("pain").pain,
            ladder=catalogue.running_ladder("walk_run"),
        )  # fmt: skip
    elif kind == "csv":
        from hipedu.exporting.table_csv import plan_csv

        content = plan_csv(plan, catalogue.exercises, note=held.note).encode("utf-8-sig")
    else:
        from hipedu.exporting.plan_file import plan_json

        content = plan_json(held, catalogue).encode()
    return FileMade(f"hipedu-{draft.programme}-{draft.stage}.{kind}", KINDS[kind], content)


def build() -> DrawnPage:
    """Return the page's widget; its `state` holds the wishes, the week and the log."""
    from hipedu.exporting.plan_file import read_plan

    catalogue = load_catalogue()
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()

    def draw(name: str, whole: bool) -> dict[str, Any] | None:
        drawing = catalogue.drawings.get(name)
        if drawing is None:
            return None
        return kept_spec(drawing) if whole else still_spec(drawing)

    state = MyWeekState(
        catalogue, today=today, read=lambda content: read_plan(content, catalogue)
    )
    return DrawnPage(
        state, page="my_week", content=week_content(catalogue), draw=draw,
        files={kind: partial(make_file, state, kind) for kind in KINDS},
    )  # fmt: skip


def warm() -> None:
    """Make every drawing once, so that a forked kernel finds them made."""
    for drawing in load_catalogue().drawings.values():
        kept_spec(drawing)
