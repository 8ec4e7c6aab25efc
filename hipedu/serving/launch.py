"""Starts the dashboards, with one clear sentence for each thing that can be in the way."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path


class CannotServe(Exception):
    """Something on this machine is in the way; the message says what and what to do."""


def serve(
    *,
    ip: str = "127.0.0.1",
    port: int = 8866,
    base_url: str = "/",
    open_browser: bool = True,
    most_visitors: int | None = None,
    embed_in: Sequence[str] = (),
) -> None:
    """Serve the dashboards until interrupted.

    Parameters
    ----------
    ip : str
        Address to listen on; loopback unless told otherwise.
    port : int
        Port, 1 to 65535.
    base_url : str
        Prefix of every address, for a server behind a proxy.
    open_browser : bool
        Whether to open the start page in a browser.
    most_visitors : int, optional
        How many there may be at once; from the machine's memory unless given.
    embed_in : sequence of str
        Origins, as ``https://moodle.example``, whose pages may show ours in a frame.

    Raises
    ------
    CannotServe
        If an origin is none, the port is taken, or no folder can be written for the kernels'
        connection files.
    """
    if most_visitors is not None and most_visitors < 1:
        raise CannotServe("there must be room for at least one visitor: --most-visitors 1")
    if not 1 <= port <= 65535:
        raise CannotServe(f"port {port} does not exist: choose one from 1024 to 65535")
    from hipedu.serving.answers import content_security_policy
    from hipedu.serving.app import configure, free_port

    try:
        content_security_policy(embed_in)
    except ValueError as problem:
        raise CannotServe(str(problem)) from None

    if not free_port(ip, port):
        raise CannotServe(
            f"port {port} is already in use, perhaps by dashboards that still run. "
            f"Stop them, or choose another: make dashboards PORT={port + 1}"
        )
    try:
        with tempfile.TemporaryDirectory() as probe:
            (Path(probe) / "probe").write_text("")
    except OSError as error:
        raise CannotServe(
            f"no temporary folder can be written ({error.strerror}): free some space, "
            "or set TMPDIR to a folder you may write to"
        ) from error
    from hipedu.api import load_catalogue

    base_url = f"/{base_url.strip('/')}/" if base_url.strip("/") else "/"
    app = configure(
        ip=ip,
        port=port,
        base_url=base_url,
        open_browser=open_browser,
        knowledge_version=load_catalogue().version,
        most_visitors=most_visitors,
        embed_in=embed_in,
    )
    host = "localhost" if ip in ("127.0.0.1", "::1", "0.0.0.0", "") else ip  # noqa: S104
    print(f"The dashboards are at http://{host}:{port}{base_url}", flush=True)  # noqa: T201
    print("Press Ctrl+C to stop them.", flush=True)  # noqa: T201
    app.start()
