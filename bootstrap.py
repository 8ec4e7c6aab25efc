"""Sets up hipedu on a machine that has Python and nothing else, then runs one of its jobs.

    python bootstrap.py dashboards [--port 8866] [--no-open]
    python bootstrap.py test [pytest arguments]
    python bootstrap.py lint | words | benchmark | audit | sbom | setup

Uses the standard library only, so that it runs before anything is installed. The environment
``.venv`` is made from the locks in ``requirements/``, and made again when they change.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST = (3, 11)
NOT_ASKED = 3
"""Exit code of tools/audit.py when nothing was found, but not everybody could be asked."""


class Stop(Exception):
    """Something is in the way; the message says what and what to do."""


def say(text: str) -> None:
    """Print one line at once, also when the output is a file."""
    print(text, flush=True)


def run(*command: str | Path, quiet: bool = False) -> None:
    """Run a command in the checkout and stop with its exit code if it fails."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        if quiet:
            say(done.stdout)
        raise Stop(f"this step failed: {' '.join(str(part) for part in command)}")


def check_machine() -> None:
    """Refuse, in a sentence, what could not work anyway."""
    if sys.version_info < OLDEST:
        have = ".".join(str(part) for part in sys.version_info[:3])
        raise Stop(
            f"hipedu needs Python 3.11 or newer, this one is {have}. Install a newer Python and "
            "run it by name, for example: make dashboards PYTHON=python3.12"
        )
    try:
        probe = ROOT / ".write-probe"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise Stop(
            f"the folder {ROOT} cannot be written ({error.strerror}): copy the project to a folder "
            "of your own and run it there"
        ) from error


def lock_key(lock: Path) -> str:
    """Name the environment that this lock, this project and this Python make."""
    digest = hashlib.sha256()
    for part in (lock, ROOT / "pyproject.toml"):
        digest.update(part.read_bytes())
    digest.update(repr((sys.version_info[:3], str(VENV))).encode())
    return digest.hexdigest()


def find_uv() -> list[str] | None:
    """Return how to call uv, installing it into the environment if that works."""
    if found := shutil.which("uv"):
        return [found]
    lock = ROOT / "requirements" / "uv.txt"
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return [str(PYTHON), "-m", "uv"] if done.returncode == 0 else None


def setup(lock_name: str) -> None:
    """Make ``.venv`` hold exactly what the lock says, and hipedu itself, compiled."""
    check_machine()
    lock = ROOT / "requirements" / f"{lock_name}.txt"
    stamp = VENV / f"hipedu-{lock_name}.key"
    wider = VENV / "hipedu-test.key"
    key = lock_key(lock)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == key:
        return
    if (
        lock_name == "run"
        and PYTHON.exists()
        and wider.exists()
        and wider.read_text() == lock_key(ROOT / "requirements" / "test.txt")
    ):
        return
    say("Setting up the environment .venv from the lock (once, about a minute) ...")
    started = time.monotonic()
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        done = subprocess.run(
            [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Stop(
                "Python could not make a virtual environment. On Debian and Ubuntu install the "
                f"package python3-venv; then run this again. Python said: {done.stdout.strip()}"
            )
    uv = find_uv()
    if uv:
        run(
            *uv, "pip", "sync", "-q", "--compile-bytecode", "--python", PYTHON,
            "--require-hashes", lock, quiet=True,
        )  # fmt: skip
        install = [*uv, "pip", "install", "-q", "--python", PYTHON]
    else:
        pip = [PYTHON, "-m", "pip"]
        run(*pip, "install", "-q", "--require-hashes", "-r", lock, quiet=True)
        install = [*pip, "install", "-q"]
    run(*install, "--no-deps", "--no-build-isolation", "-e", ROOT, quiet=True)
    run(PYTHON, "-m", "compileall", "-q", "hipedu", quiet=True)
    for old in VENV.glob("hipedu-*.key"):
        old.unlink()
    stamp.write_text(key)
    say(f"The environment is ready ({time.monotonic() - started:.0f} s).")


def dashboards(arguments: argparse.Namespace) -> None:
    """Serve the dashboards and open the start page."""
    setup("run")
    command = [str(PYTHON), "-m", "hipedu", "dashboards", "--port", str(arguments.port)]
    if arguments.no_open:
        command.append("--no-open")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if WINDOWS:  # there is no exec that keeps the console
        raise SystemExit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)
    os.chdir(ROOT)
    os.execve(command[0], command, environment)


def lint() -> None:
    """Check style, types and the import directions."""
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "mypy")
    run(PYTHON.with_name("lint-imports" + (".exe" if WINDOWS else "")), "--no-logo", quiet=True)
    run(PYTHON, "-m", "hipedu", "data", "check")


