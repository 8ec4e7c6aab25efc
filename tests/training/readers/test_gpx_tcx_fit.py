"""Recordings written by hand: distance, time, heart, cadence, clock, damage."""

import datetime as dt

import pytest

from hipedu.training.readers import read_runs
from hipedu.training.readers.fit import read_fit
from hipedu.training.readers.gpx import read_gpx
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.tcx import read_tcx
from hipedu.training.readers.zones import time_zone

DEGREE_M = 111_195.08  # one degree of longitude on the equator of the mean sphere


def only(contents):
    (recording,) = contents.recordings
    return recording.run


def test_gpx_distance_moving_time_and_heart(gpx, context):
    # 3 m/s for 100 s, 60 s standing, 3 m/s for 100 s
    step = 30 / DEGREE_M
    points = [(10 * n, n * step, 150) for n in range(11)]
    points += [(160 + 10 * n, (10 + n) * step, 160) for n in range(11)]
    run = only(read_gpx(gpx(points), name="a.gpx", context=context()))
    assert run.distance_km == pytest.approx(0.6, rel=1e-4)
    assert run.duration_min == pytest.approx(200 / 60)  # the standing minute is not in it
    assert run.mean_hr == pytest.approx(155)
    assert (run.date, run.start, run.utc_offset_min) == (dt.date(2025, 3, 1), dt.time(7, 30), 0)


def test_gpx_does_not_bridge_a_pause_or_a_jump(gpx, context):
    step = 30 / DEGREE_M
    text = gpx([(10 * n, n * step, None) for n in range(11)]).decode()
    text = text.replace("</trkseg></trk>", "</trkseg><trkseg>" + (
        f'<trkpt lat="0" lon="{100 * step}"><time>2025-03-01T08:00:00Z</time></trkpt>'
        f'<trkpt lat="0" lon="{101 * step}"><time>2025-03-01T08:00:10Z</time></trkpt>'
        f'<trkpt lat="0" lon="{201 * step}"><time>2025-03-01T08:00:20Z</time></trkpt>'
        f'<trkpt lat="0" lon="{202 * step}"><time>2025-03-01T08:00:30Z</time></trkpt>'
    ) + "</trkseg></trk>")  # fmt: skip
    run = only(read_gpx(text.encode(), name="a.gpx", context=context()))
    # 300 m, then 30 m, then a jump of 3 km in 10 s (not counted), then 30 m
    assert run.distance_km == pytest.approx(0.36, rel=1e-4)
    assert any("1 jump" in warning for warning in run.warnings)


def test_gpx_without_a_sport_is_taken_as_a_run_unless_it_is_too_fast(gpx, context):
    step = 30 / DEGREE_M
    run = only(
        read_gpx(gpx([(10 * n, n * step, None) for n in range(50)], sport=None), name="a.gpx",
                 context=context())
    )  # fmt: skip
    assert any("taken as a run" in warning for warning in run.warnings)
    # four times as fast, 11.9 m/s: no jump of the GPS, but 43 km/h
    fast = gpx([(10 * n, 3.96 * n * step, None) for n in range(200)], sport=None)
    (recording,) = read_gpx(fast, name="b.gpx", context=context()).recordings
    assert (recording.kind, recording.run) == ("ride", None)


def test_gpx_of_a_ride_is_counted_not_read(gpx, context):
    contents = read_gpx(gpx([(0, 0, None)], sport="cycling"), name="a.gpx", context=context())
    assert [each.kind for each in contents.recordings] == ["ride"]


