from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A knowledge base of two regions."""
    folder = tmp_path / "data"
    (folder / "regions").mkdir(parents=True)
    (folder / "VERSION").write_text("2026-11-23\n")
    for id_, other in (("groin", "knee"), ("knee", "groin")):
        (folder / "regions" / f"{id_}.yaml").write_text(
            f"id: {id_}\nname: {id_.title()}\nplain_name: The {id_}\ndescription: There.\n"
            f"views: [front]\nneighbours: [{other}]\nsynonyms: [crease]\n"
        )
    return folder
