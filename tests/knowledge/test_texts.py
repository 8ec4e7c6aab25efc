"""What of the knowledge base is text for a reader: stated by the types, and nothing forgotten."""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from pathlib import Path
from typing import Any

import pytest

from hipedu.knowledge.catalogue import compiled_file, load_catalogue
from hipedu.knowledge.kinds import KINDS
from hipedu.knowledge.paths import data_dir
from hipedu.knowledge.texts import NOT_TEXTS, changer
from hipedu.language import language, use
from hipedu.language.pseudo import accented

SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
"""Three words: no id, key or unit looks like that."""

NOT_SHOWN = {"cases", "references"}
"""Kinds whose words stay as they are: test people of the evaluation, and citations."""


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    return json.loads(compiled_file(data_dir()).read_text(encoding="utf-8"))


def strings(value: Any) -> list[str]:
    """Every string somewhere in a JSON value, keys left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return []


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NOT_SHOWN))
def test_no_sentence_of_a_record_is_forgotten(raw: dict[str, Any], kind: str) -> None:
    silent = [
        (record.get("id"), text)
        for record in raw[kind]
        for text in strings(changer(KINDS[kind])(record, lambda text: "⟦⟧"))
        if SENTENCE.search(text)
    ]
    assert silent == [], "give the field the type hipedu.model.Text"


def test_ids_and_keys_are_not_translated(raw: dict[str, Any]) -> None:
    for kind in set(KINDS) - NOT_SHOWN:
        for record in raw[kind]:
            before = dict(record)
            after = changer(KINDS[kind])(record, accented)
            assert after["id"] == before["id"]
            for key in ("regions", "conditions", "suspects", "references", "neighbours", "topic"):
                assert after.get(key) == before.get(key), (kind, key)


def test_a_catalogue_in_a_language_differs_in_its_texts_only() -> None:
    english = load_catalogue()
    try:
        use("en-XA")
        spoken = load_catalogue()
    finally:
        use("en")
    assert load_catalogue() is english
    assert spoken.language is language("en-XA")
    for kind in KINDS:
        assert list(getattr(spoken, kind)) == list(getattr(english, kind))
    groin, told = english.regions["groin"], spoken.regions["groin"]
    assert told.plain_name == accented(groin.plain_name)
    assert told.neighbours == groin.neighbours
    for name, words in english.vocabularies.items():
        for word, label in words.items():
            said = label if name in NOT_TEXTS else accented(label)
            assert spoken.vocabularies[name][word] == said


def test_every_class_says_what_is_text() -> None:
    """`Text` is an annotation: a class that cannot be resolved would silently hold none."""
    for cls in KINDS.values():
        assert dataclasses.is_dataclass(cls)
        assert typing.get_type_hints(cls, include_extras=True)


def test_the_texts_are_those_of_the_source_files() -> None:
    """A naive reading of one file finds the same sentences."""
    import yaml

    file = Path(data_dir()) / "regions" / "groin.yaml"
    source = yaml.safe_load(file.read_text(encoding="utf-8"))
    seen: list[str] = []
    changer(KINDS["regions"])(dict(source), lambda text: seen.append(text) or text)
    assert {source["name"], source["description"], *source["synonyms"]} <= set(seen)
