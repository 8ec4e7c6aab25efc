from __future__ import annotations

import dataclasses
import json
import logging
import shutil

import pytest

from hipedu.knowledge import Catalogue, DataError, UnknownId, load_catalogue, paths
from hipedu.knowledge.catalogue import compiled_file
from hipedu.knowledge.compile import DataInvalid, compile_catalogue, write_compiled
from hipedu.knowledge.kinds import FOLDERS, KINDS, SINGULAR
from hipedu.knowledge.sources import content_key, source_names
from hipedu.knowledge.validate import read_sources
from hipedu.model import Criterion

REGION = "regions/groin.yaml"


def key(folder):
    return content_key(folder, source_names(folder, tuple(FOLDERS)))


def test_every_record_equals_the_one_pydantic_made(kb):
    """Two ways from YAML to records: our converters over JSON, and pydantic."""
    write_compiled(kb.folder)
    catalogue = load_catalogue(kb.folder)
    sources = read_sources(kb.folder)
    for kind in KINDS:
        assert dict(getattr(catalogue, kind)) == {
            id_: entry.record for id_, entry in sources.entries[kind].items()
        }
    rule = catalogue.red_flag("night_and_long")
    assert rule.require_all[1].any_of[2].not_ == Criterion(finding="weeks", at_most=6.0)
    assert isinstance(catalogue.finding("weeks").choices[0].up_to, float)
    assert catalogue.vocabularies["tissues"]["tendon"] == "tendon"
    assert catalogue.version == "2026-11-23"


def test_records_are_in_the_order_of_their_ids(kb):
    write_compiled(kb.folder)
    assert list(load_catalogue(kb.folder).findings) == ["night_pain", "side", "weeks"]


def test_a_catalogue_does_not_change(kb):
    write_compiled(kb.folder)
    catalogue = load_catalogue(kb.folder)
    with pytest.raises(AttributeError, match="does not change"):
        catalogue.version = "x"
    with pytest.raises(AttributeError, match="does not change"):
        del catalogue.version
    with pytest.raises(TypeError):
        catalogue.regions["groin"] = None
    with pytest.raises(TypeError):
        catalogue.vocabularies["tissues"]["bone"] = "bone"
    with pytest.raises(dataclasses.FrozenInstanceError):
        catalogue.region("groin").name = "x"


def test_a_wrong_id_is_answered_with_the_nearest(kb):
    write_compiled(kb.folder)
    catalogue = load_catalogue(kb.folder)
    with pytest.raises(UnknownId) as caught:
        catalogue.condition("gluteal_tendinopaty")
    assert str(caught.value) == (
        'No condition has the id "gluteal_tendinopaty". Did you mean gluteal_tendinopathy?'
    )
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, DataError)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_method_for_one_record(kb, kind):
    write_compiled(kb.folder)
    catalogue = load_catalogue(kb.folder)
    for id_, record in getattr(catalogue, kind).items():
        assert getattr(catalogue, SINGULAR[kind])(id_) is record


def test_an_edit_is_seen_at_once_and_said(kb, caplog):
    write_compiled(kb.folder)
    before = load_catalogue(kb.folder)
    assert load_catalogue(kb.folder) is before
    kb.edit(REGION, "plain_name: Groin", "plain_name: Front")
    with caplog.at_level(logging.WARNING):
        after = load_catalogue(kb.folder)
        assert load_catalogue(kb.folder) is after  # said once
    assert after.region("groin").plain_name == "Front"
    assert before.region("groin").plain_name == "Groin"
    assert [record.getMessage().split(", ", 1)[1] for record in caplog.records] == [
        "because the data files differ from it: compiling in memory. "
        "Run `hipedu data compile` to start quickly again."
    ]


def test_a_new_file_and_a_removed_file_are_seen(kb):
    write_compiled(kb.folder)
    first = load_catalogue(kb.folder)
    kb.write("factors/tight_hip.yaml",
             (kb.folder / "factors/weak_hip.yaml").read_text().replace("weak_hip", "tight_hip"))
    assert set(load_catalogue(kb.folder).factors) == {"weak_hip", "tight_hip"}
    (kb.folder / "factors/tight_hip.yaml").unlink()
    assert load_catalogue(kb.folder) is first  # the sources are the first ones again


