"""The parent of all kernels: imports everything once, then forks a kernel for each visitor.

Run as ``python -m hipedu.serving.fork_server SOCKET_FD LIFELINE_FD``. Each line read from the
socket is a JSON request ``{"connection_file", "cwd", "env"}``; the answer is ``{"pid"}`` or
``{"error"}``. A fork shares the memory of what was imported, so that a visitor costs neither the
imports' time nor their memory. The parent ends when the other end of the socket closes; a kernel
ends when the server, which holds the lifeline's other end, has ended in whatever way.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import socket
import sys
import tempfile
import threading
from typing import Any, NoReturn

from hipedu.language.sentences import use_from
from hipedu.serving.logs import configure_logging

MOST_MEMORY = 2 * 1024**3
"""Of one kernel [byte]: a file that unpacks without end fails in its own kernel only."""


def warm() -> None:
    """Import what a page needs, run each dashboard's state once, and make the kernel."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # an import of it fails from now on
    tempfile.gettempdir()  # tries a file out, once: a kernel need not
    from hipedu.dashboards import warm as warm_dashboards
    from hipedu.serving.page_kernel import prepare

    warm_dashboards()
    prepare()


POOL_BYTES, LARGEST_BYTES, STEP_BYTES = 16_384, 512, 16
"""How CPython hands out small objects: pools of one size each, in steps up to the largest."""

MOST_FILLED = 16 * 1024**2
"""Of holes [byte]; more means that memory is handed out in some other way."""


def fill_holes() -> list[bytes]:
    """Objects in every free place between those that all kernels share; keep them for good.

    What a kernel makes would otherwise go into these places, one here and one there, and each
    would copy a whole page of what was shared. With the holes filled it goes side by side into
    pages of its own.

    Returns
    -------
    list of bytes
        Empty where Python does not hand out memory in pools.
    """
    fillers: list[bytes] = []
    head, filled = sys.getsizeof(b""), 0
    for size in range(-(-(head + 2) // STEP_BYTES) * STEP_BYTES, LARGEST_BYTES + 1, STEP_BYTES):
        in_a_row, before = 0, 0
        # As many side by side as a pool holds, but for its head: the pool is a new one.
        while in_a_row < POOL_BYTES // size - 4:
            filler = bytes(size - head)
            in_a_row = in_a_row + 1 if id(filler) - before == size else 0
            before = id(filler)
            fillers.append(filler)
            filled += size
            if filled > MOST_FILLED:
                return []
    return fillers


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
    use_from(os.environ)
    random.seed()  # two visitors must not draw the same numbers
    from tornado.ioloop import IOLoop

    from hipedu.serving.page_kernel import kernel_app

    app = kernel_app(request["connection_file"])
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
    filled = fill_holes()
    gc.freeze()  # keeps the collector from touching, and so copying, what all kernels share
    with requests.makefile("r", encoding="utf-8") as lines:
        requests.sendall(b'{"ready": true}\n')
        for line in lines:
            requests.sendall(json.dumps(answer(line, requests, lifeline)).encode() + b"\n")
    del filled  # not before the last fork


if __name__ == "__main__":
    main()
