"""The built wheel, away from the checkout, serves the dashboards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.served import ROOT, Server, free_port, stop_server, wait_for

from .conftest import watch

pytestmark = [pytest.mark.browser, pytest.mark.wheel]


def test_the_wheel_serves_the_dashboards(browser: Browser, tmp_path: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    copy = tmp_path / "copy"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("hipedu-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(site)}
    where = subprocess.run(
        [sys.executable, "-c", "import hipedu; print(hipedu.__file__)"],
        cwd=elsewhere,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert str(site) in where.stdout, "the wheel is used, not the checkout"
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "hipedu", "dashboards", "--no-open", "--port", str(port)],
        cwd=elsewhere,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(process, f"http://127.0.0.1:{port}/", tmp_path / "log")
    try:
        wait_for(server.answers, "the dashboards answer")
        tab = watch(browser, server)
        page = tab.open("symptom_checker")
        assert page.locator("#the-question, #the-list").count()
        page.close()
        assert not tab.errors
        assert not tab.foreign
    finally:
        stop_server(server)
