"""Where the dashboard notebooks are: in the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path


def notebooks_root() -> Path:
    """Return the folder that holds ``dashboards/`` and ``lessons/``.

    Raises
    ------
    FileNotFoundError
        If neither the installed package nor the checkout has it.
    """
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "_notebooks", package.parent / "notebooks"):
        if (candidate / "dashboards" / "home.ipynb").is_file():
            return candidate
    raise FileNotFoundError(
        f"no notebooks found beside {package}: install hipedu again, or run from a full checkout"
    )
