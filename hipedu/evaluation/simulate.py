"""Patients drawn from the model, and their posterior in bulk. The one module that needs numpy.

A patient is drawn as the model says people come about: age band and sex, then a condition by its
prior, then marks and answers by the condition. Answers of one group are not independent. The
engine gives every answer of a group but one the weight w; here the first finding of the group is
drawn with a random number u, and each other one uses the same u with probability 1 - w (it then
says nothing new) and a number of its own otherwise. In the same spirit, every mark but the main
one is drawn by the condition only in a share of the patients that equals the engine's weight of a
second mark, and by how often the place is marked at all in the others.

Probabilities are the raw ones of the knowledge base. The engine caps the ratio of one answer;
that it then states less than it could is part of what the calibration shows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hipedu.model import Finding, Likelihood, Sourced
from hipedu.reasoning.case import Answer, Case, Mark, answer_bin
from hipedu.reasoning.evidence_tables import LOCATION_GROUP, Tables
from hipedu.reasoning.location import SECOND_MARK_WEIGHT, mark_probabilities
from hipedu.reasoning.posterior import group_weight
from hipedu.reasoning.priors import FEMALE_SHARE, age_share, presentations_in_order, prior

Numbers = NDArray[np.float64]
Indices = NDArray[np.int16]
Truths = NDArray[np.bool_]

UNKNOWN = -1
OLDEST_DRAWN = 85
CHUNK = 4096
LOG_CAP = math.log(10.0)


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """The tables as arrays. Rows are answers, one after another by finding; columns conditions."""

    findings: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    first: NDArray[np.int64]
    """Row of the first answer of each finding."""
    ratio: Numbers
    strength: Numbers
    groups: tuple[tuple[float, tuple[int, ...]], ...]
    """Weight and places of the findings of each group."""
    regions: tuple[str, ...]
    region_ratio: Numbers
    region_strength: Numbers
    empty: Numbers


def arrays_of(tables: Tables) -> Arrays:
    """Return the tables as arrays; findings about which no condition says anything are left out.

    Raises
    ------
    ValueError
        If a finding is in the group of the marks: the bulk arithmetic keeps them apart.
    """
    n = len(tables.conditions)
    kept = [key for key in sorted(tables.answers) if tables.answers[key][0].rows]
    columns = [tables.answers[key] for key in kept]
    first = np.cumsum([0, *(len(each) for each in columns)])[:-1].astype(np.int64)
    flat = [column for each in columns for column in each]
    ratio = np.zeros((len(flat), n))
    for row, column in enumerate(flat):
        for i, x, _, _ in column.rows:
            ratio[row, i] = x
    members: dict[str, list[int]] = {}
    for place, each in enumerate(columns):
        if each[0].group is not None:
            members.setdefault(each[0].group, []).append(place)
    if LOCATION_GROUP in members:
        raise ValueError(f"no finding may be in the group {LOCATION_GROUP}: it holds the marks")
    regions = tuple(sorted(tables.regions))
    region_ratio = np.zeros((len(regions), n))
    for row, key in enumerate(regions):
        for i, x, _, _ in tables.regions[key].rows:
            region_ratio[row, i] = x
    return Arrays(
        findings=tuple(kept),
        answers=tuple(tuple(column.answer for column in each) for each in columns),
        first=first,
        ratio=ratio,
        strength=np.array([column.strength for column in flat]),
        groups=tuple(
            (group_weight(name, tables), tuple(places)) for name, places in sorted(members.items())
        ),
        regions=regions,
        region_ratio=region_ratio,
        region_strength=np.array([tables.regions[key].strength for key in regions]),
        empty=np.array([tables.empty[key] for key in regions]).reshape(len(regions), n),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Patients:
    """Many people at once. `given` holds the place of the answer, or `UNKNOWN`."""

    age: NDArray[np.int64]
    female: Truths
    prior: Numbers
    condition: NDArray[np.int64]
    given: Indices
    marks: Truths

    def __len__(self) -> int:
        return len(self.condition)


def encode(cases: Sequence[Case], tables: Tables, arrays: Arrays) -> Patients:
    """Return cases as arrays, for `batch_posterior`; their true condition is unknown (-1)."""
    given = np.full((len(cases), len(arrays.findings)), UNKNOWN, dtype=np.int16)
    marks = np.zeros((len(cases), len(arrays.regions)), dtype=bool)
    place = {key: i for i, key in enumerate(arrays.findings)}
    for row, case in enumerate(cases):
        for key, answer in case.answers.items():
            if key in place:
                word = answer_bin(tables.knowledge.findings[key], answer)
                given[row, place[key]] = arrays.answers[place[key]].index(word)
        for region in case.marked_regions:
            if region in arrays.regions:
                marks[row, arrays.regions.index(region)] = True
    priors = [prior(tables.strata, age=case.age, sex=case.sex)[0] for case in cases]
    return Patients(
        age=np.array([-1 if case.age is None else case.age for case in cases]),
        female=np.array([case.sex == "female" for case in cases], dtype=bool),
        prior=np.array(priors).reshape(len(cases), len(tables.conditions)),
        condition=np.full(len(cases), -1),
        given=given,
        marks=marks,
    )


def batch_posterior(patients: Patients, arrays: Arrays) -> Numbers:
    """Return the posterior of every patient: one row a patient, one column a condition.

    Notes
    -----
    The same arithmetic as `hipedu.reasoning.posterior.posterior`, with the sum over answers as a
    product of a sparse weight matrix and the table of log ratios.
    """
    out = np.empty(patients.prior.shape)
    for start in range(0, len(patients), CHUNK):
        part = slice(start, start + CHUNK)
        total = np.log(patients.prior[part])
        total += _answer_sums(patients.given[part], arrays)
        total += _mark_sums(patients.marks[part], arrays)
        total -= total.max(axis=1, keepdims=True)
        np.exp(total, out=total)
        out[part] = total / total.sum(axis=1, keepdims=True)
    return out


def _answer_sums(given: Indices, arrays: Arrays) -> Numbers:
    known = given >= 0
    rows = arrays.first + np.where(known, given, 0)
    weight = known.astype(np.float64)
    for factor, places in arrays.groups:
        listed = list(places)
        strength = np.where(known[:, listed], arrays.strength[rows[:, listed]], -1.0)
        best = strength.argmax(axis=1)  # of equals the first, as in the engine
        weight[:, listed] *= factor
        index = np.array(listed)[best]
        people = np.arange(len(given))
        weight[people, index] = known[people, index]
    matrix = np.zeros((len(given), len(arrays.ratio)))
    np.put_along_axis(matrix, rows, weight, axis=1)
    total: Numbers = matrix @ arrays.ratio
    return total


def _mark_sums(marks: Truths, arrays: Arrays) -> Numbers:
    if not arrays.regions:
        return np.zeros((len(marks), arrays.ratio.shape[1]))
    strength = np.where(marks, arrays.region_strength, -1.0)
    weight = marks * SECOND_MARK_WEIGHT.value
    people = np.arange(len(marks))
    best = strength.argmax(axis=1)
    weight[people, best] = marks[people, best]
    count = marks.sum(axis=1, keepdims=True)
    empty = np.clip(~marks @ arrays.empty, -LOG_CAP, LOG_CAP)
    counts = (count > 0) & (count < len(arrays.regions))
    total: Numbers = weight @ arrays.region_ratio + np.where(counts, empty, 0.0)
    return total


def _raw(finding: Finding, said: Likelihood | None) -> dict[str, float]:
    """P(answer) by answer, from a condition's own numbers or the background."""
    p: Sourced | None = finding.background if said is None else said.p
    choices = finding.background_choices if said is None else said.choices
    if p is not None:
        return {"present": p.value, "absent": 1 - p.value}
    found = {key: max(each.value, 0.0) for key, each in (choices or {}).items()}
    total = math.fsum(found.values())
    return {key: value / total for key, value in found.items()}


