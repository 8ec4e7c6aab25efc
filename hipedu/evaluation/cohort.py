"""Studies of invented runners, and what they find of every rule. Needs numpy.

With `hipedu.evaluation.cohort_runners` and `hipedu.evaluation.rate_ratio` this is the only code
about training that imports numpy; import it on demand.

Each session of a study injures with a probability that the chosen mechanism sets; whoever is
injured leaves the study. The researchers then see what researchers see: rows (sessions, days or
weeks), a measure, and whether an injury was reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hipedu.evaluation.cohort_runners import (
    LEAD,
    NEVER,
    TENTHS,
    WEEK,
    Floats,
    Indices,
    cut_back,
    draw_injuries,
    draw_runners,
    measures,
    relative_hazard,
    rolled,
)
from hipedu.evaluation.rate_ratio import hazard_ratios, score_z
from hipedu.training.cohorts import (
    CUT_OFFS,
    CohortProgress,
    CohortResult,
    CohortSettings,
    Ratio,
    RuleFinding,
    check_lines,
)
from hipedu.training.objections import Line
from hipedu.training.verdicts import SLACK

Counts = NDArray[np.int32]

CHUNK = 1000
LEAST_EXPECTED = 3.0
"""Injuries to be expected on either side of a cut-off before a researcher would choose it."""


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Counts by rule, stratum (day or week of the study) and bin between cut-offs."""

    rows: dict[str, Counts]
    injured: dict[str, Counts]

    def with_more(self, other: Tables) -> Tables:
        """The counts of both together."""
        return Tables(
            {rule: counts + other.rows[rule] for rule, counts in self.rows.items()},
            {rule: counts + other.injured[rule] for rule, counts in self.injured.items()},
        )


def _lagged(values: Floats, lag: int) -> Floats:
    if lag == 0:
        return values
    shifted = np.full_like(values, np.nan)
    shifted[1:] = values[:-1]
    if lag == 1:
        return shifted
    most = shifted.copy()
    for step in range(1, lag):
        np.fmax(most[step:], shifted[:-step], out=most[step:])
    return most


def _weekly(values: Floats, *, highest: bool) -> Floats:
    weeks = values.reshape(-1, WEEK, values.shape[1])
    if not highest:
        return weeks[:, -1]
    most = weeks[:, 0]
    for day in range(1, WEEK):
        most = np.fmax(most, weeks[:, day])
    return most


