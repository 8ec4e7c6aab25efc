"""Many files at once: order, progress, cancel, limits, archives, names from strangers."""

import datetime as dt
import gzip
import io
import random
import zipfile

import pytest

from hipedu.training.readers import Limits, Reading, iter_read, read_runs
from hipedu.training.readers.problems import shown_name

TODAY = dt.date(2026, 11, 23)
GOOD = b"date,distance_km\n2025-03-01,5\n"


def read(*sources, **options):
    return read_runs(sources, today=TODAY, **options)


def zipped(files, **options):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_bad_file_never_costs_the_good_ones(gpx, tcx, fit):
    result = read(
        ("log.csv", GOOD),
        ("cut.fit", fit()[:60]),
        ("run.tcx", tcx([(600, 2000, 140, 80)])),
        ("photo.jpg", b"\xff\xd8\xff\xe0 and so on"),
        ("empty.gpx", b""),
        ("watch.fit", fit(start=dt.datetime(2025, 4, 1, 8, tzinfo=dt.UTC))),
    )
    assert [run.distance_km for run in result.runs] == [5.0, 2.0, 8.0]
    assert [report.status for report in result.files] == [
        "read", "unreadable", "read", "unreadable", "unreadable", "read",
    ]  # fmt: skip
    assert len(result.problems) == 3
    for name, problem in zip(("cut.fit", "photo.jpg", "empty.gpx"), result.problems, strict=True):
        assert problem.startswith(f"{name}: ")
        assert problem.endswith(".")
        assert "Traceback" not in problem
    assert result.summary.startswith("3 runs from 2025-03-01 to 2025-04-01 out of 6 files")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"   \n ", "empty"),
        (b"%PDF-1.7", "a PDF document"),
        (b'{"runs": []}', "JSON"),
        (b"<html><body>log in</body></html>", "a web page"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"<kml xmlns='x'></kml>", "Google Earth"),
        (b"<HealthData></HealthData>", "holds no workouts"),
        (b"<svg></svg>", "neither GPX nor TCX"),
        (b"PK\x03\x04 nothing more", "damaged or cut off"),
        (b"\x1f\x8b\x08 nothing more", "damaged"),
        (b"\x7fELF", "a program"),
    ],
)
def test_wrong_types_are_named(content, what):
    (problem,) = read(("x.csv", content)).problems
    assert what in problem


def test_the_ending_does_not_matter(fit):
    assert len(read(("run.csv", fit())).runs) == 1


def test_rides_and_swims_are_counted(fit, tcx):
    result = read(("a.fit", fit(sport=2)), ("b.tcx", tcx([(60, 99, 100, 80)], sport="Biking")))
    assert dict(result.skipped) == {"ride": 2}
    assert [report.status for report in result.files] == ["no_runs", "no_runs"]
    assert result.files[0].message == "a.fit: no run in it, only 1 ride."


def test_the_same_bytes_twice_are_read_once():
    result = read(("a.csv", GOOD), ("b.csv", GOOD))
    assert [report.status for report in result.files] == ["read", "repeated"]
    assert len(result.runs) == 1


def test_gzip_alone_and_in_an_archive(fit):
    packed = gzip.compress(fit())
    assert len(read(("a.fit.gz", packed)).runs) == 1
    result = read(("export.zip", zipped({"activities/1.fit.gz": packed, "photo.png": b"x"})))
    assert len(result.runs) == 1
    assert result.files[0].name == "export.zip › 1.fit.gz"


def test_gzip_cut_off_and_gzip_in_gzip(fit):
    packed = gzip.compress(fit())
    assert "cut off" in read(("a.gz", packed[:-12])).problems[0]
    assert "inside another" in read(("a.gz", gzip.compress(packed))).problems[0]


STRAVA_HEAD = (
    "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Filename,Elapsed Time,"
    "Moving Time,Distance,Average Heart Rate\n"
)


def strava_row(number, day, kind="Run", metres=8000.0, heart="150", distance="8.00"):
    return (
        f'{number},"Mar {day}, 2025, 7:30:00 AM",{kind},2400,{distance},activities/{number}.fit.gz,'
        f"2400.0,2400.0,{metres},{heart}\n"
    )


def test_a_strava_archive_is_read_by_its_list(fit):
    table = STRAVA_HEAD + strava_row(1, 1) + strava_row(2, 2, kind="Ride") + strava_row(
        3, 3, metres="", distance=""
    )
    third = fit(start=dt.datetime(2025, 3, 3, 7, 30, tzinfo=dt.UTC))
    archive = zipped({
        "activities/1.fit.gz": b"never opened", "activities/2.fit.gz": b"never opened",
        "activities/3.fit.gz": gzip.compress(third), "profile.csv": b"name\nsomebody\n",
        "activities.csv": table.encode(), "media/a.jpg": b"x",
    })  # fmt: skip
    steps = list(iter_read([("export.zip", archive)], today=TODAY))
    assert [step.name for step in steps] == [
        "export.zip › activities.csv", "export.zip › 3.fit.gz",
    ]
    assert (steps[-1].done, steps[-1].total) == (2, 2)
    result = read(("export.zip", archive))
    # the third has no distance in the list, so its recording was opened
    assert [run.date.day for run in result.runs] == [1, 3]
    assert dict(result.skipped) == {"ride": 1}
    assert any("2 recordings beside it were not opened" in note for note in result.notes)


def test_a_list_without_hearts_is_filled_from_the_recordings(fit):
    table = STRAVA_HEAD + strava_row(1, 1, heart="")
    archive = zipped({
        "activities.csv": table.encode(), "activities/1.fit.gz": gzip.compress(fit()),
    })
    result = read(("export.zip", archive))
    (run,) = result.runs
    assert run.mean_hr == 150
    assert result.merged == 1
    assert "hold the same run" in result.duplicates[0]


