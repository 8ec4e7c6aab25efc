"""Starts kernels by forking a warm parent; jupyter_client sees an ordinary process."""

from __future__ import annotations

import asyncio
import contextlib
import json
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

CAN_FORK = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""Elsewhere an ordinary kernel is started: macOS libraries do not survive a fork reliably."""

START_LIMIT_S = 60.0


class KernelParent:
    """The warm process that forks kernels; started once a server."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        environment = {**os.environ, "HIPEDU_SERVED": "1", "OPENBLAS_NUM_THREADS": "1"}
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "hipedu.serving.fork_server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
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
            self.socket.close()
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=2)


class Parents:
    """Holds the one parent of this server."""

    current: KernelParent | None = None

    @classmethod
    def get(cls) -> KernelParent:
        """Return the parent, started anew if it has ended."""
        if cls.current is None or not cls.current.alive():
            cls.current = KernelParent()
        return cls.current

    @classmethod
    def close(cls) -> None:
        """End the parent if there is one."""
        if cls.current is not None:
            cls.current.close()
            cls.current = None


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
        """Fork instead of starting an interpreter."""
        parent = Parents.get()
        loop = asyncio.get_running_loop()
        connection_file = self.parent.connection_file
        env = {str(k): str(v) for k, v in kwargs.get("env", os.environ).items()}
        cwd = str(kwargs.get("cwd") or "/")
        pid = await loop.run_in_executor(None, parent.fork, connection_file, cwd, env)
        self.process = ForkedProcess(pid)
        self.pid = self.pgid = pid
        self.cwd = cwd
        return self.connection_info
