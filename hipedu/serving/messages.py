"""What a browser may send to its kernel: requests of a page, and nothing else that Jupyter knows.

Of all the messages that a notebook knows, a page needs three: open the line on which widgets are
described, ask for their description, and send a request of the page. `read_message` recognises
these and builds what goes on from its parts, so that nothing else a browser wrote reaches a
kernel: no code, no other message type, no widget made or changed from outside.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NoReturn

MOST_BYTES = 10 * 1024 * 1024
"""Longest message; files come in pieces far below this."""

MOST_DEEP = 40
MOST_BUFFERS = 8
MOST_DIGITS = 30
CONTROL_TARGET = "jupyter.widget.control"
CONTROL_VERSION = {"version": "1.0.0"}
HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
COMM_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


class Refused(ValueError):
    """A message that no page of ours sends; the text names the rule and nothing of the message."""


@dataclass(frozen=True, slots=True)
class Request:
    """A message as it goes on to the kernel."""

    kind: str
    content: dict[str, Any]
    metadata: dict[str, Any] = field(default_factory=dict)
    buffers: Sequence[bytes] = ()


def read_message(raw: str | bytes) -> Request:
    """Return what a websocket message asks for.

    Parameters
    ----------
    raw : str or bytes
        A text frame, or a binary one in Jupyter's older form: the number of parts and their
        offsets as big-endian 32-bit integers, then a JSON part, then buffers.

    Raises
    ------
    Refused
        If it is anything but one of the three messages that a page sends.

    Examples
    --------
    >>> read_message('{"header": {"msg_type": "execute_request"}, "content": {"code": "1"}}')
    Traceback (most recent call last):
        ...
    hipedu.serving.messages.Refused: not a kind of message that a page sends
    """
    if len(raw) > MOST_BYTES:
        raise Refused("too long")
    text, buffers = _parts(raw) if isinstance(raw, bytes) else (raw, [])
    message = _parse(text)
    if message.get("channel", "shell") != "shell":
        raise Refused("not for the shell channel")
    header, content = message.get("header"), message.get("content")
    if not isinstance(header, dict) or not isinstance(content, dict):
        raise Refused("without a header or content")
    comm_id, data = content.get("comm_id"), content.get("data")
    if header.get("msg_type") not in ("comm_open", "comm_msg"):
        raise Refused("not a kind of message that a page sends")
    if not isinstance(comm_id, str) or not COMM_ID.fullmatch(comm_id):
        raise Refused("without a proper comm id")
    if header["msg_type"] == "comm_open":
        if content.get("target_name") != CONTROL_TARGET:
            raise Refused("opens something other than the line that describes widgets")
        opening = {"comm_id": comm_id, "target_name": CONTROL_TARGET, "data": {}}
        return Request("comm_open", opening, dict(CONTROL_VERSION))
    if not isinstance(data, dict):
        raise Refused("without data")
    if data.get("method") == "request_states":
        return Request("comm_msg", {"comm_id": comm_id, "data": {"method": "request_states"}})
    if data.get("method") == "custom":
        asked = {"method": "custom", "content": data.get("content")}
        return Request("comm_msg", {"comm_id": comm_id, "data": asked}, buffers=buffers)
    raise Refused("not a request of a page")


def text_bytes(raw: str | bytes) -> int:
    """How much of a message is text to be read, and not a part of a file [byte].

    Examples
    --------
    >>> text_bytes("abc"), text_bytes(struct.pack("!3I", 2, 12, 15) + b"abc" + bytes(100))
    (3, 3)
    """
    if isinstance(raw, str):
        return len(raw)
    if len(raw) < 12:
        return len(raw)
    count, begin, end = struct.unpack_from("!3I", raw)
    return end - begin if count > 1 and begin <= end <= len(raw) else len(raw)


def _parts(raw: bytes) -> tuple[str, list[bytes]]:
    """Take a binary frame apart, trusting none of its numbers."""
    if len(raw) < 8:
        raise Refused("a binary frame that is too short")
    count = struct.unpack_from("!I", raw)[0]
    head = 4 * (count + 1)
    if not 1 <= count <= MOST_BUFFERS + 1 or head > len(raw):
        raise Refused("a binary frame with a wrong number of parts")
    offsets = [*struct.unpack_from(f"!{count}I", raw, 4), len(raw)]
    if offsets[0] < head or any(a > b for a, b in pairwise(offsets)):
        raise Refused("a binary frame whose parts do not follow each other")
    parts = [raw[a:b] for a, b in pairwise(offsets)]
    try:
        return parts[0].decode("utf-8"), parts[1:]
    except UnicodeDecodeError:
        raise Refused("a binary frame without text") from None


def _parse(text: str) -> dict[str, Any]:
    try:
        message = json.loads(
            text, parse_constant=_no_constant, parse_float=_finite, parse_int=_short
        )
    except RecursionError:
        raise Refused("nested too deeply") from None
    except Refused:
        raise
    except ValueError:
        raise Refused("not JSON") from None
    if not isinstance(message, dict):
        raise Refused("not a JSON object")
    if _deeper(message, MOST_DEEP):
        raise Refused("nested too deeply")
    if HALF_PAIR.search(text):
        try:
            json.dumps(message, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise Refused("holds half of a surrogate pair, which cannot be sent back") from None
    return message


def _no_constant(_word: str) -> NoReturn:
    raise Refused("holds NaN or Infinity")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise Refused("holds a number that is too large")
    return value


def _short(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise Refused("holds a number that is too large")
    return int(digits)


def _deeper(value: Any, most: int) -> bool:
    """Whether containers lie in each other more than `most` deep; without recursion."""
    level = [value]
    for _ in range(most):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True
