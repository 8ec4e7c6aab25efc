"""``hipedu words``: what translators work with. Needs Babel, which is installed for tests."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hipedu.commands import CommandError
from hipedu.language.catalogues import CODE, LOCALES
from hipedu.language.places import PLACE

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from hipedu.commands._messages import Message

HELP = "collect the sentences for translators, and compile translations"
DOMAINS = {
    "hipedu": "Sentences of hipedu's pages and messages. BSD-3-Clause, as the code.",
    "knowledge": "Texts of hipedu's knowledge base. CC BY 4.0, as everything under data/.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare extract, new, update and compile."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, text in (
        ("extract", "write the templates hipedu.pot and knowledge.pot"),
        ("new", "begin a translation: write its two .po files"),
        ("update", "bring every translation's .po files up to the templates"),
        ("compile", "write .mo and browser.json of every translation"),
    ):
        action = actions.add_parser(name, help=text, description=text)
        if name == "new":
            action.add_argument("code", metavar="CODE", help="language tag, as de or pt-BR")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    try:
        import babel.messages  # noqa: F401
    except ImportError:
        raise CommandError(
            "This needs Babel, which is installed with the tests: run `make setup`."
        ) from None
    if arguments.action == "extract":
        for name, catalogue in templates().items():
            file = LOCALES / f"{name}.pot"
            file.write_text(written(catalogue), encoding="utf-8", newline="\n")
            print(f"Wrote {file}: {len(catalogue)} messages.")
    elif arguments.action == "new":
        begin(arguments.code, LOCALES)
    else:
        for folder in sorted(LOCALES.glob("*/LC_MESSAGES")):
            (update if arguments.action == "update" else compile_folder)(folder)
    return 0


def templates() -> dict[str, Catalog]:
    """What there is to translate, by domain."""
    from hipedu.commands._messages import messages, records

    return {"hipedu": template("hipedu", messages()), "knowledge": template("knowledge", records())}


def template(domain: str, found: Iterable[Message]) -> Catalog:
    """A catalogue of messages without translations."""
    from babel.messages.catalog import Catalog

    made = Catalog(project="hipedu", header_comment=f"# {DOMAINS[domain]}", fuzzy=False)
    for each in found:
        made.add(
            (each.text, each.plural) if each.plural else each.text,
            locations=[(each.file, 0)],
            context=each.context,
        )
    return made


def written(catalogue: Catalog) -> str:
    """A template as text: no date, no line numbers, so that it changes when a sentence does."""
    from babel.messages.pofile import write_po

    file = io.BytesIO()
    write_po(file, catalogue, omit_header=True, include_lineno=False, sort_by_file=True)
    head = (
        f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n"Project-Id-Version: hipedu\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return head + file.getvalue().decode("utf-8").rstrip("\n") + "\n"


def begin(code: str, locales: Path) -> None:
    """Write the empty ``.po`` files of a language.

    Raises
    ------
    CommandError
        If the tag is none, or there is such a translation.
    """
    from babel import Locale, UnknownLocaleError
    from babel.messages.pofile import write_po

    if not CODE.fullmatch(code) or code == "en":
        raise CommandError(f'"{code}" is no tag of another language. Write it as de or pt-BR.')
    folder = locales / code.replace("-", "_") / "LC_MESSAGES"
    if folder.exists():
        raise CommandError(f"There is a translation already: {folder}.")
    try:
        Locale.parse(folder.parent.name)
    except UnknownLocaleError:
        raise CommandError(f'Babel knows no language "{code}".') from None
    folder.mkdir(parents=True)
    for name, catalogue in templates().items():
        catalogue.locale = folder.parent.name
        catalogue.fuzzy = False
        with (folder / f"{name}.po").open("wb") as file:
            write_po(file, catalogue, include_lineno=False)
        print(f"Wrote {folder / name}.po: {len(catalogue)} messages.")


def update(folder: Path) -> None:
    """Bring a translation up to the templates; nothing is guessed from similar sentences."""
    from babel.messages.pofile import read_po, write_po

    for name, fresh in templates().items():
        file = folder / f"{name}.po"
        with file.open("rb") as opened:
            known = read_po(opened, locale=folder.parent.name)
        known.update(fresh, no_fuzzy_matching=True)
        with file.open("wb") as opened:
            write_po(opened, known, include_lineno=False)
        done = sum(bool(message.string) for message in known if message.id)
        print(f"{file}: {done} of {len(known)} messages are translated.")


def compile_folder(folder: Path) -> None:
    """Write what is loaded at run time: ``.mo``, and ``browser.json`` for the browser.

    Raises
    ------
    CommandError
        If a translation lacks a place of its sentence, or has one more.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    from hipedu.commands._messages import in_browser

    for name in DOMAINS:
        with (folder / f"{name}.po").open("rb") as opened:
            catalogue = read_po(opened, locale=folder.parent.name)
        for message in catalogue:
            need_same_places(message, folder / f"{name}.po")
        with (folder / f"{name}.mo").open("wb") as opened:
            write_mo(opened, catalogue)
        if name == "hipedu":
            words = {}
            for each in in_browser():
                found = catalogue.get(each.text, context=each.context)
                if found is not None and found.string and not found.fuzzy and filled(found.string):
                    key = f"{each.context}\x04{each.text}" if each.context else each.text
                    words[key] = found.string
            told = {"plural": catalogue.plural_expr, "words": dict(sorted(words.items()))}
            text = json.dumps(told, ensure_ascii=False, indent=1)
            (folder / "browser.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    print(f"Compiled {folder.parent.name}.")


def filled(said: str | Iterable[str]) -> bool:
    """Whether every form of a translation has been written."""
    return bool(said) if isinstance(said, str) else all(said)


def need_same_places(message: Any, file: Path) -> None:
    """Refuse a translation that names other places than its sentence."""
    written_texts = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    said_texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    may = {place for text in written_texts for place in PLACE.findall(text)}
    must = may - {"n"} if len(written_texts) > 1 else may
    for said in said_texts:
        has = set(PLACE.findall(said or ""))
        if said and message.id and not must <= has <= may:
            wrong = ", ".join(f"{{{name}}}" for name in sorted(must ^ has))
            raise CommandError(
                f'{file}: the translation of "{written_texts[0][:60]}" and the sentence differ in '
                f"their places: {wrong}. Keep every {{name}} as it is."
            )
