"""A page that hands files to the person and opens theirs, without the server keeping any.

A file is made in the page's own kernel when it is asked for, travels in one message, and becomes a
download in the browser. The message is no trait: nothing of it stays behind to be sent again.
"""

from __future__ import annotations

import base64
import gzip
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from hipedu.language import N_, _
from hipedu.widgets.page import Page, short, where_it_failed

LOG = logging.getLogger(__name__)
NOT_MADE = N_(
    "That file could not be made. The fault is ours; your week is kept. Try another kind."
)
MOST_DRAWINGS = 60


class FilePage(Page):
    """A `Page` that also answers ``make_file`` and ``drawings``.

    Parameters
    ----------
    draw : function, optional
        Name and whether start, end and movement are wanted -> the drawing as plain values.
    """

    state: Any

    def __init__(
        self,
        state: Any,
        *,
        page: str,
        content: Mapping[str, Any] | None = None,
        draw: Callable[[str, bool], dict[str, Any] | None] | None = None,
    ) -> None:
        self._draw = draw
        super().__init__(state, page=page, content=content)

    def _receive(self, _widget: Any, message: Any, buffers: list[Any]) -> None:
        name = message.get("do") if isinstance(message, dict) else None
        arguments = message.get("args") if isinstance(message, dict) else None
        if name == "make_file" and isinstance(arguments, dict):
            self.send(self.made(str(arguments.get("kind"))))
        elif name == "drawings" and isinstance(arguments, dict):
            self.send(self.drawn(arguments.get("names"), whole=arguments.get("whole") is True))
        else:
            super()._receive(_widget, message, buffers)

    def made(self, kind: str) -> dict[str, Any]:
        """The message that carries a file, or says why there is none."""
        try:
            name, media_type, content = self.state.export(kind)
        except ValueError as error:
            return {"file": None, "kind": kind[:20], "problem": short(str(error))}
        except Exception as error:
            LOG.error("making a file failed: %s", where_it_failed(error))
            return {"file": None, "kind": kind[:20], "problem": _(NOT_MADE)}
        packed = base64.b64encode(content).decode("ascii")
        return {"file": {"name": name, "type": media_type, "base64": packed}, "kind": kind[:20]}

    def drawn(self, names: Any, *, whole: bool) -> dict[str, Any]:
        """The message that carries drawings, packed: their paths are long and alike."""
        found: dict[str, Any] = {}
        for name in names[:MOST_DRAWINGS] if isinstance(names, list) else ():
            if isinstance(name, str) and self._draw is not None:
                try:
                    found[name] = self._draw(name, whole)
                except Exception as error:
                    LOG.error("drawing failed: %s", where_it_failed(error))
                    found[name] = None
        plain = json.dumps(found, separators=(",", ":")).encode()
        packed = base64.b64encode(gzip.compress(plain, 6, mtime=0)).decode("ascii")
        return {"drawings": packed, "whole": whole}
