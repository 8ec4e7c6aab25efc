"""The YAML reader and the record converters over many invented values."""

from __future__ import annotations

import dataclasses
import json
import math
import re

import yaml
from hypothesis import given
from hypothesis import strategies as st

from hipedu.knowledge.records import converter
from hipedu.knowledge.strict_yaml import StrictYamlError, parse
from hipedu.knowledge.validate import adapter
from hipedu.model import Criterion, Presentation, Sourced

# YAML has no way to write a lone surrogate, and folds these three line ends into one.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff")
)
# To PyYAML an exponent without a point or a sign is text, to JSON and to us a number: unquoted,
# the two differ by design.
ONLY_JSON = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?[eE][+-]?[0-9]+")
plain = texts.filter(lambda text: not ONLY_JSON.fullmatch(text))
finite = st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | finite | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


def refusal(text):
    """The error that a text is refused with, or None."""
    try:
        parse(text)
    except StrictYamlError as error:
        return error
    return None


@given(values)
def test_json_is_read_as_json(value):
    """JSON is YAML: what `json.dumps` writes comes back as it was, types included."""
    text = json.dumps(value, ensure_ascii=False)
    assert repr(parse(text).value) == repr(value)


@given(st.dictionaries(plain, plain | st.booleans() | st.none() | st.lists(plain), max_size=6))
def test_what_pyyaml_writes_is_read(value):
    """PyYAML quotes whatever it would itself misread, so nothing changes on the way."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=False)
    assert parse(text).value == value


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_line(text):
    error = refusal(text)
    if error is not None:
        assert 1 <= error.line <= len(text) + 1
        assert error.problem
        assert error.next_step


@given(st.text(st.sampled_from("aeinoyfst0123456789.:+-_~ex"), min_size=1, max_size=8))
def test_an_unquoted_scalar_is_json_or_text(text):
    """A word without quotation marks is a number only if JSON says so."""
    try:
        value = parse(f"[{text}]").value
    except StrictYamlError:
        return
    if len(value) == 1 and isinstance(value[0], int | float) and not isinstance(value[0], bool):
        assert json.loads(text) == value[0]
        assert math.isfinite(value[0])


@given(st.dictionaries(st.text(st.sampled_from("abc"), min_size=1), st.integers(), min_size=1),
       st.data())
def test_a_second_equal_key_is_refused(mapping, data):
    lines = [f"{key}: {value}" for key, value in mapping.items()]
    again = data.draw(st.sampled_from(sorted(mapping)))
    error = refusal("\n".join([*lines, f"{again}: 0"]))
    assert error is not None
    assert error.line == len(lines) + 1


shares = st.floats(0, 1)
sourced = st.builds(
    Sourced,
    value=shares,
    basis=st.sampled_from(["expert_estimate", "illustrative"]),
    note=st.none() | texts,
    population=st.none() | texts,
)
leaves = st.builds(Criterion, finding=texts, answers=st.none() | st.tuples(texts)) | st.builds(
    Criterion, regions=st.lists(texts, min_size=1).map(tuple), says=st.none() | texts
)
criteria = st.recursive(
    leaves,
    lambda inner: st.builds(Criterion, not_=inner)
    | st.builds(Criterion, any_of=st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)


def through_the_compiled_file(record):
    """Written as the compiler writes, read as the catalogue reads."""
    cls = type(record)
    text = json.dumps(adapter(cls).dump_python(record, mode="json", exclude_defaults=True))
    return converter(cls)(json.loads(text))


@given(criteria)
def test_nested_criteria_survive_compiling(criterion):
    again = through_the_compiled_file(criterion)
    assert again == criterion
    assert dataclasses.asdict(again) == dataclasses.asdict(criterion)


@given(sourced, st.lists(st.tuples(texts, sourced), max_size=3))
def test_presentations_survive_compiling(share, pairs):
    raw = {
        "id": "x",
        "priors": [],
        "regions": [{"region": name, "p": dataclasses.asdict(p)} for name, p in pairs],
        "unlisted_region": dataclasses.asdict(share),
        "likelihoods": [
            {"finding": name, "choices": {name: dataclasses.asdict(p)}} for name, p in pairs
        ],
    }
    made: Presentation = adapter(Presentation).validate_json(json.dumps(raw))
    again = through_the_compiled_file(made)
    assert again == made
    assert again.regions == tuple(made.regions)
