"""What speaks to a kernel while its page is built."""

from __future__ import annotations

from pathlib import Path

from hipedu.serving import app
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
    source = Path(app.__file__).read_text(encoding="utf-8")
    assert "KernelManager.client_factory = PageClient" in source
