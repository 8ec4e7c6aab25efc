"""gzip and zip, opened with an eye on bombs and never unpacked to the disk."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from hipedu.language import N_, _
from hipedu.training.readers.limits import MIB, Limits
from hipedu.training.readers.problems import Unreadable

AGAIN = N_("Download it again.")
PIECE = MIB
"""What is unpacked of a large file before the page hears of it: some 50 ms of work."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
           OSError, struct.error)
ENDINGS = (".csv", ".gpx", ".tcx", ".fit", ".csv.gz", ".gpx.gz", ".tcx.gz", ".fit.gz")
"""What is looked at inside an archive or a folder; photographs and the like are passed by."""


def too_large(limits: Limits) -> Unreadable:
    """The refusal of a file that is larger than any recording."""
    return Unreadable(
        _(
            "it is larger than {megabytes} MB, and no recording of a run is",
            megabytes=limits.file_bytes // MIB,
        ),
        remedy=_("Export single activities, or the list of activities as CSV."),
    )


def gunzip(content: bytes, limits: Limits) -> bytes:
    """Unpack a gzip file.

    Raises
    ------
    Unreadable
        If it is damaged, cut off, or grows beyond the limits.
    """
    unpacker = zlib.decompressobj(wbits=31)
    most = min(limits.file_bytes, max(MIB, len(content) * limits.compression))
    try:
        unpacked = unpacker.decompress(content, most + 1)
    except zlib.error:
        raise Unreadable(_("the packed file is damaged"), remedy=_(AGAIN)) from None
    if len(unpacked) > most:
        raise _bomb() if most < limits.file_bytes else too_large(limits)
    if not unpacker.eof:
        raise Unreadable(_("the packed file is cut off"), remedy=_(AGAIN))
    return unpacked


def _bomb() -> Unreadable:
    return Unreadable(
        _("it unpacks to far more than a recording ever does"), remedy=_("Leave it out.")
    )


class Archive:
    """The recordings inside a zip, read one at a time into memory."""

    def __init__(self, source: Path | IO[bytes], limits: Limits) -> None:
        self._limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(source)
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, struct.error,
                NotImplementedError, UnicodeError, EOFError):
            raise Unreadable(_("the archive is damaged or cut off"), remedy=_(AGAIN)) from None
        names = [entry.filename for entry in entries]
        if any(name.endswith("xl/workbook.xml") for name in names):
            raise Unreadable(
                _("it is an Excel workbook"), remedy=_("Save it as CSV and choose that file.")
            )
        wanted = [entry for entry in entries if _wanted(entry.filename)]
        health = [entry for entry in entries if is_health_export(entry.filename)]
        if health:  # its routes say nothing that its workouts do not
            wanted = health
        lists = [each for each in wanted if _is_activity_list(each.filename)]
        if lists:  # an archive of Strava has a dozen other tables
            tables = (".csv", ".csv.gz")
            wanted = lists + [
                each for each in wanted if not each.filename.casefold().endswith(tables)
            ]
        self.ignored = sum(not name.endswith("/") for name in names) - len(wanted)
        self._entries = wanted

    def __len__(self) -> int:
        return len(self._entries)

    def names(self) -> list[str]:
        """Names of the recordings, the list of activities first."""
        return [entry.filename for entry in self._entries]

    def read(self, index: int) -> bytes:
        """One recording.

        Raises
        ------
        Unreadable
            If it is damaged, needs a password, or is too large.
        """
        entry = self._entries[index]
        limit = self._limits.file_bytes
        if entry.flag_bits & 0x1:
            raise Unreadable(
                _("it is locked with a password"),
                remedy=_("Unpack it yourself and choose the files."),
            )
        most = min(limit, max(MIB, entry.compress_size * self._limits.compression), self._left)
        try:
            with self._zip.open(entry) as packed:  # what the entry says of its size may be a lie
                content = packed.read(most + 1)
        except _DAMAGE:
            raise Unreadable(_("it is damaged inside the archive"), remedy=_(AGAIN)) from None
        if len(content) > most:
            raise too_large(self._limits) if most == limit else _bomb()
        self._left -= len(content)
        return content

    def pieces(self, index: int) -> Iterator[tuple[bytes, float]]:
        """One large file piece by piece, with the share of it that has been unpacked.

        Raises
        ------
        Unreadable
            If it is damaged, needs a password, or unpacks to more than the limits allow.
        """
        entry = self._entries[index]
        if entry.flag_bits & 0x1:
            raise Unreadable(
                _("it is locked with a password"),
                remedy=_("Unpack it yourself and choose the files."),
            )
        most = min(max(MIB, entry.compress_size * self._limits.compression), self._left)
        taken = 0
        try:
            with self._zip.open(entry) as packed:
                while piece := packed.read(PIECE):
                    taken += len(piece)
                    if taken > most:
                        raise _bomb()
                    yield piece, taken / max(taken, entry.file_size)
        except _DAMAGE:
            raise Unreadable(_("it is damaged inside the archive"), remedy=_(AGAIN)) from None
        finally:
            self._left -= taken

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()


def _wanted(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not hidden and name.casefold().endswith(ENDINGS)


def _is_activity_list(name: str) -> bool:
    return PurePosixPath(name).name.casefold() == "activities.csv"


def is_health_export(name: str) -> bool:
    """Whether this is the large file of an Apple Health export; its name is translated.

    Examples
    --------
    >>> is_health_export("apple_health_export/Exportieren.xml")
    True
    >>> is_health_export("apple_health_export/export_cda.xml")
    False
    """
    path = PurePosixPath(name.casefold())
    return (
        path.parent.name == "apple_health_export"
        and path.suffix == ".xml"
        and not path.stem.endswith("_cda")
        and not path.name.startswith(".")
    )


def pieces_of(content: bytes) -> Iterator[tuple[bytes, float]]:
    """An uploaded file piece by piece, with the share of it that has passed."""
    for at in range(0, len(content), PIECE):
        yield content[at : at + PIECE], min(1.0, (at + PIECE) / len(content))


def pieces_on_disk(path: Path, *, most: int) -> Iterator[tuple[bytes, float]]:
    """A file piece by piece without holding it, with the share of it that has passed.

    Raises
    ------
    Unreadable
        If it is larger than `most` [byte].
    """
    size = path.stat().st_size
    if size > most:
        raise _bomb()
    taken = 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            taken += len(piece)
            yield piece, min(1.0, taken / max(1, size))


def files_below(folder: Path, *, most: int) -> Iterator[Path]:
    """Recordings in a folder and its subfolders, sorted, at most `most` and one."""
    found = 0
    for path in sorted(folder.rglob("*")):
        if path.name.casefold().endswith((*ENDINGS, ".zip")) and path.is_file():
            yield path
            found += 1
            if found > most:
                return
