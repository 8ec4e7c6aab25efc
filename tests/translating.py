"""Translations for tests, made as a translator makes them: begun, written, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from hipedu.commands.words import begin, compile_folder


def translate(
    code: str,
    locales: Path,
    sentences: Mapping[str, str],
    records: Mapping[str, str],
    *,
    marks: Mapping[str, str] | None = None,
) -> Path:
    """Make a translation of a few sentences and records, and return `locales`."""
    begin(code, locales)
    folder = locales / code
    write(folder, "hipedu", sentences, marks=marks)
    write(folder, "knowledge", records)
    compile_folder(folder / "LC_MESSAGES")
    return locales


def write(
    folder: Path, domain: str, said: Mapping[str, str], marks: Mapping[str, str] | None = None
) -> None:
    """Put translations into a language's file: of texts in every context, of marks by context."""
    file = folder / "LC_MESSAGES" / f"{domain}.po"
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale=folder.name)
    for message in catalogue:
        text = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        if text in said:
            message.string = said[text]
        elif message.context in (marks or {}):
            message.string = marks[message.context]
    with file.open("wb") as opened:
        write_po(opened, catalogue)
