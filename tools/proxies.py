"""Tries the lines of docs/serving.md: our server behind Caddy and nginx, with a real browser.

    python tools/proxies.py [caddy] [nginx]

Takes the blocks of the document as they stand. Changed are only the name's port, where
certificates come from (each proxy gets one that this machine made), and that everything listens on
the loopback interface and writes into a temporary folder. For each proxy, without and with a
prefix: a page opens and answers over its websocket, a file is uploaded and one is saved, a
websocket of a foreign origin is refused, and nothing is asked of another host. Needs the proxies,
openssl and a Chromium; starts and ends all of it by itself.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import FLAGS, find_browser, watch
from tests.served import Server, free_port, start_server, stop_server, wait_for

NAME = "class.example"
FOREIGN = """
(address) => new Promise((done) => {
    const line = new WebSocket(address);
    line.onopen = () => done("open");
    line.onerror = () => done("refused");
})
"""


def blocks(text: str) -> dict[tuple[str, str], str]:
    """The document's lines by proxy and prefix."""
    found = re.findall(r"^(Caddy|nginx)[^\n]*:\n\n```\n(.*?)^```", text, re.M | re.S)
    whole = {(name.lower(), "/"): lines for name, lines in found}
    below = {"caddy": ("reverse_proxy ", "reverse_proxy /hip/* "),
             "nginx": ("location / {", "location /hip/ {")}  # fmt: skip
    for name, (line, instead) in below.items():
        assert instead.strip(" {") in text, "the document says something else of a prefix"
        whole[name, "/hip/"] = whole[name, "/"].replace(line, instead)
    return whole


def certificate(folder: Path) -> None:
    """Make a certificate for the name, signed by itself."""
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
            "-keyout", str(folder / "class.key"), "-out", str(folder / "class.pem"),
        ],
        check=True, capture_output=True,
    )  # fmt: skip


def caddy(lines: str, folder: Path, *, port: int, behind: int) -> list[str]:
    """Write Caddy's file and return the command that runs it."""
    own = (
        "{\n    admin off\n    auto_https disable_redirects\n    skip_install_trust\n"
        f"    default_bind 127.0.0.1\n    storage file_system {folder}/caddy\n}}\n"
    )
    changed = lines.replace(NAME, f"https://{NAME}:{port}").replace("127.0.0.1:8866",
                                                                   f"127.0.0.1:{behind}")
    # one line more than in the document: no certificate can be had for a name of examples
    changed = changed.replace("{\n", f"{{\n    tls {folder}/class.pem {folder}/class.key\n", 1)
    (folder / "Caddyfile").write_text(own + changed)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def nginx(lines: str, folder: Path, *, port: int, behind: int) -> list[str]:
    """Write nginx's file and return the command that runs it."""
    changed = lines.replace("listen 443", f"listen 127.0.0.1:{port}")
    changed = changed.replace("127.0.0.1:8866", f"127.0.0.1:{behind}")
    changed = changed.replace("/etc/ssl/class", f"{folder}/class")
    paths = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/nginx.log;\n"
        f"events {{}}\nhttp {{\n{paths}{changed}}}\n"
    )
    return ["nginx", "-p", str(folder), "-e", f"{folder}/nginx.log", "-c", f"{folder}/nginx.conf"]


PROXIES = {"caddy": caddy, "nginx": nginx}


def listens(port: int) -> bool:
    """Whether something takes connections there."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def proxied(name: str, lines: str, base_url: str) -> Iterator[Server]:
    """Our server behind a proxy; what is yielded is the proxy's side of it."""
    ours = start_server(base_url)
    with tempfile.TemporaryDirectory(prefix="hipedu-proxy-") as made:
        folder = Path(made)
        certificate(folder)
        port = free_port()
        command = PROXIES[name](lines, folder, port=port, behind=int(ours.host.split(":")[1]))
        with (folder / "output").open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=output,
                env={**os.environ, "HOME": made, "XDG_DATA_HOME": made, "XDG_CONFIG_HOME": made},
            )  # fmt: skip
        try:
            wait_for(lambda: listens(port) or process.poll() is not None, f"{name} listens")
            if process.poll() is not None:
                raise SystemExit(f"{name} did not start: {(folder / 'output').read_text()}")
            yield Server(process, f"https://{NAME}:{port}{base_url}", ours.log)
        finally:
            process.terminate()
            process.wait(timeout=20)
            stop_server(ours)


def journey(browser: Browser, server: Server) -> None:
    """What a visitor does; fails where the proxy is in the way."""
    tab = watch(browser, server, ignore_https_errors=True)
    lines: list[str] = []
    tab.page.on("websocket", lambda line: lines.append(line.url))
    tab.page.goto(server.base)
    tab.page.wait_for_selector("body.hip-ready")
    page = tab.open("pain_map")
    page.locator('.hip-body [data-region="groin"][data-side="left"]').click(force=True)
    expect(page.locator(".hip-mark-row")).to_have_count(1)
    page = tab.open("training_load")
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "runs.csv", "mimeType": "text/csv", "buffer": runs()}
    )
    expect(page.locator("#runs")).to_contain_text("(3000)", timeout=60_000)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save log and diary").click()
    assert Path(waiting.value.path()).read_bytes().count(b"\n") > 3000
    assert lines
    assert all(line.startswith(server.base.replace("https", "wss")) for line in lines)
    assert not tab.errors, tab.errors
    assert not tab.foreign, tab.foreign
    foreign = browser.new_page(ignore_https_errors=True)
    foreign.route("**/*", lambda route: route.fulfill(body="<p>Another site</p>"))
    foreign.goto("https://elsewhere.example/")
    assert foreign.evaluate(FOREIGN, lines[-1]) == "refused", "a foreign origin came in"
    foreign.close()
    page.close()


def runs() -> bytes:
    """A log of about a megabyte: more than any proxy lets through as the body of a request."""
    rows = ["date,distance_km,duration_min,note"]
    for at in range(3000):
        day = f"{2016 + at // 360}-{at % 360 // 30 + 1:02d}-{min(at % 30 + 1, 28):02d}"
        rows.append(f"{day},8,48,{'x' * 300}")
    return "\n".join(rows).encode()


def main() -> int:
    """Try every block for the proxies named, or for both."""
    found = blocks((ROOT / "docs" / "serving.md").read_text(encoding="utf-8"))
    wanted = sys.argv[1:] or list(PROXIES)
    rules = f"MAP {NAME} 127.0.0.1"
    with sync_playwright() as drivers:
        flags = [*FLAGS, f"--host-resolver-rules={rules}"]
        browser = drivers.chromium.launch(executable_path=find_browser(), args=flags)
        for (name, base_url), lines in found.items():
            if name not in wanted:
                continue
            if not shutil.which(name):
                raise SystemExit(f"{name} is not installed here")
            with proxied(name, lines, base_url) as server:
                journey(browser, server)
            print(f"{name}, pages below {base_url}: works")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
