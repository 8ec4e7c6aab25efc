"""Frandsen et al. 2025: four classes of single-session spikes and their hazard rate ratios."""

import pytest

from hipedu.knowledge.paths import data_dir
from hipedu.knowledge.validate import read_sources
from hipedu.training.spike import spike_class

# class: above, up to, ratio, 95 % interval
TABLE = {
    "reference": (None, 10, 1.0, None, None),
    "small": (10, 30, 1.64, 1.31, 2.05),
    "moderate": (30, 100, 1.52, 1.16, 2.00),
    "large": (100, None, 2.28, 1.50, 3.48),
}


@pytest.fixture(scope="module")
def rule():
    return read_sources(data_dir()).entries["load_rules"]["single_session_spike"].record


def test_the_record_holds_the_published_table(rule):
    held = {
        band.id: (
            band.above, band.up_to, band.hazard_ratio.value, band.hazard_ratio.low,
            band.hazard_ratio.high,
        )
        for band in rule.bands
    }  # fmt: skip
    assert held == TABLE
    for band in rule.bands:
        assert band.hazard_ratio.reference == "frandsen2025spike"


@pytest.mark.parametrize("name", TABLE)
def test_function_and_record_cut_at_the_same_edges(name):
    above, up_to, *_ = TABLE[name]
    if above is not None:
        assert spike_class(above) != name
        assert spike_class(above + 0.01) == name
    if up_to is not None:
        assert spike_class(up_to) == name