def test_the_clock_of_a_track_comes_from_where_it_was(gpx, context):
    # 07:30 UTC at 105 degrees west is 00:30 there: still the first, and near midnight
    points = [(10 * n, -105 + n * 30 / DEGREE_M, None) for n in range(50)]
    run = only(read_gpx(gpx(points), name="a.gpx", context=context()))
    assert (run.date, run.start, run.utc_offset_min) == (dt.date(2025, 3, 1), dt.time(0, 30), -420)
    assert any("near midnight" in warning for warning in run.warnings)
    # a runner at home in Berlin who was in Colorado was travelling: the place counts
    away = only(
        read_gpx(gpx(points), name="a.gpx", context=context(home=time_zone("Europe/Berlin")))
    )
    assert away.utc_offset_min == -420
    home = only(
        read_gpx(gpx(points), name="a.gpx", context=context(home=time_zone("America/Denver")))
    )
    assert home.utc_offset_min == -420
    assert home.warnings == ()


def test_summer_time_at_home(tcx, context):
    run = only(
        read_tcx(tcx([(600, 2000, 150, 80)], start="2025-07-01T23:30:00Z"), name="a.tcx",
                 context=context(home=time_zone("Europe/Berlin")))
    )  # fmt: skip
    assert (run.date, run.start, run.utc_offset_min) == (dt.date(2025, 7, 2), dt.time(1, 30), 120)


def test_tcx_sums_laps_and_doubles_the_legs(tcx, context):
    content = tcx([(600, 2000, 140, 80), (300, 1100, 170, 90)])
    run = only(read_tcx(content, name="a.tcx", context=context()))
    assert run.distance_km == pytest.approx(3.1)
    assert run.duration_min == pytest.approx(15)
    assert run.mean_hr == pytest.approx((600 * 140 + 300 * 170) / 900)
    assert run.cadence_spm == pytest.approx(170)  # (80 + 90) / 2, twice


def test_tcx_of_two_activities_gives_two(tcx, context):
    one = tcx([(600, 2000, 140, 80)]).decode()
    activity = one[one.index("<Activity ") : one.index("</Activities>")]
    two = one.replace("</Activities>", activity.replace("07:30", "18:30") + "</Activities>")
    contents = read_tcx(two.encode(), name="a.tcx", context=context())
    assert [each.run.start for each in contents.recordings] == [dt.time(7, 30), dt.time(18, 30)]


def test_tcx_of_a_ride(tcx, context):
    contents = read_tcx(tcx([(600, 5000, 140, 80)], sport="Biking"), name="a", context=context())
    assert contents.recordings[0].kind == "ride"


def test_fit_uses_the_watchs_clock(fit, context):
    start = dt.datetime(2025, 3, 2, 2, 0, tzinfo=dt.UTC)
    run = only(read_fit(fit(start=start, offset_h=-6), name="a.fit", context=context()))
    assert (run.date, run.start) == (dt.date(2025, 3, 1), dt.time(20, 0))
    assert (run.distance_km, run.duration_min) == (8.0, 40.0)
    assert (run.mean_hr, run.cadence_spm, run.climb_m) == (150, 168, 40)


def test_fit_of_two_sessions(fit, context):
    contents = read_fit(fit(sessions=2), name="a.fit", context=context())
    assert [each.place for each in contents.recordings] == ["session 1", "session 2"]


def test_fit_of_a_ride(fit, context):
    contents = read_fit(fit(sport=2), name="a.fit", context=context())
    assert [(each.kind, each.run) for each in contents.recordings] == [("ride", None)]


@pytest.mark.parametrize(
    ("options", "what"),
    [({"file_type": 2}, "watch settings"), ({"with_session": False}, "no run in it")],
)
def test_fit_without_an_activity(fit, context, options, what):
    with pytest.raises(Unreadable) as caught:
        read_fit(fit(**options), name="a.fit", context=context())
    assert what in caught.value.what
    assert "Activity" in caught.value.remedy


def test_fit_cut_off_anywhere_is_refused(fit, context):
    whole = fit()
    for length in range(14, len(whole)):
        with pytest.raises(Unreadable):
            read_fit(whole[:length], name="a.fit", context=context())


