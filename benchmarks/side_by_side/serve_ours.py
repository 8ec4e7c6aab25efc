"""Serves our dashboards as ``hipedu dashboards`` does, the training page with a runner chosen.

A peer's page opens with the log in it, so ours must: the notebook's cell that builds the page
also chooses the invented runner. Everything else is the product. ``python serve_ours.py PORT``.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from training_page import SCENARIO

from hipedu.serving import notebooks

CHOSEN = f'page = training_load.build()\npage.state.load_scenario("{SCENARIO}")\npage.refresh()'


def main() -> None:
    """Copy the notebooks, change that one cell, serve them."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "notebooks"
        shutil.copytree(notebooks.notebooks_root(), root)
        page = root / "dashboards" / "training_load.ipynb"
        notebook = json.loads(page.read_text(encoding="utf-8"))
        changed = [
            cell for cell in notebook["cells"]
            if cell["cell_type"] == "code" and ".build()" in "".join(cell["source"])
        ]  # fmt: skip
        assert len(changed) == 1, "the training notebook no longer builds its page in one cell"
        text = "".join(changed[0]["source"])
        assert text.count("page = training_load.build()") == 1
        changed[0]["source"] = text.replace("page = training_load.build()", CHOSEN)
        page.write_text(json.dumps(notebook), encoding="utf-8")
        # The start page's notebooks, for the measurements of the other dashboards, are untouched.
        notebooks.notebooks_root = lambda: root
        from hipedu.serving.launch import serve

        serve(port=int(sys.argv[1]), open_browser=False)


if __name__ == "__main__":
    main()
