"""Visitors without a browser: they speak the page's protocol over real websockets.

A visitor does what ``client.js`` does: takes the page as it arrives, connects as soon as the
kernel is named, asks for the widgets' state when the page is complete, sends requests and waits for
the view that answers each.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httputil import url_concat
from tornado.websocket import WebSocketClientConnection, websocket_connect

NAMED = re.compile(r'data-kernel="([^"]+)" data-key="([^"]*)">')
PATIENCE_S = 120.0


class Lost(Exception):
    """A visitor did not get what a page must get."""


@dataclass
class Visitor:
    """One page, open on `address`; times are in seconds from the start of the visit."""

    base: str
    path: str
    page_s: float = 0.0
    kernel_s: float = 0.0
    open_s: float = 0.0
    ready_s: float = 0.0
    click_s: list[float] = field(default_factory=list)
    state_bytes: int = 0
    view_bytes: list[int] = field(default_factory=list)
    lost: str = ""

    def __post_init__(self) -> None:
        self.session = str(uuid.uuid4())
        self.sent = 0
        self.kernel = self.key = self.model = ""
        self.line: WebSocketClientConnection | None = None

    async def open(self) -> None:
        """Load the page and get its widget's state."""
        self.started = time.perf_counter()
        text = ""
        named = asyncio.get_running_loop().create_future()

        def arrived(chunk: bytes) -> None:
            nonlocal text
            text += chunk.decode("utf-8", "replace")
            found = NAMED.search(text)
            if found and not named.done():
                self.kernel_s = self._since()
                named.set_result(found)

        client = AsyncHTTPClient()
        request = HTTPRequest(
            self.base + self.path, streaming_callback=arrived, request_timeout=PATIENCE_S,
            connect_timeout=PATIENCE_S, headers={"Sec-Fetch-Site": "none"},
        )  # fmt: skip
        page = asyncio.ensure_future(client.fetch(request, raise_error=False))
        await asyncio.wait((page, named), return_when=asyncio.FIRST_COMPLETED)
        if not named.done():
            raise Lost(f"the page answered {page.result().code}")
        self.kernel, self.key = named.result().group(1), named.result().group(2) or ""
        connecting = asyncio.ensure_future(self._connect())
        answer = await page
        self.page_s = self._since()
        if answer.code != 200 or "data-complete" not in text or "data-failed" in text:
            raise Lost(f"the page answered {answer.code} and is not whole")
        self.line = await connecting
        control = f"{self.session}-control"
        await self._send(
            "comm_open",
            {"comm_id": control, "target_name": "jupyter.widget.control", "data": {}},
            {"version": "1.0.0"},
        )
        await self._send("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
        while True:
            raw, content = await self._receive()
            if content.get("comm_id") == control:
                break
        self.ready_s = self._since()
        self.state_bytes = len(raw)
        for model, described in content["data"]["states"].items():
            if "view" in described["state"]:
                self.model = model
        if not self.model:
            raise Lost("no widget came")

    async def use(self, action: str, arguments: dict[str, Any]) -> float:
        """Send a request of the page and return the time until its view has come [s]."""
        begun = time.perf_counter()
        asked = {"method": "custom", "content": {"do": action, "args": arguments}}
        await self._send("comm_msg", {"comm_id": self.model, "data": asked})
        while True:
            raw, content = await self._receive()
            state = content.get("data", {}).get("state", {})
            if content.get("comm_id") == self.model and "view" in state:
                break
        if "notice" in state["view"]:
            raise Lost(f"the page said: {state['view']['notice']}")
        took = time.perf_counter() - begun
        self.click_s.append(took)
        self.view_bytes.append(len(raw))
        return took

    async def leave(self) -> None:
        """Close the page as a browser does."""
        if self.line is not None:
            self.line.close()
        if self.kernel:
            await AsyncHTTPClient().fetch(
                HTTPRequest(
                    f"{self.base}/hipedu/leave/{self.kernel}", method="POST", body=self.key,
                    headers={"Origin": self.base}, request_timeout=PATIENCE_S,
                ),
                raise_error=False,
            )  # fmt: skip

    def _since(self) -> float:
        return time.perf_counter() - self.started

    async def _connect(self) -> WebSocketClientConnection:
        address = url_concat(
            f"{self.base.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels",
            {"session_id": self.session, "key": self.key},
        )
        request = HTTPRequest(
            address, headers={"Origin": self.base}, connect_timeout=PATIENCE_S,
            request_timeout=PATIENCE_S,
        )  # fmt: skip
        # Browsers offer compression, so these visitors do.
        line = await websocket_connect(
            request, compression_options={}, max_message_size=64 * 1024 * 1024
        )
        self.open_s = self._since()
        return line

    async def _send(
        self, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None
    ) -> None:
        assert self.line is not None
        self.sent += 1
        header = {
            "msg_id": f"{self.session}-{self.sent}", "msg_type": kind, "username": "",
            "session": self.session, "date": "2026-01-01T00:00:00Z", "version": "5.3",
        }  # fmt: skip
        message = {
            "header": header, "parent_header": {}, "metadata": metadata or {},
            "content": content, "channel": "shell", "buffers": [],
        }  # fmt: skip
        await self.line.write_message(json.dumps(message))

    async def _receive(self) -> tuple[str, dict[str, Any]]:
        """The next message that belongs to a widget."""
        assert self.line is not None
        while True:
            raw = await asyncio.wait_for(self.line.read_message(), PATIENCE_S)
            if raw is None:
                raise Lost(f"the line was closed ({self.line.close_code})")
            if isinstance(raw, str):
                message = json.loads(raw)
                if message["header"]["msg_type"] == "comm_msg":
                    return raw, message["content"]


def prepare(most: int) -> None:
    """Let so many visitors be on the way at once."""
    AsyncHTTPClient.configure(None, max_clients=most)