def workers() -> str:
    """How many files of tests to run at once: a browser and a server belong to each.

    One more than there are processors: tests of a page often wait for it.
    """
    return str(min((os.cpu_count() or 1) + 1, 5))


def test(extra: list[str]) -> None:
    """Run everything that must hold before a change may land."""
    setup("test")
    started = time.monotonic()
    for name, job in (
        ("style, types, import directions, data", lint),
        (
            "tests and doctests",
            lambda: run(
                PYTHON, "-m", "pytest", "-n", workers(), "--dist", "loadfile",
                "--no-loadscope-reorder", *extra,
            ),
        ),
        (
            "notebooks",
            lambda: run(
                PYTHON, "-m", "pytest", "-o", "addopts=", "--nbval-lax", "-q", "notebooks"
            ),
        ),
        ("audit and bill of materials", lambda: supply(must_ask=False)),
    ):
        begun = time.monotonic()
        say(f"--- {name}")
        job()
        say(f"--- {name}: done in {time.monotonic() - begun:.0f} s")
    say(f"Everything passed in {time.monotonic() - started:.0f} s.")


def supply(*, must_ask: bool) -> None:
    """Check what hipedu is built from, and write its bill of materials.

    A machine that reaches no advisory service says so; only `make audit` fails for that.
    """
    done = subprocess.run([str(PYTHON), "tools/audit.py"], cwd=ROOT, check=False)
    if done.returncode == NOT_ASKED and not must_ask:
        say("The audit is INCOMPLETE: see NOT CHECKED above. Nothing that could be checked failed.")
    elif done.returncode:
        raise SystemExit(done.returncode)
    if not must_ask:
        run(PYTHON, "tools/sbom.py")


def words() -> None:
    """Collect the sentences for translators and compile every translation."""
    setup("test")
    for action in ("extract", "update", "compile"):
        run(PYTHON, "-m", "hipedu", "words", action)


def benchmark() -> None:
    """Print the side-by-side measurements."""
    setup("test")
    for script in sorted((ROOT / "benchmarks").glob("[!_]*.py")):
        say(f"--- {script.name}")
        run(PYTHON, script)


def main() -> None:
    """Read the command line and do the job."""
    parser = argparse.ArgumentParser(description="Set up hipedu and run one of its jobs.")
    jobs = parser.add_subparsers(dest="job", required=True)
    serve = jobs.add_parser("dashboards", help="serve the dashboards and open the start page")
    serve.add_argument("--port", type=int, default=8866)
    serve.add_argument("--no-open", action="store_true", help="do not open a browser")
    for name in ("setup", "lint", "words", "benchmark", "audit", "sbom"):
        jobs.add_parser(name)
    jobs.add_parser("test", help="everything: style, types, tests, notebooks, browser")
    arguments, extra = parser.parse_known_args()
    if extra and arguments.job != "test":
        parser.error(f"unknown arguments: {' '.join(extra)}")
    try:
        match arguments.job:
            case "dashboards":
                dashboards(arguments)
            case "setup":
                setup("test")
            case "lint":
                setup("test")
                lint()
            case "words":
                words()
            case "benchmark":
                benchmark()
            case "audit":
                setup("test")
                supply(must_ask=True)
            case "sbom":
                setup("test")
                run(PYTHON, "tools/sbom.py")
            case "test":
                test(extra)
    except Stop as stop:
        say(f"hipedu: {stop}")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
