"""What a hostile page may try over its websocket: every message but the page's own is refused.

Each attack is also made on a server whose controls are taken away, and succeeds there: a test
that passes because its attack was a blunt one would show nothing.
"""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from tests.served import (
    Server,
    Talk,
    Visitor,
    connect,
    line_address,
    open_page,
    run,
    sockets_of,
    staying,
    visit,
    wait_for,
)

REFUSED = "A message of a page was refused"
CODE = {"code": "1 + 1", "cursor_pos": 1, "silent": False, "store_history": True,
        "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}  # fmt: skip
QUESTIONS: dict[str, dict[str, Any]] = {
    "execute": CODE,
    "complete": CODE,
    "inspect": {**CODE, "detail_level": 1},
    "is_complete": CODE,
    "history": {"output": True, "raw": True, "hist_access_type": "tail", "n": 10},
    "comm_info": {},
    "kernel_info": {},
    "connect": {},
}
"""Kind of request -> its content; an open kernel answers each with ``KIND_reply``."""

ORDERS: dict[str, dict[str, Any]] = {
    "shutdown_request": {"restart": False},
    "interrupt_request": {},
    "debug_request": {"type": "request", "seq": 1, "command": "debugInfo", "arguments": {}},
    "create_subshell_request": {},
    "usage_request": {},
    "input_reply": {"value": "yes", "status": "ok"},
    "comm_close": {"comm_id": "x", "data": {}},
    "clear_output": {"wait": False},
}
"""What a kernel obeys on other channels, or takes for another's word."""


@pytest.fixture(scope="module")
def talk(served: Server) -> Iterator[Talk]:
    """One visitor whose line every refusal is tried on."""
    with staying(served) as talk:
        yield talk


async def told(server: Server, visitor: Visitor, before: int) -> bool:
    """Whether the server has said that it refused something since."""
    await visitor.silence()
    return server.output().count(REFUSED) > before


class TestQuestions:
    """Requests that an ordinary notebook's page makes all day."""

    @pytest.mark.parametrize("kind", QUESTIONS)
    def test_are_refused(self, served: Server, talk: Talk, kind: str) -> None:
        async def attack() -> None:
            visitor = talk.visitor
            for channel in ("shell", "control", "stdin", "iopub"):
                before = served.output().count(REFUSED)
                visitor.send(f"{kind}_request", QUESTIONS[kind], channel)
                visitor.send(f"{kind.upper()}_REQUEST ", QUESTIONS[kind], channel)
                heard = await visitor.silence()
                assert f"{kind}_reply" not in heard
                assert served.output().count(REFUSED) == before + 2

        talk.run(attack())

    def test_are_answered_where_nothing_refuses_them(self, defenceless: Server) -> None:
        async def attack() -> list[str]:
            visitor = await visit(defenceless)
            for kind, content in QUESTIONS.items():
                visitor.send(f"{kind}_request", content)
            heard = await visitor.silence()
            visitor.close()
            return heard

        heard = run(attack())
        assert {f"{kind}_reply" for kind in QUESTIONS} <= set(heard)


class TestOrders:
    """Shutting down, interrupting, debugging, and answering for somebody else."""

    @pytest.mark.parametrize("kind", ORDERS)
    def test_are_refused_and_the_page_goes_on(
        self, served: Server, talk: Talk, kind: str
    ) -> None:
        async def attack() -> None:
            visitor = talk.visitor
            kernel = kernel_process(served, visitor.page.kernel)
            for channel in ("shell", "control", "stdin", "iopub"):
                before = served.output().count(REFUSED)
                visitor.send(kind, ORDERS[kind], channel)
                assert await told(served, visitor, before)
            marked = await visitor.do("mark", region="groin", side="left")
            assert len(marked["marks"]) == 1
            assert kernel_process(served, visitor.page.kernel) == kernel

        talk.run(attack())

    def test_shutting_down_works_where_nothing_refuses_it(self, defenceless: Server) -> None:
        async def attack() -> str:
            visitor = await visit(defenceless)
            visitor.send("shutdown_request", {"restart": False})
            while await visitor.receive():
                pass  # until the line is closed: the kernel has gone
            return visitor.page.kernel

        gone = run(attack())
        wait_for(lambda: not kernel_processes(defenceless, gone), "the kernel has ended")


def kernel_processes(server: Server, kernel_id: str) -> list[int]:
    """The processes that hold the sockets of this kernel; the server holds none of its names."""
    found = []
    for pid in server.family():
        try:
            names = sockets_of(pid)
        except OSError:
            continue
        if any(kernel_id in name for name in names):
            found.append(pid)
    return found


def kernel_process(server: Server, kernel_id: str) -> int:
    """The one process of a kernel."""
    (pid,) = kernel_processes(server, kernel_id)
    return pid


class TestCode:
    """Every way to have Python run that a message offers."""

    @staticmethod
    def messages(page_model: str, target: Path) -> dict[str, dict[str, Any]]:
        """Name of the trick -> the whole message; each would create `target`."""
        code = f"open({str(target)!r}, 'w').close()"
        content = {**CODE, "code": code}
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "",
                  "session": "s", "version": "5.3", "date": "2026-01-01T00:00:00Z"}  # fmt: skip
        whole = {"header": header, "parent_header": {}, "metadata": {}, "buffers": []}
        comm = {**header, "msg_type": "comm_msg"}
        return {
            "plain": {**whole, "content": content, "channel": "shell"},
            "without a channel": {**whole, "content": content},
            "as an expression": {**whole, "channel": "shell", "content": {
                **CODE, "code": "", "silent": True,
                "user_expressions": {"a": f"open({str(target)!r}, 'w')"},
            }},
            "inside a comm message": {**whole, "header": comm, "channel": "shell",
                "content": {**content, "comm_id": page_model,
                            "data": {"method": "custom", "content": {"do": "mark", "args": {
                                "region": f"{{__import__('os').system({code!r})}}"}}}}},
            "by a target module": {**whole, "header": {**header, "msg_type": "comm_open"},
                "channel": "shell", "content": {"comm_id": "x", "target_name": "jupyter.widget",
                    "target_module": "antigravity", "data": {"state": {
                        "_model_module": "@jupyter-widgets/output", "_model_name": "OutputModel",
                        "_view_name": "OutputView", "msg_id": "x"}}}},
        }  # fmt: skip

    def test_no_message_runs_any(self, served: Server, tmp_path: Path) -> None:
        target = tmp_path / "was-here"

        async def attack() -> None:
            visitor = await visit(served)
            for message in self.messages(visitor.page.model, target).values():
                visitor.line.write_message(json.dumps(message))
            await visitor.silence()
            assert (await visitor.do("mark", region="groin", side="left"))["marks"]
            visitor.close()

        run(attack())
        assert not target.exists()

    def test_a_key_given_twice_is_read_once(self, served: Server, tmp_path: Path) -> None:
        """The reader and the kernel must not see two different messages in one text."""
        target = tmp_path / "was-here"
        code = json.dumps(f"open({str(target)!r}, 'w').close()")
        good = '{"msg_type": "comm_msg"}'
        bad = '{"msg_type": "execute_request"}'
        data = '"comm_id": "x", "data": {"method": "custom", "content": {}}'
        texts = [
            f'{{"header": {a}, "header": {b}, "content": {{"code": {code}, {data}}}}}'
            for a, b in ((good, bad), (bad, good))
        ]

        async def attack() -> None:
            visitor = await visit(served)
            for text in texts:
                visitor.line.write_message(text)
            await visitor.silence()
            visitor.close()

        run(attack())
        assert not target.exists()

    def test_the_same_runs_where_nothing_refuses_it(
        self, defenceless: Server, tmp_path: Path
    ) -> None:
        for name in ("plain", "as an expression"):
            target = tmp_path / "was-here"

            async def attack(name: str, target: Path) -> None:
                visitor = await visit(defenceless)
                message = self.messages(visitor.page.model, target)[name]
                visitor.line.write_message(json.dumps(message))
                await visitor.silence()
                visitor.close()

            run(attack(name, target))
            assert target.exists(), name
            target.unlink()

    def test_no_widget_is_made_or_changed_from_outside(self, served: Server) -> None:
        async def attack() -> None:
            visitor = await visit(served)
            before = dict(visitor.states)
            for state in ({"view": {"marks": "gone"}}, {"_esm": "alert(1)"}, {"page": "home"}):
                for method in ("update", "echo_update"):
                    visitor.post({"method": method, "state": state, "buffer_paths": []})
            opening = {"comm_id": uuid.uuid4().hex, "target_name": "jupyter.widget", "data": {
                "state": {"_model_module": "@jupyter-widgets/controls", "_model_name": "TextModel",
                          "_view_name": "TextView", "_view_module": "@jupyter-widgets/controls"},
            }}  # fmt: skip
            visitor.send("comm_open", opening)
            await visitor.silence()
            assert visitor.states == before
            visitor.close()

        run(attack())


