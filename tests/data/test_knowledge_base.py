"""The knowledge base itself: what `hipedu data check` says, and the generated files."""

from __future__ import annotations

from pathlib import Path

import pytest

from hipedu.knowledge.catalogue import compiled_file, load_catalogue
from hipedu.knowledge.check import check
from hipedu.knowledge.compile import compile_catalogue
from hipedu.knowledge.kinds import FOLDERS, KINDS, key_of
from hipedu.knowledge.schemas import schemas

DATA = Path(__file__).resolve().parents[2] / "data"


def test_the_check_finds_no_error():
    errors = [str(each) for each in check(DATA) if each.severity == "error"]
    assert errors == [], "Run `hipedu data check` and mend what it names."


def test_every_kind_holds_records():
    empty = [kind for kind in FOLDERS if not any((DATA / kind).glob("*.yaml"))]
    assert empty == []


def test_the_committed_compiled_file_is_the_one_the_sources_give():
    committed = compiled_file(DATA).read_text(encoding="utf-8")
    assert committed == compile_catalogue(DATA), "Run `hipedu data compile` and commit the file."


def test_the_committed_schemas_are_the_ones_the_model_gives():
    committed = {
        file.name: file.read_text(encoding="utf-8") for file in (DATA / "schemas").iterdir()
    }
    assert committed == schemas(), "Run `hipedu data schemas` and commit the files."


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_kept_under_its_own_id(kind: str):
    records = getattr(load_catalogue(DATA), kind)
    assert [getattr(record, key_of(kind)) for record in records.values()] == list(records)
    assert list(records) == sorted(records)


def test_nobody_has_reviewed_anything_without_a_name():
    catalogue = load_catalogue(DATA)
    for kind in FOLDERS:
        for record in getattr(catalogue, kind).values():
            if record.review.status == "reviewed":
                assert record.review.by
                assert record.review.on
