"""The dashboards served for a test, and what a browser says to them, without a browser."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 20.0
Result = TypeVar("Result")


def free_port() -> int:
    """A port of the loopback interface that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """The dashboards, served for the tests."""

    process: subprocess.Popen[bytes]
    base: str
    log: Path

    @property
    def host(self) -> str:
        """Host and port."""
        return urlsplit(self.base).netloc

    def page(self, name: str, **query: str) -> str:
        """The address of a dashboard."""
        tail = "&".join(f"{key}={value}" for key, value in query.items())
        return f"{self.base}voila/render/{name}.ipynb" + (f"?{tail}" if tail else "")

    def output(self) -> str:
        """Everything the server has said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def answers(self) -> bool:
        """Whether something answers at the address, whatever it says."""
        assert self.process.poll() is None, "the server ended before it answered"
        try:
            return bool(self.ask(urlsplit(self.base).path)[0])
        except OSError:
            return False

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Send a request exactly as it is written: no client tidies the path up."""
        line = http.client.HTTPConnection(self.host, timeout=PATIENCE_S)
        try:
            line.request(method, path, body=body, headers=dict(headers or {}))
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            line.close()

    @property
    def origin(self) -> dict[str, str]:
        """What a browser adds to a request of a page from here."""
        return {"Origin": f"http://{self.host}"}

    # processes ---------------------------------------------------------------------------

    def family(self) -> list[int]:
        """The kernels' parent and the kernels: processes that carry this server's mark."""
        return [pid for pid in marked(self.mark) if pid != self.process.pid]

    @property
    def mark(self) -> str:
        """Stands in the environment of the server and of all that it starts."""
        return f"HIPEDU_TEST_MARK={self.log.name}"

    def parent(self) -> int:
        """The process that forks kernels."""
        return next(pid for pid in self.family() if "fork_server" in command(pid) and leads(pid))

    def kernels(self) -> list[int]:
        """The visitors' kernels that run."""
        parents = [pid for pid in self.family() if "fork_server" in command(pid)]
        ordinary = [pid for pid in self.family() if "ipykernel_launcher" in command(pid)]
        return [pid for pid in parents if not leads(pid)] + ordinary


def marked(mark: str) -> list[int]:
    """Living processes whose environment holds `mark`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def command(pid: int) -> str:
    """A process's command line; empty when it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def status(pid: int, name: str) -> str:
    """A line of a process's status, or nothing when it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return line.split(":", 1)[1].strip()
    return ""


def leads(pid: int) -> bool:
    """Whether a kernel parent forked others, or was started by something else than one."""
    return "fork_server" not in command(int(status(pid, "PPid") or 0)) and not is_orphan(pid)


def is_orphan(pid: int) -> bool:
    """Whether a forked kernel outlived its parent: it holds a connection file's sockets."""
    with contextlib.suppress(OSError):
        return any("ipc-" in line for line in sockets_of(pid))
    return False


