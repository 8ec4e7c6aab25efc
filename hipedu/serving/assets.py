"""What a browser loads, kept in memory and served under an address that names its content."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tornado.web import HTTPError

from hipedu.serving.answers import Plain
from hipedu.widgets.assets import exercise_starts, module, stylesheet

TEMPLATE = Path(__file__).parent / "jupyter" / "voila" / "templates" / "hipedu"
YEAR_S = 365 * 24 * 3600
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file for the browser, with its compressed form and its hash."""

    name: str
    body: bytes
    packed: bytes
    digest: str

    @property
    def address(self) -> str:
        """The path below the static root; new content has a new one."""
        return f"{self.digest}/{self.name}"


def _asset(name: str, text: str) -> Asset:
    body = text.encode("utf-8")
    return Asset(
        name=name,
        body=body,
        packed=gzip.compress(body, 9, mtime=0),
        digest=hashlib.sha256(body).hexdigest()[:16],
    )


@cache
def assets() -> dict[str, Asset]:
    """Every file a page of ours loads, by name."""
    texts = {
        "hipedu.js": module(), "hipedu.css": stylesheet(), "exercises.json": exercise_starts(),
    }  # fmt: skip
    for name in ("client.js", "look.js", "wait.js"):
        texts[name] = (TEMPLATE / "static" / name).read_text(encoding="utf-8")
    return {name: _asset(name, text) for name, text in texts.items()}


def addresses(base_url: str) -> dict[str, str]:
    """What the template needs: the address of each file below `base_url`."""
    root = f"{base_url.rstrip('/')}/hipedu/static/"
    names = {
        "bundle": "hipedu.js",
        "stylesheet": "hipedu.css",
        "client": "client.js",
        "look": "look.js",
        "wait": "wait.js",
        "exercises": "exercises.json",
    }
    below = base_url.rstrip("/")
    return {key: root + assets()[name].address for key, name in names.items()} | {
        "leave": f"{below}/hipedu/leave/",
        "places": f"{below}/hipedu/places",
        "home": f"{below}/voila/render/home.ipynb",
    }


class AssetHandler(Plain):
    """Serves `assets()` and nothing else; no path of the disk is ever looked up."""

    def get(self, digest: str, name: str) -> None:
        """Send one file, compressed where the browser takes that, to be kept for a year."""
        asset = assets().get(name)
        if asset is None or asset.digest != digest:
            raise HTTPError(404)
        self.set_header("Content-Type", KINDS[Path(name).suffix])
        self.set_header("Cache-Control", f"public, max-age={YEAR_S}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(asset.packed)
        else:
            self.finish(asset.body)

    def head(self, digest: str, name: str) -> None:
        """Answer as for GET; tornado leaves the body out."""
        self.get(digest, name)
