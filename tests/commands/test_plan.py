"""``hipedu plan`` and ``hipedu exercises``: files, exit codes, and the same from Python."""

import json

import pytest

import hipedu
from hipedu.cli import main

WISH = ["plan", "--condition", "gluteal_tendinopathy", "--phase", "settle", "--days", "3",
        "--minutes", "30"]  # fmt: skip


@pytest.mark.parametrize(
    ("ending", "start"),
    [("ics", b"BEGIN:VCALENDAR"), ("pdf", b"%PDF-"), ("csv", b"\xef\xbb\xbfday"), ("json", b"{")],
)
def test_each_kind_of_file(tmp_path, capsys, ending, start):
    out = tmp_path / f"plan.{ending}"
    assert main([*WISH, "--out", str(out), "--start", "2026-11-23"]) == 0
    assert out.read_bytes().startswith(start)
    assert "3 sessions and 3 runs" in capsys.readouterr().out


def test_text_says_what_was_left_out(capsys):
    assert main(WISH) == 0
    out = capsys.readouterr().out
    assert "Monday" in out
    assert "Left out:" in out
    assert "Pain overrules it" in out


@pytest.mark.parametrize(
    "wrong",
    [["--condition", "broken_heart"], ["--days", "9"], ["--out", "plan.doc"], ["--hurts", "x"],
     ["--equipment", "anvil"], ["--phase", "nap"]],
)  # fmt: skip
def test_what_cannot_be_ends_with_two(capsys, wrong):
    assert main([*WISH, *wrong]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_exercises_as_json(capsys):
    assert main(["exercises", "--goal", "gluteal_tendinopathy", "--phase", "settle",
                 "--json"]) == 0  # fmt: skip
    found = json.loads(capsys.readouterr().out)["exercises"]
    assert {each["id"] for each in found} == {
        each.id for each in hipedu.exercises(goal="gluteal_tendinopathy", phase="settle")
    }
    assert all("settle" in each["phases"]["gluteal_tendinopathy"] for each in found)


def test_a_bone_gets_no_session_until_it_is_allowed(capsys):
    assert main(["plan", "--condition", "fnsf_tension"]) == 1
    assert "allowed it" in capsys.readouterr().out
    assert hipedu.plan("fnsf_tension", allowed=True).sessions
