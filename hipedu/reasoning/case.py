"""What is known of one person: age, sex, answers, marks on the body."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import islice
from typing import Any, cast

from hipedu.language import _
from hipedu.language.numbers import shortest
from hipedu.model import Finding, Sex, Side
from hipedu.reasoning.knowledge_base import KnowledgeBase

Answer = str | float
"""``"present"``, ``"absent"``, a choice id, or a number in the finding's unit."""

OLDEST_YEARS = 120
MOST_INTENSE = 10.0
NOT_KNOWN = frozenset({"unknown", "not_sure", "not sure", "not_known", ""})
YES = {"present": "present", "yes": "present", "absent": "absent", "no": "absent"}
CASE_KEYS = ("age", "sex", "findings", "regions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One place that hurts. `intensity` is 0-10 [NRS]; None when it was not said."""

    region: str
    side: Side | None = None
    intensity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person as far as is known; what is absent here is unknown, not normal."""

    age: int | None = None
    sex: Sex | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()

    @property
    def marked_regions(self) -> tuple[str, ...]:
        """Regions with at least one mark, each once, in alphabetical order."""
        return tuple(sorted({mark.region for mark in self.marks}))

    def with_answer(self, finding: str, answer: Answer | None) -> Case:
        """Return the case with one answer set, or removed when `answer` is None."""
        answers = {key: value for key, value in self.answers.items() if key != finding}
        if answer is not None:
            answers[finding] = answer
        return replace(self, answers=answers)


MOST_PROBLEMS = 20
"""After so many sentences nobody reads on, and looking for near ids costs time."""

MOST_MARKS = 8
"""In one region; left, right, both and the middle are all there is."""


class CaseError(ValueError):
    """What is wrong with a case, one plain sentence a problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def nearest_ids(word: str, names: Mapping[str, Iterable[str]], *, most: int = 4) -> list[str]:
    """Return the ids whose id, name or synonyms look most like `word`.

    Parameters
    ----------
    names : mapping of str to iterable of str
        Id to the other words for it.

    Examples
    --------
    >>> nearest_ids("nite_pain", {"night_pain": ["pain at night"], "limp": []})
    ['night_pain']
    """
    meant: dict[str, list[str]] = {}
    for key, others in names.items():
        for spelling in {key, key.replace("_", " "), *(text.lower() for text in others)}:
            meant.setdefault(spelling, []).append(key)
    asked = word.lower()
    found: list[str] = []
    for spelling in get_close_matches(asked, list(meant), n=3 * most, cutoff=0.6):
        found += [key for key in meant[spelling] if key not in found]
    if len(found) < most:
        parts = {part for part in re.split(r"[\W_]+", asked) if len(part) > 2}
        scored = sorted(
            (-sum(part in spelling for part in parts), spelling) for spelling in meant
        )
        for score, spelling in scored[: 3 * most]:
            if score < 0:
                found += [key for key in meant[spelling] if key not in found]
    return found[:most]


def _suggest(kind: str, word: object, names: Mapping[str, Iterable[str]]) -> str:
    near = nearest_ids(str(word)[:80], names)
    shown = str(word)[:60]
    if near:
        return f"Unknown {kind} {shown!r}. The nearest are: {', '.join(near)}."
    return f"Unknown {kind} {shown!r}. `hipedu vocabulary` lists every {kind}."


def _finding_names(knowledge: KnowledgeBase) -> dict[str, Iterable[str]]:
    return {key: (item.name, *item.synonyms) for key, item in knowledge.findings.items()}


def _region_names(knowledge: KnowledgeBase) -> dict[str, Iterable[str]]:
    return {
        key: (item.name, item.plain_name, *item.synonyms)
        for key, item in knowledge.regions.items()
    }


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def allowed_answers(finding: Finding) -> str:
    """Say in words which answers a finding takes."""
    if finding.answers == "yes_no":
        return _('"present", "absent" or "unknown"')
    if finding.answers == "choice":
        choices = ", ".join(f'"{choice.id}"' for choice in finding.choices)
        return _('{choices} or "unknown"', choices=choices)
    low = _("any") if finding.minimum is None else shortest(finding.minimum)
    high = _("any") if finding.maximum is None else shortest(finding.maximum)
    return _(
        'a number from {low} to {high} [{unit}] or "unknown"',
        low=low, high=high, unit=finding.unit,
    )  # fmt: skip


def parse_answer(finding: Finding, value: object) -> Answer | None:
    """Read one answer; None means that it is not known.

    Raises
    ------
    ValueError
        If the finding does not take this answer; the sentence says which it takes.
    """
    wrong = ValueError(
        _(
            "{finding}: {value} is not one of its answers. Use {answers}.",
            finding=finding.id, value=repr(str(value)[:60]), answers=allowed_answers(finding),
        )
    )
    if value is None or (isinstance(value, str) and value.strip().lower() in NOT_KNOWN):
        return None
    if finding.answers == "number":
        if not _is_number(value) or not math.isfinite(cast(float, value)):
            raise wrong
        number = float(cast(float, value))
        below = finding.minimum is not None and number < finding.minimum
        above = finding.maximum is not None and number > finding.maximum
        if below or above:
            raise wrong
        return number
    if isinstance(value, bool) and finding.answers == "yes_no":
        return "present" if value else "absent"
    if not isinstance(value, str):
        raise wrong
    word = value.strip().lower()
    if finding.answers == "yes_no":
        if word not in YES:
            raise wrong
        return YES[word]
    if word not in {choice.id for choice in finding.choices}:
        raise wrong
    return word


def answer_bin(finding: Finding, answer: Answer) -> str:
    """Return ``"present"``, ``"absent"`` or the choice id into which an answer falls.

    A number falls into the first choice whose inclusive upper edge it does not exceed.
    """
    if isinstance(answer, str):
        return answer
    for choice in finding.choices:
        if choice.up_to is None or answer <= choice.up_to:
            return choice.id
    return finding.choices[-1].id


def parse_age(value: object) -> int | None:
    """Read an age in whole years [year]; None and "unknown" mean not known."""
    if value is None or (isinstance(value, str) and value.strip().lower() in NOT_KNOWN):
        return None
    if _is_number(value) and math.isfinite(cast(float, value)):
        number = cast(float, value)
        if 0 <= number <= OLDEST_YEARS:
            return int(number)
    raise ValueError(
        _(
            "age: {value} is not an age. Give years as a number from 0 to {most}, or leave it "
            "out.",
            value=repr(str(value)[:40]), most=OLDEST_YEARS,
        )
    )


def parse_sex(value: object) -> Sex | None:
    """Read a sex; None, "unknown" and "other" mean that both are reckoned with."""
    if value is None:
        return None
    if isinstance(value, str):
        word = value.strip().lower()
        if word in NOT_KNOWN or word in {"other", "intersex", "prefer_not_to_say"}:
            return None
        if word in {"female", "f", "woman", "girl"}:
            return "female"
        if word in {"male", "m", "man", "boy"}:
            return "male"
    raise ValueError(
        f"sex: {str(value)[:40]!r} is not understood. Use \"female\" or \"male\", or leave it out."
    )


def parse_mark(
    region: str, value: object, knowledge: KnowledgeBase, *, where: str | None = None
) -> Mark | None:
    """Read one mark; None when the region is said not to hurt.

    Raises
    ------
    ValueError
        If the region, the side or the intensity is not valid.
    """
    place = where or f"regions.{region}"
    known = knowledge.regions.get(region)
    if known is None:
        raise ValueError(_suggest("region", region, _region_names(knowledge)))
    if value is None or value is False or value == "absent":
        return None
    if value is True or value == "present":
        value = {}
    if isinstance(value, str):
        value = {"side": value}
    if _is_number(value):
        value = {"intensity": value}
    if not isinstance(value, Mapping):
        raise ValueError(
            f'{place}: expected {{"side": "left", "intensity": 6}}, got {str(value)[:40]!r}.'
        )
    extra = [str(key) for key in value if key not in ("side", "intensity")]
    if extra:
        raise ValueError(f"{place}: unknown key {extra[0][:40]!r}. Use side and intensity.")
    side = value.get("side")
    if side in ("midline", "centre", "center"):
        side = "middle"
    if side in NOT_KNOWN or side == "bilateral":
        side = "both" if side == "bilateral" else None
    if side is not None and side not in ("left", "right", "both", "middle"):
        raise ValueError(
            f'{place}.side: {str(side)[:40]!r} is not a side. Use "left", "right", "both" '
            'or "middle", or leave it out.'
        )
    if not known.paired:
        side = "middle"
    intensity = value.get("intensity")
    if isinstance(intensity, str) and intensity.strip().lower() in NOT_KNOWN:
        intensity = None
    if intensity is not None:
        fine = _is_number(intensity) and math.isfinite(cast(float, intensity))
        if not fine or not 0 <= cast(float, intensity) <= MOST_INTENSE:
            raise ValueError(
                f"{place}.intensity: {str(intensity)[:40]!r} is not a number from 0 to 10. "
                "Leave it out if it is not known."
            )
        intensity = float(cast(float, intensity))
        if intensity == 0:
            return None
    return Mark(region=region, side=cast("Side | None", side), intensity=intensity)


def _stop_at_many(problems: list[str]) -> None:
    if len(problems) >= MOST_PROBLEMS:
        raise CaseError([*problems, "There may be more: these were found first."])


def _parse_marks(raw: object, knowledge: KnowledgeBase, problems: list[str]) -> tuple[Mark, ...]:
    if raw is None:
        return ()
    if isinstance(raw, (list, tuple)) and all(isinstance(item, str) for item in raw):
        raw = {item: {} for item in raw}
    if not isinstance(raw, Mapping):
        problems.append('regions: expected {"<region id>": {"side": "left", "intensity": 6}}.')
        return ()
    marks: list[Mark] = []
    for region, value in raw.items():
        _stop_at_many(problems)
        several = value if isinstance(value, (list, tuple)) else [value]
        if len(several) > MOST_MARKS:
            problems.append(f"{str(region)[:40]}: a region holds {MOST_MARKS} marks at the most.")
            continue
        for item in several:
            try:
                mark = parse_mark(str(region), item, knowledge)
            except ValueError as problem:
                problems.append(str(problem))
                break
            if mark is not None and mark not in marks:
                marks.append(mark)
    return tuple(marks)


def parse_case(raw: object, knowledge: KnowledgeBase) -> Case:
    """Read a case from its plain form, as it comes out of a JSON file.

    Parameters
    ----------
    raw : mapping
        ``{"age": 34, "sex": "female", "findings": {"<id>": "present" | "absent" | <choice>
        | <number>}, "regions": {"<id>": {"side": "left", "intensity": 6}}}``. Every key may be
        missing. A region may hold a list of two marks, one for each side.

    Raises
    ------
    CaseError
        With one sentence for each problem: what, where, what would be right.
    """
    if isinstance(raw, Case):
        return raw
    if not isinstance(raw, Mapping):
        raise CaseError(
            ['A case is an object such as {"age": 34, "sex": "female", "findings": {}}, '
             f"not {type(raw).__name__}."]
        )
    problems: list[str] = []
    for key in islice(raw, MOST_PROBLEMS):
        if key not in CASE_KEYS:
            close = get_close_matches(str(key).lower(), CASE_KEYS, n=1, cutoff=0.7)
            if close:
                problems.append(f"Unknown key {str(key)[:40]!r}: did you mean {close[0]!r}?")
    age: int | None = None
    sex: Sex | None = None
    try:
        age = parse_age(raw.get("age"))
    except ValueError as problem:
        problems.append(str(problem))
    try:
        sex = parse_sex(raw.get("sex"))
    except ValueError as problem:
        problems.append(str(problem))
    answers = _parse_answers(raw.get("findings"), knowledge, problems)
    marks = _parse_marks(raw.get("regions"), knowledge, problems)
    if problems:
        raise CaseError(problems)
    return Case(age=age, sex=sex, answers=answers, marks=marks)


def _parse_answers(
    raw: Any, knowledge: KnowledgeBase, problems: list[str]
) -> dict[str, Answer]:
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        problems.append('findings: expected {"<finding id>": "present"}.')
        return {}
    answers: dict[str, Answer] = {}
    for key, value in raw.items():
        _stop_at_many(problems)
        finding = knowledge.findings.get(key)
        if finding is None:
            problems.append(_suggest("finding", key, _finding_names(knowledge)))
            continue
        try:
            answer = parse_answer(finding, value)
        except ValueError as problem:
            problems.append(str(problem))
            continue
        if answer is not None:
            answers[finding.id] = answer
    return answers


def plain_case(case: Case) -> dict[str, Any]:
    """Return the plain form of a case, which `parse_case` reads back unchanged."""
    regions: dict[str, Any] = {}
    for mark in case.marks:
        item = {"side": mark.side, "intensity": mark.intensity}
        item = {key: value for key, value in item.items() if value is not None}
        before = regions.get(mark.region)
        if before is None:
            regions[mark.region] = item
        else:
            several = before if isinstance(before, list) else [before]
            regions[mark.region] = [*several, item]
    plain: dict[str, Any] = {"findings": dict(case.answers), "regions": regions}
    if case.age is not None:
        plain["age"] = case.age
    if case.sex is not None:
        plain["sex"] = case.sex
    return plain
