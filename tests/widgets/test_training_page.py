"""Files that arrive in pieces: many small ones together, nonsense, too much, and stopping."""

from __future__ import annotations

import pytest

from hipedu.dashboards import training_load
from hipedu.widgets import training_page

LOG = b"date,distance_km\n2026-03-02,8\n"
MORE = b"date,distance_km\n2026-03-04,10\n2026-03-05,6\n"


@pytest.fixture
def page():
    return training_load.build()


def do(page, request, buffer=None, /, **args):
    buffers = [buffer] if buffer is not None else None
    return page.carry_out({"do": request, "args": args}, buffers)


def test_a_file_in_two_pieces_and_two_files_in_one(page):
    assert do(page, "upload_begin") is None
    assert do(page, "upload_part", LOG[:10], file=0, name="a.csv") is None
    assert do(page, "upload_part", LOG[10:], file=0, name="a.csv") is None
    before = dict(page.progress)
    together = [{"file": 1, "name": "b.csv", "size": len(MORE)},
                {"file": 2, "name": "empty.csv", "size": 0}]  # fmt: skip
    assert do(page, "upload_part", MORE, files=together) is None
    assert page.progress != before, "the browser waits for an answer to every part"
    assert do(page, "upload_end", add=False) is None
    page.refresh()
    assert [run["distance_km"] for run in page.view["runs"]] == [8, 10, 6]
    assert len(page.view["problems"]) == 1
    assert "empty.csv" in page.view["problems"][0]


def test_an_empty_file_is_answered_too(page):
    do(page, "upload_begin")
    do(page, "upload_part", LOG, file=0, name="a.csv")
    before = dict(page.progress)
    do(page, "upload_part", b"", file=1, name="b.csv")
    assert page.progress != before


@pytest.mark.parametrize(
    "args",
    [
        {"file": "0", "name": "a"}, {"file": 0, "name": 7}, {"file": 0}, {"name": "a"},
        {"file": True, "name": "a"}, {"files": []}, {"files": 7}, {"files": [7]},
        {"files": [{"file": 0, "name": "a", "size": 5}]},
        {"files": [{"file": 0, "name": "a", "size": -1}, {"file": 1, "name": "b", "size": 32}]},
        {"files": [{"file": 0, "name": "a", "size": True}]},
        {"files": [{"file": 0, "name": "a", "size": 0}] * 257},
    ],
)  # fmt: skip
def test_nonsense_is_refused_and_forgotten(page, args):
    do(page, "upload_begin")
    do(page, "upload_part", LOG, file=9, name="good.csv")
    assert "cannot read" in do(page, "upload_part", LOG, **args)
    assert page.progress == {}
    assert "No file arrived" in do(page, "upload_end", add=False)


def test_two_buffers_are_refused(page):
    do(page, "upload_begin")
    message = {"do": "upload_part", "args": {"file": 0, "name": "a"}}
    assert "cannot read" in page.carry_out(message, [b"a", b"b"])


def test_too_much_is_refused_with_what_to_do(page, monkeypatch):
    monkeypatch.setattr(training_page, "MOST_BYTES", 100)
    do(page, "upload_begin")
    assert do(page, "upload_part", b"x" * 60, file=0, name="a") is None
    assert "choose activities.csv alone" in do(page, "upload_part", b"x" * 60, file=1, name="b")
    monkeypatch.setattr(training_page, "MOST_BYTES", 10**9)
    monkeypatch.setattr(training_page, "MOST_FILES", 3)
    do(page, "upload_begin")
    several = [{"file": n, "name": "a", "size": 0} for n in range(5)]
    assert "3 files at once" in do(page, "upload_part", b"", files=several)


def test_stopped_before_the_end_changes_nothing(page):
    do(page, "upload_begin")
    do(page, "upload_part", LOG, file=0, name="a.csv")
    assert "Nothing was changed" in do(page, "cancel")
    assert "No file arrived" in do(page, "upload_end", add=False)
    page.refresh()
    assert page.view["runs"] == []
