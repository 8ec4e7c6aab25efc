"""The machine around the server fails: its disk, its home, its clock, its processes."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hipedu.dashboards import NAMES
from tests.served import (
    ROOT,
    Server,
    free_port,
    open_page,
    run,
    start_server,
    stop_server,
    visit,
    wait_for,
)

from .surroundings import READ_ONLY, Watch, alone, listing, watched
from .test_line import kernel_process

YEAR_S = 365.25 * 86400


@pytest.fixture
def own() -> Iterator[Path]:
    """A folder for temporary files, with a short name."""
    with tempfile.TemporaryDirectory(prefix="own-") as folder:
        yield Path(folder)


async def works(server: Server) -> None:
    """Somebody comes, marks a place, and goes."""
    visitor = await visit(server)
    view = await visitor.do("mark", region="groin", side="left")
    assert len(view["marks"]) == 1
    page = visitor.page
    told = await asyncio.to_thread(
        server.ask, f"/hipedu/leave/{page.kernel}", "POST", server.origin, page.key
    )
    assert told[0] == 204
    visitor.close()


def fill_up(file: Any) -> None:
    """Write until nothing more fits."""
    try:
        while True:
            file.write(bytes(4096))
    except OSError as full:
        if full.errno != errno.ENOSPC:
            raise


def starts(*within: str, **environment: str | None) -> tuple[int, str]:
    """Try to start the dashboards and return how that ended."""
    held = {**os.environ, **environment}
    done = subprocess.run(
        [*within, sys.executable, "-m", "hipedu", "dashboards", "--no-open", "--port",
         str(free_port())],
        cwd=ROOT, env={k: v for k, v in held.items() if v is not None},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stderr


class TestDisk:
    """Read-only and full."""

    def test_nothing_but_a_temporary_folder_need_be_writable(self, own: Path) -> None:
        """As in a container with a read-only root; the whole disk is, for this server."""
        room = f"{READ_ONLY}; mount -t tmpfs -o size=4m tmpfs {own}"
        server = start_server("/", within=alone("m", room), TMPDIR=str(own))
        try:
            run(works(server))
            assert "Traceback" not in server.output()
            assert list(own.iterdir()) == [], "the mount is the server's alone"
        finally:
            stop_server(server)

    def test_a_temporary_folder_with_a_long_name_and_no_other_will_do(
        self, tmp_path: Path
    ) -> None:
        """A socket's name has 107 bytes; where they do not suffice, kernels use ports."""
        own = tmp_path / ("long" * 20)
        own.mkdir()
        shut = f"{READ_ONLY}; mount -t tmpfs -o ro x /dev/shm"
        room = f"{shut}; mount -t tmpfs -o size=4m tmpfs {own}"
        server = start_server("/", within=alone("m", room), TMPDIR=str(own))
        try:
            run(works(server))
        finally:
            stop_server(server)

    def test_with_no_folder_at_all_it_says_so_and_does_not_start(self) -> None:
        code, told = starts(*alone("m", READ_ONLY))
        assert code == 2
        assert "no temporary folder can be written" in told
        assert "TMPDIR" in told
        assert "Traceback" not in told

    def test_a_full_disk_at_the_start_is_said(self, tmp_path: Path) -> None:
        full = f"mount -t tmpfs -o size=16k tmpfs {tmp_path}; cat /dev/zero > {tmp_path}/x || true"
        code, told = starts(
            *alone("m", f"{READ_ONLY}; {full} 2>/dev/null"), TMPDIR=str(tmp_path)
        )
        assert code == 2
        assert "no temporary folder can be written" in told
        assert "Traceback" not in told

    def test_a_disk_that_fills_stops_new_pages_only_and_only_while_it_is_full(
        self, own: Path
    ) -> None:
        room = f"mount -t tmpfs -o size=256k tmpfs {own}"
        server = start_server("/", within=alone("m", room), TMPDIR=str(own))
        inside = Path(f"/proc/{server.process.pid}/root{own}")  # the server's view of it

        async def stay() -> None:
            visitor = await visit(server)
            fill = inside / "fill"
            with fill.open("wb", buffering=0) as file:
                fill_up(file)
            code, _, text = await asyncio.to_thread(
                server.ask, "/voila/render/home.ipynb"
            )
            assert "The fault is ours" in text
            assert code in (200, 500)
            view = await visitor.do("mark", region="groin", side="left")
            assert len(view["marks"]) == 1, "who is there goes on"
            fill.unlink()
            visitor.close()

        try:
            run(stay())
            run(works(server))
            wait_for(lambda: not server.kernels() or len(server.kernels()) == 1, "none is left")
        finally:
            stop_server(server)


