"""Finding the data folder: inside an installed package, or in a checkout."""

from __future__ import annotations

from pathlib import Path

from hipedu.knowledge.errors import DataError

_PACKAGE = Path(__file__).resolve().parent.parent


def installed_dir() -> Path:
    """Where the knowledge base lies in an installed wheel (it need not exist)."""
    return _PACKAGE / "_data"


def checkout_dir() -> Path:
    """Where the knowledge base lies in a checkout (it need not exist)."""
    return _PACKAGE.parent / "data"


def data_dir() -> Path:
    """Find the knowledge base that belongs to this code.

    Returns
    -------
    Path
        ``hipedu/_data`` of an installed wheel, otherwise ``data`` beside the package.

    Raises
    ------
    DataError
        If neither is there.

    Notes
    -----
    A folder counts only when it holds ``VERSION``: an unrelated folder called ``data`` that
    happens to lie beside an installed package is not mistaken for the knowledge base.
    """
    for candidate in (installed_dir(), checkout_dir()):
        if (candidate / "VERSION").is_file():
            return candidate
    raise DataError(
        f"The knowledge base was not found: neither {installed_dir()} nor {checkout_dir()} "
        "holds a file VERSION. Install hipedu again, or work in a full checkout."
    )


def is_installed(folder: Path) -> bool:
    """Whether `folder` is the knowledge base of an installed wheel, which nobody edits."""
    return folder == installed_dir()
