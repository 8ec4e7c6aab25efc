"""Places: how many visitors there are, when a copy ends, and what the next one finds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from hipedu.serving.room import memory_mb, room
from hipedu.serving.visitors import (
    ALONE_S,
    BUILDING_S,
    IDLE_S,
    MESSAGES,
    MESSAGES_PER_S,
    Copies,
)
from tests.served import Server, open_page, run, start_server, stop_server, visit, wait_for

from .test_malformed import forget

HURRIED = """
import hipedu.serving.visitors as visitors
visitors.SWEEP_S, visitors.ALONE_S, visitors.IDLE_S = 0.2, 2.0, 3.0
"""


@pytest.fixture(scope="module")
def hurried() -> Iterator[Server]:
    """Two places, and patience of seconds instead of minutes."""
    server = start_server("/", "--most-visitors", "2", code=HURRIED)
    yield server
    stop_server(server)


class Clock:
    """A clock that is set by hand [s]."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Line:
    """A page's websocket that remembers why it was closed."""

    why: Any = None

    def close(self, code: int | None = None, reason: str | None = None) -> None:
        self.why = (code, reason)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def copies(clock: Clock) -> Copies:
    """Four places, without any kernel."""
    made = Copies(clock=clock)
    made.most = 4
    return made


def swept(copies: Copies) -> None:
    """One round of the sweeper."""
    import hipedu.serving.visitors as visitors

    can_fork, visitors.CAN_FORK = visitors.CAN_FORK, False  # no kernel is wanted here
    try:
        asyncio.run(copies.sweep())
    finally:
        visitors.CAN_FORK = can_fork


class TestClock:
    """When a place becomes free, by a clock that the test sets."""

    def arrive(self, copies: Copies) -> tuple[str, Line]:
        kernel, line = copies.admit(), Line()
        assert kernel is not None
        copies.delivered(kernel)
        assert copies.arrived(kernel, line)
        return kernel, line

    def test_who_asks_for_nothing_is_told_and_ended(self, copies: Copies, clock: Clock) -> None:
        _, line = self.arrive(copies)
        clock.now += IDLE_S
        swept(copies)
        assert copies.taken == 1
        clock.now += 1
        swept(copies)
        assert copies.taken == 0
        assert line.why == (4404, "idle")

    def test_who_asks_now_and_then_stays(self, copies: Copies, clock: Clock) -> None:
        kernel, line = self.arrive(copies)
        for _ in range(10):
            clock.now += IDLE_S - 1
            copies.heard(kernel)
            swept(copies)
        assert line.why is None

    def test_a_page_that_has_gone_is_waited_for_a_little(
        self, copies: Copies, clock: Clock
    ) -> None:
        """A lost network or a closed laptop must not lose at once what was entered."""
        kernel, line = self.arrive(copies)
        copies.gone(kernel, line)
        clock.now += ALONE_S
        swept(copies)
        assert copies.arrived(kernel, line), "back in time"
        copies.gone(kernel, line)
        clock.now += ALONE_S + 1
        swept(copies)
        assert copies.taken == 0
        assert not copies.arrived(kernel, line), "too late"

    def test_a_page_that_never_arrives_gives_its_place_back(
        self, copies: Copies, clock: Clock
    ) -> None:
        building, alone = copies.admit(), copies.admit()
        assert building is not None
        assert alone is not None
        copies.delivered(alone)
        clock.now += ALONE_S + 1
        swept(copies)
        assert copies.taken == 1
        clock.now += BUILDING_S
        swept(copies)
        assert copies.taken == 0

    def test_a_second_line_keeps_the_place_when_the_first_closes(
        self, copies: Copies, clock: Clock
    ) -> None:
        kernel, first = self.arrive(copies)
        second = Line()
        assert copies.arrived(kernel, second)
        copies.gone(kernel, first)
        clock.now += ALONE_S + 1
        swept(copies)
        assert copies.taken == 1

    def test_a_wish_costs_from_an_allowance_that_grows_again(
        self, copies: Copies, clock: Clock
    ) -> None:
        kernel = copies.admit()
        assert kernel is not None
        told = [copies.heard(kernel) for _ in range(int(MESSAGES) + 1)]
        assert told.count(False) == 2  # the last that is left is not given away
        clock.now += 2
        told = [copies.heard(kernel) for _ in range(int(2 * MESSAGES_PER_S) + 5)]
        assert told[0]
        assert not told[-1]

    def test_places_are_counted_and_those_on_their_way_have_a_few_more(
        self, copies: Copies
    ) -> None:
        assert all(copies.admit() for _ in range(4))
        assert copies.admit() is None
        assert not copies.has_place()
        assert copies.reserve == 2
        assert copies.admit(in_transit=True)
        assert copies.admit(in_transit=True)
        assert copies.admit(in_transit=True) is None


