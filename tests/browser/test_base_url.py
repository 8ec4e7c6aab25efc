"""Behind a hub: every address of the page lies below the server's prefix."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from hipedu.serving.install import install
from tests.served import ROOT, Server, free_port, start_server, stop_server, wait_for

from .conftest import watch

pytestmark = pytest.mark.browser


def test_the_dashboards_work_below_a_prefix(browser: Browser) -> None:
    server = start_server("/user/x/")
    try:
        tab = watch(browser, server)
        page = tab.open("home")
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.locator('.hip-nav a:has-text("Pain map")').click()
        page.wait_for_selector("body.hip-ready")
        page.locator('.hip-body [data-region="groin"][data-side="left"]').click(force=True)
        expect(page.locator(".hip-mark-row")).to_have_count(1)
        inside = [url for url in requests if not url.startswith(("data:", "blob:"))]
        assert inside
        assert all("/user/x/" in url for url in inside), inside
        page.close()
        assert not tab.errors
        assert not tab.foreign
    finally:
        stop_server(server)


def test_voila_inside_a_jupyter_server_works_as_on_binder(browser: Browser, tmp_path: Path) -> None:
    install(tmp_path)
    port = free_port()
    environment = {
        **os.environ,
        "JUPYTER_PATH": str(tmp_path / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(tmp_path / "etc" / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    process = subprocess.Popen(
        [
            sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root",
            f"--port={port}", "--ServerApp.port_retries=0", "--ServerApp.base_url=/user/x/",
            f"--ServerApp.root_dir={ROOT}", "--IdentityProvider.token=", "--ServerApp.ip=127.0.0.1",
        ],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server = Server(process, f"http://127.0.0.1:{port}/user/x/", tmp_path / "log")
    try:
        wait_for(server.answers, "Jupyter's server answers")
        pages = "/user/x/voila/render/notebooks/dashboards"
        code, _, text = server.ask(f"{pages}/nothing.ipynb")
        assert code == 404
        assert f'href="{pages}/home.ipynb"' in text  # what there is instead
        assert (ROOT / "notebooks" / "dashboards" / "home.ipynb").is_file()
        tab = watch(browser, server)
        tab.page.goto(f"{server.base}voila/render/notebooks/dashboards/pain_map.ipynb")
        tab.page.wait_for_selector("body.hip-ready")
        place = '.hip-body [data-region="groin"][data-side="left"]'
        tab.page.locator(place).click(force=True)
        expect(tab.page.locator(".hip-mark-row")).to_have_count(1)
        tab.page.close()
        assert not tab.errors
        assert not tab.foreign
    finally:
        stop_server(server)
