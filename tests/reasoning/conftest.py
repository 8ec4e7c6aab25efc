"""The small model for every test in this folder."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from hipedu.reasoning.evidence_tables import Tables, build_tables
from hipedu.reasoning.knowledge_base import KnowledgeBase

SMALL = runpy.run_path(str(Path(__file__).with_name("small_model.py")))


@pytest.fixture(scope="session")
def small_parts() -> dict[str, Any]:
    return SMALL


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    made: KnowledgeBase = SMALL["knowledge"]()
    return made


@pytest.fixture(scope="session")
def tables(knowledge: KnowledgeBase) -> Tables:
    return build_tables(knowledge)
