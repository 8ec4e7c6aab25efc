"""Binder: the environment is described, and the dashboards work under another base address."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hipedu.serving.assets import assets
from hipedu.serving.install import install

ROOT = Path(__file__).resolve().parents[1]


def test_repo2docker_understands_the_description(tmp_path: Path) -> None:
    copy = tmp_path / "repo"
    copy.mkdir()
    for name in ("binder", "requirements", "pyproject.toml", "README.md"):
        source = ROOT / name
        target = copy / name
        if source.is_dir():
            target.mkdir()
            for file in source.iterdir():
                if file.is_file():
                    (target / file.name).write_bytes(file.read_bytes())
                    (target / file.name).chmod(file.stat().st_mode)
        else:
            target.write_bytes(source.read_bytes())
    done = subprocess.run(
        [
            sys.executable, "-W", "ignore", "-m", "repo2docker", "--no-build", "--debug",
            "--user-id", "1000", "--user-name", "jovyan", str(copy),
        ],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert done.returncode == 0, told[-2000:]
    assert "requirements.txt" in told
    assert "postBuild" in told
    assert re.search(r"3\.12", told), "runtime.txt names the Python"


def test_binder_pins_every_package_with_hashes() -> None:
    text = (ROOT / "binder/requirements.txt").read_text()
    assert "-r ../requirements/run.txt" in text
    lock = (ROOT / "requirements/run.txt").read_text()
    names = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock, re.MULTILINE)
    assert {"voila", "jupyterlab", "anywidget", "hatchling"} <= set(names)
    assert lock.count("--hash=sha256:") >= len(names)
    assert "http" not in re.sub(r"^http\w*==.*$|^httpx.*$", "", lock, flags=re.MULTILINE)


def test_install_gives_a_servers_own_voila_all_it_needs(tmp_path: Path) -> None:
    install(tmp_path)
    template = tmp_path / "share/jupyter/voila/templates/hipedu"
    assert (template / "index.html.j2").is_file()
    for name, asset in assets().items():
        assert (template / "static" / name).read_bytes() == asset.body
    settings = json.loads((tmp_path / "etc/jupyter/voila.json").read_text())
    assert settings["VoilaConfiguration"]["template"] == "hipedu"


@pytest.mark.parametrize("badge", ["lab", "home", "pain_map", "symptom_checker", "training_load"])
def test_the_readme_has_a_badge_for_each_way_in(badge: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    wanted = (
        "urlpath=lab"
        if badge == "lab"
        else f"urlpath=voila/render/notebooks/dashboards/{badge}.ipynb"
    )
    assert wanted in readme.replace("%2F", "/")


def test_a_served_page_loads_nothing_of_what_is_large() -> None:
    """What docs/binder.md says; asked in a process of its own, warmed as the kernels' parent is."""
    large = ("pandas", "numpy", "plotly", "typst", "jupyterlab", "debugpy", "jedi", "babel")
    code = (
        "import sys; from hipedu.serving.fork_server import warm; warm();"
        f"print([name for name in {large!r} if sys.modules.get(name)])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True,
        cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
