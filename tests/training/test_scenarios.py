"""The ten invented runners against numbers worked out apart from this code.

The expected values come from separate plain arithmetic on the same distances; they are read
on the last Sunday, the highest values are those of the rolling
ratio from the 28th day and of the weighted one from the 29th (after its warm-up).
"""

import pytest

# weekly km; change %; coupled, uncoupled, EWMA; highest EWMA and coupled after day 28;
# monotony, strain; worst spike of the last 28 days (day, %, class); undefined spike days there;
# longest run of the last 30 days
EXPECTED = {
    "novice_ramp": (
        [6.0, 9.0, 13.0, 18.0, 24.0, 30.0], [None, 50.0, 44.4, 38.5, 33.3, 25.0],
        (1.412, 1.636, 1.317), (1.704, 1.565), (0.788, 23.643), (19, 33.3, "moderate"), [], 12.0,
    ),
    "marathon_spike": (
        [45.0, 47.9, 50.9, 54.0, 57.0, 46.0, 57.9, 60.0, 62.1, 73.6],
        [None, 6.4, 6.3, 6.1, 5.6, -19.3, 25.9, 3.6, 3.5, 18.5],
        (1.161, 1.227, 1.408), (1.408, 1.161), (0.976, 71.844), (69, 47.5, "moderate"), [], 32.0,
    ),
    "layoff_return": (
        [40.0, 40.0, 40.0, 40.0, 0.0, 0.0, 0.0, 0.0, 0.0, 24.0, 32.0, 40.0],
        [None, 0.0, 0.0, 0.0, -100.0, None, None, None, None, None, 33.3, 25.0],
        (1.667, 2.143, 1.68), (2.221, 4.0), (0.981, 39.255), (69, 40.0, "moderate"), [64], 14.0,
    ),
    "masters_monotone": (
        [42.0] * 8, [None] + [0.0] * 7,
        (1.0, 1.0, 0.859), (1.067, 1.0), (2.268, 95.247), (28, 0.0, "reference"), [], 7.0,
    ),
    "red_s": (
        [92.0, 94.9, 96.0, 98.0, 98.0, 100.0, 100.0, 102.0],
        [None, 3.2, 1.2, 2.1, 0.0, 2.0, 0.0, 2.0],
        (1.02, 1.027, 1.042), (1.06, 1.029), (3.939, 401.762), (41, 2.0, "reference"), [], 20.4,
    ),
    "trail_vertical": (
        [48.0, 50.0, 49.0, 51.0, 50.0, 50.0, 51.0, 52.0],
        [None, 4.2, -2.0, 4.1, -2.0, 0.0, 2.0, 2.0],
        (1.025, 1.033, 1.196), (1.263, 1.03), (1.262, 65.611), (55, 1.8, "reference"), [], 16.6,
    ),
    "weekly_binge": (
        [12.0, 12.0, 13.0, 12.0, 13.0, 24.0], [None, 0.0, 8.3, -7.7, 8.3, 84.6],
        (1.548, 1.895, 2.255), (2.255, 1.548), (0.378, 9.071), (41, 100.0, "moderate"), [], 24.0,
    ),
    "consistent": (
        [40.0, 40.9, 38.9, 42.0, 40.0, 40.9, 42.0, 40.0, 43.1, 40.9],
        [None, 2.2, -4.9, 8.0, -4.8, 2.2, 2.7, -4.8, 7.8, -5.1],
        (0.986, 0.981, 1.143), (1.237, 1.039), (1.3, 53.167), (62, 2.4, "reference"), [], 12.9,
    ),
    "treadmill_to_road": (
        [36.0, 36.0, 37.0, 36.0, 37.0, 38.0, 38.0, 38.0],
        [None, 0.0, 2.8, -2.7, 2.8, 2.7, 0.0, 0.0],
        (1.007, 1.009, 1.252), (1.34, 1.027), (0.988, 37.557), (41, 3.0, "reference"), [], 13.7,
    ),
    "taper": (
        [70.0, 73.9, 78.0, 80.0, 87.3, 62.3, 47.2, 60.0],
        [None, 5.6, 5.5, 2.6, 9.1, -28.6, -24.2, 27.1],
        (0.935, 0.915, 1.437), (1.437, 1.094), (0.575, 34.51), (55, 24.1, "small"), [], 42.2,
    ),
}  # fmt: skip


