"""``hipedu training``: text, JSON, exit codes, and the same from Python."""

import datetime as dt
import json

import pytest

import hipedu
from hipedu.cli import main

LOG = "date,distance_km\n" + "".join(
    f"2025-{month:02d}-{day:02d},{5 + day / 10}\n" for month in (1, 2) for day in range(1, 29)
)


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    return path


def test_json_holds_the_contract(log, capsys, small):
    assert main(["training", str(log), "--json", "--data", str(small)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["sessions"][0]) >= {
        "date", "distance_km", "duration_min", "mean_hr", "cadence", "source", "warnings",
    }
    # 1 January to 28 February are 59 days
    assert len(found["daily"]) == 59
    assert found["daily"][-1]["acwr_coupled"] == pytest.approx(
        # last 7: 22nd to 28th, 7.2 ... 7.8, mean 7.5; last 28: 5.1 ... 7.8, mean 6.45
        7.5 / 6.45, abs=1e-3,
    )
    assert found["problems"] == []
    assert found["versions"]["knowledge"] == "2026-11-23"
    assert {"files", "weeks", "spikes", "flags", "notes", "skipped"} <= set(found)


def test_text_names_the_rules(log, capsys, small, rules_folder):
    assert main(["training", str(log), "--data", str(rules_folder)]) == 0
    out = capsys.readouterr().out
    assert "56 runs from 2025-01-01 to 2025-02-28 out of 1 file." in out
    assert "longest run +10 %" in out
    assert "Pain overrules every number here." in out


@pytest.fixture
def rules_folder(small):
    from hipedu.knowledge.paths import data_dir

    for kind in ("load_rules",):
        target = small / kind
        target.mkdir()
        for path in (data_dir() / kind).glob("*.yaml"):
            (target / path.name).write_text(path.read_text())
    (small / "references.yaml").write_text((data_dir() / "references.yaml").read_text())
    return small


def test_a_bad_file_is_named_on_standard_error_and_by_the_exit_code(log, tmp_path, capsys, small):
    bad = tmp_path / "bad.fit"
    bad.write_bytes(b"%PDF")
    assert main(["training", str(log), str(bad), "--json", "--data", str(small)]) == 1
    captured = capsys.readouterr()
    assert "bad.fit: it looks like a PDF document" in captured.err
    assert len(json.loads(captured.out)["sessions"]) == 56


def test_nothing_readable_is_still_json(tmp_path, capsys, small):
    assert main(["training", str(tmp_path / "no.csv"), "--json", "--data", str(small)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["sessions"] == found["daily"] == found["flags"] == []
    assert "cannot be opened" in found["problems"][0]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ([], "Name at least one file"),
        (["x.csv", "--zone", "Mars/Base"], "no time zone"),
    ],
)
def test_wrong_arguments_are_one_sentence(arguments, what, capsys, small):
    assert main(["training", *arguments, "--data", str(small)]) == 2
    assert what in capsys.readouterr().err


def test_a_day_outside_the_log(log, capsys, small):
    assert main(["training", str(log), "--day", "2020-01-01", "--data", str(small)]) == 2
    assert "lies outside the log" in capsys.readouterr().err


def test_the_template_can_be_read_back(capsys, tmp_path, small):
    assert main(["training", "--template"]) == 0
    path = tmp_path / "template.csv"
    path.write_text(capsys.readouterr().out)
    assert main(["training", str(path), "--data", str(small)]) == 0


def test_from_python(log):
    result = hipedu.read_runs(log, today=dt.date(2025, 6, 1))
    assert len(result.runs) == 56
    same = hipedu.read_runs([("log.csv", LOG.encode())], today=dt.date(2025, 6, 1))
    assert [run.distance_km for run in same.runs] == [run.distance_km for run in result.runs]


def test_the_report_from_python(log, rules_folder):
    catalogue = hipedu.load_catalogue(rules_folder)
    result = hipedu.read_runs(log, today=dt.date(2025, 6, 1))
    report = hipedu.training_report(result, catalogue)
    assert report.readings[0].rule.id == "single_session_spike"
    assert hipedu.training_report(list(result.runs), catalogue).to_dict() == report.to_dict()
