"""A page with drawings that travel when they are needed, packed, and not inside its view."""

from __future__ import annotations

import base64
import gzip
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from hipedu.widgets.page import FileMade, Page, PageState, where_it_failed

LOG = logging.getLogger(__name__)
MOST_DRAWINGS = 60


class DrawnPage(Page):
    """A `Page` that also answers ``drawings``: names, and whether the whole movement is wanted.

    Parameters
    ----------
    draw : callable
        Name and whether the whole movement is wanted -> the drawing as plain values, or None.
    """

    def __init__(
        self,
        state: PageState,
        *,
        page: str,
        draw: Callable[[str, bool], dict[str, Any] | None],
        content: Mapping[str, Any] | None = None,
        files: Mapping[str, Callable[[], FileMade]] | None = None,
    ) -> None:
        self._draw = draw
        super().__init__(state, page=page, content=content, files=files)

    def _receive(self, _widget: Any, message: Any, buffers: list[Any]) -> None:
        arguments = message.get("args") if isinstance(message, dict) else None
        if isinstance(arguments, dict) and message.get("do") == "drawings":
            self.send(self.drawn(arguments.get("names"), whole=arguments.get("whole") is True))
        else:
            super()._receive(_widget, message, buffers)

    def drawn(self, names: Any, *, whole: bool) -> dict[str, Any]:
        """The message that carries drawings, packed: their paths are long and alike."""
        found: dict[str, Any] = {}
        for name in names[:MOST_DRAWINGS] if isinstance(names, list) else ():
            if isinstance(name, str) and len(name) < 100 and name.isascii():
                try:
                    found[name] = self._draw(name, whole)
                except Exception as error:
                    LOG.error("drawing failed: %s", where_it_failed(error))
                    found[name] = None
        plain = json.dumps(found, separators=(",", ":")).encode()
        packed = base64.b64encode(gzip.compress(plain, 6, mtime=0)).decode("ascii")
        return {"drawings": packed, "whole": whole}
