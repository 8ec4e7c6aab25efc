"""What every answer carries, and what the pages themselves must not hold for it to bite."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from hipedu.cli import main
from hipedu.dashboards import NAMES
from hipedu.serving.answers import HEADERS, content_security_policy
from hipedu.serving.assets import assets
from tests.served import Server, open_page, start_server, stop_server

ID = "01234567-89ab-cdef-0123-456789abcdef"
BROKEN = """
import hipedu.serving.pages as pages

async def fails(self, name, kernel_id, starting):
    raise RuntimeError("this is what a test asked for")

pages.Dashboard.send = fails
"""


@pytest.fixture(scope="module")
def full_and_broken() -> Iterator[Server]:
    """A server for one visitor that can build no page and may be shown by two other sites."""
    server = start_server(
        "/", "--most-visitors", "1", "--embed-in", "https://moodle.example",
        "--embed-in", "https://*.school.example:8443", code=BROKEN,
    )  # fmt: skip
    yield server
    stop_server(server)


def rules(policy: str) -> dict[str, list[str]]:
    """A policy, taken apart."""
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


class TestPolicy:
    """No script but our files, nothing from afar, nothing embedded or sent."""

    def test_nothing_foreign_and_no_script_inside_a_page(self) -> None:
        found = rules(content_security_policy())
        assert found["default-src"] == ["'none'"], "what is not named below is not allowed"
        assert found["script-src"] == ["'self'"]
        allowed = {"'self'", "'none'", "data:", "blob:", "'unsafe-inline'"}
        assert {source for sources in found.values() for source in sources} <= allowed
        inline = [name for name, sources in found.items() if "'unsafe-inline'" in sources]
        assert inline == ["style-src-attr"]
        assert not {"data:", "blob:"} & set(found["connect-src"] + found["style-src"])
        assert (found["base-uri"], found["form-action"]) == (["'none'"], ["'none'"])

    def test_only_named_sites_may_embed(self, full_and_broken: Server) -> None:
        assert rules(content_security_policy())["frame-ancestors"] == ["'self'"]
        _, headers, _ = full_and_broken.ask("/")
        assert rules(headers["Content-Security-Policy"])["frame-ancestors"] == [
            "'self'", "https://moodle.example", "https://*.school.example:8443",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "origin",
        ["*", "moodle.example", "https://moodle.example/course", "https://a.example; script-src *",
         "https://a.example 'unsafe-inline'", "'none'", "data:", "https://", "",
         "https://a.example\nX: y"],
    )  # fmt: skip
    def test_what_is_no_site_is_refused_at_the_start(
        self, origin: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["dashboards", "--no-open", "--embed-in", origin]) == 2
        assert "write it as https://moodle.example" in capsys.readouterr().err


class TestAnswers:
    """Every kind of answer carries all of it."""

    ASKED = (
        ("/", "GET", 302), ("/voila/render/nothing.ipynb", "GET", 404), ("/nowhere", "POST", 404),
        (f"/hipedu/static/{assets()['client.js'].address}", "GET", 200),
        (f"/hipedu/static/{assets()['client.js'].address}", "PUT", 405),
        ("/hipedu/places", "GET", 204), (f"/api/kernels/{ID}", "GET", 404),
        (f"/api/kernels/{ID}", "DELETE", 405), (f"/hipedu/leave/{ID}", "POST", 403),
        (f"/api/kernels/{ID}/channels", "GET", 403), ("/voila/render/home.ipynb", "HEAD", 200),
        (f"/hipedu/static/{'0' * 16}/client.js", "GET", 404),
    )  # fmt: skip

    def check(self, headers: Any) -> None:
        for name, value in HEADERS.items():
            if name != "Content-Security-Policy":
                assert headers[name] == value, name
        assert rules(headers["Content-Security-Policy"])["script-src"] == ["'self'"]
        assert headers["Set-Cookie"] is None
        assert "Python" not in str(headers)
        assert "Tornado" not in str(headers)

    @pytest.mark.parametrize(("path", "method", "code"), ASKED)
    def test_has_every_header_and_no_cookie(
        self, served: Server, path: str, method: str, code: int
    ) -> None:
        told, headers, _ = served.ask(path, method, {"Cookie": "a=b; _xsrf=c"})
        assert told == code
        self.check(headers)

    def test_a_page_that_cannot_be_built_tells_the_reader_nothing_of_us(
        self, full_and_broken: Server
    ) -> None:
        code, headers, text = full_and_broken.ask("/voila/render/home.ipynb")
        assert code == 500
        self.check(headers)
        assert "This page could not be started" in text
        for word in ("Traceback", "RuntimeError", "this is what a test asked for", ".py"):
            assert word not in text
        assert "this is what a test asked for" in full_and_broken.output(), "the log knows why"


class Markup(HTMLParser):
    """Collects what a policy of this kind would block, or what asks another host."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.script = tag in ("script", "style") and "src" not in held
        if self.script or tag in ("iframe", "object", "embed", "base", "form", "applet"):
            self.odd.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("srcdoc", "http-equiv", "formaction"):
                self.odd.append(f"{tag} {name}")
            loads = name in ("src", "data", "action", "poster") or (name, tag) == ("href", "link")
            own = (value or "").startswith(("/", "data:,")) and not (value or "").startswith("//")
            if loads and value and not own:
                self.odd.append(f"{tag} {name}={value}")
            if (value or "").strip().lower().startswith("javascript:"):
                self.odd.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_needs_nothing_that_the_policy_blocks(served: Server, name: str) -> None:
    page = open_page(served, name)
    markup = Markup()
    markup.feed(page.text)
    assert markup.odd == []
    served.ask(f"/hipedu/leave/{page.kernel}", "POST", served.origin, page.key)


def test_the_check_of_markup_finds_what_it_looks_for() -> None:
    markup = Markup()
    markup.feed(
        '<script>x</script><img src="https://a.example/b" onerror="x"><iframe srcdoc=x></iframe>'
        '<link rel="stylesheet" href="//cdn.example/x.css"><a href=" JavaScript:x">y</a>'
    )
    assert len(markup.odd) == 7
