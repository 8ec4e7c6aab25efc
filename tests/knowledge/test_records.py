"""Plain dictionaries into records: the fast way gives what the class itself gives."""

from __future__ import annotations

import contextlib
import gc

import pytest

from hipedu.knowledge.catalogue import no_garbage_collection
from hipedu.knowledge.records import converter
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
