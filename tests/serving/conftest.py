"""One server for all attacks, and one whose controls are taken away: an attack must bite there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.served import Server, start_server, stop_server

TELL_REFUSALS = """
import logging
logging.getLogger("hipedu.serving.page_socket").setLevel(logging.INFO)
"""

NO_CONTROLS = """
import json
import hipedu.serving.page_socket as line
import hipedu.serving.pages as pages
from hipedu.serving.messages import Request
from hipedu.serving.visitors import Copies

def believe(raw):
    message = json.loads(raw)
    return Request(message["header"]["msg_type"], message["content"], {"version": "1.0.0"})

def tell(self, stream, outgoing):
    _, parts = self.session.feed_identities(outgoing)
    message = self.session.deserialize(parts)
    kept = {key: message[key] for key in ("header", "parent_header", "metadata", "content")}
    self.write_message(json.dumps({"channel": "iopub", "buffers": [], **kept}, default=str))

line.read_message = believe
line.PageLine.handle_outgoing_message = tell
line.is_own_origin = pages.is_own_origin = lambda request: True
Copies.holds = lambda self, kernel_id, given: kernel_id in self._copies
"""


@pytest.fixture(scope="session")
def served() -> Iterator[Server]:
    """The dashboards as they are served; the log tells of every message that was refused."""
    server = start_server("/", code=TELL_REFUSALS)
    yield server
    stop_server(server)


@pytest.fixture(scope="session")
def defenceless() -> Iterator[Server]:
    """The same without the filter of messages, the check of origins and the kernels' words."""
    server = start_server("/", code=NO_CONTROLS)
    yield server
    stop_server(server)
