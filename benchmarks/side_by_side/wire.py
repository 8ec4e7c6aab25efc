"""Counts what really crosses the wire: a relay between browser and server.

A browser's own count knows neither how websocket frames were compressed nor what headers weigh.
"""

from __future__ import annotations

import contextlib
import socket
import threading


class Relay:
    """Listens on a port of its own and passes everything on to `port`, counting bytes."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.down = self.up = 0
        self.turn = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                browser, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                for end in (browser, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for source, sink, down in ((server, browser, True), (browser, server, False)):
                    threading.Thread(
                        target=self._pump, args=(source, sink, down), daemon=True
                    ).start()

    def _pump(self, source: socket.socket, sink: socket.socket, down: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                with self.turn:
                    if down:
                        self.down += len(data)
                    else:
                        self.up += len(data)
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            with contextlib.suppress(OSError):
                end.close()

    def take(self) -> tuple[int, int]:
        """Bytes to the browser and from it since the last call."""
        with self.turn:
            counted = self.down, self.up
            self.down = self.up = 0
        return counted

    def close(self) -> None:
        """Take no more connections."""
        self.listener.close()
