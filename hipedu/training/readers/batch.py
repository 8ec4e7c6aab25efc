"""Reading many files: progress after each, a good file is never lost to a bad one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from hipedu.language import _, ngettext
from hipedu.language.numbers import grouped
from hipedu.training.readers.csv_runs import read_csv
from hipedu.training.readers.duplicates import Candidate, merge_duplicates
from hipedu.training.readers.fit import read_fit
from hipedu.training.readers.gpx import read_gpx
from hipedu.training.readers.health import HealthStream
from hipedu.training.readers.limits import Limits
from hipedu.training.readers.packed import (
    Archive,
    files_below,
    gunzip,
    is_health_export,
    pieces_of,
    pieces_on_disk,
    too_large,
)
from hipedu.training.readers.problems import Unreadable, shown_name
from hipedu.training.readers.recording import Contents, Context
from hipedu.training.readers.result import FileReport, ReadResult, Status
from hipedu.training.readers.sniff import file_type
from hipedu.training.readers.tcx import read_tcx

Source = str | Path | tuple[str, bytes]
"""A path, or a name with the bytes that were uploaded under it."""

MOST_PROBLEMS_SHOWN = 20
"""Of one file: who got the first twenty rows wrong got them wrong for one reason."""

_READERS: dict[str, Callable[..., Contents]] = {
    "csv": read_csv, "gpx": read_gpx, "tcx": read_tcx, "fit": read_fit,
}  # fmt: skip
_RANK = {"fit": 4, "tcx": 3, "gpx": 2, "health": 2, "csv": 1}
_PARTS = ("track", "activity", "session", "workout")
"""Places of a recording that is one of several in its file: the file's name is not its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """After each file: how far the batch is, and what came of the file.

    A very large file reports on the way too: then `part` is the share of it that was read, and
    the report's status is "reading".
    """

    done: int
    total: int
    name: str
    report: FileReport
    part: float = 0.0


class Reading:
    """A batch being read. Stop taking steps to cancel; `result` gives what is there.

    Parameters
    ----------
    today : date
        Runs on later days are refused; a day of grace for time zones.
    home : tzinfo, optional
        The runner's time zone, for files that give UTC only.
    day_first : bool, optional
        Whether ``03/04/2025`` is 3 April; needed only where a whole column cannot tell.
    distance_unit : {"km", "mi", "m"}, optional
        For tables that name no unit.
    limits : Limits
        How much is accepted.

    Examples
    --------
    >>> reading = Reading(today=dt.date(2025, 6, 1))
    >>> [step.report.message for step in reading.steps([("a.csv", b"date,km\\n2025-03-01,8")])]
    ['a.csv: 1 run.']
    >>> reading.result().runs[0].distance_km
    8.0
    """

    def __init__(
        self,
        *,
        today: dt.date,
        home: dt.tzinfo | None = None,
        day_first: bool | None = None,
        distance_unit: str | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._context = Context(
            today=today,
            home=home,
            day_first=day_first,
            distance_unit=distance_unit,
            limits=limits or Limits(),
        )
        self._candidates: list[Candidate] = []
        self._reports: list[FileReport] = []
        self._seen: set[bytes] = set()
        self._done = 0
        self._total = 0

    def steps(self, sources: Iterable[Source]) -> Iterator[Progress]:
        """Read the sources one after another; folders and archives unfold into their files."""
        limits = self._context.limits
        queue = list(self._unfolded(sources))
        self._total += len(queue)
        for position, source in enumerate(queue):
            if self._done >= limits.files:
                yield self._stop(len(queue) - position)
                return
            name = shown_name(source[0] if isinstance(source, tuple) else Path(source).name)
            try:
                archive, content = self._open(source)
            except Unreadable as problem:
                yield self._report(_refused(name, problem))
                continue
            if archive is None and _is_health(content):
                whole = (
                    pieces_of(content) if isinstance(source, tuple)
                    else pieces_on_disk(Path(source), most=limits.unpacked_bytes)
                )
                yield from self._health(name, whole)
                continue
            if archive is None:
                yield self._report(self._read(name, content))
                continue
            try:
                yield from self._archive(name, archive)
            finally:
                archive.close()

    def result(self) -> ReadResult:
        """Everything read so far, each run once."""
        merged = merge_duplicates(self._candidates)
        skipped: Counter[str] = Counter()
        for report in self._reports:
            skipped.update(report.skipped)
        return ReadResult(
            runs=merged.runs,
            files=tuple(self._reports),
            skipped=MappingProxyType(dict(skipped)),
            duplicates=merged.sentences,
            merged=merged.count,
            problems=(
                *(problem for report in self._reports for problem in report.problems),
                *merged.problems,
            ),
        )

    def _unfolded(self, sources: Iterable[Source]) -> Iterator[Source]:
        for source in sources:
            if isinstance(source, (str, Path)) and Path(source).is_dir():
                yield from files_below(Path(source), most=self._context.limits.files)
            else:
                yield source

    def _open(self, source: Source) -> tuple[Archive | None, bytes]:
        limits = self._context.limits
        if isinstance(source, tuple):
            content = bytes(source[1])
            if content[:4] == b"PK\x03\x04":
                if len(content) > limits.archive_bytes:
                    raise too_large(limits)
                return Archive(io.BytesIO(content), limits), b""
            return None, content
        path = Path(source)
        try:
            with path.open("rb") as file:
                if file.read(4) == b"PK\x03\x04":
                    if path.stat().st_size > limits.archive_bytes:
                        raise too_large(limits)
                    return Archive(path, limits), b""
                file.seek(0)
                return None, file.read(limits.file_bytes + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Unreadable(
                _("it cannot be opened ({reason})", reason=reason),
                remedy=_("Check the name and your right to read it."),
            ) from None

    def _archive(self, name: str, archive: Archive) -> Iterator[Progress]:
        waiting = deque(enumerate(archive.names()))
        self._total += len(waiting) - 1
        if not waiting:
            problem = Unreadable(
                _("the archive holds no recordings"), remedy=_("Choose an export with activities.")
            )
            yield self._report(_refused(name, problem))
            return
        listed: set[str] = set()
        while waiting:
            if self._done >= self._context.limits.files:
                yield self._stop(len(waiting))
                return
            index, inner = waiting.popleft()
            shown = f"{name} › {shown_name(inner)}"
            if is_health_export(inner):
                yield from self._health(shown, archive.pieces(index))
                continue
            try:
                content = archive.read(index)
            except Unreadable as problem:
                yield self._report(_refused(shown, problem))
                continue
            report = self._read(shown, content, listed)
            if report.format == "csv" and listed:
                left = deque(each for each in waiting if _last_part(each[1]) not in listed)
                passed_by = len(waiting) - len(left)
                waiting = left
                self._total -= passed_by
                if passed_by:
                    note = _(
                        "{count} recordings beside it were not opened: this list holds the "
                        "date, distance, time and heart rate of each.",
                        count=grouped(passed_by),
                    )
                    report = dataclasses.replace(report, notes=(*report.notes, note))
            yield self._report(report)

    def _health(self, name: str, pieces: Iterator[tuple[bytes, float]]) -> Iterator[Progress]:
        """Gigabytes pass by in pieces; whoever watches can stop between two of them."""
        stream = HealthStream(name, self._context)
        on_the_way = FileReport(name=name, status="reading", format="health")
        try:
            for piece, part in pieces:
                stream.feed(piece)
                total = max(self._total, self._done + 1)
                yield Progress(
                    done=self._done, total=total, name=name, report=on_the_way, part=part
                )
            contents = stream.finish()
        except GeneratorExit:  # stopped: what was read until then is kept
            self._reports.append(self._take(name, "health", stream.found, None))
            raise
        except Unreadable as problem:
            contents = stream.found
            contents.problems.append(problem)
        except Exception as error:  # one strange file must not cost the whole batch
            contents = stream.found
            contents.problems.append(_strange(error))
        yield self._report(self._take(name, "health", contents, None))

    def _read(self, name: str, content: bytes, listed: set[str] | None = None) -> FileReport:
        context = self._context
        kind = ""
        try:
            if len(content) > context.limits.file_bytes:
                raise too_large(context.limits)
            digest = hashlib.blake2b(content, digest_size=16).digest()
            if digest in self._seen:
                return FileReport(name=name, status="repeated")
            self._seen.add(digest)
            kind = file_type(content)
            if kind == "gzip":
                content = gunzip(content, context.limits)
                kind = file_type(content)
            if kind == "health":
                raise Unreadable(
                    _("it is an Apple Health export inside another archive"),
                    remedy=_("Unpack it and choose export.xml."),
                )
            if kind in ("gzip", "zip"):
                raise Unreadable(
                    _("it is an archive inside another"),
                    remedy=_("Unpack it and choose what is inside."),
                )
            contents = _READERS[kind](content, name=name, context=context)
        except Unreadable as problem:
            return _refused(name, problem, kind)
        except Exception as error:  # one strange file must not cost the whole batch
            return _refused(name, _strange(error), kind)
        return self._take(name, kind, contents, listed)

    def _take(
        self, name: str, kind: str, contents: Contents, listed: set[str] | None
    ) -> FileReport:
        source = len(self._reports)
        skipped: Counter[str] = Counter()
        runs = 0
        for recording in contents.recordings:
            if recording.run is None:
                skipped[recording.kind] += 1
                continue
            runs += 1
            # a list names the files that it describes, so the two are known to be one run
            link = recording.linked_file if kind == "csv" else name.rpartition(" › ")[2]
            self._candidates.append(
                Candidate(
                    run=recording.run,
                    source=source,
                    rank=_RANK[kind],
                    linked=_last_part(link) if link and not recording.place.startswith(_PARTS)
                    else None,
                )
            )
        if listed is not None and kind == "csv":
            listed.update(_complete(contents))
        shown = [problem.sentence(name) for problem in contents.problems[:MOST_PROBLEMS_SHOWN]]
        more = len(contents.problems) - len(shown)
        if more > 0:
            shown.append(
                _(
                    "{name}: {more} more rows have problems. Mend the first ones and retry.",
                    name=name, more=grouped(more),
                )
            )
        status: Status = "read"
        if contents.problems:
            status = "partly" if runs else "unreadable"
        elif not runs:
            status = "no_runs"
        return FileReport(
            name=name,
            status=status,
            format=kind,
            runs=runs,
            skipped=MappingProxyType(dict(skipped)),
            problems=tuple(shown),
            notes=tuple(contents.notes),
            asks=tuple(contents.asks),
        )

    def _report(self, report: FileReport) -> Progress:
        self._reports.append(report)
        self._done += 1
        return Progress(
            done=self._done, total=max(self._total, self._done), name=report.name, report=report
        )

    def _stop(self, left: int) -> Progress:
        limit = self._context.limits.files
        problem = Unreadable(
            ngettext(
                "{count} file was left unread, because a batch holds at most {limit}",
                "{count} files were left unread, because a batch holds at most {limit}",
                left,
                count=grouped(left), limit=grouped(limit),
            ),
            remedy=_("Read them in a second batch, or export the list of activities as CSV."),
        )
        return self._report(_refused(_("The rest"), problem))


def _refused(name: str, problem: Unreadable, kind: str = "") -> FileReport:
    return FileReport(
        name=name, status="unreadable", format=kind, problems=(problem.sentence(name),)
    )


def _strange(error: Exception) -> Unreadable:
    """What no reader expected; a test keeps mutated files from ever coming here."""
    return Unreadable(
        _("it could not be understood ({name})", name=type(error).__name__),
        remedy=_("Please report this, with where the file came from."),
    )


def _is_health(content: bytes) -> bool:
    head = content[:4000]
    return b"<!DOCTYPE HealthData" in head or b"<HealthData" in head


def _last_part(name: str) -> str:
    return PurePosixPath(name).name


def _complete(contents: Contents) -> Iterator[str]:
    """Files of which the list says all that is wanted."""
    runs = [each for each in contents.recordings if each.run is not None]
    has_hearts = any(each.run is not None and each.run.mean_hr is not None for each in runs)
    for each in contents.recordings:
        if each.linked_file and (
            each.run is None or (each.run.duration_min is not None and has_hearts)
        ):
            yield _last_part(each.linked_file)


def iter_read(
    sources: Iterable[Source], *, today: dt.date, **options: Any
) -> Generator[Progress, None, ReadResult]:
    """Read files one by one, telling the progress; the generator returns the result.

    Parameters
    ----------
    sources : iterable of path or (name, bytes)
        Files, folders and archives.
    today : date
        Later runs are refused.
    **options
        As for `Reading`: `home`, `day_first`, `distance_unit`, `limits`.

    Yields
    ------
    Progress
        After each file. To cancel and keep what was read, use `Reading` itself.

    Examples
    --------
    >>> for step in iter_read([("a.csv", b"date,km\\n2025-03-01,8")], today=dt.date(2025, 6, 1)):
    ...     print(step.done, step.total, step.report.status)
    1 1 read
    """
    reading = Reading(today=today, **options)
    yield from reading.steps(sources)
    return reading.result()


def read_runs(sources: Iterable[Source], *, today: dt.date, **options: Any) -> ReadResult:
    """Read running logs: CSV, GPX, TCX, FIT, packed or not, in any mixture.

    Parameters
    ----------
    sources : iterable of path or (name, bytes)
        Files, folders and archives.
    today : date
        Later runs are refused.
    **options
        As for `Reading`: `home`, `day_first`, `distance_unit`, `limits`.

    Returns
    -------
    ReadResult
        The runs, each once, and a report on every file. A file that cannot be read is a
        sentence in `problems`; nothing is raised for it.

    Examples
    --------
    >>> table = b"date,km\\n2025-03-01,8\\n2025-13-01,5"
    >>> result = read_runs([("a.csv", table)], today=dt.date(2025, 6, 1))
    >>> len(result.runs), result.problems[0][:60]
    (1, 'a.csv, row 3, column date: "2025-13-01" is not a date. Write')
    """
    reading = Reading(today=today, **options)
    for _step in reading.steps(sources):
        pass
    return reading.result()
