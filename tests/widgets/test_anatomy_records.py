"""The drawings and the knowledge base name the same parts and places."""

from __future__ import annotations

import re

import pytest

from hipedu.api import load_catalogue
from hipedu.widgets.assets import VIEWS, anatomy

DRAWN = {view: set(re.findall(r'data-structure="([^"]+)"', anatomy(view))) for view in VIEWS}
PLACES = {view: set(re.findall(r'data-region="([^"]+)"', anatomy(view))) for view in VIEWS}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_draws_the_structures_whose_records_name_it(view: str) -> None:
    recorded = {each.id for each in load_catalogue().structures.values() if view in each.views}
    assert DRAWN[view] - {"skin"} == recorded - {"skin"}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_the_regions_whose_records_name_it(view: str) -> None:
    recorded = {each.id for each in load_catalogue().regions.values() if view in each.views}
    assert PLACES[view] == recorded


def test_every_structure_is_drawn_somewhere() -> None:
    everywhere = set().union(*DRAWN.values())
    assert set(load_catalogue().structures) <= everywhere
