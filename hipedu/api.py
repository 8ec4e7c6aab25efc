"""What other programs may rely on: small functions over the domain packages.

Everything here composes; nothing here computes. Imports stand inside the functions, so that
``import hipedu`` costs nothing. To offer another function, write it here and name it in
`__all__`; it is then also ``hipedu.<name>``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hipedu.knowledge import Catalogue
    from hipedu.model import Exercise, Finding, Programme, Run
    from hipedu.reasoning.case import Case
    from hipedu.reasoning.evidence_tables import Tables
    from hipedu.rehab.weekly_plan import WeekPlan
    from hipedu.training.readers import Limits, ReadResult
    from hipedu.training.report import TrainingReport

__all__ = [
    "assess", "exercises", "load_catalogue", "plan", "programme_for", "read_runs",
    "reasoning_tables", "training_report", "vocabulary",
]

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


def read_runs(
    sources: str | Path | Iterable[str | Path | tuple[str, bytes]],
    *,
    today: dt.date | None = None,
    home: dt.tzinfo | str | None = None,
    day_first: bool | None = None,
    distance_unit: str | None = None,
    limits: Limits | None = None,
) -> ReadResult:
    """Read running logs: CSV, GPX, TCX, FIT, packed or not, in any mixture.

    Parameters
    ----------
    sources : path, or iterable of path or (name, bytes)
        Files, folders and archives.
    today : date, optional
        Later runs are refused; the computer's date if not given.
    home : tzinfo or str, optional
        Your time zone, as ``"Europe/Berlin"``, for files that give UTC only.
    day_first : bool, optional
        Whether ``03/04/2025`` is 3 April; needed only where a column cannot tell.
    distance_unit : {"km", "mi", "m"}, optional
        For tables that name no unit.

    Returns
    -------
    ReadResult
        ``runs``, each once; ``files``, what came of each; ``problems``, sentences.

    See Also
    --------
    hipedu.training.readers.Reading : the same with progress and a way to cancel.
    """
    import datetime

    from hipedu.training.readers import read_runs as read
    from hipedu.training.readers.zones import time_zone

    listed = [sources] if isinstance(sources, (str, Path)) else sources
    return read(
        listed,
        today=today or datetime.date.today(),
        home=time_zone(home) if isinstance(home, str) else home,
        day_first=day_first,
        distance_unit=distance_unit,
        limits=limits,
    )


def training_report(
    runs: ReadResult | Sequence[Run],
    catalogue: Catalogue | None = None,
    *,
    day: dt.date | None = None,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    today: dt.date | None = None,
    measure: Literal["distance", "duration", "session_rpe"] = "distance",
) -> TrainingReport:
    """A log under every training rule at once, with what is known about each rule.

    Parameters
    ----------
    runs : ReadResult or sequence of Run
        At least one run.
    catalogue : Catalogue, optional
        Where the rules come from; the knowledge base of this code if not given.
    day : date, optional
        The day on which the rules are read; the last day if not given.

    Returns
    -------
    TrainingReport
        ``to_dict()`` gives plain values for JSON.

    Raises
    ------
    ValueError
        If there is no run, or `day` lies outside the log.

    See Also
    --------
    hipedu.training.report.training_report : the other parameters.
    """
    from hipedu.training.report import training_report as report

    catalogue = load_catalogue() if catalogue is None else catalogue
    return report(
        runs if isinstance(runs, (list, tuple)) else runs.runs,  # type: ignore[union-attr]
        rules=tuple(catalogue.load_rules.values()),
        day=day,
        first_day=first_day,
        last_day=last_day,
        today=today,
        measure=measure,
    )


def programme_for(name: str, catalogue: Catalogue | None = None) -> Programme | None:
    """The programme of a condition, or the programme of that id; None for prevention.

    Raises
    ------
    ValueError
        If no programme is for it.
    """
    from hipedu.rehab.weekly_plan import GENERAL

    catalogue = load_catalogue() if catalogue is None else catalogue
    if name in (GENERAL, "nonspecific_msk"):
        return None
    if name in catalogue.programmes:
        return catalogue.programmes[name]
    for each in catalogue.programmes.values():
        if name in each.conditions:
            return each
    known = ", ".join((*catalogue.programmes, GENERAL))
    raise ValueError(f'There is no programme for "{name}". There are: {known}.')


def exercises(
    catalogue: Catalogue | None = None,
    *,
    goal: str | None = None,
    phase: str | None = None,
    equipment: Collection[str] | None = None,
    muscle: str | None = None,
    position: str | None = None,
    minutes: float | None = None,
    words: str = "",
) -> list[Exercise]:
    """Exercises of the library that pass every filter.

    Raises
    ------
    ValueError
        If a word is not of the closed lists.

    See Also
    --------
    hipedu.rehab.exercise_search.search_exercises : the filters.
    """
    from hipedu.rehab.exercise_search import search_exercises

    catalogue = load_catalogue() if catalogue is None else catalogue
    asked = (
        ("exercise_goals", (goal,)), ("muscles", (muscle,)), ("positions", (position,)),
        ("equipment", tuple(equipment or ())),
    )  # fmt: skip
    for name, words_asked in asked:
        _need_words(catalogue, name, [word for word in words_asked if word is not None])
    return search_exercises(
        catalogue.exercises.values(), goal=goal, phase=phase, equipment=equipment, muscle=muscle,
        position=position, minutes=minutes, words=words,
    )  # fmt: skip


def plan(
    condition: str = "general_prevention",
    *,
    phase: str | None = None,
    days: int = 3,
    minutes: float = 30,
    equipment: Collection[str] | None = None,
    hurting: Collection[str] = (),
    allowed: bool = False,
    seed: int = 0,
    red_flags: Sequence[str] = (),
    catalogue: Catalogue | None = None,
) -> WeekPlan:
    """A week of exercises and running that keeps to every caution.

    Parameters
    ----------
    condition : str
        A condition, a programme, or ``general_prevention``.
    phase : str, optional
        A phase of the programme; its first if not given.
    equipment : collection of str, optional
        Things at hand; anything if not given.
    hurting : collection of str
        What hurts, words of the list ``demands``.

    Raises
    ------
    ValueError
        If a word or number is not valid, or while one of `red_flags` is open.

    See Also
    --------
    hipedu.rehab.weekly_plan.weekly_plan : how the week is made.
    """
    from hipedu.rehab.weekly_plan import GENERAL, PlanRequest, weekly_plan

    catalogue = load_catalogue() if catalogue is None else catalogue
    programme = programme_for(condition, catalogue)
    if programme is None and phase not in (None, "strengthen", "return"):
        raise ValueError(f'Prevention has the phases strengthen and return, not "{phase}".')
    first = programme.stages[0].id if programme else "strengthen"
    _need_words(catalogue, "equipment", equipment or ())
    _need_words(catalogue, "demands", hurting)
    request = PlanRequest(
        programme=programme.id if programme else GENERAL, stage=phase or first, days=days,
        minutes=minutes, equipment=None if equipment is None else tuple(equipment),
        hurting=tuple(hurting), allowed=allowed, seed=seed,
    )  # fmt: skip
    return weekly_plan(request, catalogue.exercises, programme, red_flags=red_flags)


def _need_words(catalogue: Catalogue, name: str, asked: Collection[str]) -> None:
    known = catalogue.vocabularies.get(name, {})
    for word in asked:
        if word not in known:
            raise ValueError(f'"{word}" is not known. Use one of: {", ".join(known)}.')
