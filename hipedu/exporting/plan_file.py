"""A plan as a JSON file that can be opened again, with the log of what was done.

A file says which exercises stand on which day, with how many sets, repetitions and seconds. All
its sentences are for human readers only: on opening, every text, time and reason is worked out
anew, and every rule is checked, so that a file that was changed by hand, or made with an older
knowledge base, cannot bring in what a condition warns against.
"""

from __future__ import annotations

import json

from hipedu.knowledge import Catalogue
from hipedu.language import _
from hipedu.rehab.plan_plain import (
    MOST_NOTE,
    PlanFile,
    PlanFileError,
    answers_again,
    log_again,
    plain_plan,
    plan_again,
    whole_text,
)
from hipedu.rehab.session_log import plain_entry

__all__ = ["FORMAT", "PlanFile", "PlanFileError", "plan_json", "read_plan"]

FORMAT = "hipedu-plan/1"
MOST_BYTES = 500_000


def _choose() -> str:
    return _("Choose the .json file that this page saved.")


def plan_json(held: PlanFile, catalogue: Catalogue) -> str:
    """The plan, and what was done of it, as text."""
    plain = {
        "format": FORMAT, "knowledge": catalogue.version, "title": held.plan.title,
        **plain_plan(held.plan), "note": held.note, "answers": dict(held.answers),
        "log": [plain_entry(entry) for entry in held.log],
    }  # fmt: skip
    for part in (*plain["sessions"], *plain["runs"]):
        for item in part["items"]:
            item["name"] = catalogue.exercise(item["exercise"]).name
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def read_plan(content: bytes | str, catalogue: Catalogue) -> PlanFile:
    """A plan from a file, checked as if it were made now; and its log.

    Raises
    ------
    PlanFileError
        If it cannot be read, or breaks a rule: a file may have been changed by hand, and the
        knowledge base may have learned since. The text says what is wrong and what to do.
    """
    if len(content) > MOST_BYTES:
        raise PlanFileError(_("That file is far too large for a plan.") + " " + _choose())
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError:
        raise PlanFileError(
            _("That file is no text, so it is no plan: a picture or a PDF, perhaps.")
            + " " + _choose()
        ) from None
    if not text.strip():
        raise PlanFileError(_("That file is empty.") + " " + _choose())
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        if text.lstrip()[:1] == "{":
            raise PlanFileError(
                _(
                    "That file is damaged in line {number}: it may have been cut off while it was "
                    "saved or sent. Save it once more, or take another copy.",
                    number=error.lineno,
                )
            ) from None
        raise PlanFileError(_("That file is not a plan of hipedu.") + " " + _choose()) from None
    except RecursionError:
        raise PlanFileError(_("That file is not a plan of hipedu.") + " " + _choose()) from None
    if not isinstance(raw, dict) or not isinstance(raw.get("format"), str):
        raise PlanFileError(_("That file is not a plan of hipedu.") + " " + _choose())
    if raw["format"] != FORMAT:
        raise PlanFileError(
            _(
                "That plan is of another format ({found}); this page reads {known}.",
                found=raw["format"][:40], known=FORMAT,
            )
        )
    plan = plan_again(raw, catalogue)
    log, problems = log_again(raw.get("log"), catalogue)
    note = raw.get("note")
    return PlanFile(
        plan, log, answers_again(raw.get("answers"), plan, catalogue),
        whole_text(note[:MOST_NOTE]) if isinstance(note, str) else "", tuple(problems),
    )  # fmt: skip
