"""2,000 mutated files: a sentence for each, never an exception, never a hang, memory bounded.

Each group is read in a process of its own (`fuzz_child.py`), which may use only so much memory
and is ended if it hangs. A finding names the file, so that it can be made again:
``mutated(seed, number)`` in `mutations.py`.
"""

from __future__ import annotations

import datetime as dt
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from hipedu.training.readers import read_runs

HERE = Path(__file__).resolve().parent
GROUPS, IN_A_GROUP = 8, 250
PATIENCE_S = 180
MOST_MB = 400
"""Largest the process may become: the interpreter and the parsers take about 110."""

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize("group", range(GROUPS))
def test_mutated_files_give_sentences_only(group: int) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "fuzz_child.py"), "2026", str(group * IN_A_GROUP),
         str(IN_A_GROUP)],
        capture_output=True, text=True, check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr[-800:]}"
    found = json.loads(done.stdout)
    assert found["read"] == IN_A_GROUP
    assert not found["wrong"], "\n".join(found["wrong"][:20])
    # mutations that change nothing that matters leave a run; most files must be refused
    assert found["runs"] > 10
    assert found["refused"] > IN_A_GROUP // 2
    assert found.get("most_mb", 0) < MOST_MB


def test_the_check_itself_would_find_something(monkeypatch) -> None:
    """Every kind of fault is seen by `complaints`, so that silence means something."""
    child = runpy.run_path(str(HERE / "fuzz_child.py"))
    from hipedu.training.readers import batch, problems

    def broken(content: bytes, **_: object) -> None:
        raise RuntimeError("not foreseen")

    monkeypatch.setitem(batch._READERS, "csv", broken)
    wrong, runs = child["complaints"]("a.csv", b"date,km\n2025-03-01,8")
    assert runs == 0
    assert any("could not be understood" in each for each in wrong)

    def mute(content: bytes, **_: object) -> None:
        raise problems.Unreadable("", remedy="x" * 700)

    monkeypatch.setitem(batch._READERS, "csv", mute)
    assert any("is no sentence" in each for each in child["complaints"]("a.csv", b"a,b")[0])


def test_a_file_is_made_again_from_its_number() -> None:
    made = runpy.run_path(str(HERE / "mutations.py"))
    again = runpy.run_path(str(HERE / "mutations.py"))
    assert [made["mutated"](7, n) for n in range(20)] == [again["mutated"](7, n) for n in range(20)]


@pytest.mark.parametrize("name", sorted(
    name for name in runpy.run_path(str(HERE / "mutations.py"))["originals"]()
    if not name.startswith(("fitparse", "runpandas", "activereader"))
))  # fmt: skip
def test_the_originals_are_good(name: str) -> None:
    content = runpy.run_path(str(HERE / "mutations.py"))["originals"]()[name]
    result = read_runs([(name, content)], today=TODAY)
    assert result.runs
    assert result.problems == ()


@pytest.mark.parametrize("letter", ["(", "[", "(]" * 5, "a(", " ", "_"])
def test_a_title_of_any_length_is_read_in_no_time(letter: str) -> None:
    """A search in it once took time by the square of its length."""
    table = f"date,{letter * 400_000},distance_km\n2025-03-01,x,8\n".encode()
    result = read_runs([("a.csv", table)], today=TODAY)
    assert [run.distance_km for run in result.runs] in ([8.0], [])


def test_an_encoding_that_nobody_knows_is_said() -> None:
    health = b'<?xml version="1.0" encoding="UTF-1_000"?><HealthData locale="en"></HealthData>'
    gpx = b'<?xml version="1.0" encoding="nobody"?><gpx><trk></trk></gpx>'
    result = read_runs([("export.xml", health), ("a.gpx", gpx)], today=TODAY)
    assert len(result.problems) == 2
    assert all("in a way that nobody knows" in problem for problem in result.problems)
