"""What other programs may rely on: small functions over the domain packages.

Everything here composes; nothing here computes. Imports stand inside the functions, so that
``import hipedu`` costs nothing. To offer another function, write it here and name it in
`__all__`; it is then also ``hipedu.<name>``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hipedu.knowledge import Catalogue
    from hipedu.model import Finding
    from hipedu.reasoning.case import Case
    from hipedu.reasoning.evidence_tables import Tables

__all__ = ["assess", "load_catalogue", "reasoning_tables", "vocabulary"]

YES_NO = ("present", "absent")


def load_catalogue(data_dir: Path | str | None = None) -> Catalogue:
    """The knowledge base that belongs to this code, or the one in `data_dir`.

    See Also
    --------
    hipedu.knowledge.catalogue.load_catalogue : the same, with its errors described.
    """
    from hipedu.knowledge import load_catalogue as load

    return load(data_dir)


_TABLES: dict[str, Tables] = {}
"""Tables by content of the knowledge base: building them costs more than using them."""


def reasoning_tables(catalogue: Catalogue | None = None) -> Tables:
    """The knowledge base turned into the tables that reasoning uses; built once for a content.

    Raises
    ------
    ValueError
        If the knowledge base holds no presentation.
    """
    from hipedu import __version__
    from hipedu.reasoning.evidence_tables import build_tables
    from hipedu.reasoning.knowledge_base import KnowledgeBase

    catalogue = load_catalogue() if catalogue is None else catalogue
    made = _TABLES.get(catalogue.content_key)
    if made is None:
        made = build_tables(
            KnowledgeBase(
                conditions=catalogue.conditions,
                presentations=catalogue.presentations,
                findings=catalogue.findings,
                groups=catalogue.finding_groups,
                regions=catalogue.regions,
                red_flags=catalogue.red_flags,
                versions={"hipedu": __version__, "knowledge": catalogue.version},
            )
        )
        _TABLES[catalogue.content_key] = made
    return made


def assess(
    case: Mapping[str, Any] | Case, catalogue: Catalogue | None = None, *, exam: bool = False
) -> dict[str, Any]:
    """What fits somebody's findings, how sure that is, and how soon they should be seen.

    Parameters
    ----------
    case : mapping
        ``{"age": 34, "sex": "female", "findings": {"<id>": "present" | "absent" | <choice> |
        <number>}, "regions": {"<id>": {"side": "left", "intensity": 6}}}``; anything may be
        missing.
    exam : bool
        Whether next questions may be examinations.

    Raises
    ------
    ValueError
        With one sentence for each thing that is wrong with the case.

    See Also
    --------
    hipedu.reasoning.assess.assess_case : what the result holds.
    """
    from hipedu.reasoning.assess import assess_case
    from hipedu.reasoning.case import parse_case

    tables = reasoning_tables(catalogue)
    return assess_case(parse_case(case, tables.knowledge), tables, exam=exam)


def vocabulary(catalogue: Catalogue) -> dict[str, Any]:
    """Everything that another program may say to hipedu, as plain data ready for JSON.

    Parameters
    ----------
    catalogue : Catalogue
        The knowledge base.

    Returns
    -------
    dict
        ``hipedu`` and ``knowledge`` (versions), ``findings``, ``regions``, ``conditions`` and
        ``structures``, each a list of dictionaries with ``id``, names and synonyms. A finding
        says with ``answers`` what it can be answered with: a list of words, or a dictionary
        with ``unit``, ``minimum`` and ``maximum`` for a number.
    """
    from hipedu import __version__

    return {
        "hipedu": __version__,
        "knowledge": catalogue.version,
        "findings": [_finding(each) for each in catalogue.findings.values()],
        "regions": [
            {
                "id": each.id, "name": each.name, "plain_name": each.plain_name,
                "synonyms": list(each.synonyms), "views": list(each.views),
                "sides": ["left", "right", "both"] if each.paired else ["middle"],
            }
            for each in catalogue.regions.values()
        ],
        "conditions": [
            {
                "id": each.id, "name": each.name, "plain_name": each.plain_name,
                "synonyms": list(each.synonyms), "urgency": each.urgency,
                "must_not_miss": each.must_not_miss,
            }
            for each in catalogue.conditions.values()
        ],
        "structures": [
            {
                "id": each.id, "name": each.name, "plain_name": each.plain_name,
                "synonyms": list(each.synonyms), "layer": each.layer,
            }
            for each in catalogue.structures.values()
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    answers: list[str] | dict[str, Any]
    if finding.answers == "yes_no":
        answers = list(YES_NO)
    elif finding.answers == "choice":
        answers = [choice.id for choice in finding.choices]
    else:
        answers = {
            "unit": finding.unit, "minimum": finding.minimum, "maximum": finding.maximum,
        }
    return {
        "id": finding.id, "name": finding.name, "kind": finding.kind, "topic": finding.topic,
        "question": finding.question, "clinical": finding.clinical, "answers": answers,
        "labels": {choice.id: choice.label for choice in finding.choices},
        "synonyms": list(finding.synonyms), "group": finding.group,
    }