def sockets_of(pid: int) -> list[str]:
    """Names of the Unix sockets a process has open."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            if found := re.match(r"socket:\[(\d+)\]", str(link.readlink())):
                inodes.add(found[1])
    lines = Path("/proc/net/unix").read_text().splitlines()[1:]
    return [parts[7] for line in lines if len(parts := line.split()) > 7 and parts[6] in inodes]


def start_server(
    base_url: str = "/",
    *arguments: str,
    code: str = "",
    within: Sequence[str] = (),
    port: int | None = None,
    **environment: str | None,
) -> Server:
    """Start ``hipedu dashboards`` and return when it answers.

    Parameters
    ----------
    arguments
        More of the command line.
    code : str
        Python to run in the server's process before it starts, to change a limit for a test.
    within : sequence of str
        A command that sets surroundings up and then runs what follows it.
    port : int, optional
        Where to listen; a free port unless given.
    environment
        Variables to set, or to take away when None.
    """
    port = port or free_port()
    handle, name = tempfile.mkstemp(prefix="hipedu-test-", suffix=".log")
    log = Path(name)
    surroundings = {**os.environ, "HIPEDU_TEST_MARK": log.name, **environment}
    program = f"{code}\nfrom hipedu.cli import main\nimport sys\nsys.exit(main())"
    with os.fdopen(handle, "wb") as output:
        process = subprocess.Popen(
            [
                *within, sys.executable, "-c", program, "dashboards", "--no-open",
                "--port", str(port), "--base-url", base_url, *arguments,
            ],
            cwd=ROOT,
            env={key: value for key, value in surroundings.items() if value is not None},
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    server = Server(process, f"http://127.0.0.1:{port}{base_url}", log)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{server.base}hipedu/nothing-here", timeout=2)
        except urllib.error.HTTPError as told:
            told.close()
            if told.code == 404:
                return server
        except OSError:
            time.sleep(0.1)
        if process.poll() is not None:
            break
    process.kill()
    process.wait()
    pytest.fail(f"the server did not start: {server.output()}")


def stop_server(server: Server) -> None:
    """End the server and its kernels."""
    server.process.terminate()
    try:
        server.process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()
    server.log.unlink(missing_ok=True)


def wait_for(true: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Return as soon as something holds; fail when it never does."""
    until = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < until, f"after {patience_s:.0f} s still not: {what}"
        time.sleep(0.05)


def run(work: Awaitable[Result]) -> Result:
    """Run one test's conversation, bounded."""

    async def bounded() -> Result:
        try:
            return await asyncio.wait_for(work, 3 * PATIENCE_S)
        finally:
            await asyncio.wait_for(hang_up(), PATIENCE_S)

    return asyncio.run(bounded())


LINES: dict[asyncio.AbstractEventLoop, list[WebSocketClientConnection]] = {}
"""Websockets that a conversation has opened and that were not closed by the server."""


async def hang_up() -> None:
    """Close every line of this conversation and wait until the other side knows."""
    for line in LINES.pop(asyncio.get_running_loop(), []):
        line.close()
        while await line.read_message() is not None:
            pass


@dataclass
class Talk:
    """A visitor who stays over several tests."""

    visitor: Visitor
    loop: asyncio.Runner

    def run(self, work: Awaitable[Result]) -> Result:
        """Go on with the conversation, bounded."""

        async def bounded() -> Result:
            return await asyncio.wait_for(work, 3 * PATIENCE_S)

        return self.loop.run(bounded())


@contextlib.contextmanager
def staying(server: Server, name: str = "pain_map") -> Iterator[Talk]:
    """A visitor for several tests: one kernel instead of one each."""
    with asyncio.Runner() as loop:
        yield Talk(loop.run(visit(server, name)), loop)
        loop.run(hang_up())


@dataclass
class Opened:
    """What a page that arrived says of its kernel."""

    kernel: str
    key: str
    model: str
    text: str


def open_page(server: Server, name: str = "pain_map", query: str = "") -> Opened:
    """Load a page as a browser would, up to the point where it opens its websocket."""
    base = urlsplit(server.base).path
    code, _, text = server.ask(f"{base}voila/render/{name}.ipynb{query}")
    assert code == 200, text[:300]
    kernel = re.search(r'data-kernel="([0-9a-f-]{36})" data-key="([0-9a-f]{40})"', text)
    model = re.search(r'data-model="([0-9a-f]+)"', text)
    assert kernel, text[-600:]
    assert model, text[-600:]
    return Opened(kernel[1], kernel[2], model[1], text)


