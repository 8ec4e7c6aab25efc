"""The kinds of record in the knowledge base and the class each is read into.

The order is the order of the compiled file: what others refer to comes first.
"""

from __future__ import annotations

from hipedu.model import (
    Condition,
    Exercise,
    Factor,
    Finding,
    FindingGroup,
    LoadRule,
    Presentation,
    RedFlag,
    Reference,
    Region,
    Scenario,
    Structure,
)

FOLDERS: dict[str, type] = {
    "regions": Region,
    "structures": Structure,
    "conditions": Condition,
    "factors": Factor,
    "findings": Finding,
    "finding_groups": FindingGroup,
    "presentations": Presentation,
    "red_flags": RedFlag,
    "exercises": Exercise,
    "load_rules": LoadRule,
    "scenarios": Scenario,
}
"""Kinds kept as one record a file in ``data/<kind>/<id>.yaml``."""

KINDS: dict[str, type] = {**FOLDERS, "references": Reference}
"""Every kind; references share one file, ``data/references.yaml``."""

SINGULAR: dict[str, str] = {kind: kind.removesuffix("s") for kind in KINDS}
"""How one record of a kind is called: ``finding_groups`` -> ``finding_group``."""


def key_of(kind: str) -> str:
    """Name of the field that identifies a record of this kind.

    Examples
    --------
    >>> key_of("references"), key_of("regions")
    ('key', 'id')
    """
    return "key" if kind == "references" else "id"
