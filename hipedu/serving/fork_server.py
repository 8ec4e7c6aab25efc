"""The parent of all kernels: imports everything once, then forks a kernel for each visitor.

Run as ``python -m hipedu.serving.fork_server SOCKET_FD LIFELINE_FD``. Each line read from the
socket is a JSON request ``{"connection_file", "cwd", "env"}``; the answer is ``{"pid"}`` or
``{"error"}``. A fork shares the memory of what was imported, so that a visitor costs neither the
imports' time nor their memory. The parent ends when the other end of the socket closes; a kernel
ends when the server, which holds the lifeline's other end, has ended in whatever way.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import signal
import socket
import sys
import tempfile
import threading
from typing import Any, NoReturn

from hipedu.serving.logs import configure_logging

LIBRARIES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "ipykernel.comm",
    "ipykernel.displayhook",
    "IPython.core.completer",
    "IPython.core.magics",
    "IPython.lib.pretty",
    "comm",
    "tornado.platform.asyncio",
    "zmq.eventloop.zmqstream",
)
KERNEL_OPTIONS = (
    "--HistoryManager.enabled=False",  # nothing of a visitor is written, and no thread is started
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.capture_fd_output=False",
    "--InteractiveShell.cache_size=0",
    "--IPCompleter.use_jedi=False",
    "--Application.log_level=50",
)
MOST_MEMORY = 2 * 1024**3
"""Of one kernel [byte]: a file that unpacks without end fails in its own kernel only."""


def shut_doors() -> None:
    """Leave out of every kernel what opens a port: its debugger, and output of subprocesses."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # an import of it fails from now on
    from ipykernel import iostream, kernelapp

    class Output(iostream.IOPubThread):
        """What a kernel says, without the port on which subprocesses could say something."""

        def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
            super().__init__(socket, pipe=False, session=session)

    kernelapp.IOPubThread = Output


def warm() -> None:
    """Import what a kernel and the dashboards need, and run each dashboard's state once."""
    shut_doors()
    tempfile.gettempdir()  # tries a file out, once: a kernel need not
    for name in LIBRARIES:
        importlib.import_module(name)
    from hipedu.dashboards import warm as warm_dashboards

    warm_dashboards()


def become_kernel(request: dict[str, Any], lifeline: int) -> NoReturn:
    """Turn this freshly forked process into an IPython kernel, until it is shut down."""
    import resource

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"] or "/")
    random.seed()  # two visitors must not draw the same numbers
    import ipywidgets
    from ipykernel.kernelapp import IPKernelApp
    from tornado.ioloop import IOLoop

    app = IPKernelApp.instance()
    app.initialize(["-f", request["connection_file"], *KERNEL_OPTIONS])
    # ipywidgets was imported when there was no kernel to register with
    ipywidgets.register_comm_target()
    IOLoop.current().add_handler(lifeline, lambda *_: os._exit(0), IOLoop.READ)
    app.start()
    os._exit(0)


def answer(line: str, requests: socket.socket, lifeline: int) -> dict[str, Any]:
    """Fork a kernel for one request line; only the parent returns."""
    request = json.loads(line)
    if threading.active_count() != 1:
        return {"error": "the kernel parent has other threads and cannot fork safely"}
    try:
        pid = os.fork()
    except OSError as error:  # no memory, or too many processes
        return {"error": error.strerror or "fork failed"}
    if pid == 0:
        code = 1
        try:
            requests.close()
            become_kernel(request, lifeline)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(code)
    return {"pid": pid}


def main() -> None:
    """Warm up, say so, then fork on request until the server has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then closes
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernels' remains go by themselves
    requests = socket.socket(fileno=int(sys.argv[1]))
    lifeline = int(sys.argv[2])
    configure_logging()
    warm()
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, what all kernels share
    with requests.makefile("r", encoding="utf-8") as lines:
        requests.sendall(b'{"ready": true}\n')
        for line in lines:
            requests.sendall(json.dumps(answer(line, requests, lifeline)).encode() + b"\n")


if __name__ == "__main__":
    main()
