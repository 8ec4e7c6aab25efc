"""Checks that every id named by a record exists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from hipedu.knowledge.errors import Problem, suggestion
from hipedu.knowledge.kinds import FOLDERS, LISTS, SINGULAR, UNREFERRED
from hipedu.knowledge.strict_yaml import Path_
from hipedu.knowledge.validate import Entry, Sources

LINKS: dict[str, dict[str, str]] = {
    "scenarios": {"pain_place": "regions"},
    "regions": {"neighbours": "regions"},
    "structures": {"regions": "regions", "conditions": "conditions"},
    "conditions": {"structures": "structures"},
    "findings": {"group": "finding_groups"},
    "drawings": {"id": "exercises"},
    "exercises": {"easier": "exercises", "harder": "exercises"},
    "presentations": {"id": "conditions", "regions.region": "regions",
                      "likelihoods.finding": "findings"},
    "red_flags": {"suspects": "conditions"},
    "programmes": {"conditions": "conditions", "avoid.exercise": "exercises"},
    "questions": {"claims": "claims"},
    "treatments": {"conditions": "conditions", "claims": "claims"},
    "accuracy": {"condition": "conditions", "finding": "findings"},
    "prevention_topics": {"treatments": "treatments", "claims": "claims", "factors": "factors",
                          "load_rules": "load_rules"},
    "cases": {"expected": "conditions", "acceptable": "conditions"},
    "design_tasks": {"programme": "programmes", "danger": "red_flags",
                     "attempt.exercise": "exercises", "worth_weighing": "exercises"},
}
"""Fields that hold ids of another kind; a dot looks into a list of parts."""

REPRESENTING = (
    "conditions", "findings", "red_flags", "regions", "structures", "factors", "load_rules",
    "loading_models", "treatments", "exercises", "programmes", "prevention_topics",
)
"""Kinds that can hold the same fact as a statement of the article."""

WORDS: dict[str, dict[str, str]] = {
    "conditions": {"tissue": "tissues"},
    "factors": {"tissue": "tissues"},
    "exercises": {"muscles": "muscles", "emg.muscle": "muscles", "equipment": "equipment",
                  "optional_equipment": "equipment",
                  "position": "positions", "demands": "demands"},
    "programmes": {"goal": "exercise_goals", "avoid.demand": "demands"},
    "claims": {"section": "article_sections"},
    "design_tasks": {"equipment": "equipment", "hurting": "demands"},
}
"""Fields that hold words of a closed list in data/vocabularies.yaml."""

ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\Z")


def check_links(sources: Sources) -> Iterator[Problem]:
    """Ids are well formed, and every id and vocabulary word named somewhere exists."""
    for kind in (*FOLDERS, "hazards"):
        for entry in sources.entries[kind].values():
            if not ID.match(entry.id):
                yield entry.problem(
                    ("id",), f'"{entry.id}" is no snake_case id',
                    "Use small letters, digits and single underscores, starting with a letter.",
                )
            for field, target in LINKS.get(kind, {}).items():
                yield from _resolve(sources, entry, field, target)
            for field, name in WORDS.get(kind, {}).items():
                yield from _look_up(sources, entry, field, name)
    yield from _neighbours(sources)
    yield from _phases(sources)
    yield from _prescribed(sources)
    yield from _partners(sources)
    yield from _drawings(sources)
    yield from _represented(sources)
    yield from _retired(sources)
    yield from _groups(sources)


def values_of(record: Any, field: str) -> Iterator[tuple[Path_, str]]:
    """Texts held by a field such as ``group``, ``regions`` or ``likelihoods.finding``."""
    name, _, rest = field.partition(".")
    value = getattr(record, name)
    if rest:
        for index, item in enumerate(value):
            for path, text in values_of(item, rest):
                yield (name, index, *path), text
    elif isinstance(value, tuple):
        for index, text in enumerate(value):
            yield (name, index), text
    elif value is not None:
        yield (name,), value


def _resolve(sources: Sources, entry: Entry, field: str, target: str) -> Iterator[Problem]:
    known = sources.listed[target]
    if not known:
        return  # said once for the whole kind, see check_kinds
    seen: set[str] = set()
    for path, text in values_of(entry.record, field):
        if text not in known:
            yield entry.problem(
                path, f'no {SINGULAR[target]} has the id "{text}"',
                suggestion(text, sorted(known), where=f"data/{target}"),
            )
        elif text in seen:
            yield entry.problem(path, f'"{text}" is named twice', "Keep one of the two.")
        seen.add(text)


def _look_up(sources: Sources, entry: Entry, field: str, name: str) -> Iterator[Problem]:
    words = sources.vocabularies.get(name)
    if words is None:
        return  # said once, see check_kinds
    for path, text in values_of(entry.record, field):
        if text not in words:
            yield entry.problem(
                path, f'"{text}" is not a word of the list {name}',
                suggestion(text, sorted(words), where=f"data/vocabularies.yaml ({name})"),
            )


def check_kinds(sources: Sources) -> Iterator[Problem]:
    """Say once which kinds are still empty, and which closed lists are missing."""
    for kind, ids in sources.listed.items():
        if not ids and kind not in UNREFERRED:
            where = f"data/{LISTS.get(kind, kind)}"
            yield Problem(
                file=where, line=None, path="", severity="warning",
                problem="holds no records, so nothing that refers to them was checked",
                next_step="Add the records.",
            )
    for kind, fields in WORDS.items():
        for name in fields.values():
            if name not in sources.vocabularies and sources.entries[kind]:
                yield Problem(
                    file="data/vocabularies.yaml", line=None, path=name, severity="warning",
                    problem=f"the list {name} is missing, so data/{kind} was not checked by it",
                    next_step=f"Add `{name}:` with `id: label` lines.",
                )


def _neighbours(sources: Sources) -> Iterator[Problem]:
    regions = sources.entries["regions"]
    for entry in regions.values():
        for index, other in enumerate(entry.record.neighbours):
            path = ("neighbours", index)
            if other == entry.id:
                yield entry.problem(path, "a region is no neighbour of itself", "Remove it.")
            elif other in regions and entry.id not in regions[other].record.neighbours:
                yield entry.problem(
                    path, f"{other} does not name {entry.id} as its neighbour",
                    f"Add {entry.id} to data/regions/{other}.yaml, or remove {other} here.",
                )


def _phases(sources: Sources) -> Iterator[Problem]:
    goals = sources.vocabularies.get("exercise_goals", {})
    known = sorted({*goals, *sources.listed["conditions"]})
    if not goals or not sources.listed["conditions"]:
        return
    for entry in sources.entries["exercises"].values():
        for goal in entry.record.phases:
            if goal not in known:
                yield entry.problem(
                    ("phases", goal), f'"{goal}" is neither a condition nor an exercise goal',
                    suggestion(goal, known, where="data/conditions and the list exercise_goals"),
                )


def _prescribed(sources: Sources) -> Iterator[Problem]:
    """A programme prescribes exercises that exist and that it does not warn against itself."""
    exercises = sources.entries["exercises"]
    known = sources.listed["exercises"]
    for entry in sources.entries["programmes"].values() if known else ():
        for at, stage in enumerate(entry.record.stages):
            for index, item in enumerate(stage.exercises):
                path = ("stages", at, "exercises", index, "exercise")
                if item.exercise not in known:
                    yield entry.problem(
                        path, f'no exercise has the id "{item.exercise}"',
                        suggestion(item.exercise, sorted(known), where="data/exercises"),
                    )
                    continue
                found = exercises.get(item.exercise)
                demands = found.record.demands if found is not None else ()
                for warning in entry.record.avoid:
                    held = not warning.stages or stage.id in warning.stages
                    if held and (warning.exercise == item.exercise or warning.demand in demands):
                        yield entry.problem(
                            path, f"the programme itself warns against {item.exercise} here",
                            "Prescribe something else, or narrow the warning.",
                        )


def _partners(sources: Sources) -> Iterator[Problem]:
    """Every condition has its numbers; the other way round is an ordinary link."""
    if not sources.listed["presentations"]:
        return
    for entry in sources.entries["conditions"].values():
        retired = entry.record.review.status == "retired"
        if entry.id not in sources.listed["presentations"] and not retired:
            yield entry.problem(
                ("id",), "the condition has no numbers",
                f"Write data/presentations/{entry.id}.yaml.",
            )


def _drawings(sources: Sources) -> Iterator[Problem]:
    """Every exercise is drawn, and its drawing tints no muscle but the exercise's own."""
    if not sources.listed["drawings"]:
        return
    exercises = sources.entries["exercises"]
    for entry in exercises.values():
        retired = entry.record.review.status == "retired"
        if entry.id not in sources.listed["drawings"] and not retired:
            yield entry.problem(
                ("id",), "the exercise has no drawing", f"Write data/drawings/{entry.id}.yaml."
            )
    for entry in sources.entries["drawings"].values():
        if entry.id not in exercises:
            continue  # said by the ordinary link
        own = exercises[entry.id].record.muscles
        for muscle in entry.record.muscles:
            if muscle not in own:
                yield entry.problem(
                    ("muscles", muscle), f'"{muscle}" is no muscle of the exercise',
                    suggestion(muscle, sorted(own), where=f"data/exercises/{entry.id}.yaml"),
                )


