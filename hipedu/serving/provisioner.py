"""Starts kernels by forking a warm parent; jupyter_client sees an ordinary process."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

LOG = logging.getLogger(__name__)
CAN_FORK = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""Elsewhere an ordinary kernel is started: macOS libraries do not survive a fork reliably."""

START_LIMIT_S = 30.0
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Let kernels whose parent has ended become ours, so that their remains can be taken away."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class KernelParent:
    """The warm process that forks kernels.

    Parameters
    ----------
    lifeline : int
        Reading end of a pipe that the server holds open: kernels end when it closes.
    """

    def __init__(self, lifeline: int) -> None:
        ours, theirs = socket.socketpair()
        environment = {
            **os.environ,
            "HIPEDU_SERVED": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # nobody debugs here; it would warn about it
        }
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603
                [
                    sys.executable, "-m", "hipedu.serving.fork_server",
                    str(theirs.fileno()), str(lifeline),
                ],
                pass_fds=[theirs.fileno(), lifeline],
                env=environment,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
        ours.settimeout(START_LIMIT_S)
        self.socket = ours
        self.lines = ours.makefile("r", encoding="utf-8")
        self.turn = threading.Lock()
        self.ready = False

    def alive(self) -> bool:
        """Whether kernels can still be forked."""
        return self.process.poll() is None

    def wait_ready(self) -> None:
        """Return when everything is imported."""
        with self.turn:
            if not self.ready:
                if not self.lines.readline():
                    raise RuntimeError("the kernel parent ended before it was ready")
                self.ready = True

    def fork(self, connection_file: str, cwd: str, env: dict[str, str]) -> int:
        """Return the process id of a new kernel."""
        self.wait_ready()
        request = {"connection_file": connection_file, "cwd": cwd, "env": env}
        with self.turn:
            self.socket.sendall(json.dumps(request).encode() + b"\n")
            told = json.loads(self.lines.readline() or '{"error": "the kernel parent has ended"}')
        if "error" in told:
            raise RuntimeError(told["error"])
        return int(told["pid"])

    def close(self) -> None:
        """End the parent; kernels that still run are ended by their own managers."""
        with contextlib.suppress(OSError):
            self.lines.close()
            self.socket.close()
        self.process.kill()  # it has nothing to tidy up, and may hang
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=2)


class Parents:
    """Holds the one parent of this server."""

    current: KernelParent | None = None
    lifeline: tuple[int, int] | None = None

    @classmethod
    def get(cls) -> KernelParent:
        """Return the parent, started anew if it has ended."""
        if cls.lifeline is None:
            cls.lifeline = os.pipe()
        if cls.current is not None and not cls.current.alive():
            LOG.warning("The parent of the kernels had ended; another was started.")
            cls.drop(cls.current)
        if cls.current is None:
            cls.current = KernelParent(cls.lifeline[0])
        return cls.current

    @classmethod
    def drop(cls, parent: KernelParent) -> None:
        """End a parent that does not answer; the next visitor brings another."""
        parent.close()
        if cls.current is parent:
            cls.current = None

    @classmethod
    def close(cls) -> None:
        """End the parent if there is one, and cut the kernels' lifeline."""
        if cls.current is not None:
            cls.drop(cls.current)
        if cls.lifeline is not None:
            for end in cls.lifeline:
                os.close(end)
            cls.lifeline = None


class ForkedProcess:
    """What jupyter_client needs of a `subprocess.Popen`, over a process that is not our child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.handle = os.pidfd_open(pid)  # names this process even if its number is used again

    def poll(self) -> int | None:
        """Return None while it runs, 0 afterwards (its exit code is its parent's to know)."""
        if self.returncode is None and select.select([self.handle], [], [], 0)[0]:
            os.close(self.handle)
            self.returncode = 0
            with contextlib.suppress(ChildProcessError):  # ours only if its parent has ended
                os.waitpid(self.pid, os.WNOHANG)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return when it has ended."""
        until = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
            time.sleep(0.02)
        return self.returncode or 0

    def send_signal(self, signum: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            signal.pidfd_send_signal(self.handle, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class ForkedKernel(LocalProvisioner):
    """A kernel forked from the warm parent; everything else is as for a local kernel."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork; if the parent is in trouble, try another, then start an interpreter."""
        loop = asyncio.get_running_loop()
        connection_file = self.parent.connection_file
        env = {str(k): str(v) for k, v in kwargs.get("env", os.environ).items()}
        cwd = str(kwargs.get("cwd") or "/")
        for _ in range(2):
            parent = Parents.get()
            try:
                pid = await loop.run_in_executor(None, parent.fork, connection_file, cwd, env)
                self.process = ForkedProcess(pid)
            except (OSError, RuntimeError, ValueError) as problem:
                LOG.warning("A kernel could not be forked (%s).", problem)
                Parents.drop(parent)
                continue
            self.pid = self.pgid = pid
            self.cwd = cwd
            return self.connection_info
        LOG.warning("An ordinary kernel is started instead.")
        return await super().launch_kernel(cmd, **kwargs)

    async def send_signal(self, signum: int) -> None:
        """Signal exactly this process; a process number alone could have a new owner by now."""
        if isinstance(self.process, ForkedProcess):
            self.process.send_signal(signum)
        else:
            await super().send_signal(signum)
