"""The built wheel holds the whole knowledge base and works away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.wheel


def tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of what git tracks: files lying about in a working copy are not in it."""
    copy = tmp_path_factory.mktemp("copy")
    for name in tracked():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=copy, check=True, capture_output=True,
    )
    (built,) = out.glob("hipedu-*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel laid out as an installer does."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(code: str, site: Path, cwd: Path) -> str:
    # -S: no site-packages, so neither this checkout nor any dependency is there.
    environment = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=cwd, env=environment, check=False,
        capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_data_file_is_in_the_wheel_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("hipedu/_data/")}
    wanted = {f"hipedu/_{name}" for name in tracked() if name.startswith("data/")}
    assert names == wanted


def test_no_python_package_hides_in_the_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert not [each for each in archive.namelist() if "_data/" in each and ".py" in each]


def test_every_module_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name for name in tracked() if name.startswith("hipedu/")} <= names


def test_the_catalogue_loads_from_another_directory(site: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()  # an unrelated folder of the same name changes nothing
    out = run(
        "import hipedu, sys\n"
        "from hipedu.knowledge.kinds import KINDS\n"
        "from hipedu.knowledge.paths import data_dir\n"
        "catalogue = hipedu.load_catalogue()\n"
        "print(data_dir(), sum(len(getattr(catalogue, kind)) for kind in KINDS))\n",
        site, tmp_path,
    )
    folder, count = out.split()
    assert Path(folder) == (site / "hipedu" / "_data").resolve()
    records = [name for name in tracked() if name.startswith("data/") and name.count("/") == 2]
    yaml = [name for name in records if name.endswith(".yaml")]
    assert int(count) > len(yaml)  # every record file, and the references


def test_the_command_runs_from_another_directory(site: Path, tmp_path: Path) -> None:
    out = run("from hipedu.cli import main; main(['--version'])", site, tmp_path)
    assert out.startswith("hipedu ")
    assert (site / "hipedu" / "_data" / "VERSION").read_text().strip() in out