class TestHome:
    """Nobody's home is needed, and none is written to."""

    @pytest.mark.parametrize("home", [None, "/nonexistent"])
    def test_without_a_home_it_serves(self, tmp_path: Path, own: Path, home: str | None) -> None:
        watch = watched(tmp_path / "watch")
        server = start_server(
            "/", PYTHONPATH=str(watch.folder), TMPDIR=str(own), HOME=home, XDG_CONFIG_HOME=None,
            XDG_DATA_HOME=None, XDG_CACHE_HOME=None, XDG_RUNTIME_DIR=None, IPYTHONDIR=None,
            JUPYTER_CONFIG_DIR=None, JUPYTER_DATA_DIR=None, JUPYTER_RUNTIME_DIR=None,
        )  # fmt: skip
        try:
            run(works(server))
            assert "Traceback" not in server.output()
        finally:
            stop_server(server)
        wrote = [path for _, _, path, *_ in watch.events("open", "os.mkdir")]
        assert [p for p in wrote if not p.startswith((str(own), "/dev/")) and not p.isdigit()] == []


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """Sets the clock of `dated`."""
    return watched(tmp_path_factory.mktemp("clock"), clock=0)


@pytest.fixture(scope="module")
def dated(watch: Watch) -> Iterator[Server]:
    """A server whose wall clock, and that of its kernels, the tests set."""
    hasty = "import hipedu.serving.visitors as visitors; visitors.SWEEP_S = 0.1"
    server = start_server("/", PYTHONPATH=str(watch.folder), code=hasty)
    yield server
    stop_server(server)


class TestClock:
    """The date is wrong, or is set while somebody works."""

    def test_setting_the_clock_ends_nobody(self, watch: Watch, dated: Server) -> None:
        """Ten years on, and back: idle and abandoned copies are counted by another clock."""

        async def stay() -> None:
            visitor, other = await visit(dated), await visit(dated, "plan")
            kernel = kernel_process(dated, visitor.page.kernel)
            for shift in (10 * YEAR_S, -10 * YEAR_S, 3600, -3600, 0):
                watch.set_clock(shift)
                for region in ("groin", "buttock"):
                    await visitor.do("mark", region=region, side="left")
                assert len(visitor.view["marks"]) == 2
                await visitor.do("reset")
                if shift == 10 * YEAR_S:  # the clock was really set: a plan lies in that year
                    late = await visit(dated, "plan")
                    year = int(late.view["goal"]["goal_date"][:4])
                    assert year - int(other.view["goal"]["goal_date"][:4]) in (9, 10, 11)
                    late.close()
                assert (await other.do("set_goal", name="goal_km", value=10))["weeks"]
            assert kernel_process(dated, visitor.page.kernel) == kernel
            for each in (visitor, other):
                each.close()

        run(stay())
        assert "Traceback" not in dated.output()

    @pytest.mark.parametrize("years", [-56, 73])
    @pytest.mark.parametrize("name", NAMES)
    def test_every_page_opens_at_any_date(
        self, watch: Watch, dated: Server, name: str, years: int
    ) -> None:
        """A machine whose clock was never set (1970), and one whose clock is far ahead."""
        watch.set_clock(years * YEAR_S)
        page = open_page(dated, name)
        assert "data-failed" not in page.text
        dated.ask(f"/hipedu/leave/{page.kernel}", "POST", dated.origin, page.key)


class TestProcesses:
    """A kernel, their parent, or the server itself is killed."""

    def test_a_killed_kernel_frees_its_place_and_its_page_is_told(self, served: Server) -> None:
        async def stay() -> None:
            visitor, other = await visit(served), await visit(served)
            os.kill(kernel_process(served, visitor.page.kernel), signal.SIGKILL)
            while await visitor.receive() is not None:
                pass
            assert (visitor.line.close_code, visitor.line.close_reason) == (4404, "died")
            assert len((await other.do("mark", region="groin", side="left"))["marks"]) == 1
            other.close()

        run(stay())

    def test_kernels_outlive_their_parent_and_the_next_visitor_has_another(
        self, served: Server
    ) -> None:
        async def stay() -> None:
            visitor = await visit(served)
            os.kill(served.parent(), signal.SIGKILL)
            assert (await visitor.do("mark", region="groin", side="left"))["marks"]
            visitor.close()

        run(stay())
        run(works(served))

    def test_where_kernels_cannot_be_forked_ordinary_ones_serve(self) -> None:
        """As on Windows and macOS: slower to come, otherwise the same."""
        server = start_server(
            "/", code="import hipedu.serving.provisioner as p; p.CAN_FORK = False"
        )
        try:
            run(works(server))
            assert "Traceback" not in server.output()
        finally:
            stop_server(server)

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
    def test_nothing_is_left_when_the_server_ends(self, own: Path, how: signal.Signals) -> None:
        server = start_server("/", TMPDIR=str(own))

        async def stay() -> None:
            visitors = [await visit(server) for _ in range(2)]
            server.process.send_signal(how)
            for visitor in visitors:
                while await visitor.receive() is not None:
                    pass
                told: Any = (visitor.line.close_code, visitor.line.close_reason)
                assert told == ((None, None) if how == signal.SIGKILL else (4404, "stopped"))

        run(stay())
        server.process.wait(timeout=20)
        wait_for(lambda: not server.family(), "no process is left")
        if how != signal.SIGKILL:  # a killed server cannot tidy up; names without content stay
            assert listing(own) == {}
        server.log.unlink()
