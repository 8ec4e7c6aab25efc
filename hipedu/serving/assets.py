"""What a browser loads, kept in memory and served under an address that names its content."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tornado.web import HTTPError

from hipedu import __version__
from hipedu.language import ENGLISH, Language, language, languages
from hipedu.language.browser import browser_script
from hipedu.serving.answers import TEMPLATE, Plain
from hipedu.widgets.assets import exercise_starts, module, stylesheet

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
def words_asset(one: Language) -> Asset:
    """The words of a language for the browser, as a file of their own."""
    return _asset(f"words.{one.code}.js", browser_script(one))


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
        "static": root,
        "leave": f"{below}/hipedu/leave/",
        "places": f"{below}/hipedu/places",
        "home": f"{below}/voila/render/home.ipynb",
    }


def spoken(found: dict[str, Any], code: str) -> dict[str, Any]:
    """`found`, for a page in a language: its words, and links that keep to it.

    Parameters
    ----------
    found : dict
        From `addresses`, and ``knowledge``, the version of the knowledge base.
    code : str
        Whatever stood in the page's address.
    """
    chosen = language(code)
    told = {**found, "code": chosen.code, "dir": chosen.direction, "gettext": chosen.gettext}
    told["versions"] = chosen.gettext(
        "hipedu {version} · knowledge of {date}", version=__version__, date=found["knowledge"]
    )
    if chosen is not ENGLISH:
        told["words"] = f"{found['static']}{words_asset(chosen).address}"
        told["query"] = f"?lang={chosen.code}"
        told["home"] = found["home"] + told["query"]
    offered = [(each.code, own_name(each)) for each in languages()]
    told["languages"] = offered if len(offered) > 1 else []
    return told


def own_name(one: Language) -> str:
    """What a language calls itself."""
    return one.words.pgettext("name of this language in itself", "English")


def find(name: str) -> Asset | None:
    """The file of that name: one of `assets()`, or the words of a language."""
    if name.startswith("words."):
        chosen = language(name.removeprefix("words.").removesuffix(".js"))
        return None if chosen is ENGLISH else words_asset(chosen)
    return assets().get(name)


class AssetHandler(Plain):
    """Serves what `find` finds and nothing else; no path of the disk is ever looked up."""

    def get(self, digest: str, name: str) -> None:
        """Send one file, compressed where the browser takes that, to be kept for a year."""
        asset = find(name)
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
