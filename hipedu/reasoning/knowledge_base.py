"""The records that the reasoning needs, gathered in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hipedu.model import Condition, Finding, FindingGroup, Presentation, RedFlag, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeBase:
    """Everything that is known before a person has said anything.

    Whoever holds a catalogue hands its mappings over; nothing here opens a file.

    Parameters
    ----------
    conditions, presentations : mapping of str to Condition, Presentation
        By condition id. A condition takes part in the arithmetic when it has a presentation.
    findings, groups, regions : mapping of str to Finding, FindingGroup, Region
    red_flags : mapping of str to RedFlag
    versions : mapping of str to str
        Carried into every result, so that a number can be traced to what produced it.
    """

    conditions: Mapping[str, Condition]
    presentations: Mapping[str, Presentation]
    findings: Mapping[str, Finding]
    groups: Mapping[str, FindingGroup] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    red_flags: Mapping[str, RedFlag] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
