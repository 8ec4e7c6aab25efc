"""Checks of the numbers: probabilities, priors, doses, scenarios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from hipedu.knowledge.answers import answers_of
from hipedu.knowledge.errors import Problem
from hipedu.knowledge.strict_yaml import Path_
from hipedu.knowledge.validate import Entry, Sources
from hipedu.model import Presentation, Sourced

SUM_TOLERANCE = 0.02
"""Choices may miss a sum of 1 by this much: published shares are rounded to two digits."""


def check_numbers(sources: Sources) -> Iterator[Problem]:
    """Every number that a reader could compute with lies where it makes sense."""
    for entry in sources.entries["findings"].values():
        if entry.record.background is not None:
            yield from _probability(entry, ("background",), entry.record.background)
        if entry.record.background_choices is not None:
            yield from _shares(entry, ("background_choices",), entry.record.background_choices)
    for entry in sources.entries["finding_groups"].values():
        yield from _probability(entry, ("weight",), entry.record.weight)
    for entry in sources.entries["presentations"].values():
        yield from _presentation(sources, entry)
    yield from _priors(sources)
    for entry in sources.entries["accuracy"].values():
        yield from _accuracy(entry)
    for entry in sources.entries["exercises"].values():
        yield from _exercise(entry)
    for entry in sources.entries["load_rules"].values():
        yield from _bands(entry)
    for entry in sources.entries["scenarios"].values():
        yield from _scenario(entry)


def _probability(entry: Entry, path: Path_, number: Sourced) -> Iterator[Problem]:
    for name in ("value", "low", "high"):
        value = getattr(number, name)
        if value is not None and not 0 <= value <= 1:
            yield entry.problem(
                (*path, name), f"must lie between 0 and 1, got {value:g}",
                "Write a share: 35 % is 0.35.",
            )
    if number.unit != "1":
        yield entry.problem(
            (*path, "unit"), f"a probability has no unit, got {number.unit}", "Remove the line."
        )


def _shares(entry: Entry, path: Path_, shares: Mapping[str, Sourced]) -> Iterator[Problem]:
    for name, share in shares.items():
        yield from _probability(entry, (*path, name), share)
    total = sum(share.value for share in shares.values())
    if abs(total - 1) > SUM_TOLERANCE + 1e-9:
        yield entry.problem(
            path, f"the probabilities of the choices sum to {total:.3f}",
            "Change them so that they sum to 1.",
        )


def _presentation(sources: Sources, entry: Entry) -> Iterator[Problem]:
    record: Presentation = entry.record
    yield from _probability(entry, ("unlisted_region",), record.unlisted_region)
    for index, pain in enumerate(record.regions):
        yield from _probability(entry, ("regions", index, "p"), pain.p)
    for index, likelihood in enumerate(record.likelihoods):
        path: Path_ = ("likelihoods", index)
        if likelihood.p is not None:
            yield from _probability(entry, (*path, "p"), likelihood.p)
        if likelihood.choices is not None:
            yield from _shares(entry, (*path, "choices"), likelihood.choices)
        other = sources.entries["findings"].get(likelihood.finding)
        if other is None:
            continue
        finding = other.record
        if finding.answers == "yes_no" and likelihood.p is None:
            yield entry.problem(
                path, f"{finding.id} is a yes/no question", "Give p instead of choices."
            )
        if finding.answers != "yes_no":
            wanted = set(answers_of(finding))
            if likelihood.choices is None:
                yield entry.problem(
                    path, f"{finding.id} has the choices {', '.join(answers_of(finding))}",
                    "Give choices instead of p.",
                )
            elif set(likelihood.choices) != wanted:
                missing = sorted(wanted - set(likelihood.choices))
                beyond = sorted(set(likelihood.choices) - wanted)
                steps = [f"Add {', '.join(missing)}."] if missing else []
                steps += [f"Remove {', '.join(beyond)}."] if beyond else []
                yield entry.problem(
                    (*path, "choices"), f"must name exactly the choices of {finding.id}",
                    " ".join(steps),
                )


def _priors(sources: Sources) -> Iterator[Problem]:
    """Every condition has a weight for every age and sex that any condition has one for."""
    entries = sources.entries["presentations"].values()
    spans: Counter[tuple[int, int]] = Counter()
    for entry in entries:
        ages = [(prior.age_min, prior.age_max) for prior in entry.record.priors]
        if ages:
            spans[min(ages)[0], max(age for _, age in ages)] += 1
    usual = spans.most_common(1)[0][0] if spans else None
    for entry in entries:
        for sex in ("female", "male"):
            rows = sorted(
                (prior.age_min, prior.age_max, index)
                for index, prior in enumerate(entry.record.priors)
                if prior.sex == sex
            )
            yield from _ages(entry, sex, rows, usual)
        for index, prior in enumerate(entry.record.priors):
            if prior.weight.value < 0 or (prior.weight.low or 0) < 0:
                yield entry.problem(
                    ("priors", index, "weight"), "a frequency is never below 0", "Write 0 or more."
                )
            if prior.weight.unit != "per_1000":
                yield entry.problem(
                    ("priors", index, "weight"),
                    f"the weight is counted per 1000, got unit {prior.weight.unit}",
                    "Write unit: per_1000.",
                )


def _ages(
    entry: Entry, sex: str, rows: list[tuple[int, int, int]], usual: tuple[int, int] | None
) -> Iterator[Problem]:
    if not rows or usual is None:
        yield entry.problem(
            ("priors",), f"no weight for the sex {sex}",
            "Add its age bands (a weight of 0 where the condition does not occur).",
        )
        return
    for first, last, index in rows:
        if first > last:
            yield entry.problem(
                ("priors", index), f"age_min {first} is above age_max {last}", "Swap them."
            )
    for before, after in pairwise(rows):
        if after[0] <= before[1]:
            yield entry.problem(
                ("priors", after[2]),
                f"{sex}, ages {after[0]} to {after[1]}, overlaps ages {before[0]} to {before[1]}",
                "Ages are inclusive at both ends: end one band a year before the next.",
            )
        elif after[0] > before[1] + 1:
            yield entry.problem(
                ("priors", after[2]),
                f"{sex}, no weight for ages {before[1] + 1} to {after[0] - 1}", "Add the band.",
            )
    span = (rows[0][0], max(last for _, last, _ in rows))
    if span != usual:
        yield entry.problem(
            ("priors",),
            f"{sex}, bands run from {span[0]} to {span[1]}; other conditions have "
            f"{usual[0]} to {usual[1]}",
            "Cover the same ages.",
        )


def _exercise(entry: Entry) -> Iterator[Problem]:
    dose = entry.record.dose
    for name in ("sets", "reps", "hold_s"):
        low, high = getattr(dose, name), getattr(dose, f"{name}_max")
        if high is not None and (low is None or high < low):
            yield entry.problem(
                ("dose", f"{name}_max"), f"{name}_max must not be below {name}", "Swap them."
            )
    for name in ("sets", "reps", "hold_s", "minutes", "per_day", "per_week"):
        value = getattr(dose, name)
        if value is not None and value <= 0:
            yield entry.problem(
                ("dose", name), f"must be above 0, got {value:g}", "Remove what is not used."
            )
    if dose.basis in ("measured", "derived") and not dose.reference:
        yield entry.problem(
            ("dose",), f"a {dose.basis} dose needs a reference",
            "Add one, or set basis: expert_estimate.",
        )
    for index, emg in enumerate(entry.record.emg):
        if emg.activity.unit != "%":
            yield entry.problem(
                ("emg", index, "activity"),
                f"activity is a share of the maximum in %, got unit {emg.activity.unit}",
                'Write unit: "%".',
            )


def _accuracy(entry: Entry) -> Iterator[Problem]:
    """Shares lie between 0 and 1; likelihood ratios are positive and point the right way."""
    for name in ("sensitivity", "specificity"):
        number = getattr(entry.record, name)
        if number is not None:
            yield from _probability(entry, (name,), number)
    for name in ("lr_positive", "lr_negative"):
        number = getattr(entry.record, name)
        if number is not None and min(number.value, number.low or 0.0) < 0:
            yield entry.problem(
                (name,), f"a likelihood ratio is never below 0, got {number.value:g}",
                "Copy it again from the source.",
            )


def _bands(entry: Entry) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, band in enumerate(entry.record.bands):
        if band.id in seen:
            yield entry.problem(("bands", index, "id"), f'"{band.id}" is used twice', "Rename one.")
        seen.add(band.id)
        if band.above is not None and band.up_to is not None and band.above >= band.up_to:
            yield entry.problem(
                ("bands", index), f"nothing is above {band.above:g} and at most {band.up_to:g}",
                "Swap the limits.",
            )


def _scenario(entry: Entry) -> Iterator[Problem]:
    record = entry.record
    weeks = len(record.weeks_km)
    for name in ("climb_m_per_week", "surface"):
        length = len(getattr(record, name))
        if length not in (1, weeks):
            yield entry.problem(
                (name,), f"has {length} entries for {weeks} weeks",
                "Give one for each week, or a single one for all.",
            )
    for week, days in enumerate(record.weeks_km):
        for day, distance in enumerate(days):
            if not 0 <= distance <= 400:
                yield entry.problem(
                    ("weeks_km", week, day), f"{distance:g} km is no day's running",
                    "Write 0 for a rest day.",
                )
    if record.pace_min_per_km <= 0:
        yield entry.problem(("pace_min_per_km",), "a pace is above 0", "Write minutes per km.")
    for name, effort in record.rpe.items():
        if not 0 <= effort <= 10:
            yield entry.problem(
                ("rpe", name), f"effort runs from 0 to 10, got {effort:g}", "Change it."
            )
