"""Tables of activities: exporters, encodings, delimiters, units, dates, bad rows."""

import datetime as dt

import pytest

from hipedu.training.readers.csv_runs import TEMPLATE, read_csv
from hipedu.training.readers.problems import Unreadable
from hipedu.training.readers.zones import time_zone


def runs(text, context, **options):
    content = text if isinstance(text, bytes) else text.encode()
    contents = read_csv(content, name="log.csv", context=context(**options))
    return [each.run for each in contents.recordings if each.run], contents


def test_the_projects_own_template(context):
    found, contents = runs(TEMPLATE, context)
    assert [run.distance_km for run in found] == [8.0, 5.2]
    first = found[0]
    assert (first.date, first.start) == (dt.date(2025, 3, 1), dt.time(7, 30))
    assert (first.duration_min, first.mean_hr, first.cadence_spm) == (46, 148, 168)
    assert (first.climb_m, first.rpe, first.utc_offset_min) == (60, 4, None)
    assert found[1].duration_min is None
    assert contents.problems == contents.notes == []


STRAVA = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,"
    "Elapsed Time,Moving Time,Distance,Elevation Gain,Average Cadence,Average Heart Rate\n"
    '1,"Mar 1, 2025, 10:30:00 PM",Late,Run,3000,10.01,activities/1.fit.gz,3000.0,2900.0,'
    "10012.5,80.5,84.5,151.2\n"
    '2,"Mar 2, 2025, 8:00:00 AM","Ride, long",Ride,7200,50.00,activities/2.fit.gz,7200.0,'
    "7000.0,50000.0,500,,140\n"
    '3,"Mar 3, 2025, 8:00:00 AM",Pool,Swim,1800,"1,500",activities/3.fit.gz,1800,1800,1500.0,'
    ",,\n"
)


def test_strava_repeats_names_and_gives_utc(context):
    found, contents = runs(STRAVA, context)
    (run,) = found
    assert run.distance_km == pytest.approx(10.0125)  # the second "Distance", in metres
    assert run.duration_min == pytest.approx(2900 / 60)  # moving, not elapsed
    assert (run.mean_hr, run.cadence_spm) == (151.2, 169.0)  # one leg's 84.5, doubled
    assert run.date == dt.date(2025, 3, 1)
    assert "UTC" in contents.notes[0]
    assert [each.kind for each in contents.recordings] == ["run", "ride", "swim"]
    assert contents.recordings[0].linked_file == "activities/1.fit.gz"


def test_a_known_home_moves_strava_to_the_runners_clock(context):
    # 22:30 UTC on 1 March is 23:30 in Berlin (winter) and 16:30 in Chicago
    (run,), contents = runs(STRAVA, context, home=time_zone("Europe/Berlin"))
    assert (run.start, run.utc_offset_min) == (dt.time(23, 30), 60)
    assert contents.notes == []
    (run,), _ = runs(STRAVA, context, home=time_zone("Pacific/Auckland"))
    assert (run.date, run.start) == (dt.date(2025, 3, 2), dt.time(11, 30))


def test_strava_in_miles_is_seen_by_the_metres(context):
    # 6.22 mi = 10.01 km, and the second column says 10012.5 m
    text = STRAVA.replace("10.01,", "6.22,").replace(",10012.5,", ",,")
    text += (
        '4,"Mar 4, 2025, 8:00:00 AM",Again,Run,3000,3.11,activities/4.fit.gz,3000,2900,5005.0,'
        ",,\n"
    )
    found, contents = runs(text, context)
    assert found[0].distance_km == pytest.approx(6.22 * 1.609344)
    assert any("miles" in note for note in contents.notes)


GARMIN = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Avg Run Cadence,"
    "Total Ascent,Avg Stride Length,Moving Time\n"
    'Running,2025-03-01 07:30:00,false,"Town, run","10.00","612",00:50:00,148,171,170,"1,012",'
    "1.18,00:49:30\n"
    "Treadmill Running,2025-03-02 07:30:00,false,Indoor,5.00,300,00:30:00,--,--,160,--,1.04,--\n"
    'Lap Swimming,2025-03-03 07:30:00,false,Pool,"1,500",400,00:30:00,--,--,--,--,--,--\n'
)