class TestOthers:
    """Another visitor's kernel cannot be reached, even when its id is known."""

    def test_a_line_needs_the_kernels_own_word(self, served: Server) -> None:
        async def attack() -> None:
            mine, other = await visit(served), await visit(served)
            own = mine.page.key
            words = ["", own, own[:-1], own.upper() + "x", other.page.key[:-1],
                     other.page.key + "0", "%00", "*", "é", own + other.page.key]  # fmt: skip
            for word in words:
                with pytest.raises(HTTPClientError) as told:
                    await connect(served, line_address(served, other.page.kernel, word))
                assert told.value.code == 403, word
            bare = line_address(served, other.page.kernel, "").replace("&key=", "")
            for address in (bare, bare.replace(other.page.kernel, str(uuid.uuid4()))):
                with pytest.raises(HTTPClientError) as told:
                    await connect(served, address)
                assert told.value.code == 403
            again = await connect(served, line_address(served, other.page.kernel, other.page.key))
            again.close()  # the right word opens it: the refusals are due to the word
            for each in (mine, other):
                each.close()

        run(attack())

    def test_the_word_is_all_that_keeps_others_out(self, defenceless: Server) -> None:
        async def attack() -> None:
            other = await visit(defenceless)
            line = await connect(defenceless, line_address(defenceless, other.page.kernel, "x"))
            line.close()
            other.close()

        run(attack())

    def test_another_pages_widget_cannot_be_spoken_to(self, served: Server) -> None:
        async def attack() -> None:
            mine, other = await visit(served), await visit(served)
            await other.do("mark", region="groin", side="left")
            content = {"do": "reset", "args": {}}
            mine.send("comm_msg", {"comm_id": other.page.model,
                                   "data": {"method": "custom", "content": content}})
            await mine.silence()
            await other.silence()
            assert len(other.view["marks"]) == 1
            for each in (mine, other):
                each.close()

        run(attack())

    def test_nobody_else_learns_of_it_or_ends_it(self, served: Server) -> None:
        mine, other = open_page(served), open_page(served)
        for method, headers, body in (
            ("DELETE", {"X-Hipedu-Key": mine.key}, None),
            ("PUT", served.origin, mine.key),
            ("POST", {**served.origin, "X-Hipedu-Key": other.key}, other.key),
        ):
            code, _, _ = served.ask(f"/api/kernels/{other.kernel}", method, headers, body)
            assert code in (403, 404, 405), method
        leave = f"/hipedu/leave/{other.kernel}"
        assert served.ask(leave, "POST", served.origin, mine.key)[0] == 404
        assert served.ask(leave, "POST", {}, other.key)[0] == 403
        assert served.ask(leave, "GET", served.origin)[0] == 405
        for word in ("", mine.key, other.key[:-1]):
            told = served.ask(f"/api/kernels/{other.kernel}", headers={"X-Hipedu-Key": word})
            assert told[0] == 404
        kept = served.ask(f"/api/kernels/{other.kernel}", headers={"X-Hipedu-Key": other.key})
        assert kept[0] == 204, "the right word is answered: it still runs"
        for page in (mine, other):
            assert served.ask(
                f"/hipedu/leave/{page.kernel}", "POST", served.origin, page.key
            )[0] == 204  # fmt: skip

    def test_words_cannot_be_guessed_from_each_other(self, served: Server) -> None:
        pages = [open_page(served) for _ in range(3)]
        assert len({page.key for page in pages} | {page.kernel for page in pages}) == 6
        assert all(len(page.key) == 40 for page in pages)  # 160 bits
        for page in pages:
            served.ask(f"/hipedu/leave/{page.kernel}", "POST", served.origin, page.key)


