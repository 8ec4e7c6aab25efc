"""Checks that answers named by rules and questions are answers somebody can give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hipedu.knowledge.errors import Problem, suggestion
from hipedu.knowledge.strict_yaml import Path_
from hipedu.knowledge.validate import Entry, Sources
from hipedu.knowledge.walk import parts
from hipedu.model import Applies, Criterion, Finding

YES_NO = ("present", "absent")


def answers_of(finding: Finding) -> tuple[str, ...]:
    """What a yes/no question or a choice can be answered with; the bins of a number."""
    if finding.answers == "yes_no":
        return YES_NO
    return tuple(choice.id for choice in finding.choices)


def check_answers(sources: Sources) -> Iterator[Problem]:
    """Criteria of red flags, `ask_after`, and the limits of ages and numbers."""
    for kind in ("findings", "red_flags"):
        for entry in sources.entries[kind].values():
            for path, part in parts(entry.record):
                if isinstance(part, Criterion):
                    yield from _criterion(sources, entry, path, part)
                if isinstance(part, Applies | Criterion):
                    yield from _order(entry, path, part, "age_min", "age_max")
    for entry in sources.entries["findings"].values():
        yield from _order(entry, (), entry.record, "minimum", "maximum")
        yield from _edges(entry)
        yield from _ask_after(sources, entry)
    for entry in sources.entries["cases"].values():
        yield from _case(sources, entry)
    yield from _circles(sources)


def _case(sources: Sources, entry: Entry) -> Iterator[Problem]:
    """A written case names findings, answers and regions that exist."""
    for name, answer in entry.record.findings.items():
        path: Path_ = ("findings", name)
        finding = _finding(sources, name)
        if finding is None:
            yield from _unknown_finding(sources, entry, path, name)
        elif finding.answers == "number":
            if isinstance(answer, str):
                yield entry.problem(
                    path, f'{name} cannot be answered by "{answer}"',
                    f"Give a number in {finding.unit}.",
                )
        else:
            yield from _answer(entry, path, finding, str(answer))
    regions = sources.listed["regions"]
    for region in entry.record.regions:
        if regions and region not in regions:
            yield entry.problem(
                ("regions", region), f'no region has the id "{region}"',
                suggestion(region, sorted(regions), where="data/regions"),
            )


def _criterion(
    sources: Sources, entry: Entry, path: Path_, criterion: Criterion
) -> Iterator[Problem]:
    regions = sources.listed["regions"]
    for index, region in enumerate(criterion.regions or ()):
        if regions and region not in regions:
            yield entry.problem(
                (*path, "regions", index), f'no region has the id "{region}"',
                suggestion(region, sorted(regions), where="data/regions"),
            )
    for name in ("regions", "all_of", "any_of", "answers"):
        if getattr(criterion, name) == ():
            yield entry.problem((*path, name), "is an empty list", "Fill it, or remove the line.")
    limits = [name for name in ("at_least", "at_most") if getattr(criterion, name) is not None]
    if criterion.finding is None:
        for name in ("answers", *limits):
            if getattr(criterion, name) is not None:
                yield entry.problem(
                    (*path, name), f"{name} needs a finding", "Name the finding, or remove it."
                )
        return
    finding = _finding(sources, criterion.finding)
    if finding is None:
        yield from _unknown_finding(sources, entry, (*path, "finding"), criterion.finding)
        return
    if finding.answers != "number":
        for name in limits:
            yield entry.problem(
                (*path, name), f"{finding.id} is not answered by a number", "Use answers instead."
            )
        if criterion.answers is None:
            yield from _answer(entry, (*path, "finding"), finding, "present")
        for index, answer in enumerate(criterion.answers or ()):
            yield from _answer(entry, (*path, "answers", index), finding, answer)
        return
    if criterion.answers is not None or not limits:
        yield entry.problem(
            (*path, "finding"), f"{finding.id} is answered by a number",
            "Use at_least, at_most or both.",
        )
    yield from _order(entry, path, criterion, "at_least", "at_most")
    for name in limits:
        value = getattr(criterion, name)
        low, high = finding.minimum, finding.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            yield entry.problem(
                (*path, name), f"{value:g} lies outside what {finding.id} can be",
                f"Stay between {low} and {high}.",
            )


def _ask_after(sources: Sources, entry: Entry) -> Iterator[Problem]:
    for index, text in enumerate(entry.record.ask_after):
        path = ("ask_after", index)
        name, equals, answer = text.partition("=")
        if not equals or not name or not answer:
            yield entry.problem(
                path, f'"{text}" is not of the form finding=answer',
                'Write it as "night_pain=present".',
            )
            continue
        finding = _finding(sources, name)
        if finding is None:
            yield from _unknown_finding(sources, entry, path, name)
        else:
            yield from _answer(entry, path, finding, answer)


def _circles(sources: Sources) -> Iterator[Problem]:
    """Two questions that wait for each other are never asked."""
    waits = {
        id_: [text.partition("=")[0] for text in entry.record.ask_after]
        for id_, entry in sources.entries["findings"].items()
    }
    for start in waits:
        reached: set[str] = set()
        ahead = list(waits[start])
        while ahead:
            here = ahead.pop()
            if here not in reached:
                reached.add(here)
                ahead.extend(waits.get(here, ()))
        if start in reached:
            yield sources.entries["findings"][start].problem(
                ("ask_after",), "the question waits for itself, so it is never asked",
                "Remove one of the conditions in the circle.",
            )


def _edges(entry: Entry) -> Iterator[Problem]:
    finding: Finding = entry.record
    if finding.answers != "number":
        for index, choice in enumerate(finding.choices):
            if choice.up_to is not None:
                yield entry.problem(
                    ("choices", index, "up_to"), "only the bins of a number have an edge",
                    "Remove it, or set answers: number.",
                )
        return
    for index, choice in enumerate(finding.choices):
        edge = choice.up_to
        if edge is None:
            continue
        below = finding.minimum is not None and edge < finding.minimum
        above = finding.maximum is not None and edge >= finding.maximum
        if below or above:
            yield entry.problem(
                ("choices", index, "up_to"),
                f"the edge {edge:g} leaves a bin that no answer between "
                f"{finding.minimum} and {finding.maximum} falls into",
                "Move the edge inside the limits.",
            )


def _answer(entry: Entry, path: Path_, finding: Finding, answer: str) -> Iterator[Problem]:
    possible = answers_of(finding)
    if answer not in possible:
        yield entry.problem(
            path, f'{finding.id} cannot be answered by "{answer}"',
            suggestion(answer, possible, where=f"data/findings/{finding.id}.yaml"),
        )


def _order(entry: Entry, path: Path_, record: Any, low: str, high: str) -> Iterator[Problem]:
    first, last = getattr(record, low), getattr(record, high)
    if first is not None and last is not None and first > last:
        yield entry.problem(
            (*path, low), f"{low} {first:g} is above {high} {last:g}", "Swap them."
        )


def _finding(sources: Sources, name: str) -> Finding | None:
    entry = sources.entries["findings"].get(name)
    return None if entry is None else entry.record


def _unknown_finding(sources: Sources, entry: Entry, path: Path_, name: str) -> Iterator[Problem]:
    known = sources.listed["findings"]
    if known and name not in known:
        yield entry.problem(
            path, f'no finding has the id "{name}"',
            suggestion(name, sorted(known), where="data/findings"),
        )
