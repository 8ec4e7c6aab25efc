"""What reading a batch of files gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from hipedu.language import _, ngettext
from hipedu.model.training import Run
from hipedu.training.readers.kinds import counted

Status = Literal["read", "partly", "no_runs", "unreadable", "repeated", "reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What came of one file. `status` is for programs, `message` for people.

    ``read``: all of it; ``partly``: some rows or tracks were refused; ``no_runs``: fine, but
    only other activities; ``unreadable``: nothing could be used; ``repeated``: the same bytes
    came before; ``reading``: not done yet, told by `Progress`
    only. `asks` names what the person could settle by an option of the reader.
    """

    name: str
    status: Status
    format: str = ""
    runs: int = 0
    skipped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """One sentence on this file."""
        runs = ngettext("{n} run", "{n} runs", self.runs)
        others = counted(dict(self.skipped))
        name = self.name
        if self.status == "unreadable":
            return self.problems[0]
        if self.status == "reading":
            return _("{file}: reading.", file=name)
        if self.status == "repeated":
            return _("{file}: the same file came before; it was not read twice.", file=name)
        if self.status == "no_runs":
            if others:
                return _("{file}: no run in it, only {others}.", file=name, others=others)
            return _("{file}: no run in it.", file=name)
        parts = [runs]
        if others:
            parts.append(_("left out {others}", others=others))
        if self.problems:
            parts.append(ngettext("{n} problem", "{n} problems", len(self.problems)))
        return f"{name}: {'; '.join(parts)}."

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "name": self.name,
            "status": self.status,
            "format": self.format,
            "runs": self.runs,
            "skipped": dict(self.skipped),
            "message": self.message,
            "problems": list(self.problems),
            "notes": list(self.notes),
            "asks": list(self.asks),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """The runs of a batch, and what was done about everything else.

    `runs` are sorted by date and start. `skipped` counts other activities by kind.
    `duplicates` says which recordings of the same run were merged.
    """

    runs: tuple[Run, ...] = ()
    files: tuple[FileReport, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    duplicates: tuple[str, ...] = ()
    merged: int = 0
    problems: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What was assumed, with the file it was assumed of."""
        return tuple(f"{report.name}: {note}" for report in self.files for note in report.notes)

    @property
    def asks(self) -> tuple[str, ...]:
        """What the person could settle: "day_first", "distance_unit", "home"."""
        return tuple(sorted({ask for report in self.files for ask in report.asks}))

    @property
    def summary(self) -> str:
        """One sentence on the whole batch."""
        told: dict[str, object] = {
            "runs": ngettext("{n} run", "{n} runs", len(self.runs)),
            "files": ngettext("{n} file", "{n} files", len(self.files)),
        }
        if self.runs:
            told["first"] = self.runs[0].date.isoformat()
            told["last"] = self.runs[-1].date.isoformat()
        if not self.runs:
            text = _("{runs} out of {files}", **told)
        elif told["first"] == told["last"]:
            text = _("{runs} on {first} out of {files}", **told)
        else:
            text = _("{runs} from {first} to {last} out of {files}", **told)
        parts = [text]
        if self.skipped:
            parts.append(_("left out {others}", others=counted(dict(self.skipped))))
        if self.merged:
            parts.append(
                ngettext(
                    "{n} recording of a run already there merged",
                    "{n} recordings of a run already there merged",
                    self.merged,
                )
            )
        if self.problems:
            parts.append(ngettext("{n} problem", "{n} problems", len(self.problems)))
        return "; ".join(parts) + "."

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {**self.told(), "runs": [run_to_dict(run) for run in self.runs]}

    def told(self) -> dict[str, Any]:
        """The same without the runs: what was done about everything else."""
        return {
            "summary": self.summary,
            "files": [report.to_dict() for report in self.files],
            "skipped": dict(self.skipped),
            "duplicates": list(self.duplicates),
            "merged": self.merged,
            "problems": list(self.problems),
            "notes": list(self.notes),
            "asks": list(self.asks),
        }


def run_to_dict(run: Run) -> dict[str, Any]:
    """A run as plain values, numbers rounded to what a watch can know.

    Examples
    --------
    >>> import datetime as dt
    >>> run_to_dict(Run(date=dt.date(2025, 3, 1), distance_km=8.00049))["distance_km"]
    8.0
    """
    cadence = _rounded(run.cadence_spm, 1)
    return {
        "date": run.date.isoformat(),
        "distance_km": round(run.distance_km, 3),
        "start": run.start.isoformat(timespec="minutes") if run.start else None,
        "duration_min": _rounded(run.duration_min, 2),
        "mean_hr": _rounded(run.mean_hr, 1),
        "cadence_spm": cadence,
        "climb_m": _rounded(run.climb_m, 0),
        "rpe": _rounded(run.rpe, 1),
        "utc_offset_min": run.utc_offset_min,
        "source": run.source,
        "warnings": list(run.warnings),
        "cadence": cadence,  # the name in the contract with other programs
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
