"""The training page: as every page, and takes files in pieces, with progress and cancel."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Any

import traitlets

from hipedu.language import N_, _
from hipedu.language.numbers import grouped
from hipedu.state.training_state import TrainingState
from hipedu.widgets.page import UNREADABLE, Page, sendable, where_it_failed

LOG = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024 * 1024
"""What one visitor may upload at once: a class must fit on one machine."""

MOST_FILES = 10_000
MOST_IN_A_PART = 256
TELL_EVERY_S = 0.1
FAREWELL = N_("Reading was stopped. The runs read until then are kept.")


class TrainingPage(Page):
    """A `Page` over a `TrainingState` whose files arrive in pieces of at most a few megabytes.

    The browser sends ``upload_begin``, any number of ``upload_part``, then ``upload_end``;
    `progress` answers each, so that the browser sends the next piece only when the last one was
    taken. A part is a piece of one file, or several small files one after another in one buffer.
    ``cancel`` stops at any point.
    """

    progress = traitlets.Dict().tag(sync=True)

    state: TrainingState

    def __init__(self, state: TrainingState, **kwargs: Any) -> None:
        self._files: dict[int, tuple[str, bytearray]] = {}
        self._bytes = 0
        self._reading: asyncio.Task[None] | None = None
        super().__init__(state, **kwargs)

    def carry_out(self, message: Any, buffers: list[Any] | None = None) -> str | None:
        """As for every page, and the four requests of an upload."""
        name = message.get("do") if isinstance(message, dict) else None
        arguments = message.get("args") if isinstance(message, dict) else None
        if name in ("upload_begin", "upload_part", "upload_end") and self._reading is not None:
            return _("Files are being read already. Wait until they are done, or stop it.")
        if name == "upload_begin":
            self._forget()
            self.progress = {"phase": "sending", "bytes": 0}
            return None
        if name == "upload_part" and isinstance(arguments, dict):
            return self._take_part(arguments, buffers or [])
        if name == "upload_end" and isinstance(arguments, dict):
            return self._begin_reading(add=bool(arguments.get("add")))
        if name == "cancel" and self._reading is None:
            self._forget()
            self.progress = {}
            return _("The upload was stopped. Nothing was changed.")
        return super().carry_out(message, buffers)

    def _receive(self, _widget: Any, message: Any, buffers: list[Any]) -> None:
        notice = self.carry_out(message, buffers) if sendable(message) else _(UNREADABLE)
        quiet = isinstance(message, dict) and message.get("do") in ("upload_begin", "upload_part")
        if notice or not quiet:  # a piece changes the progress only, not the whole view
            self.refresh(notice)

    def _forget(self) -> None:
        self._files.clear()
        self._bytes = 0

    def _take_part(self, arguments: dict[str, Any], buffers: list[Any]) -> str | None:
        buffer = bytes(buffers[0]) if buffers else b""
        several = arguments.get("files")
        parts = [{**arguments, "size": len(buffer)}] if several is None else several
        if len(buffers) > 1 or not _fit(parts, len(buffer)):
            self._forget()
            self.progress = {}
            return _("The upload came in a form this page cannot read. Choose the files again.")
        self._bytes += len(buffer)
        if self._bytes > MOST_BYTES or len(self._files) + len(parts) > MOST_FILES + 1:
            self._forget()
            self.progress = {}
            return _(
                "That is more than {megabytes} MB or {files} files at once. From a Strava "
                "export choose activities.csv alone: it holds every run.",
                megabytes=MOST_BYTES // 1024 // 1024, files=grouped(MOST_FILES),
            )
        at = 0
        for part in parts:
            held = self._files.setdefault(part["file"], (part["name"][:200], bytearray()))[1]
            held.extend(buffer[at : at + part["size"]])
            at += part["size"]
        self.progress = {"phase": "sending", "bytes": self._bytes, "files": len(self._files)}
        return None

    def _begin_reading(self, *, add: bool) -> str | None:
        files = []
        while self._files:  # one after another, so that nothing but one file is held twice
            name, data = self._files.pop(next(iter(self._files)))
            files.append((name, bytes(data)))
        self._forget()
        if not files:
            self.progress = {}
            return _("No file arrived. Choose one or more files, or drop them on the page.")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # without a kernel, as in a test or a script
            self.state.load_files(files, add=add)
            self.progress = {}
            return None
        self._reading = loop.create_task(self._read(files, add=add))
        return None

    async def _read(self, files: list[tuple[str, bytes]], *, add: bool) -> None:
        """Read file by file, letting the page hear of it, and be stopped, in between."""
        stopped = False
        told = 0.0
        try:
            for step in self.state.read_steps(files, add=add):
                now = time.monotonic()
                if now - told > TELL_EVERY_S:  # thousands of small files need not each be told
                    told = now
                    self.progress = {
                        "phase": "reading", "done": step.done, "total": step.total,
                        "name": step.name, "part": step.part,
                    }  # fmt: skip
                await asyncio.sleep(0)
            stopped = self.state.cancelled
        except Exception as error:  # the readers explain every file; this is ours
            LOG.error("reading files failed: %s", where_it_failed(error))
            with contextlib.suppress(Exception):
                self.refresh(
                    _("The files could not be read: {name}. Try fewer.", name=type(error).__name__)
                )
            return
        finally:
            self._reading = None
            self.progress = {}
        self.refresh(_(FAREWELL) if stopped else None)


def _fit(parts: Any, size: int) -> bool:
    """Whether the described files fill a buffer of this size [byte] exactly."""
    if not isinstance(parts, list) or not 0 < len(parts) <= MOST_IN_A_PART:
        return False
    total = 0
    for part in parts:
        if not isinstance(part, dict) or not isinstance(part.get("name"), str):
            return False
        length, number = part.get("size"), part.get("file")
        if type(length) is not int or type(number) is not int or length < 0:
            return False
        total += length
    return total == size
