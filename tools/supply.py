"""What the locks in ``requirements/`` hold, and under which licences.

Names are PyPI names; licences are SPDX expressions. A package says its own licence in several
ways; ``requirements/licences.toml`` lists what we accept, what the older ways mean, and what a
package that says nothing (or is not installed on this system) was found to be.
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from license_expression import ExpressionError, get_spdx_licensing
from packaging.requirements import InvalidRequirement, Requirement

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, kw_only=True)
class Locked:
    """One entry of a lock."""

    name: str
    version: str
    marker: str = ""
    hashes: tuple[str, ...] = ()


@dataclass
class Lock:
    """The entries of a lock, and a sentence for each line that does not belong there."""

    packages: list[Locked] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_lock(text: str) -> Lock:
    """Take a lock apart and say what is wrong with it.

    Examples
    --------
    >>> good = "six==1.17.0 ; python_version > '3' \\\\\\n    --hash=sha256:" + "0" * 64
    >>> read_lock(good).packages[0].version, read_lock(good).problems
    ('1.17.0', [])
    >>> read_lock("six>=1.17").problems
    ['six: "six>=1.17" is not pinned to one version with ==.', 'six: it has no hash.']
    """
    lock = Lock()
    for line in text.replace("\\\n", " ").splitlines():
        entry = line.partition(" #")[0].strip()
        if not entry or entry.startswith("#"):
            continue
        if entry.startswith("-") or "://" in entry:
            lock.problems.append(f'"{entry[:60]}" is no package: a lock names no address.')
            continue
        hashes = tuple(HASH.findall(entry))
        words = re.sub(r"\s*--hash=\S+", "", entry).strip()
        try:
            asked = Requirement(words)
        except InvalidRequirement:
            lock.problems.append(f'"{words[:60]}" cannot be read.')
            continue
        pins = [each for each in asked.specifier if each.operator == "=="]
        if len(asked.specifier) != 1 or not pins or pins[0].version.endswith("*"):
            lock.problems.append(f'{asked.name}: "{words}" is not pinned to one version with ==.')
        if not hashes:
            lock.problems.append(f"{asked.name}: it has no hash.")
        if entry.count("--hash=") != len(hashes):
            lock.problems.append(f"{asked.name}: a hash is not of 64 hexadecimal digits.")
        if pins:
            lock.packages.append(
                Locked(
                    name=normal(asked.name), version=pins[0].version,
                    marker=str(asked.marker or ""), hashes=hashes,
                )
            )  # fmt: skip
    return lock


def normal(name: str) -> str:
    """A name as PyPI compares it.

    Examples
    --------
    >>> normal("Py_Serializable")
    'py-serializable'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(text: str) -> set[str]:
    """Names that a file of direct dependencies asks for."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {normal(Requirement(line).name) for line in lines if line}


# licences --------------------------------------------------------------------------------------


licensing = cache(get_spdx_licensing)  # building its index takes a moment


@cache
def rules() -> dict[str, dict[str, list[str] | str]]:
    """The tables of ``requirements/licences.toml``."""
    return tomllib.loads((REQUIREMENTS / "licences.toml").read_text(encoding="utf-8"))


def allowed(expression: str) -> bool:
    """Whether an SPDX expression can be met with licences on our list.

    Examples
    --------
    >>> allowed("MIT OR GPL-3.0-only"), allowed("MIT AND GPL-3.0-only"), allowed("")
    (True, False, False)
    >>> allowed("(MIT OR GPL-3.0-only) AND BSD-3-Clause")
    True
    """
    known = set(rules()["allow"]["licences"])
    try:
        parsed = licensing().parse(expression)
    except ExpressionError:
        return False

    def met(part: object) -> bool:
        if part is None:
            return False
        operator, inner = getattr(part, "operator", ""), getattr(part, "args", ())
        if operator.strip() == "OR":
            return any(map(met, inner))
        if operator.strip() == "AND":
            return all(map(met, inner))
        return str(part) in known

    return met(parsed)


def licence(name: str) -> str:
    """The SPDX expression of a package; empty when it is not known.

    What we have stated ourselves counts first, then what the installed package says.
    """
    tables = rules()
    if name in tables["stated"]:
        return str(tables["stated"][name])
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    if said := about.get("License-Expression"):
        return str(said)
    words = [
        each.rpartition("::")[2].strip()
        for each in about.get_all("Classifier") or () if each.startswith("License ::")
    ]
    first = (about.get("License") or "").strip().splitlines()[:1]
    for word in (*first, *words):
        if word.lower() in tables["meant"]:
            return str(tables["meant"][word.lower()])
        if allowed(word):
            return word
    return ""
