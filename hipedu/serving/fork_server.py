"""The parent of all kernels: imports everything once, then forks a kernel for each visitor.

Run as ``python -m hipedu.serving.fork_server SOCKET_FD``. Each line read from the socket is a JSON
request ``{"connection_file", "cwd", "env"}``; the answer is ``{"pid"}`` or ``{"error"}``. A fork
shares the memory of what was imported, so that a visitor costs neither the imports' time nor
their memory. It ends when the other end of the socket closes.
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
import threading
from typing import Any, NoReturn

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


def warm() -> None:
    """Import what a kernel and the dashboards need, and run each dashboard's state once."""
    for name in LIBRARIES:
        importlib.import_module(name)
    from hipedu.dashboards import warm as warm_dashboards

    warm_dashboards()


def become_kernel(request: dict[str, Any]) -> NoReturn:
    """Turn this freshly forked process into an IPython kernel, until it is shut down."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"] or "/")
    random.seed()  # two visitors must not draw the same numbers
    import ipywidgets
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(["-f", request["connection_file"], *KERNEL_OPTIONS])
    # ipywidgets was imported when there was no kernel to register with
    ipywidgets.register_comm_target()
    app.start()
    os._exit(0)


def answer(line: str, requests: socket.socket) -> dict[str, Any]:
    """Fork a kernel for one request line; only the parent returns."""
    request = json.loads(line)
    if threading.active_count() != 1:
        return {"error": "the kernel parent has other threads and cannot fork safely"}
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            requests.close()
            become_kernel(request)
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
    warm()
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, what all kernels share
    with requests.makefile("r", encoding="utf-8") as lines:
        requests.sendall(b'{"ready": true}\n')
        for line in lines:
            requests.sendall(json.dumps(answer(line, requests)).encode() + b"\n")


if __name__ == "__main__":
    main()
