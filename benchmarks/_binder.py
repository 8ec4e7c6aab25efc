"""What a launch on Binder costs: packages, sizes, and the time until a page stands.

``python benchmarks/_binder.py`` does what repo2docker does with ``binder/`` on top of its image:
an empty environment, ``pip install`` from the hashed lock, ``postBuild``, then a Jupyter server
below a prefix, as a hub starts it, and a real browser that opens the start page. It downloads
everything once (into a temporary folder) and takes some minutes. The image itself, which Binder
keeps ready, is not measured. ``--write docs/binder.md`` puts the tables into the documentation.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import report

ROOT = Path(__file__).resolve().parents[1]
MB = 1_000_000
LARGEST = 14
PAGES = ("home", "pain_map", "training_load")


def size_mb(folder: Path) -> float:
    """Everything below a folder [MB]."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / MB


def timed(*command: str | Path, cwd: Path, env: dict[str, str]) -> float:
    """Run a command and return how long it took [s]."""
    begun = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: {done.stderr[-1500:]}")
    return time.perf_counter() - begun


def copy_of_checkout(target: Path) -> None:
    """What a clone holds: the tracked files."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


@contextmanager
def hub_server(python: Path, checkout: Path, env: dict[str, str]) -> Iterator[str]:
    """A Jupyter server as a hub starts it, below a prefix; gives its address."""
    from tests.served import free_port

    port = free_port()
    process = subprocess.Popen(
        [
            str(python), "-m", "jupyter_server", "--no-browser", "--allow-root",
            f"--port={port}", "--ServerApp.port_retries=0", "--ServerApp.base_url=/user/x/",
            f"--ServerApp.root_dir={checkout}", "--IdentityProvider.token=",
            "--ServerApp.ip=127.0.0.1",
        ],
        cwd=checkout, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}/user/x/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def until_pages_stand(python: Path, checkout: Path, env: dict[str, str]) -> dict[str, float]:
    """Seconds from the start of the server, and from each click on a badge, to a drawn page."""
    import urllib.error
    import urllib.request

    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, find_browser

    found: dict[str, float] = {}
    begun = time.perf_counter()
    with hub_server(python, checkout, env) as base, sync_playwright() as drivers:
        while True:
            try:
                urllib.request.urlopen(f"{base}api/status", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        found["server answers"] = time.perf_counter() - begun
        browser = drivers.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for name in PAGES:
            context = browser.new_context()
            page = context.new_page()
            page.set_default_timeout(60_000)
            begun = time.perf_counter()
            page.goto(
                f"{base}voila/render/notebooks/dashboards/{name}.ipynb", wait_until="commit"
            )
            page.wait_for_selector("body.hip-ready")
            found[f"{name} drawn, from the click"] = time.perf_counter() - begun
            context.close()
        browser.close()
    return found


def measure(folder: Path) -> tuple[list[tuple[str, str]], list[tuple[str, float]]]:
    """The figures, and the largest packages [MB]."""
    checkout, wheels, env_folder = folder / "checkout", folder / "wheels", folder / "env"
    copy_of_checkout(checkout)
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
    env = {k: v for k, v in os.environ.items() if k not in dropped}
    subprocess.run([sys.executable, "-m", "venv", env_folder], check=True)
    python = env_folder / "bin" / "python"
    env["PATH"] = f"{python.parent}{os.pathsep}{env['PATH']}"
    site = next((env_folder / "lib").glob("python3*/site-packages"))
    empty = size_mb(env_folder)
    lock = checkout / "binder" / "requirements.txt"
    download_s = timed(
        python, "-m", "pip", "download", "-q", "--no-cache-dir", "-d", wheels, "-r", lock,
        cwd=checkout, env=env,
    )  # fmt: skip
    install_s = timed(
        python, "-m", "pip", "install", "-q", "--no-cache-dir", "--no-index", "--find-links",
        wheels, "-r", lock, cwd=checkout, env=env,
    )  # fmt: skip
    packages = len(list(wheels.iterdir()))
    post_s = timed("bash", checkout / "binder" / "postBuild", cwd=checkout, env=env)
    stand = until_pages_stand(python, checkout, env)
    rows = [
        ("packages", f"{packages}"),
        ("download [MB]", f"{size_mb(wheels):.0f}"),
        ("installed, with bytecode [MB]", f"{size_mb(env_folder) - empty:.0f}"),
        ("downloading from a nearby index [s]", f"{download_s:.0f}"),
        ("installing what was downloaded [s]", f"{install_s:.0f}"),
        ("postBuild [s]", f"{post_s:.0f}"),
        *((f"{what} [s]", f"{took:.1f}") for what, took in stand.items()),
    ]
    sizes = sorted(
        ((size_mb(each), each.name) for each in site.iterdir() if each.is_dir()), reverse=True
    )
    largest = [(name, mb) for mb, name in sizes if not name.endswith(".dist-info")][:LARGEST]
    share = env_folder / "share"
    return rows, [*largest, ("share (JupyterLab's own pages)", size_mb(share))]


def main() -> None:
    """Measure and print; put it into a document if asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", type=Path, help="a document to put the tables into")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hipedu-binder-") as folder:
        rows, largest = measure(Path(folder))
    table = "\n".join(["| | |", "|---|---:|", *(f"| {a} | {b} |" for a, b in rows)])
    sizes = "\n".join(
        ["| folder | MB |", "|---|---:|", *(f"| {name} | {mb:.1f} |" for name, mb in largest)]
    )
    facts = "; ".join(f"{key} {value}" for key, value in report.machine().items())
    print(f"{facts}\n\n{table}\n\n{sizes}")
    if chosen.write:
        report.put(chosen.write, "binder", f"{facts}\n\n{table}\n\nThe largest parts:\n\n{sizes}")


if __name__ == "__main__":
    main()