@dataclass
class Visitor:
    """A page's side of the websocket."""

    page: Opened
    line: WebSocketClientConnection
    session: str
    states: dict[str, Any] = field(default_factory=dict)

    @property
    def view(self) -> dict[str, Any]:
        """What the page would draw."""
        found: dict[str, Any] = self.states["view"]
        return found

    def send(self, kind: str, content: Any, channel: str = "shell", **more: Any) -> None:
        """Send a message of Jupyter's protocol, allowed or not."""
        message = {
            "header": {
                "msg_id": uuid.uuid4().hex, "msg_type": kind, "username": "", "version": "5.3",
                "session": self.session, "date": more.pop("date", "2026-01-01T00:00:00Z"),
            },
            "parent_header": {}, "metadata": {}, "content": content, "channel": channel,
            "buffers": [], **more,
        }  # fmt: skip
        self.line.write_message(json.dumps(message))

    def post(self, data: Any, buffers: list[bytes] | None = None) -> None:
        """Send a comm message to the page's widget."""
        content = {"comm_id": self.page.model, "data": data}
        if not buffers:
            self.send("comm_msg", content)
            return
        head = {
            "header": {"msg_id": uuid.uuid4().hex, "msg_type": "comm_msg"},
            "parent_header": {}, "metadata": {}, "content": content, "channel": "shell",
        }  # fmt: skip
        parts = [json.dumps(head).encode(), *buffers]
        offset, offsets = 4 * (len(parts) + 1), []
        for part in parts:
            offsets.append(offset)
            offset += len(part)
        frame = struct.pack(f"!I{len(parts)}I", len(parts), *offsets) + b"".join(parts)
        self.line.write_message(frame, binary=True)

    async def receive(self, patience_s: float = PATIENCE_S) -> dict[str, Any] | None:
        """The next message, taken into account; None when the line was closed."""
        raw = await asyncio.wait_for(self.line.read_message(), patience_s)
        if raw is None:
            self.line.close()
            LINES[asyncio.get_running_loop()].remove(self.line)
            return None
        message: dict[str, Any] = json.loads(raw)
        data = message["content"].get("data", {})
        if data.get("method") == "update_states":
            self.states = dict(data["states"][self.page.model]["state"])
        elif data.get("method") == "update":
            self.states.update(data["state"])
        return message

    async def do(self, name: str, /, **args: Any) -> dict[str, Any]:
        """Ask for an action and return the view that answers it."""
        return await self.custom({"do": name, "args": args})

    async def custom(self, content: Any, buffers: list[bytes] | None = None) -> dict[str, Any]:
        """Send a request of a page, well formed or not, and return the view that answers."""
        self.post({"method": "custom", "content": content}, buffers)
        await self.silence()
        return self.view

    async def silence(self) -> list[str]:
        """Every kind of message that comes until a description asked for now has come."""
        heard: list[str] = []
        self.describe()
        while True:
            message = await self.receive()
            assert message, "the line was closed"
            if message["content"].get("data", {}).get("method") == "update_states":
                return heard
            heard.append(message["header"]["msg_type"])

    def describe(self) -> None:
        """Ask for the state of every widget."""
        self.send(
            "comm_msg", {"comm_id": f"{self.session}-control", "data": {"method": "request_states"}}
        )

    def close(self) -> None:
        """Go away without a word."""
        self.line.close()


def line_address(server: Server, kernel: str, key: str, session: str = "") -> str:
    """The websocket of a kernel."""
    base = server.base.replace("http:", "ws:")
    return f"{base}api/kernels/{kernel}/channels?session_id={session or uuid.uuid4().hex}&key={key}"


async def connect(
    server: Server, address: str, origin: str | None = ""
) -> WebSocketClientConnection:
    """Open a websocket; `origin` None sends none, and empty the right one."""
    headers = {} if origin is None else {"Origin": origin or f"http://{server.host}"}
    line = await websocket_connect(
        HTTPRequest(address, headers=headers, request_timeout=PATIENCE_S),
        max_message_size=64 * 1024 * 1024,
    )
    LINES.setdefault(asyncio.get_running_loop(), []).append(line)
    return line


async def visit(server: Server, name: str = "pain_map", page: Opened | None = None) -> Visitor:
    """Open a page and its line, and read its first view."""
    opened = page or await asyncio.to_thread(open_page, server, name)
    session = uuid.uuid4().hex
    line = await connect(server, line_address(server, opened.kernel, opened.key, session))
    visitor = Visitor(opened, line, session)
    opening = {"comm_id": f"{session}-control", "target_name": "jupyter.widget.control", "data": {}}
    visitor.send("comm_open", opening)
    visitor.describe()
    while not visitor.states:
        assert await visitor.receive(), "the line was closed before the widgets were described"
    return visitor
