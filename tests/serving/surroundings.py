"""Other surroundings for a server under test: watched, read-only, full, cut off, at another time.

`watched` puts a ``sitecustomize`` before the server's and its kernels' own start: every file that
Python opens for writing and every connection it makes is noted, and the clock can be set.
`alone` gives the server a view of the disk or of the network of its own, where the machine allows
that; the processes of the test itself see nothing of it.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HOOK = '''
import json, os, sys

_log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_watched = {{
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "subprocess.Popen", "os.exec", "os.system",
    "os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "webbrowser.open",
    "shutil.copyfile", "sqlite3.connect", "tempfile.mkstemp", "tempfile.mkdtemp",
}}

def _note(event, args):
    if event == "open":
        path, mode, flags = args
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if not (writes or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            return
    elif event not in _watched:
        return
    told = [os.fsdecode(a) if isinstance(a, bytes) else repr(a) if not isinstance(a, str) else a
            for a in args[:3]]
    os.write(_log, (json.dumps([event, os.getpid(), *told]) + "\\n").encode())

sys.addaudithook(_note)
{more}
'''

CLOCK = '''
import datetime as _dt, time as _time

_real, _real_ns = _time.time, _time.time_ns
_class = _dt.datetime

def _shift():
    with open({offset!r}) as file:
        return float(file.read() or 0)

_time.time = lambda: _real() + _shift()
_time.time_ns = lambda: _real_ns() + int(_shift() * 1e9)

class datetime(_class):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(_time.time(), _dt.timezone.utc).replace(tzinfo=None)

class date(_dt.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

_dt.datetime, _dt.date = datetime, date
'''


@dataclass
class Watch:
    """What a server and its kernels did."""

    folder: Path

    @property
    def log(self) -> Path:
        """Where it is noted."""
        return self.folder / "events"

    def events(self, *names: str) -> list[list[Any]]:
        """Those that happened so far: name, process, arguments."""
        if not self.log.exists():
            return []
        found = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [each for each in found if each[0] in names]

    def set_clock(self, seconds: float) -> None:
        """Move the wall clock of the server and of all its kernels by so much [s]."""
        offset = self.folder / "offset.new"
        offset.write_text(str(seconds))
        offset.replace(self.folder / "offset")


def watched(folder: Path, *, more: str = "", clock: float | None = None) -> Watch:
    """Write the hook into `folder`, which goes to the front of ``PYTHONPATH``."""
    folder.mkdir(parents=True, exist_ok=True)
    watch = Watch(folder)
    if clock is not None:
        watch.set_clock(clock)
        more = CLOCK.format(offset=str(folder / "offset")) + more
    (folder / "sitecustomize.py").write_text(HOOK.format(log=str(watch.log), more=more))
    return watch


@functools.cache
def can_be_alone(kind: str) -> bool:
    """Whether this machine lets a process have its own mounts ("m") or network ("n")."""
    if shutil.which("unshare") is None:
        return False
    command = ["unshare", f"-{own(kind)}", "sh", "-c", "mount -t tmpfs tmpfs /tmp" * (kind == "m")]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def own(kind: str) -> str:
    """The letters that `unshare` needs; without root a user namespace comes first."""
    return kind if os.geteuid() == 0 else f"r{kind}"


def alone(kind: str, script: str) -> list[str]:
    """A command that runs `script` in surroundings of its own and then what follows."""
    if not can_be_alone(kind):
        pytest.skip("this machine does not let a test have mounts or a network of its own")
    return ["unshare", f"-{own(kind)}", "sh", "-c", f'set -e; {script}; exec "$@"', "sh"]


READ_ONLY = (
    "for d in /*; do case $d in /proc|/sys|/dev) ;; *) "
    '[ -d "$d" ] && [ ! -L "$d" ] && mount --rbind "$d" "$d" && mount -o remount,bind,ro "$d";; '
    'esac; done; cd "$PWD"'
)
"""Every folder of the root cannot be written; /dev stays, as in a read-only container."""


def listing(*roots: Path) -> dict[str, tuple[int, int]]:
    """Every file below the roots with its size and time of change."""
    found = {}
    for root in roots:
        for path in sorted(root.rglob("*")):
            if "__pycache__" in path.parts or path.is_symlink():
                continue
            about = path.lstat()
            found[str(path)] = (about.st_size if path.is_file() else 0, about.st_mtime_ns)
    return found