class TestOrigins:
    """Only a page that came from this server may speak to a kernel."""

    def test_foreign_and_absent_ones_are_refused(self, served: Server) -> None:
        host, port = served.host, served.host.split(":")[1]
        foreign: list[str | None] = [
            None, "null", "http://elsewhere.example", f"http://{host}.elsewhere.example",
            f"http://elsewhere.example/{host}", f"http://{host}@elsewhere.example",
            f"http://elsewhere.example@{host}", f"http://localhost:{port}",
            f"http://127.0.0.1:{int(port) + 1}", "http://127.0.0.1", f"ftp://{host}",
            f"ws://{host}", "file://", "chrome-extension://abcdef", f"//{host}", host, "http://[",
        ]  # fmt: skip

        async def attack() -> None:
            page = await asyncio.to_thread(open_page, served)
            address = line_address(served, page.kernel, page.key)
            for origin in foreign:
                with pytest.raises(HTTPClientError) as told:
                    await connect(served, address, origin)
                assert told.value.code == 403, origin
                headers = {} if origin is None else {"Origin": origin}
                code, _, _ = await asyncio.to_thread(
                    served.ask, f"/hipedu/leave/{page.kernel}", "POST", headers, page.key
                )
                assert code == 403, origin
            line = await connect(served, address)
            line.close()

        run(attack())

    def test_the_check_is_all_that_keeps_them_out(self, defenceless: Server) -> None:
        async def attack() -> None:
            page = await asyncio.to_thread(open_page, defenceless)
            address = line_address(defenceless, page.kernel, page.key)
            for origin in (None, "http://elsewhere.example"):
                line = await connect(defenceless, address, origin)
                line.close()

        run(attack())


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="kernels are told apart through /proc")
def test_a_kernel_is_found_by_its_id(served: Server) -> None:
    """The tool of the tests above: one process for each page, and it is the kernel."""

    async def look() -> None:
        one, two = await visit(served), await visit(served)
        processes = [kernel_process(served, each.page.kernel) for each in (one, two)]
        assert len(set(processes)) == 2
        assert os.getpid() not in processes
        for each in (one, two):
            each.close()

    run(look())
