"""Nothing of a visitor is written, logged or sent: what Python opens, connects to and says.

The server runs watched: each file that it or a kernel opens for writing and each connection is
noted as it happens, so that a file which was there for a moment only would be found, too.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hipedu.dashboards import NAMES
from tests.hostile import actions, widget
from tests.served import (
    ROOT,
    Server,
    Visitor,
    run,
    start_server,
    stop_server,
    visit,
    wait_for,
)

from .surroundings import Watch, can_be_alone, listing, own, watched

WORD = "quagga-471-kept-nowhere"
"""Stands for whatever somebody enters."""

FAILS = f"""
import logging, os
if "fork_server" in " ".join(sys.orig_argv):
    import hipedu.state.symptom_state as symptoms

    def answer(self, **args):
        raise RuntimeError(f"could not handle {{args}} {WORD}")

    symptoms.SymptomState.answer = answer
"""
"""One action of one page fails as nobody expects, with what was entered in the error's text."""


@pytest.fixture(scope="module")
def places() -> Iterator[dict[str, Path]]:
    """A home and a folder for temporary files, and everything else a program may write to."""
    with tempfile.TemporaryDirectory(prefix="own-") as folder:
        made = {name: Path(folder) / name for name in ("home", "tmp", "watch")}
        for path in made.values():
            path.mkdir()
        yield made


@pytest.fixture(scope="module")
def watch(places: dict[str, Path]) -> Watch:
    """Notes what the server does."""
    return watched(places["watch"], more=FAILS)


@pytest.fixture(scope="module")
def observed(places: dict[str, Path], watch: Watch) -> Iterator[Server]:
    """A server with a home and a temporary folder of its own, watched."""
    server = start_server(
        "/", PYTHONPATH=str(watch.folder), HOME=str(places["home"]), TMPDIR=str(places["tmp"]),
        XDG_CONFIG_HOME=None, XDG_DATA_HOME=None, XDG_CACHE_HOME=None, XDG_RUNTIME_DIR=None,
    )  # fmt: skip
    yield server
    stop_server(server)


async def enter_everywhere(visitor: Visitor, name: str) -> None:
    """Say the word in every action and every argument, in a file's name and in its content."""
    state = widget(name).state
    asked: dict[str, Any]
    for action in actions(name):
        names = list(inspect.signature(getattr(state, action)).parameters)
        for value in (WORD, {WORD: WORD}):
            asked = {"do": action, "args": dict.fromkeys(names, value)}
            visitor.post({"method": "custom", "content": asked})
    await visitor.do(WORD)
    asked = {"do": "upload_part", "args": {"file": 0, "name": f"{WORD}.csv"}}
    body = f"date,distance_km,notes\n2026-03-02,8,{WORD}\n{WORD},x,y\n".encode()
    for content, buffers in (
        ({"do": "upload_begin"}, None), (asked, [body]), ({"do": "upload_end", "args": {}}, None)
    ):  # fmt: skip
        await visitor.custom(content, buffers)
    await visitor.silence()


@pytest.fixture(scope="module")
def journey(observed: Server, places: dict[str, Path], watch: Watch) -> dict[str, Any]:
    """Somebody visits every page, enters the word wherever that is possible, and leaves."""
    roots = (places["home"], places["tmp"], ROOT / "hipedu", ROOT / "data", ROOT / "notebooks")
    found: dict[str, Any] = {"before": listing(*roots), "keys": [], "sockets": {}}

    async def go() -> None:
        for name in NAMES:
            visitor = await visit(observed, name)
            page = visitor.page
            found["keys"] += [page.kernel, page.key]
            await enter_everywhere(visitor, name)
            for pid in observed.family():
                found["sockets"][pid] = internet_sockets(pid)
            await asyncio.to_thread(
                observed.ask, f"/nowhere/{WORD}?q={WORD}", "GET", {"Cookie": WORD, "Referer": WORD}
            )
            address = f"/hipedu/leave/{page.kernel}"
            await asyncio.to_thread(observed.ask, address, "POST", observed.origin, page.key)
            visitor.close()

    run(go())
    found["server"] = internet_sockets(observed.process.pid)
    wait_for(lambda: not observed.kernels(), "every kernel has ended")
    found["after"] = listing(*roots)
    return found


def internet_sockets(pid: int) -> list[tuple[str, str]]:
    """Local and remote address of every TCP and UDP socket that a process has open."""
    inodes = set()
    try:
        for link in Path(f"/proc/{pid}/fd").iterdir():
            if found := re.match(r"socket:\[(\d+)\]", str(link.readlink())):
                inodes.add(found[1])
    except OSError:
        return []
    rows = []
    for kind in ("tcp", "tcp6", "udp", "udp6", "raw"):
        for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]:
            parts = line.split()
            if parts[9] in inodes:
                rows.append((parts[1], parts[2]))
    return rows


