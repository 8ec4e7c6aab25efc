"""What the server serves over HTTP: its pages, what they load, and nothing else that exists."""

from __future__ import annotations

import http.client
import itertools
import re
import socket
import subprocess
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from hipedu.dashboards import NAMES
from hipedu.serving.assets import assets
from tests.served import PATIENCE_S, ROOT, Server, open_page

ID = "01234567-89ab-cdef-0123-456789abcdef"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
JUPYTER = (
    "/api", "/api/kernels", "/api/kernels/{id}/restart", "/api/kernels/{id}/interrupt",
    "/api/sessions", "/api/sessions/{id}", "/api/contents", "/api/contents/",
    "/api/contents/home.ipynb", "/api/contents/home.ipynb/checkpoints", "/api/terminals",
    "/api/terminals/1", "/terminals/websocket/1", "/api/kernelspecs", "/api/kernelspecs/python3",
    "/kernelspecs/python3/logo-64x64.png", "/api/config/notebook", "/api/status", "/api/me",
    "/api/spec.yaml", "/api/nbconvert", "/api/shutdown", "/api/security/csp-report",
    "/api/events/subscribe", "/api/metrics/v1", "/api/batch", "/metrics",
    "/nbconvert/html/home.ipynb",
    "/files/home.ipynb", "/view/home.ipynb", "/edit/home.ipynb", "/notebooks/home.ipynb",
    "/tree", "/lab", "/lab/api/settings", "/lsp/status", "/login", "/logout", "/custom/custom.css",
    "/static/style/style.min.css", "/templates/hipedu/static/client.js",
    "/voila", "/voila/", "/voila/tree", "/voila/files/home.ipynb", "/voila/static/main.js",
    "/voila/templates/hipedu/static/client.js", "/voila/api/shutdown/{id}",
    "/voila/query/{id}", "/voila/voila/labextensions/x", "/voila/themes/x",
)  # fmt: skip


class Wire:
    """One connection that sends exactly the bytes it is given, and is used again."""

    def __init__(self, server: Server) -> None:
        host, port = server.host.split(":")
        self.host = server.host
        self.socket = socket.create_connection((host, int(port)), timeout=PATIENCE_S)

    def ask(self, path: bytes, method: bytes = b"GET") -> tuple[int, dict[str, str], bytes]:
        """The answer to a request line as it stands; 0 when the server hung up instead."""
        self.socket.sendall(
            method + b" " + path + b" HTTP/1.1\r\nHost: " + self.host.encode() + b"\r\n\r\n"
        )
        answer = http.client.HTTPResponse(self.socket, method=method.decode())
        try:
            answer.begin()
        except (http.client.HTTPException, ConnectionError):
            self.again()
            return 0, {}, b""
        with answer:
            body = answer.read()
            if answer.getheader("Connection", "").lower() == "close":
                self.again()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body

    def again(self) -> None:
        """Connect once more."""
        self.socket.close()
        host, port = self.host.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=PATIENCE_S)