def study_tables(
    settings: CohortSettings,
    load: Floats,
    known: dict[str, Floats],
    injured_on: Indices,
    lines: Sequence[Line],
) -> Tables:
    """Count rows and injuries as researchers with this unit, lag and exclusion would."""
    weekly = settings.unit == "week"
    begin, strata = (LEAD // WEEK, settings.weeks) if weekly else (LEAD, WEEK * settings.weeks)
    time = np.arange(strata)[:, None] + begin
    when = np.where(injured_on == NEVER, NEVER, injured_on // WEEK) if weekly else injured_on
    used = time <= when
    event = time == when
    if settings.unit == "session":
        used &= load[begin:] > 0
    if settings.exclude_low:
        month = rolled(load, 28)
        month = _weekly(month, highest=False) if weekly else month
        used &= month[begin:] >= 4 * TENTHS * settings.world.low_chronic_km
    rows: dict[str, Counts] = {}
    injured: dict[str, Counts] = {}
    for line in lines:
        values = known[line.rule]
        if weekly:
            values = _weekly(values, highest=line.rule == "single_session_spike")
            values = _lagged(values, 1) if settings.lag else values
        else:
            values = _lagged(values, settings.lag)
        cuts = CUT_OFFS[line.rule]
        place = np.nonzero(used & ~np.isnan(values[begin:]))
        seen = values[begin:][place]
        code = np.zeros(len(seen), dtype=np.int64)
        for cut in cuts:
            code += seen > np.float32(cut + SLACK)
        code += place[0] * (len(cuts) + 1)
        shape = (strata, len(cuts) + 1)
        size = strata * (len(cuts) + 1)
        rows[line.rule] = np.bincount(code, minlength=size).reshape(shape).astype(np.int32)
        injured[line.rule] = (
            np.bincount(code[event[place]], minlength=size).reshape(shape).astype(np.int32)
        )
    return Tables(rows, injured)


def _beyond(bins: NDArray[np.integer]) -> NDArray[np.float64]:
    """Counts beyond each cut-off, cut-offs before strata: (..., cut-off, stratum)."""
    from_top = bins[..., ::-1].cumsum(axis=-1)[..., ::-1]
    return np.moveaxis(from_top[..., 1:], -1, -2).astype(np.float64)


def _ratios(tables: Tables, lines: Sequence[Line]) -> dict[str, tuple[Ratio, ...]]:
    """One ratio a cut-off, by rule; all rules at once."""
    rows = np.stack([tables.rows[line.rule] for line in lines])
    injured = np.stack([tables.injured[line.rule] for line in lines])
    beyond, hit = _beyond(rows), _beyond(injured)
    within = rows.sum(axis=-1)[:, None] - beyond
    all_hit = np.broadcast_to(injured.sum(axis=-1)[:, None], hit.shape).astype(np.float64)
    counts = [each.sum(axis=-1) for each in (hit, all_hit - hit, beyond, within)]
    told = injured.any(axis=(0, 2))  # a day without an injury says nothing of a ratio
    parts = [np.ascontiguousarray(each[..., told]) for each in (beyond, within, hit, all_hit)]
    z = score_z(*parts)
    value, low, high = hazard_ratios(*parts)
    return {
        line.rule: tuple(
            Ratio(
                _number(value[r, c]), _number(low[r, c]), _number(high[r, c]), float(z[r, c]),
                *(int(each[r, c]) for each in counts),
            )
            for c in range(value.shape[1])
        )
        for r, line in enumerate(lines)
    }  # fmt: skip


def _number(value: np.floating) -> float | None:
    return float(value) if np.isfinite(value) else None


def _choose(study: Sequence[Ratio]) -> int | None:
    """The cut-off with the smallest p-value among those with enough injuries expected."""
    best = None
    for place, ratio in enumerate(study):
        injuries = ratio.injuries_beyond + ratio.injuries_within
        share = ratio.rows_beyond / max(1, ratio.rows_beyond + ratio.rows_within)
        if min(share, 1 - share) * injuries < LEAST_EXPECTED:
            continue
        if best is None or abs(ratio.z) > abs(study[best].z):
            best = place
    return best


def cohort_steps(settings: CohortSettings, lines: Sequence[Line]) -> Iterator[CohortProgress]:
    """Run a whole field of studies, at most a thousand runners at a time.

    Parameters
    ----------
    settings : CohortSettings
        What is true, how runners train, how studies are made.
    lines : sequence of Line
        The rules that are looked at.

    Yields
    ------
    CohortProgress
        The last one carries the result. Every study has its own seed, so that a field of more
        studies begins with the same ones.
    """
    check_lines(lines)
    by_rule = {line.rule: line for line in lines}
    pooled: Tables | None = None
    studies: list[dict[str, tuple[Ratio, ...]]] = []
    sessions = injured = done = 0
    for study in range(settings.studies):
        tables: Tables | None = None
        for start in range(0, settings.runners, CHUNK):
            count = min(CHUNK, settings.runners - start)
            random = np.random.default_rng([settings.seed, study, start])
            runners = draw_runners(settings, count, random)
            load, known = runners.load, measures(runners.load)
            relative = relative_hazard(settings, runners, known, by_rule, random)
            on = draw_injuries(settings, load, relative, random)
            if settings.cut_back:
                load, on = cut_back(settings, load, on)
                known = measures(load)
            part = study_tables(settings, load, known, on, lines)
            tables = part if tables is None else tables.with_more(part)
            followed = np.arange(LEAD, len(load))[:, None] <= on
            sessions += int((followed & (load[LEAD:] > 0)).sum())
            injured += int((on != NEVER).sum())
            done += count
            if done < settings.all_runners:
                yield CohortProgress(done, settings.all_runners)
        if tables is not None:
            studies.append(_ratios(tables, lines))
            pooled = tables if pooled is None else pooled.with_more(tables)
    if pooled is None:
        raise ValueError("There is no study to simulate.")
    together = _ratios(pooled, lines)
    findings = tuple(
        RuleFinding(
            line=line,
            cut_offs=CUT_OFFS[line.rule],
            line_at=CUT_OFFS[line.rule].index(line.value),
            pooled_by_cut_off=together[line.rule],
            studies=tuple(each[line.rule] for each in studies),
            chosen=tuple(_choose(each[line.rule]) for each in studies),
        )
        for line in lines
    )
    yield CohortProgress(done, done, CohortResult(settings, sessions, injured, findings))


def simulate_cohort(settings: CohortSettings, lines: Sequence[Line]) -> CohortResult:
    """The same at once.

    Raises
    ------
    ValueError
        If a rule's line is none of the cut-offs that are tried, or there is no study.
    """
    results = [step.result for step in cohort_steps(settings, lines) if step.result is not None]
    return results[-1]
