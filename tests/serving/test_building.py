"""What speaks to a kernel while its page is built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hipedu.serving.building import PageClient


def test_no_heartbeat_is_left_that_others_would_wait_for(tmp_path: Path) -> None:
    """An unanswered ping holds the sockets open, and with them the server, for a second each."""
    client = PageClient(transport="ipc", ip=str(tmp_path / "kernel"))
    client.shell_port = client.iopub_port = client.stdin_port = 1
    client.hb_port = client.control_port = 2
    client.start_channels()
    try:
        assert client.shell_channel.is_alive()
        assert client.iopub_channel.is_alive()
        assert not client.hb_channel.is_alive()
    finally:
        client.stop_channels()
    assert client.context.closed


def test_the_dashboards_use_it() -> None:
    """Asked in a process of its own: an application changes its process."""
    asked = (
        "from hipedu.serving.app import configure\n"
        "app = configure(ip='127.0.0.1', port=0, base_url='/', open_browser=False,"
        " knowledge_version='x')\n"
        "from hipedu.serving.visitors import Copies\n"
        "copies = Copies(config=app.config)\n"
        "print(copies.kernel_manager_factory(parent=copies).client_factory.__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == [PageClient.__name__], done.stderr[-2000:]
