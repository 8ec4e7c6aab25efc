"""A running log and its pain diary as one file that the reader keeps and opens again.

The file is JSON. It may have been changed, cut off, or made by somebody else: every run and entry
is checked as if it were typed, what cannot be used is named, and the rest is kept.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from hipedu.language import N_, _
from hipedu.language.numbers import grouped
from hipedu.model import Run
from hipedu.rehab.pain_diary import DiaryEntry, diary_entry
from hipedu.state.kept import run_again
from hipedu.training.readers.problems import shown_value
from hipedu.training.readers.result import run_to_dict

FORMAT = "hipedu-running-log"
VERSION = 1
MOST_BYTES = 20 * 1024 * 1024
MOST_RUNS = 20_000
MOST_ENTRIES = 10_000
MOST_TOLD = 8
SAVE_AGAIN = N_("Choose the file that this page saved, as it was saved.")


class LogFileError(ValueError):
    """The file as a whole cannot be used; the message says why and what to do."""


class SavedLog(NamedTuple):
    """What a file held, and a sentence for each part that could not be used."""

    runs: tuple[Run, ...]
    entries: tuple[DiaryEntry, ...]
    settings: Mapping[str, Any]
    problems: tuple[str, ...]


def is_log_file(content: bytes) -> bool:
    """Whether the bytes look like a saved log, whole or not.

    Examples
    --------
    >>> is_log_file(b'{"format": "hipedu-running-log/1", "ru'), is_log_file(b'{"a": 1}')
    (True, False)
    """
    head = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and FORMAT.encode() in head


def entry_to_dict(entry: DiaryEntry) -> dict[str, Any]:
    """A day of the diary as plain values."""
    return {
        "date": entry.date.isoformat(), "during": entry.during, "after": entry.after,
        "next_morning": entry.next_morning, "place": entry.place, "side": entry.side,
        "warning": entry.warning, "note": entry.note,
    }  # fmt: skip


def log_bytes(
    runs: Iterable[Run],
    entries: Iterable[DiaryEntry],
    settings: Mapping[str, Any],
    *,
    knowledge: str,
) -> bytes:
    """The file.

    Examples
    --------
    >>> text = log_bytes([Run(date=dt.date(2025, 3, 1), distance_km=8.0)], [], {}, knowledge="x")
    >>> read_log(text, today=dt.date(2025, 6, 1), places=()).runs[0].distance_km
    8.0
    """
    held = {
        "format": f"{FORMAT}/{VERSION}",
        "knowledge": knowledge,
        "runs": [
            {name: value for name, value in run_to_dict(run).items() if value not in (None, [], "")}
            for run in runs
        ],
        "pain": {
            "settings": dict(settings),
            "entries": [
                {name: value for name, value in entry_to_dict(entry).items()
                 if value is not None and value is not False and value != ""}
                for entry in entries
            ],
        },
    }  # fmt: skip
    return (json.dumps(held, ensure_ascii=False, indent=0) + "\n").encode()


def read_log(content: bytes, *, today: dt.date, places: Collection[str]) -> SavedLog:
    """Read a saved file, checked as if everything in it were typed now.

    Parameters
    ----------
    content : bytes
        The file.
    today : date
        Later days are refused.
    places : collection of str
        Regions that the knowledge base has.

    Raises
    ------
    LogFileError
        If the file is no saved log, is cut off, or is of a newer kind.
    """
    raw = _parsed(content)
    problems: list[str] = []
    runs: list[Run] = []
    for number, row in enumerate(_rows(raw.get("runs"), MOST_RUNS, _("runs")), start=1):
        try:
            runs.append(run_again(row, today=today))
        except (ValueError, TypeError, OverflowError) as error:
            problems.append(
                _(
                    "Run {number} ({name}) was left out. {why}", number=number, name=_name(row),
                    why=_words(error),
                )
            )
    pain = raw.get("pain")
    if pain is not None and not isinstance(pain, Mapping):
        problems.append(_("The diary in this file is damaged and was left out."))
        pain = None
    entries: dict[dt.date, DiaryEntry] = {}
    rows = _rows((pain or {}).get("entries"), MOST_ENTRIES, _("days of the diary"))
    for number, row in enumerate(rows, start=1):
        try:
            entry = entry_again(row, today=today, places=places)
        except (ValueError, TypeError, OverflowError) as error:
            problems.append(
                _(
                    "Diary day {number} ({name}) was left out. {why}", number=number,
                    name=_name(row), why=_words(error),
                )
            )
            continue
        entries[entry.date] = entry
    settings = (pain or {}).get("settings")
    if not runs and not entries and not problems:
        problems.append(_("There is no run and no day of a diary in it."))
    return SavedLog(
        runs=tuple(sorted(runs, key=lambda run: (run.date, run.start or dt.time()))),
        entries=tuple(entries[day] for day in sorted(entries)),
        settings=settings if isinstance(settings, Mapping) else {},
        problems=tuple(_few(problems)),
    )


def entry_again(
    row: Mapping[str, Any], *, today: dt.date, places: Collection[str]
) -> DiaryEntry:
    """A day of the diary from its plain form.

    Raises
    ------
    ValueError
        If a value is not possible.
    """
    known = {
        name: row.get(name)
        for name in ("date", "during", "after", "next_morning", "place", "side", "warning", "note")
    }
    return diary_entry(**known, today=today, places=places)


def _parsed(content: bytes) -> Mapping[str, Any]:
    if len(content) > MOST_BYTES:
        raise _refused(
            _("it is larger than {megabytes} MB, and no saved log is.",
              megabytes=MOST_BYTES // 2**20)
        )  # fmt: skip
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(_("it holds bytes that are no text: it is damaged.")) from None
    try:
        raw = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) - 1 or not text.rstrip().endswith("}"):
            raise LogFileError(
                _("it ends in the middle: it was cut off while it was copied. Copy it again.")
            ) from None
        raise _refused(_("it is damaged at line {line}.", line=error.lineno)) from None
    except (ValueError, RecursionError):
        raise _refused(_("it holds something that no saved log does.")) from None
    kind = raw.get("format") if isinstance(raw, Mapping) else None
    if not isinstance(kind, str) or not kind.startswith(f"{FORMAT}/"):
        raise _refused(_("it is no running log of hipedu."))
    if kind != f"{FORMAT}/{VERSION}":
        raise LogFileError(
            _(
                "it was saved by another version of hipedu ({kind}). Open it with that version.",
                kind=shown_value(kind[:40]),
            )
        )
    return raw


def _refused(what: str) -> LogFileError:
    return LogFileError(f"{what} {_(SAVE_AGAIN)}")


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of a log")


def _rows(raw: Any, most: int, what: str) -> Sequence[Any]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise _refused(_("its list of {what} is damaged.", what=what))
    if len(raw) > most:
        raise _refused(_("it holds more than {most} {what}.", most=grouped(most), what=what))
    return [row if isinstance(row, Mapping) else {} for row in raw]


def _name(row: Mapping[str, Any]) -> str:
    date = row.get("date")
    return shown_value(date[:40]) if isinstance(date, str) else _("without a date")


def _words(error: Exception) -> str:
    text = str(error)
    return text if text.endswith(".") and len(text) < 300 else _("It is damaged.")


def _few(problems: list[str]) -> list[str]:
    more = len(problems) - MOST_TOLD
    if more <= 0:
        return problems
    rest = _("{more} more parts of it could not be used.", more=grouped(more))
    return [*problems[:MOST_TOLD], rest]
