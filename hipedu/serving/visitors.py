"""Each visitor's private kernel: how many there may be, whose it is, and when it ends.

Time is read from a clock that nobody can set, so that a changed date ends nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import logging
import os
import re
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.ioloop import PeriodicCallback
from traitlets import Integer

from hipedu.language.sentences import VARIABLE
from hipedu.serving.provisioner import CAN_FORK, Parents

LOG = logging.getLogger(__name__)

ALONE_S = 45.0
"""A kernel whose page has no connection ends after this; a page tries again for less."""
IDLE_S = 20 * 60.0
"""A kernel whose page asks for nothing ends after this."""
BUILDING_S = 120.0
"""A page that is not complete after this never will be."""
SWEEP_S = 5.0
MOST_SOCKETS = 3
"""Connections of one page at once: the one in use, and those that are being replaced."""

ENDED = 4404
"""Websocket close code: the kernel has ended; the reason is one of `REASONS`."""
REASONS = ("idle", "died", "left", "stopped")

MESSAGES = 600.0
MESSAGES_PER_S = 60.0
"""How many messages a page may send at once, and how fast it may go on."""
BYTES_PER_MESSAGE = 20_000
"""Text beyond this counts as another message; the parts of files are not counted."""

SECRETS = re.compile(r"TOKEN|SECRET|PASSW|CREDENTIAL|API_?KEY|PRIVATE", re.IGNORECASE)


class Socket(Protocol):
    """What is needed of a page's connection."""

    def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Close it, saying why."""
        ...


@dataclass(slots=True)
class Copy:
    """One visitor's kernel; times are of the manager's clock [s]."""

    born: float
    heard: float
    alone_since: float | None = None
    building: bool = True
    ending: bool = False
    sockets: set[Any] = field(default_factory=set)
    allowance: float = MESSAGES
    allowed_at: float = 0.0


def kernel_environment(inherited: dict[str, str], connection_dir: str) -> dict[str, str]:
    """What a kernel may know of the server's environment: no secrets, and no home to write to.

    Examples
    --------
    >>> kernel_environment({"PATH": "/bin", "GITHUB_TOKEN": "x"}, "own")["PATH"]
    '/bin'
    >>> "GITHUB_TOKEN" in kernel_environment({"PATH": "/bin", "GITHUB_TOKEN": "x"}, "own")
    False
    """
    kept = {key: value for key, value in inherited.items() if not SECRETS.search(key)}
    own = os.path.join(connection_dir, "ipython")  # noqa: PTH118
    return {**kept, "IPYTHONDIR": own, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


class Copies(AsyncMappingKernelManager):
    """The kernels of all visitors."""

    most = Integer(40, min=1, config=True, help="How many visitors there may be at once.")

    def __init__(self, clock: Callable[[], float] = time.monotonic, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.clock = clock
        self._secret = secrets.token_bytes(32)
        self._copies: dict[str, Copy] = {}
        self._endings: set[asyncio.Future[None]] = set()
        self._sweeper: PeriodicCallback | None = None

    # places ------------------------------------------------------------------------------

    @property
    def taken(self) -> int:
        """How many places are taken, starting kernels included."""
        return len(self._copies)

    @property
    def reserve(self) -> int:
        """Places for visitors on the way from one of our pages to the next.

        Such a visitor's old kernel ends only when the new page begins to arrive.
        """
        return max(2, self.most // 8)

    def has_place(self, *, in_transit: bool = False) -> bool:
        """Whether another visitor may come in."""
        return self.taken < self.most + (self.reserve if in_transit else 0)

    def admit(self, *, in_transit: bool = False) -> str | None:
        """Take a place and return the id its kernel will have, or None when all are taken."""
        if not self.has_place(in_transit=in_transit):
            return None
        kernel_id = str(uuid.uuid4())
        now = self.clock()
        self._copies[kernel_id] = Copy(born=now, heard=now, allowed_at=now)
        return kernel_id

    async def start(self, kernel_id: str, language: str = "en") -> Any:
        """Start the kernel of a place that was taken, and return its manager."""
        await self.start_kernel(
            kernel_id=kernel_id,
            kernel_name="python3",
            path="",
            env=kernel_environment(dict(os.environ), self.connection_dir)
            | {VARIABLE: language},
        )
        copy = self._copies.get(kernel_id)
        if copy is None or copy.ending:  # the visitor has gone while it started
            await self._shut_down(kernel_id)
            raise asyncio.CancelledError
        return self.get_kernel(kernel_id)

    # whose it is -------------------------------------------------------------------------

    def key(self, kernel_id: str) -> str:
        """The word that only this kernel's page is told; it is never written to a log."""
        return hmac.new(self._secret, kernel_id.encode(), hashlib.sha256).hexdigest()[:40]

    def holds(self, kernel_id: str, given: str) -> bool:
        """Whether that kernel runs and `given` is its page's word; compared in constant time."""
        right = self.key(kernel_id)
        same = hmac.compare_digest(right.encode(), given.encode("utf-8", "replace"))
        copy = self._copies.get(kernel_id)
        return same and copy is not None and not copy.ending

    # coming and going --------------------------------------------------------------------

    def delivered(self, kernel_id: str) -> None:
        """The page is complete; from now on a connection is expected."""
        if copy := self._copies.get(kernel_id):
            copy.building = False
            copy.heard = self.clock()
            if not copy.sockets:
                copy.alone_since = self.clock()

    def arrived(self, kernel_id: str, socket: Socket) -> bool:
        """Note a page's connection; False when it has too many or the kernel is ending."""
        copy = self._copies.get(kernel_id)
        if copy is None or copy.ending or len(copy.sockets) >= MOST_SOCKETS:
            return False
        copy.sockets.add(socket)
        copy.alone_since = None
        copy.heard = self.clock()
        return True

    def gone(self, kernel_id: str, socket: Socket) -> None:
        """Note that a connection was closed."""
        copy = self._copies.get(kernel_id)
        if copy is None or socket not in copy.sockets:
            return
        copy.sockets.discard(socket)
        if not copy.sockets:
            copy.alone_since = self.clock()

    def heard(self, kernel_id: str, text_bytes: int = 0) -> bool:
        """Note a message of a page; False when it sends more than a person can."""
        copy = self._copies.get(kernel_id)
        if copy is None:
            return False
        now = self.clock()
        copy.heard = now
        copy.allowance = min(MESSAGES, copy.allowance + (now - copy.allowed_at) * MESSAGES_PER_S)
        copy.allowed_at = now
        copy.allowance -= 1 + text_bytes / BYTES_PER_MESSAGE
        return copy.allowance > 0

    def due(self, copy: Copy) -> str | None:
        """Why a kernel should end now, or None."""
        now = self.clock()
        if copy.building and not copy.sockets:
            return "left" if now - copy.born > BUILDING_S else None
        if now - copy.heard > IDLE_S:
            return "idle"
        if copy.building:
            return None
        if copy.alone_since is not None and now - copy.alone_since > ALONE_S:
            return "left"
        return None

    async def sweep(self) -> None:
        """End what is due; have a parent of kernels ready."""
        due = [(i, why) for i, copy in self._copies.items() if (why := self.due(copy))]
        await asyncio.gather(*(self.end(kernel_id, why) for kernel_id, why in due))
        for kernel_id in set(self.list_kernel_ids()) - set(self._copies):
            await self._shut_down(kernel_id)
        if CAN_FORK:
            Parents.get()

    def begin_sweeping(self) -> None:
        """Sweep from now on, as long as the server runs."""
        self._sweeper = PeriodicCallback(self.sweep, 1000 * SWEEP_S)
        self._sweeper.start()

    # the end -----------------------------------------------------------------------------

    async def end(self, kernel_id: str, why: str) -> None:
        """End a kernel, tell its page, and give the place free."""
        copy = self._copies.get(kernel_id)
        if copy is None or copy.ending:
            return
        copy.ending = True
        for socket in list(copy.sockets):
            with contextlib.suppress(Exception):  # a broken connection needs no telling
                socket.close(ENDED, why)
        try:
            await self._shut_down(kernel_id)
        finally:
            self._copies.pop(kernel_id, None)

    async def _shut_down(self, kernel_id: str) -> None:
        if kernel_id not in self:
            return
        try:
            await self.shutdown_kernel(kernel_id, now=True)
        except Exception:
            LOG.exception("a kernel could not be ended in the usual way")
            with contextlib.suppress(Exception):
                self.remove_kernel(kernel_id)
        self._kernel_connections.pop(kernel_id, None)
        self._kernel_ports.pop(kernel_id, None)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        """Clean up after a kernel that ended by itself, so that its place is free again."""
        LOG.warning("A visitor's kernel ended unexpectedly; its page offers a new one.")
        task = asyncio.ensure_future(self.end(kernel_id, "died"))
        self._endings.add(task)  # a task that nobody holds may be collected before it is done
        task.add_done_callback(self._endings.discard)

    async def end_all(self) -> None:
        """End every kernel: the server stops."""
        if self._sweeper is not None:
            self._sweeper.stop()
        await asyncio.gather(*(self.end(kernel_id, "stopped") for kernel_id in list(self._copies)))
        for kernel_id in self.list_kernel_ids():
            await self._shut_down(kernel_id)

    def initialize_culler(self) -> None:
        """Jupyter's own culler reads the wall clock; `sweep` takes its place."""
        self._initialized_culler = True