def test_all_ten_are_there(records):
    assert set(records["scenarios"]) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_weeks(scenario_report, name):
    weekly, changes, *_ = EXPECTED[name]
    report = scenario_report(name)
    assert [week.total for week in report.weeks] == pytest.approx(weekly, abs=0.05)
    assert [week.complete for week in report.weeks] == [True] * len(weekly)
    for week, change in zip(report.weeks, changes, strict=True):
        assert week.change_percent == (
            None if change is None else pytest.approx(change, abs=0.051)
        )


@pytest.mark.parametrize("name", EXPECTED)
def test_ratios_and_monotony_on_the_last_day(scenario_report, name):
    _, _, ratios, highest, week, *_ = EXPECTED[name]
    report = scenario_report(name)
    last = report.on(report.series.last_day)
    assert (last.acwr_coupled, last.acwr_uncoupled, last.acwr_ewma) == pytest.approx(
        ratios, abs=6e-4
    )
    assert (last.monotony, last.strain) == pytest.approx(week, abs=6e-4)
    for column, first, value in (
        ("acwr_ewma", 28, highest[0]),
        ("acwr_coupled", 27, highest[1]),
    ):
        later = [each for each in report.metrics[column][first:] if each is not None]
        assert max(later) == pytest.approx(value, abs=6e-4)


@pytest.mark.parametrize("name", EXPECTED)
def test_spikes_of_the_last_four_weeks(scenario_report, name):
    *_, worst, undefined, longest = EXPECTED[name]
    report = scenario_report(name)
    begin = len(report.series) - 28
    recent = [
        (report.series.index(session.date), session)
        for session in report.sessions
        if report.series.index(session.date) >= begin
    ]
    assert [day for day, session in recent if session.percent is None] == undefined
    known = [(day, session) for day, session in recent if session.percent is not None]
    day, session = max(known, key=lambda pair: (round(pair[1].percent, 6), -pair[0]))
    assert (day, session.spike_class) == (worst[0], worst[2])
    assert session.percent == pytest.approx(worst[1], abs=0.06)
    last = report.on(report.series.last_day)
    assert last.longest_recent_km == longest


def test_what_the_rules_say_of_the_marathon_builder(scenario_report):
    report = scenario_report("marathon_spike")
    signals = {reading.rule.id: reading.signal for reading in report.readings}
    # +47.5 % beyond the longest run; the week is up 18.5 %; the coupled ratio is 1.16
    assert signals["single_session_spike"] == "too_far"
    assert signals["ten_percent_rule"] == "watch"
    assert signals["acwr_rolling_coupled"] == "fine"
    assert signals["monotony"] == "fine"
    assert signals["strain"] is None
    assert "disagree" in report.disagreement


def test_exactly_double_is_still_moderate(scenario_report):
    reading = scenario_report("weekly_binge").readings[0]
    assert reading.rule.id == "single_session_spike"
    assert (reading.shown, reading.band.id) == ("+100 %", "moderate")
    assert reading.to_dict()["hazard_ratio"]["value"] == 1.52


def test_the_first_run_after_a_lay_off_is_no_spike(scenario_report):
    report = scenario_report("layoff_return")
    back = scenario_report("layoff_return", day=report.series.day(64))
    assert back.readings[0].value is None
    assert "return" in back.readings[0].says
    # three empty weeks before the last seven days: the ratio can only be 4
    ceiling = next(r for r in back.readings if r.rule.id == "acwr_rolling_coupled")
    assert ceiling.value == 4.0
    assert "ceiling" in ceiling.says


def test_the_steady_runner_worries_nobody(scenario_report):
    report = scenario_report("consistent")
    assert {reading.signal for reading in report.readings} == {"fine", None}
    assert report.disagreement.startswith("All 6 rules")


def test_every_topic_is_a_condition_or_prevention(records):
    from hipedu.knowledge.paths import data_dir

    known = {path.stem for path in (data_dir() / "conditions").glob("*.yaml")}
    for scenario in records["scenarios"].values():
        assert scenario.topic in known | {"general_prevention"}


def test_every_rule_of_the_knowledge_base_is_computed(rules):
    from hipedu.training.verdicts import ORDER

    assert {rule.id for rule in rules} == set(ORDER)


def test_bands_leave_no_gap(rules):
    for rule in rules:
        edges = [(band.above, band.up_to) for band in rule.bands]
        if edges:
            assert edges[0][0] is None
            assert edges[-1][1] is None
            assert [edge[1] for edge in edges[:-1]] == [edge[0] for edge in edges[1:]]
