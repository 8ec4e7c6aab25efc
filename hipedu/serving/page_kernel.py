"""A kernel with what a page needs, and without what it never uses.

An ordinary kernel reads a command line, a profile and configuration files, builds a debugger and
beats a heart in a thread of its own. None of that serves a page, and each visitor would pay for it
with memory and time. The shell, which is most of the rest, is made once in the kernels' parent:
after the fork its pages are shared until somebody writes to them.
"""

from __future__ import annotations

import logging
import sys
import uuid
from pathlib import Path
from typing import Any

import ipykernel.debugger
import ipywidgets
import traitlets
import zmq
from ipykernel.control import ControlThread
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from traitlets.config import Config
from zmq.eventloop.zmqstream import ZMQStream

SETTINGS = {
    "HistoryManager": {"enabled": False, "hist_file": ":memory:"},  # nothing of a visitor is kept
    "InteractiveShell": {"cache_size": 0},
    "IPCompleter": {"use_jedi": False},
}


class NoProfile(ProfileDir):
    """Stands where IPython wants a profile, and makes no folder."""

    @traitlets.observe("location")
    def _location_changed(self, change: Any) -> None:
        """Make nothing."""

    def check_dirs(self) -> None:
        """There is nothing to check."""


class PageShell(ZMQInteractiveShell):
    """The shell of a page's cells; there is one in a process."""

    def init_ipython_dir(self, ipython_dir: str | None) -> None:
        """Name a folder that exists: IPython would make one in somebody's home."""
        self.ipython_dir = sys.prefix

    def init_virtualenv(self) -> None:
        """The parent runs in the right environment already."""

    def init_pdb(self) -> None:
        """Nobody debugs a page."""


class PageKernel(IPythonKernel):
    """A kernel that is made before its channels, and joined to them in the forked process."""

    shell_class = traitlets.Type(PageShell)

    def join(self, app: PageKernelApp) -> None:
        """Take over the channels of this process."""
        self.ident = uuid.uuid4().hex
        self.session = app.session
        self.control_thread = app.control_thread
        self.control_stream = ZMQStream(app.control_socket, app.control_thread.io_loop)
        self.shell_stream = ZMQStream(app.shell_socket)
        self.iopub_thread = app.iopub_thread
        self.iopub_socket = app.iopub_socket
        self.stdin_socket = app.stdin_socket
        self._stdout, self._stderr = sys.stdout, sys.stderr
        for hook in (self.shell.displayhook, self.shell.display_pub):
            hook.session = app.session
            hook.pub_socket = app.iopub_socket
        self.shell.displayhook.topic = self._topic("execute_result")


class PageKernelApp(IPKernelApp):
    """An `IPKernelApp` that is told its connection file and reads nothing else."""

    control_thread: ControlThread
    control_port: int
    iopub_port: int
    iopub_thread: IOPubThread

    def initialize(self, argv: Any = None) -> None:
        """Open the channels and join the kernel to them; `argv` is not looked at."""
        self.init_connection_file()
        self.init_poller()
        self.init_sockets()
        self.init_io()
        self.init_signal()
        self.init_kernel()
        sys.stdout.flush()
        sys.stderr.flush()

    def init_iopub(self, context: zmq.Context[Any]) -> None:
        """Open the channel of what a kernel says; no port on which subprocesses could say more."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(self.iopub_socket, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_control(self, context: zmq.Context[Any]) -> None:
        """Open the channel on which the server ends a kernel; no debugger, no subshells."""
        self.control_socket = context.socket(zmq.ROUTER)
        self.control_socket.linger = 1000
        self.control_port = self._bind_socket(self.control_socket, self.control_port)
        self.control_socket.router_handover = 1
        self.control_thread = ControlThread(daemon=True)

    def init_kernel(self) -> None:
        """Join the kernel that was made before the fork."""
        kernel = PageKernel.instance()
        kernel.join(self)
        self.control_thread.start()
        self.kernel, self.shell = kernel, kernel.shell
        self.displayhook.get_execution_count = lambda: kernel.execution_count


def profile() -> ProfileDir:
    """A profile that is only a name."""
    return NoProfile(location=str(Path(sys.prefix)))


def prepare() -> None:
    """Make application, kernel and shell; call it in the kernels' parent before any fork.

    A cell is run, so that what running one needs is there, too.
    """
    ipykernel.debugger._is_debugpy_available = False
    settings = Config(SETTINGS)
    app = PageKernelApp.instance(
        config=settings, capture_fd_output=False, log_level=logging.CRITICAL,
        profile_dir=profile(),
    )  # fmt: skip
    kernel = PageKernel.instance(parent=app, profile_dir=app.profile_dir, user_ns={}, log=app.log)
    kernel.shell.run_cell("pass", silent=True)
    ipywidgets.register_comm_target()  # it was imported when there was no kernel to register with


def kernel_app(connection_file: str) -> PageKernelApp:
    """Return the application of this freshly forked process, ready to start."""
    app = PageKernelApp.instance()
    app.connection_file = connection_file
    # A session made before the fork would refuse to speak, and share its name with all others.
    app.session = Session(parent=app)
    app.initialize()
    return app
