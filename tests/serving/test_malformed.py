"""Whatever comes over its line, a dashboard stays alive and answers the next request."""

from __future__ import annotations

import asyncio
import json
import os
import random
import struct
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipedu.dashboards import NAMES
from tests.hostile import MANY, malformed, requests_to, settled, widget
from tests.served import (
    LINES,
    Server,
    Talk,
    Visitor,
    connect,
    line_address,
    run,
    staying,
    visit,
)

from .test_line import kernel_process

KEPT = object()


@pytest.fixture(scope="module", params=NAMES)
def talk(request: pytest.FixtureRequest, served: Server) -> Iterator[Talk]:
    """A visitor on each page in turn."""
    with staying(served, request.param) as talk:
        yield talk


async def goes_on(visitor: Visitor, shown: set[str]) -> None:
    """Fail unless the kernel still describes its widget, and with everything the page needs."""
    await visitor.silence()
    assert shown <= set(visitor.view)


def test_any_request_to_any_action(served: Server, talk: Talk) -> None:
    """Requests from a fixed profile: every action of the page, then one of no form."""
    visitor = talk.visitor
    name = visitor.states["page"]
    page = widget(name_of(name))
    shown = set(visitor.view) - {"notice"}
    kernel = kernel_process(served, visitor.page.kernel)
    kinds = [requests_to(page, action) for action in sorted(page.state.actions)]
    kinds.append(malformed(page))

    @settled(2)
    @given(st.tuples(*kinds))
    def attack(requests: tuple[Any, ...]) -> None:
        async def send() -> None:
            for request in requests:
                visitor.post({"method": "custom", "content": request})
            await goes_on(visitor, shown)

        talk.run(send())

    attack()
    assert kernel_process(served, visitor.page.kernel) == kernel


def name_of(page: str) -> str:
    """The dashboard whose widget draws this page."""
    return next(name for name in NAMES if widget(name).page == page)


def test_any_frame(served: Server, talk: Talk) -> None:
    """Text that is no message, and bytes that are no frame."""
    visitor = talk.visitor
    shown = set(visitor.view) - {"notice"}
    kernel = kernel_process(served, visitor.page.kernel)
    chance = random.Random(7)
    good = json.dumps({
        "header": {"msg_type": "comm_msg"}, "channel": "shell",
        "content": {"comm_id": visitor.page.model,
                    "data": {"method": "custom", "content": {"do": "undo", "args": KEPT}}},
    }, default=lambda _: "ARGS")  # fmt: skip

    async def attack() -> None:
        line = visitor.line
        for text in (
            "", " ", "null", "[]", "7", '"text"', "{}", "{", "\x00", "NaN", '{"header": null}',
            '{"header": [], "content": []}', '{"header": {"msg_type": ["comm_msg"]}}',
            good.replace('"ARGS"', "NaN"), good.replace('"ARGS"', "-Infinity"),
            good.replace('"ARGS"', "1e999"), good.replace('"ARGS"', "9" * 5000),
            good.replace('"ARGS"', "[" * 5000 + "]" * 5000),
            good.replace('"ARGS"', '{"a":' * 100_000),
            good.replace('"ARGS"', '{"a": "\\ud800"}'),
            good.replace(visitor.page.model, "0" * 32), good.replace(visitor.page.model, "../x"),
            good.replace(visitor.page.model, "x" * 10_000), good.replace("custom", "update"),
            good.replace("shell", "control"), good[:-1], good * 2, good.upper(),
        ):  # fmt: skip
            line.write_message(text)
        text = good.replace('"ARGS"', "{}").encode()
        frames = [
            b"", b"\x00", b"\xff" * 7, bytes(100), chance.randbytes(5000),
            struct.pack("!I", 2**32 - 1) + bytes(64), struct.pack("!2I", 1, 2**31) + text,
            struct.pack("!3I", 2, 12, 11) + text, struct.pack("!3I", 2, 0, 12) + text,
            struct.pack("!3I", 2, 12, 2**32 - 1) + text, struct.pack("!2I", 0, 8) + text,
            struct.pack("!2I", 1, 8) + b"\xff\xfe" + text, struct.pack("<2I", 1, 8) + text,
            struct.pack("!101I", 100, *[404] * 100) + text, text,
        ]  # fmt: skip
        for _ in range(20):
            bent = bytearray(struct.pack("!2I", 1, 8) + text)
            for _ in range(3):
                bent[chance.randrange(len(bent))] = chance.randrange(256)
            frames.append(bytes(bent))
        for frame in frames:
            line.write_message(frame, binary=True)
        await goes_on(visitor, shown)

    talk.run(attack())
    assert kernel_process(served, visitor.page.kernel) == kernel


@pytest.mark.parametrize("heap", ["numbers", "text", "names", "deep"])
def test_a_million_items(served: Server, heap: str) -> None:
    """Several megabytes of each, to the page that has most to do with what it is given."""
    args: Any = {
        "numbers": {"regions": [1] * MANY},
        "text": {"regions": "x" * 9 * MANY},
        "names": {"regions": {str(at): 1 for at in range(MANY // 4)}},
        "deep": {"regions": nested(39)},
    }[heap]

    async def attack() -> None:
        visitor = await visit(served, "symptom_checker")
        await visitor.do("set_person", age=34, sex="female")
        view = await visitor.do("take_marks", **args)
        assert view["person"] == {"age": 34, "sex": "female"}
        assert heap == "deep" or view["notice"]
        visitor.close()

    run(attack())


def nested(depth: int) -> Any:
    """Lists in each other."""
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def test_a_message_that_is_too_long_is_refused_in_words_and_nothing_is_lost(
    served: Server,
) -> None:
    """A page checks before it sends; to one that does not, the server says why it hangs up."""

    async def attack() -> None:
        visitor = await visit(served)
        await visitor.do("mark", region="groin", side="left")
        page = visitor.page
        # A huge message is cut off while it still comes; whether the word arrives is luck then.
        for size, codes in ((11, {1009}), (16, {1009, None})):
            line = await connect(served, line_address(served, page.kernel, page.key))
            line.write_message("x" * size * 1024 * 1024)
            while await line.read_message() is not None:
                pass
            assert line.close_code in codes
            assert line.close_reason in ("too long", "message too big", None)
            await forget(line)
        await visitor.silence()
        assert len(visitor.view["marks"]) == 1, "the page's own line and entries are untouched"
        visitor.close()

    run(attack())


async def forget(line: Any) -> None:
    """The server closed this line; there is nothing to wait for."""
    line.close()
    LINES[asyncio.get_running_loop()].remove(line)


def test_the_tests_own_process_is_not_the_kernel(served: Server, talk: Talk) -> None:
    assert kernel_process(served, talk.visitor.page.kernel) != os.getpid()