def _telling_order(finding: Finding, answers: Sequence[str]) -> list[int]:
    """Places of the answers, the one that says most first: present, or the rarest choice."""
    background = _raw(finding, None)
    if finding.answers == "yes_no":
        return sorted(range(len(answers)), key=lambda i: answers[i] != "present")
    return sorted(range(len(answers)), key=lambda i: background.get(answers[i], 0.0))


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What patients are drawn from; made once for a knowledge base."""

    tables: Tables
    arrays: Arrays
    cumulated: tuple[Numbers, ...]
    """By finding: P(answer at this place or before | condition), answers in `order`."""
    order: tuple[NDArray[np.int64], ...]
    mark: Numbers
    """P(region marked | condition)."""
    mark_anyway: Numbers
    share: Numbers
    """Share of each stratum among all patients."""


def source_of(tables: Tables) -> Source:
    """Return what patients of a knowledge base are drawn from."""
    arrays = arrays_of(tables)
    cumulated: list[Numbers] = []
    orders: list[NDArray[np.int64]] = []
    for key, answers in zip(arrays.findings, arrays.answers, strict=True):
        finding = tables.knowledge.findings[key]
        order = _telling_order(finding, answers)
        table = [_raw(finding, tables.likelihoods.get((c, key))) for c in tables.conditions]
        p = np.array([[row.get(answers[i], 0.0) for i in order] for row in table])
        cumulated.append(np.cumsum(p, axis=1))
        orders.append(np.array(order))
    presentations = presentations_in_order(tables.knowledge.presentations)
    q = mark_probabilities(presentations, tables.knowledge.regions)
    shares = np.array([
        age_share(s.age_min, s.age_max)
        * (FEMALE_SHARE.value if s.sex == "female" else 1 - FEMALE_SHARE.value)
        for s in tables.strata
    ])
    return Source(
        tables=tables,
        arrays=arrays,
        cumulated=tuple(cumulated),
        order=tuple(orders),
        mark=np.array([q[key] for key in arrays.regions]).T.reshape(
            len(tables.conditions), len(arrays.regions)
        ),
        mark_anyway=np.array([tables.regions[key].background for key in arrays.regions]),
        share=shares / shares.sum(),
    )


def draw(
    source: Source, count: int, *, seed: int, p_known: float = 0.5, exam: bool = False
) -> Patients:
    """Return patients drawn from a knowledge base.

    Parameters
    ----------
    count : int
        How many.
    p_known : float
        Probability that a finding that could be asked was asked (answers are missing at random).
    exam : bool
        Whether examinations were done. Tests that nobody should try are never done.

    Returns
    -------
    Patients
        With their true `condition`.
    """
    tables = source.tables
    random = np.random.default_rng(seed)
    stratum = random.choice(len(tables.strata), size=count, p=source.share)
    youngest = np.array([s.age_min for s in tables.strata])
    oldest = np.array([max(min(s.age_max, OLDEST_DRAWN), s.age_min) for s in tables.strata])
    age = random.integers(youngest[stratum], oldest[stratum] + 1)
    female = np.array([s.sex == "female" for s in tables.strata])[stratum]
    of_stratum = np.array([s.p for s in tables.strata])
    condition = _pick(of_stratum.cumsum(axis=1)[stratum], random.random(count))
    given = _answers(source, condition, random)
    _unask(source, given, age, female, exam=exam)
    given[random.random(given.shape) >= p_known] = UNKNOWN
    return Patients(
        age=age, female=female, prior=of_stratum[stratum], condition=condition, given=given,
        marks=_marks(source, condition, random),
    )


def _pick(cumulated: Numbers, u: Numbers) -> NDArray[np.int64]:
    found: NDArray[np.int64] = (u[:, None] >= cumulated[:, :-1]).sum(axis=1)
    return found


def _answers(source: Source, condition: NDArray[np.int64], random: np.random.Generator) -> Indices:
    arrays = source.arrays
    shared: dict[int, tuple[Numbers, float]] = {}
    for factor, places in arrays.groups:
        u = random.random(len(condition))
        for number, place in enumerate(places):
            shared[place] = (u, 1.0 if number == 0 else 1 - factor)
    given = np.empty((len(condition), len(arrays.findings)), dtype=np.int16)
    for place, (cumulated, order) in enumerate(zip(source.cumulated, source.order, strict=True)):
        u = random.random(len(condition))
        if place in shared:
            common, p_common = shared[place]
            u = np.where(random.random(len(condition)) < p_common, common, u)
        given[:, place] = order[_pick(cumulated[condition], u)]
    return given


def _unask(
    source: Source, given: Indices, age: NDArray[np.int64], female: Truths, *, exam: bool
) -> None:
    """Take back the answers to what nobody would have asked these people."""
    arrays = source.arrays
    place = {key: i for i, key in enumerate(arrays.findings)}
    truth = given.copy()
    for i, key in enumerate(arrays.findings):
        finding = source.tables.knowledge.findings[key]
        asked = np.ones(len(given), dtype=bool)
        if not finding.safe_to_try or (finding.kind == "exam" and not exam):
            asked[:] = False
        if finding.applies.sex is not None:
            asked &= female == (finding.applies.sex == "female")
        if finding.applies.age_min is not None:
            asked &= age >= finding.applies.age_min
        if finding.applies.age_max is not None:
            asked &= age <= finding.applies.age_max
        for condition in finding.ask_after:
            other, _, answer = condition.partition("=")
            if other in place and answer in arrays.answers[place[other]]:
                asked &= truth[:, place[other]] == arrays.answers[place[other]].index(answer)
        given[~asked, i] = UNKNOWN


def _marks(source: Source, condition: NDArray[np.int64], random: np.random.Generator) -> Truths:
    q = source.mark[condition]
    if not q.shape[1]:
        return np.zeros(q.shape, dtype=bool)
    main = _pick((q / q.sum(axis=1, keepdims=True)).cumsum(axis=1), random.random(len(q)))
    telling = random.random(q.shape) < SECOND_MARK_WEIGHT.value
    marks: Truths = random.random(q.shape) < np.where(telling, q, source.mark_anyway)
    marks[np.arange(len(q)), main] = True
    return marks


def case_of(patients: Patients, row: int, source: Source) -> Case:
    """Return one patient as a case for the pure engine; a number is taken from its bin."""
    arrays, findings = source.arrays, source.tables.knowledge.findings
    answers: dict[str, Answer] = {}
    for place in np.flatnonzero(patients.given[row] >= 0):
        key = arrays.findings[place]
        answers[key] = _answer(findings[key], arrays.answers[place][patients.given[row, place]])
    return Case(
        age=int(patients.age[row]),
        sex="female" if patients.female[row] else "male",
        answers=answers,
        marks=tuple(
            Mark(region=arrays.regions[i]) for i in np.flatnonzero(patients.marks[row])
        ),
    )


def _answer(finding: Finding, word: str) -> Answer:
    if finding.answers != "number":
        return word
    edges: list[Any] = [choice.up_to for choice in finding.choices]
    place = [choice.id for choice in finding.choices].index(word)
    if edges[place] is not None:
        return float(edges[place])
    return float(finding.maximum if finding.maximum is not None else edges[place - 1] + 1)


def ranks_of_truth(patients: Patients, p: Numbers) -> NDArray[np.int64]:
    """Return the place of the true condition in each patient's differential, 1 being the first."""
    people = np.arange(len(patients))
    own = p[people, patients.condition][:, None]
    earlier = np.arange(p.shape[1]) < patients.condition[:, None]
    ranks: NDArray[np.int64] = 1 + ((p > own) | ((p == own) & earlier)).sum(axis=1)
    return ranks