def _represented(sources: Sources) -> Iterator[Problem]:
    """What stands for a statement of the article, as ``kind/id``, exists."""
    for entry in sources.entries["claims"].values():
        for path, text in values_of(entry.record, "represented_by"):
            kind, _, name = text.partition("/")
            if kind not in REPRESENTING or not name:
                yield entry.problem(
                    path, f'"{text}" is not of the form kind/id',
                    suggestion(kind, REPRESENTING, where="the kinds that can represent a claim"),
                )
            elif sources.listed[kind] and name not in sources.listed[kind]:
                yield entry.problem(
                    path, f'no {SINGULAR[kind]} has the id "{name}"',
                    suggestion(name, sorted(sources.listed[kind]), where=f"data/{kind}"),
                )


def _retired(sources: Sources) -> Iterator[Problem]:
    """What has been retired is not built upon."""
    for kind, fields in LINKS.items():
        for entry in sources.entries[kind].values():
            if entry.record.review.status == "retired":
                continue
            for field, target in fields.items():
                for path, text in values_of(entry.record, field):
                    other = sources.entries[target].get(text)
                    if other is not None and other.record.review.status == "retired":
                        yield entry.problem(
                            path, f"{SINGULAR[target]} {text} is retired",
                            "Refer to what replaced it, or retire this record too.",
                        )


def _groups(sources: Sources) -> Iterator[Problem]:
    """A group of fewer than two findings does nothing."""
    members: dict[str, int] = {}
    for entry in sources.entries["findings"].values():
        if entry.record.group is not None:
            members[entry.record.group] = members.get(entry.record.group, 0) + 1
    if not sources.entries["findings"]:
        return
    for entry in _live(sources.entries["finding_groups"].values()):
        if members.get(entry.id, 0) < 2:
            yield entry.problem(
                ("id",), f"{members.get(entry.id, 0)} findings belong to this group",
                "Put two or more findings into it, or remove it.", "warning",
            )


def _live(entries: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in entries if entry.record.review.status != "retired")