def test_an_edit_that_breaks_a_file_is_refused_in_words(kb):
    write_compiled(kb.folder)
    kb.edit(REGION, "views: [front]", "views: [top]")
    with pytest.raises(DataInvalid, match=r"hold 1 error:\n  data/regions/groin.yaml, line 5"):
        load_catalogue(kb.folder)


def test_an_installed_catalogue_is_trusted(kb, monkeypatch):
    write_compiled(kb.folder)
    monkeypatch.setattr(paths, "installed_dir", lambda: kb.folder)
    kb.edit(REGION, "plain_name: Groin", "plain_name: Front")
    assert load_catalogue().region("groin").plain_name == "Groin"


def test_an_incomplete_installation_says_so(kb, monkeypatch):
    monkeypatch.setattr(paths, "installed_dir", lambda: kb.folder)
    with pytest.raises(DataError, match="Install hipedu again"):
        load_catalogue()


def test_without_data_the_error_names_both_places(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "installed_dir", lambda: tmp_path / "one")
    monkeypatch.setattr(paths, "checkout_dir", lambda: tmp_path / "two")
    with pytest.raises(DataError) as caught:
        load_catalogue()
    assert "one" in str(caught.value)
    assert "two" in str(caught.value)


@pytest.mark.parametrize("text", ["", "{}", '{\n"header":{"format":0}\n}\n', "{\nnonsense\n}\n"])
def test_a_damaged_compiled_file_is_made_anew(kb, text, caplog):
    write_compiled(kb.folder)
    compiled_file(kb.folder).write_text(text)
    with pytest.raises(DataError, match="hipedu data compile"):
        Catalogue.from_text(text)
    with caplog.at_level(logging.WARNING):
        assert "groin" in load_catalogue(kb.folder).regions
    assert "it is of another format" in caplog.text


def test_compiling_twice_and_elsewhere_gives_the_same_bytes(kb, tmp_path):
    first = compile_catalogue(kb.folder)
    copy = tmp_path / "elsewhere" / "data"
    shutil.copytree(kb.folder, copy)
    assert compile_catalogue(copy) == first
    assert write_compiled(kb.folder).read_text(encoding="utf-8") == first


def test_the_compiled_file_is_json_with_one_line_a_kind(kb):
    text = compile_catalogue(kb.folder)
    assert list(json.loads(text)) == ["header", "vocabularies", *KINDS]
    assert text.count("\n") == len(KINDS) + 4  # braces, header and vocabularies


def test_defaults_are_not_written(kb):
    raw = json.loads(compile_catalogue(kb.folder))
    assert "review" not in raw["regions"][0]
    assert "unit" not in raw["presentations"][0]["unlisted_region"]


def test_nothing_is_compiled_from_faulty_sources(kb):
    kb.edit(REGION, "neighbours: [lateral_hip]", "neighbours: [knee]")
    with pytest.raises(DataInvalid) as caught:
        write_compiled(kb.folder)
    assert len(caught.value.problems) == 2  # knee is unknown, lateral_hip is left alone
    assert not compiled_file(kb.folder).exists()


def test_the_key_follows_content_and_names_but_not_line_ends(kb):
    before = key(kb.folder)
    file = kb.folder / REGION
    text = file.read_bytes()
    file.write_bytes(text.replace(b"\n", b"\r\n"))
    assert key(kb.folder) == before
    file.write_bytes(text + b" ")
    assert key(kb.folder) != before
    file.write_bytes(text)
    assert key(kb.folder) == before
    file.rename(file.with_name("groan.yaml"))
    assert key(kb.folder) != before


def test_a_text_moved_from_one_file_to_the_next_changes_the_key(tmp_path):
    for folder, first, second in (("a", "1", "23"), ("b", "12", "3")):
        for name, text in (("VERSION", first), ("references.yaml", second)):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / name).write_text(text)
    assert key(tmp_path / "a") != key(tmp_path / "b")
