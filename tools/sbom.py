"""Writes the bill of materials of hipedu as CycloneDX JSON, from the lock and nothing else.

    python tools/sbom.py [FILE]        (dist/hipedu.cdx.json unless told otherwise)

It names every package of ``requirements/run.txt`` with version, licence and the hashes of its
files, what is vendored, and the knowledge base. The same lock gives the same file, byte for byte.
It holds no address of a package index and no path of the machine.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
import sys
import uuid
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

sys.path.insert(0, str(Path(__file__).parent))

from supply import REQUIREMENTS, ROOT, Locked, licence, normal, read_lock, wanted

DEFAULT = ROOT / "dist" / "hipedu.cdx.json"
NAMESPACE = uuid.UUID("6f1d3a52-3f0b-5b0e-9a51-1f3a4d2c7e90")
VENDORED = {"htm": "Apache-2.0", "preact": "MIT"}
"""In ``hipedu/widgets/static/vendor``, together in one file."""


def component(package: Locked) -> Component:
    """A locked package; a lock holds the hashes of all its files, so they are properties."""
    said = licence(package.name)
    return Component(
        name=package.name, version=package.version, type=ComponentType.LIBRARY,
        bom_ref=f"{package.name}@{package.version}",
        purl=PackageURL("pypi", None, package.name, package.version),
        licenses=[LicenseFactory().make_from_string(said)] if said else [],
        properties=[
            *(Property(name="hipedu:file:sha256", value=digest) for digest in package.hashes),
            *([Property(name="hipedu:marker", value=package.marker)] if package.marker else []),
        ],
    )  # fmt: skip


def vendored() -> list[Component]:
    """What stands in our own files; a version is named where the file names it."""
    file = ROOT / "hipedu" / "widgets" / "static" / "vendor" / "htm-preact.umd.js"
    content = file.read_bytes()
    digest = Property(name="hipedu:file:sha256", value=hashlib.sha256(content).hexdigest())
    found = []
    for name, expression in VENDORED.items():
        said = re.search(rf"\b{name} (\d+\.\d+\.\d+)", content[:300].decode("utf-8"))
        version = said[1] if said else None
        found.append(
            Component(
                name=name, version=version, type=ComponentType.LIBRARY, bom_ref=f"npm/{name}",
                purl=PackageURL("npm", None, name, version), properties=[digest],
                licenses=[LicenseFactory().make_from_string(expression)],
            )
        )  # fmt: skip
    return found


def root() -> Component:
    """Hipedu itself."""
    text = (ROOT / "hipedu" / "__init__.py").read_text(encoding="utf-8")
    said = re.search(r'__version__ = "([^"]+)"', text)
    return Component(
        name="hipedu", version=said[1] if said else None, type=ComponentType.APPLICATION,
        bom_ref="hipedu", licenses=[LicenseFactory().make_from_string("BSD-3-Clause")],
    )  # fmt: skip


def knowledge() -> Component:
    """The knowledge base, which has a licence and a version of its own."""
    return Component(
        name="hipedu-knowledge", type=ComponentType.DATA, bom_ref="hipedu-knowledge",
        version=(ROOT / "data" / "VERSION").read_text(encoding="utf-8").strip(),
        licenses=[LicenseFactory().make_from_string("CC-BY-4.0")],
    )  # fmt: skip


def needs(package: Locked, known: dict[str, list[Component]]) -> list[Component]:
    """What a package depends on, as far as it is installed here and in the lock."""
    try:
        lines = importlib.metadata.requires(package.name) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    names = {
        normal(asked.name) for asked in map(Requirement, lines)
        if asked.marker is None or asked.marker.evaluate({"extra": ""})
    }  # fmt: skip
    return [each for name in sorted(names) for each in known.get(name, [])]


def bill(lock: Path) -> Bom:
    """The bill of materials of a lock."""
    text = lock.read_text(encoding="utf-8")
    packages = read_lock(text).packages
    made = {package: component(package) for package in packages}
    known: dict[str, list[Component]] = {}
    for package, each in made.items():
        known.setdefault(package.name, []).append(each)
    own, extra = root(), [*vendored(), knowledge()]
    bom = Bom(
        components=[*made.values(), *extra],
        serial_number=uuid.uuid5(NAMESPACE, f"{own.version} {extra[-1].version} {text}"),
    )
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the same lock, the same file
    bom.metadata.component = own
    direct = wanted(lock.with_suffix(".in").read_text(encoding="utf-8"))
    bom.register_dependency(own, [c for n in sorted(direct) for c in known.get(n, [])] + extra)
    for package, each in made.items():
        bom.register_dependency(each, needs(package, known))
    return bom


def main() -> int:
    """Write it and say where."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    text = written(bill(REQUIREMENTS / "run.txt"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    print(f"{len(json.loads(text)['components'])} components in {target}")
    return 0


def written(bom: Bom) -> str:
    """The bill as JSON, version 1.6 of the format."""
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
