from __future__ import annotations

from pathlib import Path

import pytest

from hipedu.knowledge.strict_yaml import StrictYamlError, parse, read, show_path

PLAIN = [
    # what YAML 1.1 reads otherwise stays text
    ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("True", "True"), ("NULL", "NULL"),
    ("1:30", "1:30"), ("007", "007"), ("0o17", "0o17"), ("0x1F", "0x1F"), ("1_000", "1_000"),
    ("2026-11-23", "2026-11-23"), (".5", ".5"), ("5.", "5."), ("+5", "+5"), (".inf", ".inf"),
    (".nan", ".nan"), ("=", "="), ("<<", "<<"), ("1e", "1e"),
    # numbers as JSON writes them
    ("7", 7), ("-7", -7), ("0", 0), ("0.25", 0.25), ("1e3", 1000.0), ("2.5E-1", 0.25),
    ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
    # quotation marks always make text
    ('"7"', "7"), ("'true'", "true"), ('""', ""),
]


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_scalar(text: str, value: object) -> None:
    found = parse(f"a: {text}\n").value["a"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_text() -> None:
    assert parse("1: a\ntrue: b\nno: c\n").value == {"1": "a", "true": "b", "no": "c"}


def test_block_text_loses_its_edges_and_quoted_text_does_not() -> None:
    assert parse("a: >\n  one\n  two\nb: |\n  x\n   y\nc: ' z '\n").value == {
        "a": "one two", "b": "x\n y", "c": " z ",
    }


def test_empty_documents_hold_nothing() -> None:
    assert parse("").value is None
    assert parse("# only a comment\n").value is None


REFUSED = [
    ("a: 1\nb: 2\na: 3\n", 3, "key 'a' stands here a second time (first in line 1)"),
    ("x:\n  - {a: 1, a: 2}\n", 2, "key 'a' stands here a second time (first in line 2)"),
    ("a: &here 1\n", 1, "&here is an anchor"),
    ("&k a: 1\n", 1, "&k is an anchor"),
    ("a: 1\nb: *here\n", 2, "*here is an alias"),
    ("a: 1\n*here : 2\n", 2, "*here is an alias"),
    ("a: !!python/name:os.system\n", 1, "tag:yaml.org,2002:python/name:os.system is a tag"),
    ("a: !x 1\n", 1, "!x is a tag"),
    ("--- {a: 1}\n--- {b: 2}\n", 2, "a second document starts"),
    ("? [1]\n: 2\n", 1, "a key is a list or a mapping"),
    ("a: 1\nb: [1, 2\n", 3, "is not YAML"),
    ("a: b: c\n", 1, "is not YAML"),
    ("a: 1e999\n", 1, "is a number too large to hold"),
    ("a: " + "9" * 400 + "\n", 1, "is a number too long to hold"),
    ("a: \x07\n", 1, "is not YAML"),
    ("[" * 60 + "]" * 60, 1, "more than 40 levels"),
]


@pytest.mark.parametrize(("text", "line", "problem"), REFUSED)
def test_refused(text: str, line: int, problem: str) -> None:
    with pytest.raises(StrictYamlError) as caught:
        parse(text)
    assert caught.value.line == line
    assert problem in caught.value.problem
    assert caught.value.next_step.endswith(".")


def test_line_of_every_part() -> None:
    document = parse("# head\na: 1\nb:\n- x: 1\n  y: 2\n- x: >\n    text\n  y: 4\n")
    #               line 1     2    3    4       5      6       7        8
    lines = {("a",): 2, ("b",): 3, ("b", 0, "x"): 4, ("b", 0, "y"): 5, ("b", 1, "x"): 6,
             ("b", 1, "y"): 8}
    assert {path: document.line_of(path) for path in lines} == lines
    assert document.line_of(("b", 1, "z", "deeper")) == 6  # the nearest that exists: b[1]


def test_not_utf8_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(StrictYamlError, match="line 2: holds a byte that is not UTF-8"):
        read(file)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: x\r\nb: 2\r\n")
    assert read(file).value == {"a": "x", "b": 2}


def test_show_path() -> None:
    assert show_path(()) == ""
    assert show_path((3, "doi")) == "[3].doi"
    assert show_path(("choices", "a b", "value")) == "choices.a b.value"
