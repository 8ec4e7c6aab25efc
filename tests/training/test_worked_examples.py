"""Every worked example of the evidence behind the load models, in one table with its answer.

The numbers were worked out with plain arithmetic apart from this code (tolerance 0.005 of the
value, as printed there). Some stand in a test of their topic too; here none can be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from hipedu.api import load_catalogue
from hipedu.training.averages import acwr_ewma, ewma_lambda, ewma_load
from hipedu.training.fitness import (
    MORTON_1990,
    acute_training_load,
    alpha_exponential,
    alpha_fraction,
    banister_performance,
    chronic_training_load,
    days_until_net_gain,
    days_until_peak,
    decay_then_add,
    fading_load,
)
from hipedu.training.grade import grade_factor, minetti_cost
from hipedu.training.hip_force import hip_contact_force_bw
from hipedu.training.monotony import (
    monotony,
    monotony_population,
    strain,
    strain_population,
)
from hipedu.training.ratios import (
    acwr_rolling_coupled,
    acwr_rolling_uncoupled,
    coupled_from_uncoupled,
    uncoupled_from_coupled,
)
from hipedu.training.session_load import (
    heart_rate_reserve_fraction,
    intensity_factor,
    rtss,
    session_rpe_load,
    trimp_banister_men,
    trimp_banister_women,
    trimp_edwards,
    trimp_lucia,
)
from hipedu.training.spike import spike_class, spike_percent
from hipedu.training.stride import loads_per_leg_per_km, step_length_m, steps_per_km
from hipedu.training.tissue import (
    breakeven_load_fall,
    load_factor_equal_to_steps,
    relative_damage,
)
from hipedu.training.weekly import weekly_change_percent

STEP = [5.0] * 28 + [10.0] * 7
WEEKEND = [0.0, 8, 0, 10, 0, 6, 16] * 4 + [0.0, 8, 0, 10, 0, 6, 24]
BACK = [10.0] * 7 + [0.0] * 28 + [6.0] * 7
VARIED = [300.0, 0, 450, 200, 0, 600, 150]
SIX_SAME = [240.0] * 6 + [0.0]
ONE = banister_performance([100.0] + [0.0] * 30)
FIFTY, RESTED = [50.0] * 42, [50.0] * 42 + [0.0] * 14
HEARTS = {"rest_hr": 55, "max_hr": 185}
PACE, THRESHOLD = 1000 / 300, 1000 / 270  # 5:00 and 4:30 a km
SEVENTH, SIXTH = alpha_fraction(7), alpha_fraction(42)

EXAMPLES: tuple[tuple[str, Callable[[], float | None], float | None], ...] = (
    ("40 to 46 km", lambda: weekly_change_percent(40, 46), 15.0),
    ("after an empty week", lambda: weekly_change_percent(0, 24), None),
    ("6 of 10 for 120 minutes", lambda: session_rpe_load(6, 120), 720),
    ("reserve at 150", lambda: heart_rate_reserve_fraction(150, **HEARTS), 0.73077),
    ("Banister, men", lambda: trimp_banister_men(45, 150, **HEARTS), 85.61),
    ("Banister, women", lambda: trimp_banister_women(45, 150, **HEARTS), 95.83),
    ("Edwards", lambda: trimp_edwards([5, 20, 15, 5, 0]), 110),
    ("Lucia", lambda: trimp_lucia([30, 10, 5]), 65),
    ("intensity factor", lambda: intensity_factor(PACE, threshold_m_per_s=THRESHOLD), 0.9),
    ("rTSS", lambda: rtss(30, PACE, threshold_m_per_s=THRESHOLD), 40.5),
    ("cost of +5 %", lambda: minetti_cost(0.05), 4.685),
    ("cost of +10 %", lambda: minetti_cost(0.10), 5.968),
    ("cost of -10 %", lambda: minetti_cost(-0.10), 2.152),
    ("cost of -20 %", lambda: minetti_cost(-0.20), 1.800),
    ("factor of +5 %", lambda: grade_factor(0.05), 1.3014),
    ("factor of +10 %", lambda: grade_factor(0.10), 1.6578),
    ("factor of -10 %", lambda: grade_factor(-0.10), 0.5977),
    ("factor of -20 %", lambda: grade_factor(-0.20), 0.5000),
    ("step: coupled", lambda: acwr_rolling_coupled(STEP)[-1], 1.6),
    ("step: uncoupled", lambda: acwr_rolling_uncoupled(STEP)[-1], 2.0),
    ("step: identity", lambda: coupled_from_uncoupled(2.0), 1.6),
    ("step: identity back", lambda: uncoupled_from_coupled(1.6), 2.0),
    ("step: fast average", lambda: ewma_load(STEP, 7)[-1], 9.3326),
    ("step: slow average", lambda: ewma_load(STEP, 28)[-1], 6.9680),
    ("step: weighted", lambda: acwr_ewma(STEP)[-1], 1.3394),
    ("weekend: coupled", lambda: acwr_rolling_coupled(WEEKEND)[-1], 1.1429),
    ("weekend: uncoupled", lambda: acwr_rolling_uncoupled(WEEKEND)[-1], 1.2),
    ("weekend: identity", lambda: coupled_from_uncoupled(1.2), 1.1429),
    ("weekend: fast average", lambda: ewma_load(WEEKEND, 7)[-1], 9.6790),
    ("weekend: slow average", lambda: ewma_load(WEEKEND, 28)[-1], 6.2222),
    ("weekend: weighted", lambda: acwr_ewma(WEEKEND)[-1], 1.5556),
    ("back after four empty weeks: coupled", lambda: acwr_rolling_coupled(BACK)[-1], 4.0),
    ("back after four empty weeks: uncoupled", lambda: acwr_rolling_uncoupled(BACK)[-1], None),
    ("weight of 7 days", lambda: ewma_lambda(7), 0.25),
    ("weight of 28 days", lambda: ewma_lambda(28), 0.0689655),
    ("varied: monotony", lambda: monotony(VARIED), 1.0822),
    ("varied: strain", lambda: strain(VARIED), 1839.8),
    ("varied: monotony, population", lambda: monotony_population(VARIED), 1.1689),
    ("varied: strain, population", lambda: strain_population(VARIED), 1987.2),
    ("six the same: monotony", lambda: monotony(SIX_SAME), 2.2678),
    ("six the same: strain", lambda: strain(SIX_SAME), 3265.6),
    ("six the same: population", lambda: monotony_population(SIX_SAME), 2.4495),
    ("seven the same", lambda: monotony([5.0] * 7), None),
    ("days to a gain", days_until_net_gain, 5.822),
    ("days to the peak", days_until_peak, 20.873),
    ("days to a gain, Morton", lambda: days_until_net_gain(MORTON_1990), 15.596),
    ("days to the peak, Morton", lambda: days_until_peak(MORTON_1990), 40.315),
    ("one load: day 1", lambda: ONE[1], -75.728),
    ("one load: day 5", lambda: ONE[5], -9.132),
    ("one load: day 6", lambda: ONE[6], 1.813),
    ("one load: day 21", lambda: ONE[21], 50.696),
    ("one load: day 30", lambda: ONE[30], 46.201),
    ("a day of fitness", lambda: decay_then_add(100, 50, days=42), 147.647),
    ("a day of fatigue", lambda: decay_then_add(60, 50, days=7), 102.013),
    ("alpha of 42", lambda: alpha_exponential(42), 0.023528),
    ("alpha of 7", lambda: alpha_exponential(7), 0.133122),
    ("fraction of 42", lambda: SIXTH, 0.0238095),
    ("fraction of 7", lambda: SEVENTH, 0.1428571),
    ("42 days: CTL", lambda: chronic_training_load(FIFTY)[-1], 31.606),
    ("42 days: ATL", lambda: acute_training_load(FIFTY)[-1], 49.876),
    ("then rest: CTL", lambda: chronic_training_load(RESTED)[-1], 22.647),
    ("then rest: ATL", lambda: acute_training_load(RESTED)[-1], 6.750),
    ("42 days: CTL, fraction", lambda: fading_load(FIFTY, SIXTH)[-1], 31.827),
    ("42 days: ATL, fraction", lambda: fading_load(FIFTY, SEVENTH)[-1], 49.923),
    ("then rest: CTL, fraction", lambda: fading_load(RESTED, SIXTH)[-1], 22.713),
    ("then rest: ATL, fraction", lambda: fading_load(RESTED, SEVENTH)[-1], 5.768),
    ("13.2 km after 12", lambda: spike_percent(13.2, 12), 10.0),
    ("15 km after 12", lambda: spike_percent(15, 12), 25.0),
    ("16 km after 12", lambda: spike_percent(16, 12), 33.33),
    ("24 km after 12", lambda: spike_percent(24, 12), 100.0),
    ("25 km after 12", lambda: spike_percent(25, 12), 108.33),
    ("after 30 days off", lambda: spike_percent(6, None), None),
    ("step length", lambda: step_length_m(3.0, 165), 1.0909),
    ("steps a km", lambda: steps_per_km(3.0 / 2.75), 916.67),
    ("loads of a leg", lambda: loads_per_leg_per_km(3.0 / 2.75), 458.33),
    ("hip at 6 km/h", lambda: hip_contact_force_bw(6), 7.49),
    ("hip at 9 km/h", lambda: hip_contact_force_bw(9), 8.75),
    ("hip at 10 km/h", lambda: hip_contact_force_bw(10), 9.17),
    ("hip at 12 km/h", lambda: hip_contact_force_bw(12), 10.01),
    ("twice the steps, bone", lambda: relative_damage(2, 1, exponent=6.6), 2.0),
    ("twice the steps, tendon", lambda: relative_damage(2, 1, exponent=9), 2.0),
    ("+10 % load, bone", lambda: relative_damage(1, 1.1, exponent=6.6), 1.8758),
    ("+10 % load, tendon", lambda: relative_damage(1, 1.1, exponent=9), 2.3579),
    ("+10 % steps, bone", lambda: relative_damage(1.1, 0.95, exponent=6.6), 0.7841),
    ("+10 % steps, tendon", lambda: relative_damage(1.1, 0.95, exponent=9), 0.69),
    ("faster, bone", lambda: relative_damage(0.95, 1.056, exponent=6.6), 1.3611),
    ("faster, tendon", lambda: relative_damage(0.95, 1.056, exponent=9), 1.55),
    ("breakeven of +5 %", lambda: breakeven_load_fall(0.05, exponent=6.6), 0.007365),
    ("breakeven of +10 %", lambda: breakeven_load_fall(0.10, exponent=6.6), 0.014337),
    ("equal to twice", lambda: load_factor_equal_to_steps(2, exponent=6.6), 1.1107),
)  # fmt: skip


@pytest.mark.parametrize(
    ("work", "answer"), [(work, answer) for _, work, answer in EXAMPLES],
    ids=[name for name, *_ in EXAMPLES],
)  # fmt: skip
def test_worked_example(work: Callable[[], float | None], answer: float | None) -> None:
    found = work()
    if answer is None:
        assert found is None
    else:
        assert found == pytest.approx(answer, rel=0.005)


def test_balances_after_six_weeks_and_after_rest() -> None:
    # CTL minus ATL: -18.270 and +15.897; with fractions -18.096 and +16.945
    for load, exponential, fraction in ((FIFTY, -18.270, -18.096), (RESTED, 15.897, 16.945)):
        balance = chronic_training_load(load)[-1] - acute_training_load(load)[-1]
        assert balance == pytest.approx(exponential, rel=0.005)
        balance = fading_load(load, SIXTH)[-1] - fading_load(load, SEVENTH)[-1]
        assert balance == pytest.approx(fraction, rel=0.005)


def test_classes_of_the_boundary_runs() -> None:
    classes = [spike_class(spike_percent(km, 12) or 0.0) for km in (13.2, 15, 16, 24, 25)]
    assert classes == ["reference", "small", "moderate", "moderate", "large"]


PRINTED = {
    # what the sources print, as the rules must quote it
    "ten_percent_rule": ["20.8", "20.3", "1.59", "0.96", "2.66"],
    "acwr_rolling_coupled": ["9.6", "1.3", "0.70", "1.38", "2.45", "1.95", "1.16", "2.07"],
    "single_session_spike": ["5,205", "588,071", "1,820"],
}


@pytest.mark.parametrize("rule", PRINTED)
def test_rules_quote_the_printed_figures(rule: str) -> None:
    record = load_catalogue().load_rules[rule]
    text = " ".join([
        record.verdict, record.tradition, *record.caveats,
        *(statement.text for statement in record.evidence),
        *(f"{band.hazard_ratio.value} {band.hazard_ratio.low} {band.hazard_ratio.high} "
          f"{band.hazard_ratio.population}" for band in record.bands if band.hazard_ratio),
    ])  # fmt: skip
    for figure in PRINTED[rule]:
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?!\d)", text), figure