LOOPBACK, ANY = "0100007F:", "00000000:0000"


class TestWritten:
    """Files."""

    def test_the_disk_is_as_it_was(self, journey: dict[str, Any]) -> None:
        """Of the server's own folder too, as soon as the visitors have gone."""
        changed = {
            path for path in {**journey["before"], **journey["after"]}
            if journey["before"].get(path) != journey["after"].get(path)
        }  # fmt: skip
        assert not [path for path in changed if "/tmp/hipedu_" not in path]
        left = [Path(path).name for path in journey["after"] if "/tmp/hipedu_" in path]
        assert not [name for name in left if "kernel-" in name], "no visitor's file is left"

    def test_only_the_kernels_addresses_were_ever_written(
        self, journey: dict[str, Any], watch: Watch, places: dict[str, Path]
    ) -> None:
        """Where a kernel listens, in a folder of this server; nothing else at any moment."""
        allowed = re.compile(
            rf"{places['tmp']}/hipedu_\w+(/probe|/ipython(/[\w./-]*)?"
            r"|/kernel-[0-9a-f-]{36}\.json)?"
            rf"|{places['tmp']}/\w{{8,11}}(/probe)?|/dev/null|{places['watch']}.*|\d+"
        )
        wrote = [each[2] for each in watch.events(
            "open", "os.mkdir", "os.truncate", "sqlite3.connect", "tempfile.mkstemp",
        )]  # fmt: skip
        wrote += [each[3] for each in watch.events(
            "os.rename", "os.link", "os.symlink", "shutil.copyfile"
        )]  # fmt: skip
        assert any("/kernel-" in path for path in wrote), "the watch works"
        assert not [path for path in wrote if not allowed.fullmatch(path)]

    def test_what_is_left_in_the_servers_folder_says_nothing(
        self, journey: dict[str, Any]
    ) -> None:
        for path in map(Path, journey["after"]):
            if path.is_file() and "/tmp/hipedu_" in str(path):
                assert WORD not in path.read_text(errors="replace")


class TestSaid:
    """The log and the processes' titles."""

    def test_the_log_holds_nothing_that_was_entered(
        self, journey: dict[str, Any], observed: Server
    ) -> None:
        """Not even when something of ours fails with the entry in the error's own words."""
        said = observed.output()
        assert "action answer failed: RuntimeError at" in said, "our fault was noted"
        assert WORD not in said
        for key in journey["keys"]:
            assert key not in said, "nor a kernel's id or its word"

    def test_no_other_user_of_the_machine_can_read_the_kernels_keys(
        self, observed: Server, places: dict[str, Path]
    ) -> None:
        """Connection files hold the key with which messages are signed."""

        async def look() -> None:
            visitor = await visit(observed)
            (folder,) = places["tmp"].glob("hipedu_*")
            assert folder.stat().st_mode & 0o777 == 0o700
            for file in folder.glob("kernel-*.json"):
                assert file.stat().st_mode & 0o077 == 0
                key = json.loads(file.read_text())["key"]
                for pid in [observed.process.pid, *observed.family()]:
                    assert key.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
            visitor.close()

        run(look())


class TestSent:
    """The network."""

    def test_no_connection_but_to_this_machine(
        self, journey: dict[str, Any], watch: Watch
    ) -> None:
        here = re.compile(r"\('(127\.0\.0\.1|::1|localhost)', .*|['\"]?/.*|'?(127\.0\.0\.1|::1)'?")
        asked = watch.events(
            "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg",
        )  # fmt: skip
        assert asked, "the watch works"
        assert not [each for each in asked if not here.fullmatch(each[3])]
        named = watch.events("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
        assert {each[2] for each in named} <= {"127.0.0.1", "localhost", "::1", "''", "None"}
        assert not watch.events("webbrowser.open", "os.system", "os.exec")

    def test_kernels_have_no_socket_that_leaves_the_machine(
        self, journey: dict[str, Any]
    ) -> None:
        assert journey["sockets"]
        assert {pid: rows for pid, rows in journey["sockets"].items() if rows} == {}
        for local, remote in journey["server"]:
            assert local.startswith(LOOPBACK), "the server listens on the loopback interface"
            assert remote == ANY or remote.startswith(LOOPBACK)


def test_everything_works_where_there_is_no_network_at_all() -> None:
    """A whole journey inside a network of its own that holds a loopback interface only."""
    if not can_be_alone("n"):
        pytest.skip("this machine does not let a test have a network of its own")
    done = subprocess.run(
        ["unshare", f"-{own('n')}", sys.executable, "-m", "tests.serving.cut_off"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == [*NAMES, "all"]
