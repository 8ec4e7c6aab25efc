"""SECURITY.md names tests: each of them exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def named() -> list[tuple[str, str]]:
    """File and name of each test in the table; ``::name`` alone belongs to the file before it."""
    found: list[tuple[str, str]] = []
    for row in re.findall(r"^\|.*\|$", TEXT, re.M):
        file = ""
        for quoted in re.findall(r"`([^`]+)`", row.rsplit("|", 2)[1]):
            path, _, name = quoted.partition("::")
            file = path or file
            if name:
                found.append((file, name))
    return found


def test_each_test_that_is_named_exists() -> None:
    assert len(named()) > 40
    for file, name in named():
        code = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"(def|class) {name}\b", code), f"{file} has no {name}"


def test_each_file_that_is_named_exists() -> None:
    files = set(re.findall(r"(?:tests|docs|tools|requirements)/[a-z_/]+\.(?:py|md|toml)", TEXT))
    assert len(files) > 10
    assert [name for name in sorted(files) if not (ROOT / name).is_file()] == []
