"""The knowledge base as it is, and the dashboards as they are served."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import hipedu
from hipedu.knowledge import Catalogue
from hipedu.reasoning.evidence_tables import Tables

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return hipedu.load_catalogue()


@pytest.fixture(scope="session")
def real_tables(catalogue: Catalogue) -> Tables:
    return hipedu.reasoning_tables(catalogue)


@pytest.fixture(scope="module")
def served() -> Iterator[Any]:
    """The dashboards on a port of their own; `served.page(name)` is an address."""
    tools = runpy.run_path(str(ROOT / "tests" / "browser" / "conftest.py"))
    server = tools["start_server"]()
    yield server
    tools["stop_server"](server)
