"""The source files of the knowledge base: which they are, and one key for all of them."""

from __future__ import annotations

import os
from pathlib import Path

from hipedu.knowledge.errors import DataError

SHARED_FILES = ("VERSION", "references.yaml", "safety/hazards.yaml", "vocabularies.yaml")


def source_names(data_dir: Path, folders: tuple[str, ...]) -> list[str]:
    """Names of all source files, seen from `data_dir`, sorted.

    Parameters
    ----------
    data_dir : Path
        The knowledge base.
    folders : tuple of str
        Kinds of record that have a folder; a folder that is not there holds nothing.

    Notes
    -----
    `os.scandir` rather than `Path.glob`: this runs at every start in a checkout.
    """
    names = [name for name in SHARED_FILES if (data_dir / name).is_file()]
    for folder in folders:
        try:
            entries = os.scandir(data_dir / folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        with entries:
            names.extend(
                f"{folder}/{entry.name}"
                for entry in entries
                if entry.name.endswith(".yaml") and not entry.name.startswith(".")
            )
    return sorted(names)


def content_key(data_dir: Path, names: list[str]) -> str:
    """SHA-256 over names and contents of the source files.

    Line ends count as ``\\n``, so that a checkout on Windows has the same key.
    """
    import hashlib  # loads OpenSSL, which an installed wheel never needs

    digest = hashlib.sha256()
    base = f"{data_dir}{os.sep}"
    for name in names:
        # three times faster than Path, and unbuffered: a file is read whole
        with open(base + name, "rb", buffering=0) as file:  # noqa: PTH123
            content = file.read()
        if b"\r" in content:
            content = content.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_version(data_dir: Path) -> str:
    """Date of the knowledge base, ``YYYY-MM-DD``.

    Raises
    ------
    DataError
        If the file VERSION is missing.
    """
    file = data_dir / "VERSION"
    try:
        return file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise DataError(
            f"{file} is missing: it holds the date of the knowledge base. "
            "Write today's date into it, as 2026-11-23."
        ) from None