def test_a_zip_bomb_stops_early(small_limits):
    bomb = zipped({"a.csv": b"0" * 5_000_000, "b.csv": GOOD})
    assert len(bomb) < 20_000
    result = read(("bomb.zip", bomb), limits=small_limits)
    assert len(result.runs) == 1
    assert "larger than" in result.problems[0] or "unpacks to far more" in result.problems[0]
    packed = gzip.compress(b"0" * 30_000_000)
    result = read(("bomb.csv.gz", packed))
    assert "unpacks to far more" in result.problems[0] or "larger than" in result.problems[0]


def test_an_archive_that_lies_or_is_empty_or_locked(fit):
    assert "no recordings" in read(("a.zip", zipped({"photo.jpg": b"x"}))).problems[0]
    whole = bytearray(zipped({"1.fit": fit()}))
    position = whole.find(b"1.fit") + 40
    whole[position] ^= 0xFF  # inside the packed data
    assert "damaged" in read(("a.zip", bytes(whole))).problems[0]
    locked = bytearray(zipped({"1.fit": fit()}))
    locked[6] |= 1  # the flag of encryption, in the local and in the central entry
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    assert "password" in read(("a.zip", bytes(locked))).problems[0]


def test_a_workbook_and_a_nested_archive(fit):
    assert "Excel workbook" in read(("a.xlsx", zipped({"xl/workbook.xml": b"x"}))).problems[0]
    inner = zipped({"1.fit": fit()})
    assert "inside another" in read(("a.zip", zipped({"b.csv": inner}))).problems[0]


def test_a_large_file_and_many_files(small_limits):
    result = read(("a.csv", b"date,distance_km\n" + b"#" * 30_000), limits=small_limits)
    assert "larger than" in result.problems[0]
    sources = [(f"{n}.csv", GOOD.replace(b"01,5", b"%02d,5" % (n + 1))) for n in range(9)]
    result = read(*sources, limits=small_limits)
    assert len(result.runs) == 5
    assert "4 files were left unread" in result.problems[0]


def test_ten_thousand_files_and_one():
    sources = [(f"{n}.csv", b"date,distance_km\n2025-03-01,%d\n" % n) for n in range(10_001)]
    steps = list(iter_read(sources, today=TODAY, limits=Limits(files=10_000)))
    assert steps[-1].done == 10_001
    assert "1 file was left unread" in steps[-1].report.problems[0]


def test_progress_cancel_and_what_was_read_until_then():
    reading = Reading(today=TODAY)
    sources = [(f"{n}.csv", GOOD.replace(b"01,5", b"%02d,5" % (n + 1))) for n in range(9)]
    for step in reading.steps(sources):
        assert step.total == 9
        if step.done == 3:
            break
    assert len(reading.result().runs) == 3


def test_the_generator_returns_the_result():
    generator = iter_read([("a.csv", GOOD)], today=TODAY)
    next(generator)
    with pytest.raises(StopIteration) as stop:
        next(generator)
    assert len(stop.value.value.runs) == 1


def test_paths_and_folders(tmp_path, fit):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "1.fit").write_bytes(fit())
    (tmp_path / "log.csv").write_bytes(GOOD)
    (tmp_path / "notes.txt").write_text("not looked at")
    (tmp_path / "export.zip").write_bytes(
        zipped({"2.fit": fit(start=dt.datetime(2025, 5, 1, 7, tzinfo=dt.UTC))})
    )
    result = read(tmp_path)
    assert len(result.runs) == 3
    assert "cannot be opened" in read(tmp_path / "missing.gpx").problems[0]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../secret/run.gpx", "run.gpx"),
        ("C:\\Users\\me\\run.gpx", "run.gpx"),
        ("a\nb\x00c.gpx", "abc.gpx"),
        ("\u202egpx.exe", "gpx.exe"),
        ("", "a file without a name"),
        ("x" * 500 + ".gpx", "x" * 79 + "…"),
        ("<img src=x onerror=alert(1)>.gpx", "<img src=x onerror=alert(1)>.gpx"),
    ],
)
def test_names_are_made_safe_to_show(name, shown):
    assert shown_name(name) == shown


def test_mutated_files_only_ever_give_sentences(gpx, tcx, fit):
    """Bytes changed, cut, doubled and mixed at random: a sentence or runs, never an exception."""
    draw = random.Random(20261123)
    step = 30 / 111_195
    originals = [
        gpx([(10 * n, n * step, 150) for n in range(20)]),
        tcx([(600, 2000, 140, 80)]),
        fit(),
        GOOD * 3,
        STRAVA_HEAD.encode() + strava_row(1, 1).encode(),
        gzip.compress(GOOD),
        zipped({"1.fit": fit(), "log.csv": GOOD}),
    ]
    for number in range(700):
        content = bytearray(draw.choice(originals))
        for _ in range(draw.randint(1, 8)):
            place = draw.randrange(len(content))
            kind = draw.randrange(4)
            if kind == 0:
                content[place] = draw.randrange(256)
            elif kind == 1:
                del content[place : place + draw.randint(1, 40)]
            elif kind == 2:
                content[place:place] = content[place : place + draw.randint(1, 40)]
            else:
                content[place:place] = draw.choice(
                    [b"\x00", b"nan", b"-1", b"9" * 50, b'"', b"<", b"&x;", b"\xff\xfe", b";"]
                )
            if not content:
                content = bytearray(b"x")
        result = read((f"{number}.bin", bytes(content)))
        for problem in result.problems:
            assert "could not be understood" not in problem, problem
            assert problem.startswith(f"{number}.bin")
        for run in result.runs:
            assert 0 < run.distance_km <= 400
            assert run.date <= TODAY + dt.timedelta(days=1)