def test_garmin_connect(context):
    found, contents = runs(GARMIN, context)
    assert [run.distance_km for run in found] == [10.0, 5.0]
    assert [run.climb_m for run in found] == [1012.0, None]
    assert found[0].duration_min == pytest.approx(49.5)
    assert found[1].mean_hr is None
    assert found[0].utc_offset_min is None  # local time, zone not said
    assert contents.notes == []  # steps times step length say that it is kilometres


def test_garmin_in_miles_is_seen_by_the_steps(context):
    # 6.21 in 50 min at 170 steps of 1.18 m = 10.03 km: the unit is the mile
    text = GARMIN.replace('"10.00"', '"6.21"').replace("Indoor,5.00", "Indoor,3.11")
    found, contents = runs(text, context)
    assert found[0].distance_km == pytest.approx(6.21 * 1.609344)
    assert any("miles" in note for note in contents.notes)


def test_german_garmin_with_decimal_comma(context):
    text = (
        "Aktivitätstyp;Datum;Titel;Distanz;Zeit;Ø HF;Ø Schrittfrequenz (Laufen);Anstieg gesamt\n"
        "Laufen;01.03.2025 07:30;Stadt;10,05;00:50:00;148;170;1.012\n"
        "Radfahren;02.03.2025 07:30;Land;50,00;02:00:00;130;;200\n"
    )
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "latin-1"):
        found, contents = runs(text.encode(encoding), context)
        (run,) = found
        assert (run.distance_km, run.mean_hr, run.cadence_spm) == (10.05, 148, 170)
        assert run.date == dt.date(2025, 3, 1)
        assert contents.recordings[1].kind == "ride"


@pytest.mark.parametrize(
    ("header", "cell", "km"),
    [
        ("distance_km", "8", 8.0), ("Distance (mi)", "5", 8.04672), ("distance_m", "8000", 8.0),
        ("miles", "5", 8.04672), ("Distance", "8000", 8.0),
    ],
)  # fmt: skip
def test_units_by_header_or_size(context, header, cell, km):
    found, _ = runs(f"date\t{header}\n2025-03-01\t{cell}\n", context)
    assert found[0].distance_km == pytest.approx(km)


def test_an_assumed_unit_is_said_and_can_be_settled(context):
    _, contents = runs("date,distance\n2025-03-01,5\n", context)
    assert contents.asks == ["distance_unit"]
    assert "kilometres" in contents.notes[0]
    (run,), contents = runs("date,distance\n2025-03-01,5\n", context, distance_unit="mi")
    assert run.distance_km == pytest.approx(8.04672)
    assert contents.asks == []


@pytest.mark.parametrize(
    ("header", "cell", "minutes"),
    [
        ("time", "0:45:30", 45.5), ("time", "45:30", 45.5), ("time", "1:05", 65.0),
        ("time", "2730", 45.5), ("time", "45.5", 45.5), ("duration_s", "2730", 45.5),
        ("time", "45m 30s", 45.5), ("time", "1:02:03.4", 62.05),
    ],
)  # fmt: skip
def test_durations(context, header, cell, minutes):
    (run,), _ = runs(f"date,distance_km,{header}\n2025-03-01,8,{cell}\n", context)
    assert run.duration_min == pytest.approx(minutes)


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["25/04/2025", "03/05/2025"], "2025-04-25"),  # 25 can only be a day
        (["04/25/2025", "05/03/2025"], "2025-04-25"),  # 25 in second place
        (["03.04.2025"], "2025-04-03"),  # dots: the day first
        (["01/12/2026", "02/01/2026"], "2026-01-12"),  # 1 December 2026 lies in the future
    ],
)
def test_which_of_two_numbers_is_the_day(context, cells, first):
    text = "date,distance_km\n" + "".join(f"{cell},5\n" for cell in cells)
    found, contents = runs(text, context)
    assert found[0].date.isoformat() == first
    assert contents.notes == contents.asks == []


def test_the_order_of_rows_may_tell_but_is_said(context):
    text = "date,distance_km\n01/02/2025,5\n03/02/2025,5\n05/01/2025,5\n"
    # month first: 2 Jan, 2 Mar, 1 May rise; day first: 1 Feb, 3 Feb, 5 Jan do not
    found, contents = runs(text, context)
    assert [run.date.month for run in found] == [1, 3, 5]
    assert "month first" in contents.notes[0]
    assert contents.asks == ["day_first"]