@pytest.fixture
def wire(served: Server) -> Iterator[Wire]:
    opened = Wire(served)
    yield opened
    opened.socket.close()


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """Every file of the project."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


class TestJupyter:
    """The interfaces with which a notebook server is steered do not exist here."""

    @pytest.mark.parametrize("path", JUPYTER)
    def test_is_closed(self, served: Server, wire: Wire, path: str) -> None:
        page = open_page_once(served)
        before = served.kernels()
        for method in METHODS:
            for name in (page.kernel, ID):
                code, _, body = wire.ask(path.format(id=name).encode(), method.encode())
                assert code == (405 if method == "PROPFIND" else 404), f"{method} {path}"
                assert b"python3" not in body
        assert served.kernels() == before
        kept = served.ask(f"/api/kernels/{page.kernel}", headers={"X-Hipedu-Key": page.key})
        assert kept[0] == 204, "it was neither ended nor restarted"

    def test_a_kernels_own_address_only_says_whether_it_runs(
        self, served: Server, wire: Wire
    ) -> None:
        page = open_page_once(served)
        for method in ("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"):
            code, _, body = wire.ask(f"/api/kernels/{page.kernel}".encode(), method.encode())
            assert code == 405, method
            assert body in (b"", b"405\n")


OPENED = {}


def open_page_once(served: Server):
    """A page that all tests here share."""
    if served.base not in OPENED:
        OPENED[served.base] = open_page(served)
    return OPENED[served.base]


class TestFiles:
    """No path leads to a file: not of the project, not of the machine."""

    UPS = (
        b"../", b"..%2f", b"%2e%2e/", b"%2e%2e%2f", b"..%252f", b"%252e%252e%252f", b"..\\",
        b"..%5c", b"%2e%2e%5c", b"..%255c", b"....//", b"..;/", b"..%00/", b"..%c0%af",
        b"..%ef%bc%8f", b".%2e/", b"..%u2215", b"./../", b"..//",
    )  # fmt: skip
    TARGETS = (
        b"etc/passwd", b"proc/self/environ", b"pyproject.toml", b"hipedu/serving/app.py",
        b"home.ipynb", b".git/config", b".env", b"data/VERSION",
    )  # fmt: skip
    TELLTALE = re.compile(rb"root:|PATH=|\[project\]|import |nbformat|repositoryformat")

    def roots(self) -> list[bytes]:
        """Every route below which there could be files."""
        digest = assets()["hipedu.js"].digest.encode()
        return [
            b"/", b"/hipedu/static/", b"/hipedu/static/" + digest + b"/", b"/hipedu/",
            b"/voila/render/", b"/voila/static/", b"/voila/files/", b"/voila/templates/hipedu/",
            b"/static/", b"/files/",
        ]  # fmt: skip

    def test_no_way_up_leads_out(self, wire: Wire) -> None:
        for root, up, target in itertools.product(self.roots(), self.UPS, self.TARGETS):
            for depth in (1, 8):
                code, _, body = wire.ask(root + up * depth + target)
                assert code in (0, 400, 404), (root, up, target)
                assert not self.TELLTALE.search(body), (root, up, target)

    def test_no_odd_address_leads_out(self, wire: Wire, served: Server) -> None:
        asset = f"/hipedu/static/{assets()['client.js'].address}".encode()
        assert wire.ask(asset)[0] == 200
        odd = [
            b"//etc/passwd", b"/%2fetc%2fpasswd", b"/file:///etc/passwd", b"/\\etc\\passwd",
            b"/C:/Windows/win.ini", b"/c:%5cwindows%5cwin.ini", b"/~root/.bashrc", b"/.git/HEAD",
            b"/.env", b"/%00", b"/%0d%0aSet-Cookie:%20a=b", b"http://127.0.0.1/etc/passwd",
            b"http://elsewhere.example/", b"/voila/render//etc/passwd.ipynb",
            b"/voila/render/%2e%2e%2fhome.ipynb", b"/voila/render/home%00.ipynb",
            b"/voila/render/HOME.ipynb", b"/voila/render/home.ipynb%00.html",
            b"/voila/render/home.ipynb/", b"/voila/render/home.ipynb%20", b"/voila/render/home",
            b"/voila/render/__init__.ipynb", b"/voila/render/home.ipynb.bak",
            asset + b"%00", asset + b"/", asset + b"%2f..", asset.upper(), asset + b".map",
            asset.replace(b"client.js", b"frame.macro.html.j"),
            asset.replace(b"client.js", b"..client.js"),
            asset.replace(b"client.js", b"words.xx.js"), asset.replace(b"client.js", b"words..js"),
        ]  # fmt: skip
        for path in odd:
            code, headers, body = wire.ask(path)
            assert code in (0, 400, 404), path
            assert not self.TELLTALE.search(body), path
            assert "set-cookie" not in headers, path

    @pytest.mark.parametrize("ending", [".py", ".ipynb", ".csv", ".svg", ".yaml", ".json", ".txt",
                                        ".toml", ".md", ".j2", ".js", ".css", ""])  # fmt: skip
    def test_no_file_of_the_project_has_an_address(
        self, wire: Wire, tracked: list[str], ending: str
    ) -> None:
        """Not by its path, and not by its name beside our own files; pages are built, not sent."""
        digest = assets()["hipedu.js"].digest
        names = [name for name in tracked if name.endswith(ending)] if ending else [
            ".env", ".git/config", ".git/HEAD", ".git/index", ".gitignore", ".ci/run", "Makefile",
            "LICENSE", "runs.csv", "passwd", "id_rsa",
        ]  # fmt: skip
        for name in names[:: max(1, len(names) // 150)]:
            short = name.rsplit("/", 1)[-1]
            paths = [
                f"/{name}", f"/voila/files/{name}", f"/files/{name}", f"/voila/static/{name}",
                f"/hipedu/static/{name}", f"/hipedu/static/{digest}/{name}",
            ]  # fmt: skip
            if short != "hipedu.js":
                paths.append(f"/hipedu/static/{digest}/{short}")
            if short.removesuffix(".ipynb") not in NAMES:
                paths.append(f"/voila/render/{name}")
                paths.append(f"/voila/render/{short}")
            for path in paths:
                assert wire.ask(quote(path).encode())[0] == 404, path

    def test_exactly_these_files_are_served(self, wire: Wire) -> None:
        """A longer list is a decision; each is what a page loads, and carries its type."""
        assert set(assets()) == {
            "hipedu.js", "hipedu.css", "client.js", "look.js", "wait.js", "exercises.json",
        }  # fmt: skip
        kinds = {"css": "text/css", "js": "text/javascript", "json": "application/json"}
        for asset in assets().values():
            code, headers, body = wire.ask(f"/hipedu/static/{asset.address}".encode())
            assert (code, body) == (200, asset.body)
            kind = kinds[asset.name.rpartition(".")[2]]
            assert headers["content-type"].partition(";")[0] == kind
            assert wire.ask(f"/hipedu/static/{'0' * 16}/{asset.name}".encode())[0] == 404

    def test_a_page_holds_nothing_of_its_notebook(self, served: Server) -> None:
        text = open_page_once(served).text
        for word in ("nbformat", "kernelspec", "import ", "build()", "lab-only", "dashboards."):
            assert word not in text


class TestAddresses:
    """What stands in an address changes nothing and comes back nowhere."""

    OVERRIDES = (
        "?voila-template=lab", "?voila-theme=dark", "?voila-template=../../etc",
        "?voila-template=classic&voila-theme=material", "?template=lab", "?voila-kernel=bash",
        "?kernel_name=bash", "?token=x", "?voila-preheat=true", "?jupyter-widgets-html-manager=x",
    )  # fmt: skip
    HOSTILE = (
        "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'",
        "javascript:alert(1)", "{{7*7}}", "${7*7}", "{% raw %}", "</title><svg onload=alert(1)>",
        "\r\nSet-Cookie: a=b", "%0d%0aSet-Cookie:%20a=b", "\u2028alert(1)", "x" * 3000,
    )  # fmt: skip

    @staticmethod
    def plain(text: str) -> str:
        """A page without what differs between any two visits."""
        return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{40}|[0-9a-f]{32}", "…", text)

    def test_neither_template_nor_kernel_can_be_chosen(self, served: Server) -> None:
        usual = self.plain(open_page_once(served).text)
        query = "&".join(each.removeprefix("?") for each in self.OVERRIDES)
        for tail in (f"?{query}", *self.OVERRIDES[:4]):
            assert self.plain(open_page(served, query=tail).text) == usual, tail

    @pytest.mark.parametrize("text", HOSTILE)
    def test_nothing_of_it_stands_in_a_page(self, served: Server, wire: Wire, text: str) -> None:
        marked = quote(f"MARK{text}KRAM", safe="")
        pages = [
            wire.ask(f"/{marked}".encode()),
            wire.ask(f"/hipedu/static/{marked}".encode()),
            wire.ask(f"/voila/render/{marked}.ipynb".encode()),
            wire.ask(f"/?{marked}={marked}&lang={marked}".encode()),
            wire.ask(f"/nowhere?lang={marked}".encode()),
            wire.ask(f"/api/kernels/{ID}/channels?session_id={marked}&key={marked}".encode()),
            wire.ask(f"/hipedu/leave/{ID}?{marked}".encode(), b"POST"),
        ]
        for code, headers, body in pages:
            assert code in (302, 403, 404)
            for where in (body.decode(), *headers.values()):
                assert "MARK" not in where
                assert "KRAM" not in where
            assert "set-cookie" not in headers

    def test_a_built_page_is_the_same_whatever_is_asked(self, served: Server) -> None:
        usual = self.plain(open_page_once(served).text)
        query = "&".join(f"q{at}={quote(text)}" for at, text in enumerate(self.HOSTILE))
        for lang in ("../../etc/passwd", self.HOSTILE[1], "en%00", "en-" + "x" * 300):
            tail = f"?lang={quote(lang)}&look={quote(self.HOSTILE[1])}&m={query}"
            assert self.plain(open_page(served, query=tail).text) == usual

    def test_an_address_without_end_is_refused(self, served: Server, wire: Wire) -> None:
        """The server hangs up, or says that it is too much."""
        assert wire.ask(b"/" + b"a" * 20_000)[0] in (0, 400, 414, 431)
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            served.ask("/", headers={"X-Long": "a" * 20_000})
        assert served.answers()

    def test_a_body_without_end_is_refused(self, served: Server) -> None:
        page = open_page_once(served)
        for length in (5000, 2 * 1024 * 1024):
            try:
                told = served.ask(
                    f"/hipedu/leave/{page.kernel}", "POST", served.origin, "x" * length
                )[0]
            except (ConnectionError, http.client.HTTPException):
                told = 0
            assert told in (0, 400, 413), "a body that long is not even read"
        kept = served.ask(f"/api/kernels/{page.kernel}", headers={"X-Hipedu-Key": page.key})
        assert kept[0] == 204
