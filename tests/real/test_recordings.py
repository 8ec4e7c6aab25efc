"""Recordings of real watches, beside the project; skipped where they are not there.

Expected dates and distances come from `naive.py` (regular expressions, chords, struct) and,
for GPX and TCX, also from gpxpy and tcxreader, which the product does not use.
"""

import datetime as dt
import importlib.util
import json
import re
from pathlib import Path

import pytest

from hipedu.training.readers import read_runs

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared" / "real_runs"
TODAY = dt.date(2026, 11, 23)

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the real recordings are not beside this checkout"
)

_spec = importlib.util.spec_from_file_location("naive", Path(__file__).with_name("naive.py"))
naive = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(naive)


def one(name):
    result = read_runs([FOLDER / name], today=TODAY)
    assert result.problems == ()
    (run,) = result.runs
    return run


def utc(run):
    local = dt.datetime.combine(run.date, run.start, tzinfo=dt.UTC)
    return local - dt.timedelta(minutes=run.utc_offset_min)


@pytest.mark.parametrize(
    ("name", "day", "km"),
    [
        ("runpandas-1.gpx", "2020-07-05", 0.98),
        ("runpandas-2.gpx", "2020-09-06", 1.68),
        ("runpandas-3.gpx", "2020-08-16", 2.40),
        ("runpandas-4.gpx", "2020-09-06", 1.93),
        ("runpandas-5.gpx", "2020-12-16", 3.04),
        ("activereader.gpx", "2021-04-16", 0.19),
    ],
)
def test_gpx(name, day, km):
    run = one(name)
    start, distance = naive.gpx((FOLDER / name).read_text())
    assert run.distance_km == pytest.approx(distance, rel=1e-6)
    assert run.distance_km == pytest.approx(km, abs=0.006)
    assert run.date.isoformat() == day
    assert abs((utc(run) - start).total_seconds()) < 1
    assert 60 < run.mean_hr < 200
    assert run.duration_min < 60


@pytest.mark.parametrize("name", [f"runpandas-{n}.gpx" for n in range(1, 6)])
def test_gpx_agrees_with_gpxpy(name):
    import gpxpy

    track = gpxpy.parse((FOLDER / name).read_text())
    # gpxpy counts the jumps of the GPS that are left out here, so it may only be longer
    length = track.length_2d() / 1000
    run = one(name)
    jumps = any("jump" in warning for warning in run.warnings)
    assert run.distance_km == pytest.approx(length, rel=0.05 if jumps else 0.003)
    hearts = [
        int(value) for value in re.findall(r"<gpxtpx:hr>(\d+)<", (FOLDER / name).read_text())
    ]
    assert run.mean_hr == pytest.approx(sum(hearts) / len(hearts))


def test_tcx():
    from tcxreader.tcxreader import TCXReader

    run = one("activereader.tcx")
    start, km, minutes = naive.tcx((FOLDER / "activereader.tcx").read_text())
    assert (run.distance_km, run.duration_min) == (pytest.approx(km), pytest.approx(minutes))
    assert abs((utc(run) - start).total_seconds()) < 1
    other = TCXReader().read(str(FOLDER / "activereader.tcx"), only_gps=False)
    assert run.distance_km == pytest.approx(other.distance / 1000)
    # recorded at 13:37 UTC at longitude 105 west: early morning on the runner's clock
    assert (run.date.isoformat(), run.start.hour) == ("2021-04-16", 6)


@pytest.mark.parametrize(
    ("name", "day", "hour", "km", "strides"),
    [
        ("fitparse-fenix2-run.fit", "2015-08-15", 16, 9.008, 81),
        ("fitparse-fenix5-run.fit", "2017-06-11", 7, 0.158, 83),
    ],
)
def test_fit(name, day, hour, km, strides):
    run = one(name)
    start, distance, minutes, offset = naive.fit((FOLDER / name).read_bytes())
    assert (run.distance_km, run.duration_min) == (
        pytest.approx(distance, abs=1e-5), pytest.approx(minutes, abs=1e-3),
    )
    assert run.utc_offset_min == offset
    assert abs((utc(run) - start).total_seconds()) < 1
    assert (run.date.isoformat(), run.start.hour) == (day, hour)
    assert run.distance_km == pytest.approx(km, abs=0.001)
    assert run.cadence_spm == pytest.approx(2 * strides, abs=2)  # both feet


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("fitparse-broken-eof.fit", "cut off before its end"),
        ("fitparse-broken-header.fit", "damaged"),
        ("fitparse-not-an-activity.fit", "it holds watch settings"),
    ],
)
def test_the_damaged_ones_give_one_clear_sentence(name, what):
    result = read_runs([FOLDER / name], today=TODAY)
    assert result.runs == ()
    (problem,) = result.problems
    assert problem.startswith(f"{name}: ")
    assert what in problem


def test_the_whole_folder_at_once():
    result = read_runs([FOLDER], today=TODAY)
    assert len(result.files) == 12
    assert len(result.problems) == 3
    # nine recordings, of which two are one run in two formats
    assert len(result.runs) == 8
    assert result.merged == 1
    assert "activereader.tcx and activereader.gpx" in result.duplicates[0]


def test_no_position_of_any_track_is_kept():
    text = json.dumps(read_runs([FOLDER], today=TODAY).to_dict())
    for path in FOLDER.glob("*.gpx"):
        for value in re.findall(r'l(?:at|on)="(-?\d+\.\d{3})', path.read_text()):
            assert value not in text
            break


def test_any_byte_range_of_a_real_file_gives_sentences_only():
    for path in sorted(FOLDER.glob("*.*")):
        if path.suffix == ".md":
            continue
        content = path.read_bytes()[:20_000]
        for length in range(0, len(content), max(1, len(content) // 25)):
            result = read_runs([(path.name, content[:length])], today=TODAY)
            assert all("could not be understood" not in each for each in result.problems)


def test_through_the_command_line(tmp_path, capsys):
    from hipedu.cli import main

    (tmp_path / "VERSION").write_text("2026-11-23\n")
    assert main(["training", str(FOLDER), "--json", "--data", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert len(found["sessions"]) == 8
    assert len(found["problems"]) == 3
    assert captured.err.count("fitparse-") == 3


@pytest.mark.parametrize("name", ["fitparse-fenix2-run.fit", "fitparse-fenix5-run.fit"])
@pytest.mark.parametrize("seconds", [False, True])
def test_fit_the_short_way_and_in_full(name, seconds, monkeypatch):
    """By the sums, and by the seconds unpacked here, as by the decoder that looks at all of it."""
    from hipedu.training.readers import fit
    from hipedu.training.readers.fit_stream import NotPlain

    with monkeypatch.context() as patched:
        if seconds:
            patched.setattr(fit, "_enough", lambda *_: False)
        short = one(name)

    def not_plain(_content):
        raise NotPlain

    monkeypatch.setattr(fit, "sound_parts", not_plain)
    assert one(name) == short
