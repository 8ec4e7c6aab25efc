"""Plain dictionaries into records: the fast way gives what the class itself gives."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import importlib
import pkgutil
import types
import typing

import pytest

import hipedu.model
from hipedu.knowledge.catalogue import no_garbage_collection
from hipedu.knowledge.records import _plan, converter
from hipedu.model import Prior, Sourced

NUMBER = {"value": 0.4, "basis": "expert_estimate", "low": 0.2, "high": 0.6}


def test_equal_numbers_are_one_object():
    build = converter(Sourced)
    assert build(dict(NUMBER)) is build(dict(NUMBER))
    assert build(dict(NUMBER)) == Sourced(value=0.4, basis="expert_estimate", low=0.2, high=0.6)
    assert build({**NUMBER, "note": "in runners"}) != build(dict(NUMBER))


def test_a_whole_number_does_not_become_the_decimal_it_equals():
    build = converter(Sourced)
    kinds = [type(build({"value": each, "basis": "expert_estimate"}).value) for each in (1.0, 1)]
    assert kinds == [float, int]


def test_a_wrong_number_is_still_refused():
    with pytest.raises(ValueError, match="above the value"):
        converter(Sourced)({**NUMBER, "low": 0.5})


def test_records_inside_records_are_made_too():
    prior = converter(Prior)(
        {"age_min": 20, "age_max": 29, "sex": "female", "weight": dict(NUMBER)}
    )
    assert prior.weight is converter(Sourced)(dict(NUMBER))


MODULES = [
    importlib.import_module(f"hipedu.model.{each.name}")
    for each in pkgutil.iter_modules(hipedu.model.__path__)
]
CLASSES = [
    value for module in MODULES for value in vars(module).values()
    if dataclasses.is_dataclass(value) and value.__module__ == module.__name__
]  # fmt: skip


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_no_field_that_needs_converting_is_overlooked(cls):
    """The quick look at the words of a type finds what working every type out finds."""
    hints = typing.get_type_hints(cls)
    slow = {name for name, hint in hints.items() if holds_more_than_plain_values(hint)}
    assert {name for name, _ in _plan(cls)} == slow


def holds_more_than_plain_values(hint: object) -> bool:
    if typing.get_origin(hint) is tuple or dataclasses.is_dataclass(hint):
        return True
    if typing.get_origin(hint) is dict:
        return holds_more_than_plain_values(typing.get_args(hint)[1])
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return any(map(holds_more_than_plain_values, typing.get_args(hint)))
    return False


def test_garbage_is_collected_again_after_reading():
    assert gc.isenabled()
    with contextlib.suppress(ValueError), no_garbage_collection():
        assert not gc.isenabled()
        raise ValueError("broken data")
    assert gc.isenabled()
    gc.disable()
    try:
        with no_garbage_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
