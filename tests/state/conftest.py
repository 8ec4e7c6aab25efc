"""The small model of tests/reasoning, for states."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from hipedu.reasoning.evidence_tables import Tables, build_tables

SMALL = Path(__file__).parents[1] / "reasoning" / "small_model.py"


@pytest.fixture(scope="session")
def tables() -> Tables:
    return build_tables(runpy.run_path(str(SMALL))["knowledge"]())