class TestServed:
    """The same with kernels that run."""

    def test_an_idle_copy_is_ended_and_its_page_told(self, hurried: Server) -> None:
        async def stay() -> None:
            visitor = await visit(hurried)
            while await visitor.receive() is not None:
                pass
            assert (visitor.line.close_code, visitor.line.close_reason) == (4404, "idle")
            key = {"X-Hipedu-Key": visitor.page.key}
            told = await asyncio.to_thread(
                hurried.ask, f"/api/kernels/{visitor.page.kernel}", "GET", key
            )
            assert told[0] == 404, "a page that tries again learns that its copy is gone"

        run(stay())
        wait_for(lambda: not hurried.kernels(), "the kernel has ended")

    def test_an_abandoned_copy_is_ended(self, hurried: Server) -> None:
        async def go_away() -> None:
            visitor = await visit(hurried)
            visitor.close()

        run(go_away())
        open_page(hurried)  # and one whose page never opened its line
        assert hurried.kernels()
        wait_for(lambda: not hurried.kernels(), "both kernels have ended")
        assert hurried.ask("/hipedu/places")[0] == 204

    def test_a_full_house_says_so_kindly_and_lets_in_when_somebody_leaves(
        self, hurried: Server
    ) -> None:
        async def crowd() -> None:
            two = [await visit(hurried), await visit(hurried)]
            code, headers, text = await asyncio.to_thread(hurried.ask, "/voila/render/plan.ipynb")
            assert code == 503
            assert headers["Retry-After"] == "60"
            assert "All 2 places are taken" in text
            assert "Try again in a minute" in text
            assert "Nothing you entered on another page is affected" in text
            assert (await asyncio.to_thread(hurried.ask, "/hipedu/places"))[0] == 503
            page = two[0].page
            leave = f"/hipedu/leave/{page.kernel}"
            told = await asyncio.to_thread(hurried.ask, leave, "POST", hurried.origin, page.key)
            assert told[0] == 204
            assert (await asyncio.to_thread(hurried.ask, "/hipedu/places"))[0] == 204
            await two[1].silence()  # whoever asks now and then stays
            third = await visit(hurried)
            for visitor in (third, two[1]):
                await visitor.do("mark", region="groin", side="left")
                assert len(visitor.view["marks"]) == 1
            while await two[0].receive() is not None:
                pass
            assert two[0].line.close_reason == "left"

        run(crowd())
        wait_for(lambda: not hurried.kernels(), "the kernels have ended")

    def test_a_second_tab_and_a_reload_begin_with_nothing(self, served: Server) -> None:
        """Each page is a copy of its own: what one enters the other does not see."""

        async def two_tabs() -> None:
            one, two = await visit(served), await visit(served)
            empty = two.view["inputs"]
            await one.do("mark", region="groin", side="left")
            await two.silence()
            assert two.view["inputs"] == empty
            await two.do("mark", region="buttock", side="right")
            await one.silence()
            assert [m["region"] for m in one.view["marks"]] == ["groin"]
            again = await visit(served)  # the first tab, loaded once more
            assert again.view["inputs"] == empty
            assert again.page.kernel != one.page.kernel
            for each in (one, two, again):
                each.close()

        run(two_tabs())

    def test_a_line_to_a_copy_that_is_lost_for_a_moment_finds_everything(
        self, served: Server
    ) -> None:
        async def come_back() -> None:
            first = await visit(served)
            await first.do("mark", region="groin", side="left")
            first.line.close()
            while await first.line.read_message() is not None:
                pass
            await forget(first.line)
            second = await visit(served, page=first.page)
            assert [m["region"] for m in second.view["marks"]] == ["groin"]
            second.close()

        run(come_back())


class TestRoom:
    """How many visitors a machine is given, from its memory and its open files."""

    def test_memory_decides(self) -> None:
        # 70 % of (24,000 - 400) MB are 16,520 MB: in pieces of 40 MB 413, but never above 400
        assert room(memory=24_000, forked=True, open_files=None) == 400
        # 70 % of (4,096 - 400) MB are 2,587 MB: in pieces of 150 MB 17
        assert room(memory=4096, forked=False, open_files=None) == 17

    def test_open_files_decide_where_there_are_few(self) -> None:
        # 24 files a visitor, 100 for the rest: (1024 - 100) / 24 = 38
        assert room(memory=24_000, forked=True, open_files=1024) == 38

    def test_a_container_counts_and_not_the_machine_around_it(self, tmp_path: Any) -> None:
        limit = tmp_path / "memory.max"
        limit.write_text(str(512 * 1024 * 1024))
        assert memory_mb((limit,)) == 512
        limit.write_text("max\n")
        assert memory_mb((limit,)) == memory_mb(())
