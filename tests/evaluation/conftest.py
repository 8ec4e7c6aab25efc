"""The small model of tests/reasoning, and outcomes that can be reckoned with by hand."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hipedu.evaluation.outcome import Outcome
from hipedu.reasoning.evidence_tables import Tables, build_tables
from hipedu.reasoning.knowledge_base import KnowledgeBase

SMALL = runpy.run_path(str(Path(__file__).parents[1] / "reasoning" / "small_model.py"))


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    made: KnowledgeBase = SMALL["knowledge"]()
    return made


@pytest.fixture(scope="session")
def tables(knowledge: KnowledgeBase) -> Tables:
    return build_tables(knowledge)


@pytest.fixture(scope="session")
def outcome() -> Callable[..., Outcome]:
    """Make an outcome: conditions a, b, c with 0.5, 0.3, 0.2; b expected; soon for soon."""

    def make(**changed: Any) -> Outcome:
        values: dict[str, Any] = {
            "id": "one", "expected": ("b",), "level": "soon", "given": "soon",
            "ranking": ("a", "b", "c"), "p": {"a": 0.5, "b": 0.3, "c": 0.2}, **changed,
        }
        return Outcome(**values)

    return make
