"""Too much of everything: the server goes on answering, and nothing is left behind.

All of it stays on the loopback interface, is bounded in number, and ends by itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from hipedu.serving.assets import assets
from tests.served import (
    LINES,
    Server,
    connect,
    line_address,
    open_page,
    run,
    start_server,
    status,
    stop_server,
    visit,
    wait_for,
)

from .test_line import kernel_process
from .test_malformed import forget

PLACES = 3
CUT_OFF = "A page that asks and does not read was cut off"
SMALL = """
import hipedu.serving.page_socket as line
import hipedu.serving.visitors as visitors
visitors.ALONE_S, visitors.SWEEP_S = 2.0, 0.5
line.MOST_UNREAD = 2_000_000
import logging
logging.getLogger("hipedu.serving.page_socket").setLevel(logging.INFO)

import socket
import tornado.tcpserver as tcp
bind = tcp.bind_sockets

def with_small_buffers(*args, **more):
    made = bind(*args, **more)
    for each in made:
        each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65_536)
    return made

tcp.bind_sockets = with_small_buffers
"""


@pytest.fixture(scope="module")
def small() -> Iterator[Server]:
    """Three places, short patience, low limits: what floods reach soon."""
    server = start_server("/", "--most-visitors", str(PLACES), code=SMALL)
    yield server
    stop_server(server)


def memory_mb(pid: int) -> int:
    """What a process holds [MB]."""
    return int(status(pid, "VmRSS").split()[0]) // 1024


def no_kernel_left(server: Server) -> None:
    """Wait until every kernel that a flood has started is gone, and its place free."""
    wait_for(lambda: not server.kernels(), "the kernels have ended")
    wait_for(lambda: server.ask("/hipedu/places")[0] == 204, "there are places again")


class TestRequests:
    """Floods of GET."""

    def test_pages_beyond_the_places_are_turned_away_and_nothing_stays(self, small: Server) -> None:
        page = "/voila/render/home.ipynb"
        with ThreadPoolExecutor(20) as crowd:
            told = list(crowd.map(lambda _: small.ask(page)[0], range(120)))
        assert set(told) <= {200, 503}
        assert told.count(503) > 60
        assert len(small.kernels()) <= PLACES
        no_kernel_left(small)

    def test_visitors_who_hang_up_leave_no_kernel(self, small: Server) -> None:
        """Each is gone before the page has come; some before the request has ended."""
        host, port = small.host.split(":")
        head = f"GET /voila/render/pain_map.ipynb HTTP/1.1\r\nHost: {small.host}\r\n\r\n"
        request = head.encode()
        for at in range(60):
            with socket.create_connection((host, int(port))) as line:
                line.sendall(request if at % 3 else request[: at + 5])
        no_kernel_left(small)
        assert small.ask("/")[0] == 302
        assert "Traceback" not in small.output()

    def test_files_are_sent_while_pages_are_asked_for(self, small: Server) -> None:
        path = f"/hipedu/static/{assets()['hipedu.js'].address}"

        def ask(at: int) -> int:
            return small.ask("/voila/render/home.ipynb" if at % 10 == 0 else path)[0]

        with ThreadPoolExecutor(20) as crowd:
            told = list(crowd.map(ask, range(400)))
        assert told.count(200) >= 360
        no_kernel_left(small)

    def test_connections_that_say_nothing_stop_nobody(self, small: Server) -> None:
        host, port = small.host.split(":")
        silent = [socket.create_connection((host, int(port))) for _ in range(200)]
        try:
            for line in silent[::2]:
                line.sendall(b"GET / HTTP/1.1\r\nHost:")
            assert small.ask("/")[0] == 302
            page = open_page(small)
            assert small.ask(
                f"/hipedu/leave/{page.kernel}", "POST", small.origin, page.key
            )[0] == 204  # fmt: skip
        finally:
            for line in silent:
                line.close()

    def test_words_tried_in_numbers_open_nothing(self, small: Server) -> None:
        page = open_page(small)
        guesses = [f"{at:040x}" for at in range(300)]
        with ThreadPoolExecutor(10) as crowd:
            told = list(crowd.map(
                lambda word: small.ask(
                    f"/hipedu/leave/{page.kernel}", "POST", small.origin, word
                )[0],
                guesses,
            ))  # fmt: skip
        assert set(told) == {404}
        no_kernel_left(small)


def test_addresses_cannot_make_the_server_remember_without_end() -> None:
    """Well-formed tags of languages that nobody has translated to: there are millions."""
    from hipedu.language.catalogues import ENGLISH, _language, language

    for at in range(500):
        assert language(f"q{chr(97 + at % 26)}{chr(97 + at // 26)}") is ENGLISH
    assert _language.cache_info().currsize <= 64


class TestMessages:
    """Floods over the websocket."""

    def test_more_than_a_person_can_do_cuts_the_line_and_ends_nothing(self, small: Server) -> None:
        async def attack() -> None:
            visitor = await visit(small)
            await visitor.do("mark", region="groin", side="left")
            page = visitor.page
            line = await connect(small, line_address(small, page.kernel, page.key))
            for _ in range(800):
                line.write_message('{"header": {}}')
            while await line.read_message() is not None:
                pass
            assert (line.close_code, line.close_reason) == (1008, "too many")
            await forget(line)
            again = await asyncio.to_thread(
                small.ask, f"/api/kernels/{page.kernel}", "GET", {"X-Hipedu-Key": page.key}
            )
            assert again[0] == 204, "the page may connect once more; its entries are there"
            visitor.close()

        run(attack())
        no_kernel_left(small)

    def test_text_in_a_binary_frame_counts_as_text(self, small: Server) -> None:
        async def attack() -> None:
            visitor = await visit(small)
            page = visitor.page
            line = await connect(small, line_address(small, page.kernel, page.key))
            for _ in range(4):  # 16 MB are 800 messages' worth; as parts of files they would be 4
                line.write_message(bytes(4_000_000), binary=True)
            while await line.read_message() is not None:
                pass
            assert line.close_code == 1008
            await forget(line)
            visitor.close()

        run(attack())

    def test_a_page_has_few_lines(self, small: Server) -> None:
        from tornado.httpclient import HTTPClientError

        async def attack() -> None:
            visitor = await visit(small)
            page = visitor.page
            for _ in range(2):
                await connect(small, line_address(small, page.kernel, page.key))
            with pytest.raises(HTTPClientError) as told:
                await connect(small, line_address(small, page.kernel, page.key))
            assert told.value.code == 429

        run(attack())
        no_kernel_left(small)

    def test_what_a_busy_kernel_has_not_taken_is_not_kept_for_it(self, served: Server) -> None:
        """A quarter of a gigabyte is offered to a kernel that stands still."""

        async def attack() -> None:
            visitor = await visit(served, "training_load")
            kernel = kernel_process(served, visitor.page.kernel)
            before = memory_mb(served.process.pid)
            os.kill(kernel, signal.SIGSTOP)
            try:
                part = bytes(5 * 1024 * 1024)
                for _ in range(50):
                    asked = {"do": "upload_part", "args": {"file": 0, "name": "a.csv"}}
                    visitor.post({"method": "custom", "content": asked}, [part])
                for _ in range(20):  # others are served meanwhile, and the flood has time to come
                    told = await asyncio.to_thread(served.ask, "/hipedu/places")
                    assert told[0] == 204
                assert memory_mb(served.process.pid) - before < 100
            finally:
                os.kill(kernel, signal.SIGCONT)
            await visitor.silence()
            visitor.close()

        run(attack())

    def test_a_page_that_asks_and_does_not_read_is_cut_off(self, small: Server) -> None:
        """Descriptions of the drawings, again and again: they would pile up in the server."""

        async def attack() -> None:
            visitor = await visit(small, "symptom_checker")
            size = len(json.dumps(visitor.states))
            before = memory_mb(small.process.pid)
            for _ in range(80):
                visitor.describe()
            assert 80 * size > 3_000_000, "more than may wait, and what the machine itself holds"
            stream = visitor.line.protocol.stream  # nobody reads from it
            wait = asyncio.to_thread(wait_for, lambda: CUT_OFF in small.output(), "it is cut off")
            await wait
            assert memory_mb(small.process.pid) - before < 30
            stream.close()
            LINES[asyncio.get_running_loop()].remove(visitor.line)
            visitor.close()

        run(attack())
        no_kernel_left(small)
