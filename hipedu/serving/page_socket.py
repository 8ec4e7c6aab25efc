"""The websocket between a page and its kernel: the page's requests in, its widgets' changes out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from functools import partial
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from hipedu.serving.answers import Plain, is_own_origin
from hipedu.serving.messages import MOST_BYTES, Refused, read_message, text_bytes

LOG = logging.getLogger(__name__)
SESSION = re.compile(r"[0-9A-Za-z-]{8,64}")
PING_S = 20.0
MOST_UNREAD = 2 * MOST_BYTES
"""What may wait for a page that does not read [byte]; it may connect anew and ask for the whole."""
BEHIND_S = 0.05
"""How often to look whether a busy kernel has taken something [s]."""
TOO_LONG, TOO_MANY = 1009, 1008
CHANNELS = ("shell", "iopub")
COMPRESSION = {"compression_level": 5, "mem_level": 7}
"""A page's view is text that repeats itself: a tenth is left of it, for a millisecond of work."""


class PageLine(ZMQChannelsWebsocketConnection):
    """Joins a page's websocket to two of its kernel's channels; control and input stay shut."""

    kernel_ws_protocol = ""  # the older form, which is the only one our pages speak
    unread = 0

    def create_stream(self) -> None:
        """Connect the channels a page needs."""
        identity = self.session.bsession
        for name in CHANNELS:
            stream = getattr(self.kernel_manager, f"connect_{name}")(identity=identity)
            stream.channel = name
            self.channels[name] = stream

    @property
    def is_behind(self) -> bool:
        """Whether the kernel has not taken yet what was sent to it."""
        return bool(self.channels) and self.channels["shell"].sending()

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Send a page's request on, in words of our own; drop everything else."""
        if not self.channels:
            return
        try:
            asked = read_message(incoming_msg)
        except Refused as reason:
            LOG.info("A message of a page was refused: %s.", reason)
            return
        self.session.send(
            self.channels["shell"],
            asked.kind,
            content=asked.content,
            metadata=asked.metadata,
            buffers=list(asked.buffers),
        )

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Let changes of widgets out: no output, no traceback, no code, no reply."""
        _, parts = self.session.feed_identities(outgoing_msg)
        message = self.session.deserialize(parts, content=False)  # checks the signature
        if message["msg_type"] != "comm_msg":
            return
        header, parent, metadata, content = (bytes(part).decode("utf-8") for part in parts[1:5])
        self.tell(
            f'{{"channel": "iopub", "buffers": [], "header": {header}, '
            f'"parent_header": {parent}, "metadata": {metadata}, "content": {content}}}'
        )

    def tell(self, text: str) -> None:
        """Send a message to the page, and close a line whose page does not read any more."""
        try:
            sent = self.websocket_handler.write_message(text)
        except WebSocketClosedError:
            LOG.debug("a page closed while it was sent something")
            return
        self.unread += len(text)
        sent.add_done_callback(partial(self.was_read, len(text)))
        if self.unread > MOST_UNREAD:
            LOG.info("A page that asks and does not read was cut off.")
            self.websocket_handler.close(TOO_MANY, "unread")

    def was_read(self, size: int, sent: Any) -> None:
        """Note that a message has left."""
        self.unread -= size
        with contextlib.suppress(WebSocketClosedError, asyncio.CancelledError):
            sent.result()

    def on_kernel_restarted(self) -> None:
        """Kernels are never restarted: a new one would not know what was entered."""

    def on_restart_failed(self) -> None:
        """`Copies` closes the page's connections when a kernel has ended."""


class PageSocket(Plain, KernelWebsocketHandler):
    """Lets a page in that comes from here and knows its kernel's word."""

    connection: Any = None

    @property
    def copies(self) -> Any:
        """The visitors' kernels."""
        return self.settings["kernel_manager"]

    @property
    def ping_interval(self) -> float:
        """How often to ask whether the page is still there [s]."""
        return PING_S

    @property
    def ping_timeout(self) -> float:
        """How long to wait for its answer [s]."""
        return PING_S

    def get_compression_options(self) -> dict[str, int]:
        """Compress what goes out; what comes in is bounded after it was unpacked."""
        return COMPRESSION

    def check_origin(self, origin: str | None = None) -> bool:
        """Whether the page came from this server; a request that does not say is refused."""
        return is_own_origin(self.request)

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """Take none of those offered."""
        return None

    async def get(self, kernel_id: str) -> None:
        """Open the line, or refuse."""
        session = self.get_query_argument("session_id", "")
        if not is_own_origin(self.request) or not self.copies.holds(
            kernel_id, self.get_query_argument("key", "")
        ):
            self.set_status(403)
            self.finish()
        elif not SESSION.fullmatch(session):
            self.set_status(400)
            self.finish()
        else:
            self.kernel_id = kernel_id
            if not self.copies.arrived(kernel_id, self):
                self.set_status(429)
                self.finish()
                return
            try:
                await self.pre_get()
                await WebSocketHandler.get(self, kernel_id=kernel_id)
            finally:
                if self.ws_connection is None:
                    self.copies.gone(kernel_id, self)

    async def open(self, kernel_id: str) -> None:
        """Join the kernel's channels."""
        await self.connection.connect()

    async def on_message(self, ws_message: str | bytes) -> None:
        """Hand a message on, unless it is too long or there are too many.

        The next one is read when this one has left: what a busy kernel has not taken yet stays
        with the browser, not in the server's memory.
        """
        if len(ws_message) > MOST_BYTES:
            self.close(TOO_LONG, "too long")
        elif not self.copies.heard(self.kernel_id, text_bytes(ws_message)):
            self.close(TOO_MANY, "too many")
        else:
            self.connection.handle_incoming_message(ws_message)
            while self.connection is not None and self.connection.is_behind:
                await asyncio.sleep(BEHIND_S)

    def on_close(self) -> None:
        """Note that the page has gone."""
        self.copies.gone(self.kernel_id, self)
        if self.connection is not None:
            self.connection.disconnect()
            self.connection = None
