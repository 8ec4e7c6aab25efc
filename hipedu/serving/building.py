"""Speaks to a kernel while its page is built."""

from __future__ import annotations

from jupyter_client.asynchronous.client import AsyncKernelClient


class PageClient(AsyncKernelClient):
    """A client without a heartbeat, which would hold up everybody else's pages.

    It lives for a fraction of a second and `visitors` sees by itself when a kernel ends. A ping
    that a busy kernel has not taken yet keeps the client's sockets open for another second when
    they are closed, and the server waits for that: with thirty visitors at once, thirty seconds.
    """

    def start_channels(
        self,
        shell: bool = True,
        iopub: bool = True,
        stdin: bool = True,
        hb: bool = True,
        control: bool = True,
    ) -> None:
        """Open the channels, all but the heartbeat."""
        super().start_channels(shell=shell, iopub=iopub, stdin=stdin, hb=False, control=control)
