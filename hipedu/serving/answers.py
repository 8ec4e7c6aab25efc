"""What every answer of the server has in common: headers, friendly words, silence in the log."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, Template
from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler

LOG = logging.getLogger(__name__)

TEMPLATE = Path(__file__).parent / "jupyter" / "voila" / "templates" / "hipedu"

ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
KEPT_SHUT = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
"""Parts of the reader's device that no page of ours needs."""


def content_security_policy(embed_in: Sequence[str] = ()) -> str:
    """What a page may load and ask for: what comes from its own server, and no script inside it.

    Parameters
    ----------
    embed_in : sequence of str
        Origins, as ``https://moodle.example``, whose pages may show ours in a frame.

    Raises
    ------
    ValueError
        If one of them is no origin.

    Examples
    --------
    >>> content_security_policy(["https://moodle.example"]).rpartition("; ")[2]
    "frame-ancestors 'self' https://moodle.example"
    """
    for origin in embed_in:
        if not ORIGIN.fullmatch(origin):
            raise ValueError(
                f"{origin[:80]!r} is no origin: write it as https://moodle.example, without a path"
            )
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "style-src-attr 'unsafe-inline'",  # a width or a colour; no style sheet, no script
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            " ".join(("frame-ancestors 'self'", *embed_in)),
        )
    )


def headers(embed_in: Sequence[str] = ()) -> dict[str, str]:
    """What every answer carries; see `content_security_policy` for `embed_in`."""
    return {
        "Server": "hipedu",
        "Content-Security-Policy": content_security_policy(embed_in),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in KEPT_SHUT),
        # With "no-referrer" a page's own POST would come with the origin "null".
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


CONTENT_SECURITY_POLICY = content_security_policy()
HEADERS = headers()


def failed(gettext: Callable[[str], str]) -> str:
    """What stands in a page whose kernel could not start or build it, in the page's language."""
    why = gettext("This page could not be built.")
    then = gettext(
        "The fault is ours, not yours. Wait a minute and load the page again. If it stays, tell "
        "whoever runs this server: its log says why."
    )
    return (
        '<div class="hip-notice bad" data-failed role="alert">'
        f"<p><strong>{why}</strong> {then}</p></div>"
    )


def is_own_origin(request: HTTPServerRequest) -> bool:
    """Whether a request says that a page of this very server sent it.

    Browsers always say so for a websocket and for a POST; whatever does not is no page of ours.
    """
    origin, host = request.headers.get("Origin"), request.headers.get("Host")
    if not origin or not host:
        return False
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc == host.lower()


def page(*, title: str, heading: str, body: str, assets: dict[str, Any], script: str = "") -> str:
    """A small page without a kernel.

    Parameters
    ----------
    title, heading : str
        Plain text.
    body : str
        HTML that we wrote; nothing of a request may be in it.
    assets : dict
        From `hipedu.serving.assets.spoken`.
    script : str
        Address of a script, if the page needs one.
    """
    tag = f'<script type="module" src="{html.escape(script)}"></script>' if script else ""
    words = f'<script src="{assets["words"]}"></script>' if "words" in assets else ""
    frame: Any = _frame().make_module({"resources": {"hipedu": assets}})
    return (
        f'<!DOCTYPE html><html lang="{assets["code"]}" dir="{assets["dir"]}" data-look="">'
        '<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{html.escape(title)} · hipedu</title><link rel="icon" href="data:,">'
        f'<script src="{assets["look"]}"></script>{words}'
        f'<link rel="stylesheet" href="{assets["stylesheet"]}">{tag}</head>'
        '<body class="hipedu"><header class="hip-header"><div class="hip-header-in">'
        f'<span class="hip-brand">{frame.mark()}<span>hipedu</span></span></div></header>'
        '<main class="hip-main hip-alone"><div class="hip-sheet">'
        f"<h1>{html.escape(heading)}</h1>{body}</div></main>"
        f"{frame.footer(assets['versions'])}</body></html>"
    )


@cache
def _frame() -> Template:
    """The template of what surrounds every page."""
    return Environment(loader=FileSystemLoader(TEMPLATE), autoescape=True).get_template(
        "frame.macro.html.j2"
    )


class Plain(RequestHandler):
    """A handler that sets our headers, says errors in a sentence, and logs no address."""

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        for name, value in self.settings.get("hipedu_headers", HEADERS).items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say nothing of what went wrong inside, and repeat nothing of the request."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        """Log our own faults; what a visitor asked for wrongly is no fault, and stays private."""
        if isinstance(value, HTTPError) and value.status_code < 500:
            LOG.debug("%s answered %d", type(self).__name__, value.status_code)
        else:
            LOG.error("%s failed", type(self).__name__, exc_info=value)

    def _request_summary(self) -> str:
        return type(self).__name__

    def check_xsrf_cookie(self) -> None:
        """There are no cookies; a foreign page is refused by its origin and knows no key."""


def log_answer(handler: RequestHandler) -> None:
    """Take the place of an access log: only our own faults are noted, and no address."""
    if handler.get_status() >= 500 and handler.get_status() != 503:
        LOG.error("%s answered %d", type(handler).__name__, handler.get_status())
