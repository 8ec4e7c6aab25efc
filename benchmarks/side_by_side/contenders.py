"""Our page and the same page in four peers: how each is installed, started and ended."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from side_by_side.processes import PROC, family

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
LOCK = ROOT / "requirements" / "benchmark-peers.txt"
CACHE = ROOT / ".benchmarks"
START_LIMIT_S = 90.0


@dataclass(frozen=True)
class Contender:
    """One way to serve the page.

    `command` may hold ``{port}`` and ``{python}`` (the interpreter of its environment); `pick`
    is where to click for a window, with ``{window}`` for its words.
    """

    name: str
    command: tuple[str, ...]
    pick: str = 'text="{window}"'
    path: str = "/"
    ours: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    distribution: str = ""


OURS = Contender(
    name="hipedu",
    command=("{python}", str(HERE / "serve_ours.py"), "{port}"),
    pick='.hip-segments button:has-text("{window}")',
    path="/voila/render/training_load.ipynb",
    ours=True,
    distribution="voila",
)
PEERS = (
    Contender(
        name="Dash",
        command=(
            "{python}", "-m", "gunicorn", "--workers", "1", "--threads", "8",
            "--bind", "127.0.0.1:{port}", "--log-level", "warning", "page_dash:server",
        ),
        distribution="dash",
    ),
    Contender(
        name="Panel",
        command=(
            "{python}", "-m", "panel", "serve", "page_panel.py", "--warm", "--port", "{port}",
            "--address", "127.0.0.1", "--allow-websocket-origin", "*", "--log-level", "warning",
        ),
        path="/page_panel",
        distribution="panel",
    ),
    Contender(
        name="Streamlit",
        command=(
            "{python}", "-m", "streamlit", "run", "page_streamlit.py", "--server.port", "{port}",
            "--server.address", "127.0.0.1", "--server.headless", "true",
            "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false",
        ),
        distribution="streamlit",
    ),
    Contender(
        name="marimo",
        command=(
            "{python}", "-m", "marimo", "-q", "run", "page_marimo.py", "--headless",
            "--no-token", "--host", "127.0.0.1", "--port", "{port}",
        ),
        distribution="marimo",
    ),
)  # fmt: skip


def free_port() -> int:
    """A port of the loopback interface that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def peers_python() -> Path:
    """The peers' environment, made from their lock the first time (about a minute)."""
    key = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = CACHE / f"peers-{key}"
    python = folder / "bin" / "python"
    stamp = folder / "complete"
    if stamp.exists():
        return python
    uv = [shutil.which("uv")] if shutil.which("uv") else [sys.executable, "-m", "uv"]
    print("Making the peers' environment from requirements/benchmark-peers.txt ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    for command in (
        [*uv, "venv", "-q", "--python", sys.executable, str(folder)],
        [
            *uv, "pip", "sync", "-q", "--compile-bytecode", "--require-hashes",
            "--python", str(python), str(LOCK),
        ],
    ):  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(
                "The peers' environment could not be made; is uv installed and the package "
                f"registry reachable?\n{done.stdout}{done.stderr}"
            )
    stamp.write_text("")
    return python


def version_of(contender: Contender, python: Path) -> str:
    """The installed version of a contender's package."""
    code = f"from importlib.metadata import version; print(version({contender.distribution!r}))"
    interpreter = sys.executable if contender.ours else str(python)
    done = subprocess.run([interpreter, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


class Served:
    """A contender that answers on a port; `start_s` is how long that took."""

    def __init__(self, contender: Contender, python: Path, **environment: str) -> None:
        self.contender = contender
        self.port = free_port()
        self.folder = tempfile.TemporaryDirectory(prefix="hipedu-benchmark-")
        words = {"port": str(self.port), "python": sys.executable if contender.ours else python}
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.log = Path(self.folder.name) / "log"
        started = time.perf_counter()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [str(part).format(**words) for part in contender.command],
                cwd=HERE,
                env={
                    **kept,
                    "PYTHONPATH": os.pathsep.join((str(ROOT), str(HERE))),
                    "HOME": self.folder.name,  # nobody's settings, and none are left behind
                    **contender.environment,
                    **environment,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._answers():
            waited = time.perf_counter() - started
            if self.process.poll() is not None or waited > START_LIMIT_S:
                told = self.log.read_text()[-3000:]
                self.close()
                raise SystemExit(f"{contender.name} did not start:\n{told}")
            time.sleep(0.02)
        self.start_s = time.perf_counter() - started

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    @property
    def pid(self) -> int:
        """The process that was started; others may be below it."""
        return self.process.pid

    def address(self, port: int | None = None, path: str | None = None) -> str:
        """The page's address, or that of another `path`, perhaps through a relay's `port`."""
        return f"http://127.0.0.1:{port or self.port}{path or self.contender.path}"

    def close(self) -> None:
        """End it and everything below it."""
        members = {
            pid: (PROC / str(pid) / "cmdline").read_bytes()
            for pid in family(self.pid)
            if (PROC / str(pid)).exists()
        }
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=6)
        for pid, command in members.items():
            with contextlib.suppress(OSError):  # gone, as it should be
                if (PROC / str(pid) / "cmdline").read_bytes() == command:
                    os.kill(pid, signal.SIGKILL)
        self.process.wait()
        with contextlib.suppress(OSError):
            self.folder.cleanup()