def test_nothing_is_guessed_in_silence(context):
    found, contents = runs("date,distance_km\n03/04/2025,5\n", context)
    assert found == []
    assert contents.asks == ["day_first"]
    sentence = contents.problems[0].sentence("log.csv")
    assert sentence == (
        'log.csv, row 2, column date: "03/04/2025" may begin with the day or with the month: '
        "every number is 12 or less. Say which comes first, or write dates as 2025-04-03."
    )
    (run,), _ = runs("date,distance_km\n03/04/2025,5\n", context, day_first=True)
    assert run.date == dt.date(2025, 4, 3)


def test_a_column_that_contradicts_itself_is_refused(context):
    found, contents = runs("date,distance_km\n25/04/2025,5\n04/25/2025,5\n", context)
    assert found == []
    assert "some dates begin with the day" in contents.problems[0].what


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("1949-12-31,5,", "before 1950"),
        ("1970-01-01,5,", "a clock starts that was never set"),
        ("2031-01-01,5,", "lies in the future"),
        ("2025-02-30,5,", "is not a date"),
        ("yesterday,5,", "is not a date"),
        (",5,", "there is no date"),
        ("2025-03-01,,", "there is no distance"),
        ("2025-03-01,--,", "there is no distance"),
        ("2025-03-01,nan,", "is not a number"),
        ("2025-03-01,inf,", "is not a number"),
        ("2025-03-01,-5,", "the distance is -5 km"),
        ("2025-03-01,0,", "the distance is 0 km"),
        ("2025-03-01,500,", "more than anybody runs in a day"),
        ("2025-03-01,five,", "is not a number"),
        (f"2025-03-01,{'9' * 400},", "is not a number"),
        ("2025-03-01,40,60", "faster than people run"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_stay(context, row, what):
    text = f"date,distance_km,duration_min\n2025-03-02,6,36\n{row}\n2025-03-03,7,42\n"
    found, contents = runs(text, context)
    assert [run.distance_km for run in found] == [6, 7]
    (problem,) = contents.problems
    assert what in problem.what
    assert problem.place.startswith("row 3")
    assert problem.remedy.endswith(".")


def test_tomorrow_is_allowed_because_of_time_zones(context):
    found, _ = runs("date,distance_km\n2026-11-24,5\n", context)
    assert len(found) == 1


def test_a_bad_side_value_costs_the_value_not_the_run(context):
    text = "date,distance_km,mean_hr,rpe,duration_min\n2025-03-01,6,999,12,soon\n"
    (run,), contents = runs(text, context)
    assert (run.mean_hr, run.rpe, run.duration_min) == (None, None, None)
    assert len(run.warnings) == 3
    assert contents.problems == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"date,distance_km\n", "no rows"),
        (b"a,b,c\n1,2,3\n", "date and distance not found"),
        (b"date,title\n2025-03-01,x\n", "(distance not found)"),
        (b"date,distance_km\n" + b"2025-03-01,5,\x00\x01\x02\n", "not a text file"),
        (b"x," * 9_999 + b"x\n1\n", "10,000 columns"),
        (b'date,distance_km\n2025-03-01,"' + b"5" * 200_000, "too long"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_runs_is_refused(context, content, what):
    with pytest.raises(Unreadable) as caught:
        read_csv(content, name="log.csv", context=context())
    assert what in caught.value.what
    assert caught.value.remedy


def test_rows_above_the_limit_are_left_with_a_note(context, small_limits):
    text = "date,distance_km\n" + "2025-03-01,5\n" * 30
    found, contents = runs(text, context, limits=small_limits)
    assert len(found) == 20
    assert "first 20 rows" in contents.notes[0]


def test_a_preamble_before_the_header_is_passed_over(context):
    found, _ = runs("My log\nexported today\n\ndate,distance_km\n2025-03-01,5\n", context)
    assert len(found) == 1


def test_utf16_without_a_mark(context):
    found, _ = runs("date,distance_km\n2025-03-01,5\n".encode("utf-16-le"), context)
    assert len(found) == 1


def test_formulas_and_markup_in_cells_do_nothing(context):
    text = 'date,distance_km,title\n2025-03-01,5,"=cmd()"\n2025-03-02,<script>,x\n'
    found, contents = runs(text, context)
    assert len(found) == 1
    assert "<script>" in contents.problems[0].what  # text, to be escaped where it is written
