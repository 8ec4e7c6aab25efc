"""Run inside a network of its own, without any way out: visit every page and use it.

``unshare -rn python -m tests.serving.cut_off`` prints each page that worked, then "all".
"""

from __future__ import annotations

import fcntl
import socket
import struct

from hipedu.dashboards import NAMES
from tests.served import Server, run, start_server, stop_server, visit

SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 0x1, 0x40


def loopback_up() -> None:
    """Bring the one interface of this network up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh", b"lo", IFF_UP | IFF_RUNNING)
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, request + bytes(24 - len(request)))


def no_way_out() -> None:
    """Make sure that the network is cut: otherwise all of this would show nothing."""
    with socket.socket() as probe:
        probe.settimeout(2)
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: nobody is there
        except OSError as refused:
            if "unreachable" in str(refused):
                return
    raise SystemExit("the network is not cut")


async def journey(server: Server) -> None:
    """Every page, and whatever it can do without arguments."""
    for name in NAMES:
        visitor = await visit(server, name)
        for action in ("undo", "redo", "reset"):
            await visitor.do(action)
        assert visitor.view
        print(name, flush=True)
        visitor.close()


def main() -> None:
    """The whole of it."""
    loopback_up()
    no_way_out()
    server = start_server("/")
    try:
        run(journey(server))
        assert "Traceback" not in server.output()
    finally:
        stop_server(server)
    print("all", flush=True)


if __name__ == "__main__":
    main()
