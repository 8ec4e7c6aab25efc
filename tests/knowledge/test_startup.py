"""What a fresh process imports: this is what keeps a start short and Pyodide possible."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "pandas", "plotly", "ipywidgets", "anywidget", "traitlets", "pydantic", "yaml")


def modules_after(code: str, cwd) -> set[str]:
    code += "\nimport sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=cwd
    )
    return set(done.stdout.split())


def test_importing_hipedu_imports_nothing_else_of_it(tmp_path):
    loaded = modules_after("import hipedu", tmp_path)
    assert {name for name in loaded if name.startswith("hipedu")} == {"hipedu"}


def test_the_catalogue_needs_the_standard_library_only(kb):
    from hipedu.knowledge.compile import write_compiled
    from hipedu.knowledge.kinds import KINDS, UNREFERRED

    full = tuple(kind for kind in KINDS if kind not in UNREFERRED)
    write_compiled(kb.folder)
    loaded = modules_after(
        "import hipedu\n"
        "catalogue = hipedu.load_catalogue('data')\n"
        f"assert all(len(getattr(catalogue, kind)) for kind in {full})\n"
        "hipedu.vocabulary(catalogue)",
        kb.folder.parent,
    )
    assert loaded.isdisjoint(HEAVY)


def test_the_command_line_starts_with_the_standard_library_only(tmp_path):
    loaded = modules_after(
        "from hipedu.cli import parser\nfrom hipedu.commands import commands\nparser(commands())",
        tmp_path,
    )
    assert loaded.isdisjoint(HEAVY)


def test_a_catalogue_makes_no_record_class_before_a_record_is_asked_for(tmp_path):
    code = "import hipedu; catalogue = hipedu.load_catalogue()"
    loaded = modules_after(code, tmp_path)
    assert {name for name in loaded if name.startswith("hipedu.model.")} == set()
    loaded = modules_after(f"{code}; catalogue.references", tmp_path)
    assert "hipedu.model.reference" in loaded
    assert "hipedu.model.exercise" not in loaded


def test_every_record_class_can_be_had_by_name():
    import hipedu.model

    assert set(hipedu.model._HOMES) == set(hipedu.model.__all__)
    for name in hipedu.model.__all__:
        found = getattr(hipedu.model, name)
        if isinstance(found, type):
            assert found.__module__ == f"hipedu.model.{hipedu.model._HOMES[name]}"
    with pytest.raises(AttributeError, match="Nonsense"):
        hipedu.model.Nonsense  # noqa: B018
