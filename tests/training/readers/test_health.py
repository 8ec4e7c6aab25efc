"""Apple Health exports: written by hand, streamed, damaged, hostile and large."""

import datetime as dt
import io
import tracemalloc
import zipfile

import pytest

from hipedu.training.readers import Limits, Reading, read_runs

TODAY = dt.date(2026, 11, 23)
GRAMMAR = (
    "<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Record*)>\n"
    "<!ATTLIST Record type CDATA #REQUIRED>\n]>\n"
)
RECORD = (
    '<Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" value="150" '
    'startDate="2025-03-01 07:31:00 +0100" endDate="2025-03-01 07:31:00 +0100"/>\n'
)


def workout(
    start="2025-03-01 07:30:00 +0100", *, kind="Running", minutes=50, km=10.0, zone="",
    steps=8500, indoor=False,
):
    inside = (
        f'<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="{km}" '
        'unit="km"/><WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="151.5" '
        f'unit="count/min"/><WorkoutStatistics type="HKQuantityTypeIdentifierStepCount" '
        f'sum="{steps}" unit="count"/><MetadataEntry key="HKElevationAscended" value="5320 cm"/>'
    )
    if zone:
        inside += f'<MetadataEntry key="HKTimeZone" value="{zone}"/>'
    if indoor:
        inside += '<MetadataEntry key="HKIndoorWorkout" value="1"/>'
    return (
        f'<Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="{minutes}" '
        f'durationUnit="min" startDate="{start}">{inside}</Workout>\n'
    )


def export(*workouts, grammar=GRAMMAR, records=3):
    body = "".join(workouts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{grammar}<HealthData locale="en_GB">\n'
        f'{RECORD * records}{body}</HealthData>\n'
    ).encode()


def packed(content, name="apple_health_export/export.xml"):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
        archive.writestr("apple_health_export/workout-routes/route.gpx", "<gpx></gpx>")
    return target.getvalue()


def read(*files, **options):
    return read_runs(files, today=TODAY, **options)


def test_a_run_with_everything():
    (run,) = read(("export.xml", export(workout()))).runs
    # 8,500 steps in 50 minutes are 170 a minute; 5,320 cm are 53.2 m
    assert (run.date, run.start) == (dt.date(2025, 3, 1), dt.time(7, 30))
    assert (run.distance_km, run.duration_min, run.mean_hr) == (10.0, 50.0, 151.5)
    assert (run.cadence_spm, run.climb_m) == (170.0, 53.2)
    assert run.utc_offset_min == 60


def test_the_zip_is_read_and_its_routes_are_not():
    result = read(("export.zip", packed(export(workout()))))
    assert [run.distance_km for run in result.runs] == [10.0]
    assert result.files[0].name == "export.zip › export.xml"
    assert len(result.files) == 1


def test_the_translated_name_is_known():
    content = packed(export(workout()), name="apple_health_export/Exportieren.xml")
    assert len(read(("Export.zip", content)).runs) == 1


def test_other_workouts_are_counted():
    result = read(
        ("export.xml", export(workout(), workout(kind="Cycling"), workout(kind="Yoga")))
    )
    assert dict(result.skipped) == {"ride": 1, "other": 1}


def test_exports_before_ios_16_say_the_distance_in_the_workout():
    old = (
        '<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="1" '
        'durationUnit="hr" totalDistance="5" totalDistanceUnit="mi" '
        'startDate="2019-06-01 07:00:00 +0000"/>'
    )
    (run,) = read(("export.xml", export(old))).runs
    assert run.distance_km == pytest.approx(8.04672)  # 5 x 1.609344
    assert run.duration_min == 60.0


def test_the_zone_of_the_run_decides_its_day():
    # 23:30 in Chicago is 05:30 of the next day on a phone that has come home to Paris
    late = workout("2025-03-02 06:30:00 +0100", zone="America/Chicago")
    (run,) = read(("export.xml", export(late))).runs
    assert (run.date, run.start) == (dt.date(2025, 3, 1), dt.time(23, 30))


def test_indoors_is_said():
    (run,) = read(("export.xml", export(workout(indoor=True)))).runs
    assert run.warnings[0].startswith("Indoors")


def test_one_impossible_workout_costs_only_itself():
    result = read(("export.xml", export(workout(), workout(km=90))))  # 108 km/h
    assert len(result.runs) == 1
    assert "workout 2" in result.problems[0]


def test_what_came_before_the_damage_is_kept():
    content = export(workout(), workout("2025-03-03 07:30:00 +0100"))
    result = read(("export.xml", content[: content.rindex(b"</Workout>") - 40]))
    assert len(result.runs) == 1
    assert "damaged or cut off" in result.problems[0]
    assert result.files[0].status == "partly"


@pytest.mark.parametrize(
    "grammar",
    [
        '<!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE HealthData [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_refused(grammar):
    result = read(("export.xml", export(workout(), grammar=grammar)))
    assert not result.runs
    assert "entities" in result.problems[0]


def test_a_malformed_grammar_does_no_harm():
    # iOS 16 wrote attribute lists that no parser accepts
    broken = "<!DOCTYPE HealthData [\n<!ATTLIST (>> broken\n]>"
    assert len(read(("export.xml", export(workout(), grammar=broken))).runs) == 1


def test_a_second_document_type_is_refused():
    twice = GRAMMAR + '<!DOCTYPE HealthData [<!ENTITY a "b">]>'
    assert not read(("export.xml", export(workout(), grammar=twice))).runs


def test_no_workouts_is_said():
    (problem,) = read(("export.xml", export())).problems
    assert "holds no workouts" in problem


def test_a_bomb_stops():
    content = export(workout(), records=400_000)  # 60 MB of one line over and over
    result = read(("export.zip", packed(content)), limits=Limits(unpacked_bytes=10_000_000))
    assert any("far more than a recording" in problem for problem in result.problems)


def test_progress_on_the_way_and_stopping_keeps_what_was_read():
    content = export(workout(), records=1)[: -len("</HealthData>\n")] + RECORD.encode() * 30_000
    reading = Reading(today=TODAY)
    steps = reading.steps([("export.xml", content + b"</HealthData>")])
    first = next(steps)
    assert first.report.status == "reading"
    assert 0 < first.part < 1
    steps.close()
    assert len(reading.result().runs) == 1


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "export.xml"
    with path.open("wb") as file:
        file.write(export()[: -len("</HealthData>\n")])
        for _ in range(40):
            file.write(RECORD.encode() * 5_000)  # 33 MB in all, above the limit of other files
        file.write(workout().encode() + b"</HealthData>")
    assert path.stat().st_size > 30_000_000
    tracemalloc.start()
    try:
        result = read(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(result.runs) == 1
    assert peak < 40 * 1024 * 1024  # the first look takes at most one ordinary file's worth


def test_every_workout_of_one_export_counts():
    days = [workout(f"2025-03-{day:02} 07:30:00 +0100") for day in range(1, 29)]
    assert len(read(("export.xml", export(*days))).runs) == 28
