"""Checks what hipedu is built from: pins, hashes, licences, withdrawn versions, known holes.

    python tools/audit.py [LOCK] [--offline]

The first part needs no network. The second asks the package index which versions were withdrawn,
and an advisory service for published vulnerabilities. An advisory service is believed only if it
knows a vulnerability that everybody knows: one that answers "none" to everything, or not at all,
has not been asked.

Exit codes: 0 everything was checked and nothing found; 1 something was found; 3 nothing was found,
but vulnerabilities or withdrawn versions could not be asked for (with ``--offline``: were not).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from supply import REQUIREMENTS, Locked, allowed, licence, read_lock, wanted

FOUND, NOT_ASKED = 1, 3
CANARY = ("requests", "2.19.0")
"""Has a published vulnerability since 2018 (CVE-2018-18074)."""

PATIENCE_S = 600
SERVICES = ("pypi", "osv")


def files_of(packages: Iterable[Locked]) -> list[list[Locked]]:
    """The packages in lists that hold each name once: a lock has two numpys for two Pythons."""
    files: list[list[Locked]] = []
    for package in packages:
        for file in files:
            if all(each.name != package.name for each in file):
                file.append(package)
                break
        else:
            files.append([package])
    return files


def pip_audit(
    packages: list[Locked], service: str, osv_url: str | None
) -> list[dict[str, object]] | None:
    """What an advisory service says of each package; None if it did not answer."""
    with tempfile.TemporaryDirectory() as folder:
        lock, told = Path(folder) / "lock.txt", Path(folder) / "told.json"
        lock.write_text("".join(
            f"{each.name}=={each.version}"
            + "".join(f" --hash=sha256:{digest}" for digest in each.hashes) + "\n"
            for each in packages
        ))  # fmt: skip
        command = [
            sys.executable, "-m", "pip_audit", "-r", str(lock), "--disable-pip", "-s", service,
            "-f", "json", "-o", str(told), "--progress-spinner", "off", "--timeout", "15",
            "--require-hashes" if all(each.hashes for each in packages) else "--no-deps",
        ]  # fmt: skip
        if service == "osv" and osv_url:
            command += ["--osv-url", osv_url]
        subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        if not told.exists():
            return None
        found: list[dict[str, object]] = json.loads(told.read_text())["dependencies"]
        return found


def answers(service: str, osv_url: str | None) -> bool:
    """Whether a service knows what everybody knows."""
    told = pip_audit([Locked(name=CANARY[0], version=CANARY[1])], service, osv_url)
    return bool(told and told[0].get("vulns"))


def advisories(packages: list[Locked], services: Iterable[str], osv_url: str | None) -> int:
    """Ask for published vulnerabilities; say what came of it."""
    service = next((each for each in services if answers(each, osv_url)), None)
    if service is None:
        print(
            "advisories: NOT CHECKED. No advisory service that can be trusted answered from this "
            "machine. Whether these versions have published vulnerabilities is NOT known; run "
            "`make audit` where the internet can be reached."
        )
        return NOT_ASKED
    holes, silent = [], []
    for file in files_of(packages):
        told = pip_audit(file, service, osv_url)
        if told is None:
            silent += [each.name for each in file]
            continue
        for each in told:
            if "skip_reason" in each:
                silent.append(str(each["name"]))
            vulns = each.get("vulns") or []
            assert isinstance(vulns, list)
            holes += [
                f"  {each['name']} {each['version']}: {vuln['id']}, mended in "
                f"{', '.join(vuln['fix_versions']) or 'no version yet'}"
                for vuln in vulns
            ]
    if holes:
        print(f"advisories ({service}): {len(holes)} published vulnerabilities:", *holes, sep="\n")
        return FOUND
    if silent:
        names = ", ".join(sorted(set(silent))[:12])
        print(f"advisories: NOT CHECKED for {len(set(silent))} packages, as {names}.")
        return NOT_ASKED
    print(f"advisories ({service}): none of {len(packages)} packages has a published one.")
    return 0


def withdrawn(lock: Path) -> int:
    """Ask the package index, through uv, which of the versions were withdrawn ("yanked")."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--no-deps", "--refresh",
            "--target", folder, "--require-hashes", "-r", str(lock),
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=PATIENCE_S
            )
        except (OSError, subprocess.TimeoutExpired):
            done = None
    if done is None or done.returncode:
        print("withdrawn versions: NOT ASKED. The package index did not answer.")
        return NOT_ASKED
    lines = [line for line in done.stderr.splitlines() if "yanked" in line.lower()]
    if lines:
        print(f"withdrawn versions: {len(lines)}:", *lines, sep="\n  ")
        return FOUND
    print("withdrawn versions: none, says the package index.")
    return 0


def offline(lock: Path) -> tuple[list[str], list[Locked]]:
    """Everything that can be said without asking anybody; the problems, and the packages."""
    read = read_lock(lock.read_text(encoding="utf-8"))
    problems = [f"{lock.name}: {each}" for each in read.problems]
    names = {package.name for package in read.packages}
    inputs = lock.with_suffix(".in")
    if inputs.exists():
        missing = sorted(wanted(inputs.read_text(encoding="utf-8")) - names)
        problems += [f"{lock.name}: {name} is wanted but not locked: make lock" for name in missing]
    for name in sorted(names):
        said = licence(name)
        if not said:
            problems.append(
                f"{name}: its licence is not known. Look it up and state it in "
                "requirements/licences.toml."
            )
        elif not allowed(said):
            problems.append(f"{name}: its licence, {said}, is not on our list.")
    return problems, read.packages


def main(arguments: list[str] | None = None) -> int:
    """Check a lock and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lock", nargs="?", type=Path, default=REQUIREMENTS / "test.txt")
    parser.add_argument("--offline", action="store_true", help="ask nobody")
    parser.add_argument("--osv-url", help="another address of the OSV service")
    parser.add_argument("--service", choices=SERVICES, help="ask this one only")
    chosen = parser.parse_args(arguments)
    problems, packages = offline(chosen.lock)
    for problem in problems:
        print(problem)
    if problems:
        print(f"pins, hashes, licences: {len(problems)} problems.")
    else:
        print(
            f"pins, hashes, licences: {len(packages)} entries of {chosen.lock.name}, each pinned "
            "to one version with its hashes, each under a licence on our list."
        )
    codes = [FOUND if problems else 0]
    if chosen.offline:
        print("advisories, withdrawn versions: NOT CHECKED, as was asked for.")
        codes.append(NOT_ASKED)
    else:
        services = [chosen.service] if chosen.service else SERVICES
        codes.append(advisories(packages, services, chosen.osv_url))
        codes.append(withdrawn(chosen.lock))
    return FOUND if FOUND in codes else max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