def test_fit_with_any_byte_changed_never_raises_anything_else(fit, context):
    whole = fit()
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 0xFF
        with pytest.raises(Unreadable):
            read_fit(bytes(damaged), name="a.fit", context=context())


ENTITY = b'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa">%s]><gpx>&%s;</gpx>'
LAUGHS = ENTITY % (
    b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)), b"j",
)
EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<gpx><name>&x;</name></gpx>"
)


@pytest.mark.parametrize("bomb", [LAUGHS, EXTERNAL])
@pytest.mark.parametrize("reader", [read_gpx, read_tcx])
def test_entities_are_refused(context, bomb, reader):
    with pytest.raises(Unreadable, match="document type"):
        reader(bomb, name="a.xml", context=context())


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<gpx><trk><trkseg>", "damaged or cut off"),
        (b"<gpx></gpx>", "no track"),
        (b"<gpx><rte><rtept lat='1' lon='1'/></rte></gpx>", "planned route"),
        (b"<kml></kml>", "not a GPX file"),
        (b"<gpx>" + b"<a>" * 100 + b"</a>" * 100 + b"</gpx>", "nested too deeply"),
    ],
)  # fmt: skip
def test_gpx_that_is_none(context, content, what):
    with pytest.raises(Unreadable) as caught:
        read_gpx(content, name="a.gpx", context=context())
    assert what in caught.value.what


def test_an_encoding_that_nobody_knows(context):
    with pytest.raises(Unreadable):
        read_gpx(b"<?xml version='1.0' encoding='klingon'?><gpx/>", name="a", context=context())


@pytest.mark.parametrize(
    ("track", "what"),
    [
        ('<trkpt lat="1" lon="1"/><trkpt lat="1" lon="1.1"/>', "no times"),
        ("<trkpt><time>2025-03-01T07:30:00Z</time></trkpt>", "no positions"),
        ('<trkpt lat="1" lon="1"><time>soon</time></trkpt>', "not a date and time"),
        (
            '<trkpt lat="1" lon="1"><time>0001-01-01T00:00:00Z</time></trkpt>'
            '<trkpt lat="1" lon="1.001"><time>0001-01-01T00:01:00Z</time></trkpt>',
            "before 1950",
        ),
        (
            '<trkpt lat="nan" lon="1"><time>2025-03-01T07:30:00Z</time></trkpt>'
            '<trkpt lat="999" lon="1"><time>2025-03-01T07:31:00Z</time></trkpt>',
            "no positions",
        ),
        (
            '<trkpt lat="1" lon="1"><time>2025-03-01T07:30:00Z</time></trkpt>'
            '<trkpt lat="1" lon="1.001"><time>2025-03-01T07:31:00</time></trkpt>',
            "time zone",
        ),
    ],
)
def test_gpx_tracks_that_cannot_be_used(context, track, what):
    text = f"<gpx><trk><type>running</type><trkseg>{track}</trkseg></trk></gpx>"
    result = read_runs([("a.gpx", text.encode())], today=context().today)
    assert result.runs == ()
    assert what in result.problems[0]


def test_too_many_points(gpx, context, small_limits):
    points = [(n, n / DEGREE_M, None) for n in range(200)]
    with pytest.raises(Unreadable, match="more than 100 points"):
        read_gpx(gpx(points), name="a.gpx", context=context(limits=small_limits))


def test_no_position_is_in_a_message_or_a_result(gpx, context):
    points = [(10 * n, 12.3456789 + n * 30 / DEGREE_M, None) for n in range(50)]
    contents = read_gpx(gpx(points), name="a.gpx", context=context())
    assert "12.34" not in repr(contents)
    for text in (b'<trkpt lat="12.3456" lon="9"><time>x</time></trkpt>', b'<trkpt lat="12.3456"'):
        with pytest.raises(Unreadable) as caught:
            read_gpx(b"<gpx><trk><trkseg>" + text, name="a.gpx", context=context())
        assert "12.34" not in caught.value.sentence("a.gpx")
