"""Languages: found by their files, spoken from a process's environment, free for English."""

from __future__ import annotations

import gettext
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hipedu.commands import CommandError
from hipedu.commands.words import compile_folder, update
from hipedu.language import ENGLISH, _, current, language, languages, ngettext, use
from hipedu.language.browser import browser_script, read_browser_words
from hipedu.language.numbers import decimal, grouped
from hipedu.language.pseudo import accented
from hipedu.language.sentences import use_from
from tests.translating import translate, write

GERMAN = {
    "There is no page here": "Hier ist keine Seite",
    "All {most} places are taken": "Alle {most} Plätze sind besetzt",
    "Reload": "Neu laden",
}


@pytest.fixture
def back_to_english():
    yield
    use("en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A German translation of a few sentences, made once: it is begun from all sentences."""
    return translate(
        "de", tmp_path_factory.mktemp("made"), GERMAN, {"Groin": "Leiste"},
        marks={"decimal mark": ",", "thousands mark": "."},
    )  # fmt: skip


@pytest.fixture
def locales(made: Path, tmp_path: Path) -> Path:
    """A folder with that translation, which a test may change."""
    return Path(shutil.copytree(made, tmp_path / "locales"))


def test_a_translation_needs_no_code(locales: Path) -> None:
    german = language("de", locales)
    assert german.gettext("There is no page here") == "Hier ist keine Seite"
    assert german.gettext("All {most} places are taken", most=4) == "Alle 4 Plätze sind besetzt"
    assert german.gettext("Not found") == "Not found", "what is not translated stays English"
    assert german.words.record("regions", "Groin") == "Leiste"
    assert [each.code for each in languages(locales)] == ["en", "de"]
    assert [each.code for each in languages()] == ["en"], "no pseudo-language is offered"


def test_the_browser_gets_its_own_sentences_only(locales: Path) -> None:
    words, plural = read_browser_words(locales / "de")
    assert words["Reload"] == "Neu laden"
    assert "There is no page here" not in words, "the server says that"
    assert words["decimal mark\x04."] == ","
    assert eval(plural, {"n": 1}) == 0
    assert eval(plural, {"n": 2}) == 1
    script = browser_script(language("de", locales))
    assert '"code":"de"' not in script
    assert "Neu laden" in script
    assert browser_script(ENGLISH) == ""


def test_a_plural_rule_that_is_code_is_refused(locales: Path) -> None:
    file = locales / "de" / "LC_MESSAGES" / "browser.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**told, "plural": "alert(n)"}), encoding="utf-8")
    with pytest.raises(ValueError, match="is no plural rule"):
        read_browser_words(locales / "de")


def test_a_translation_that_loses_a_place_is_refused(locales: Path) -> None:
    write(locales / "de", "hipedu", {"All {most} places are taken": "Alle Plätze sind besetzt"})
    with pytest.raises(CommandError, match=r"differ in their places: \{most\}"):
        compile_folder(locales / "de" / "LC_MESSAGES")


def test_an_update_keeps_what_was_translated_and_guesses_nothing(locales: Path) -> None:
    file = locales / "de" / "LC_MESSAGES" / "hipedu.po"
    text = file.read_text(encoding="utf-8").replace('msgid "Not found"', 'msgid "Not fund"')
    file.write_text(text, encoding="utf-8")
    update(file.parent)
    with file.open("rb") as opened:
        catalogue = read_po(opened)
    assert catalogue.get("There is no page here").string == "Hier ist keine Seite"
    assert not catalogue.get("Not found").string
    assert not any(message.fuzzy for message in catalogue if message.id)


@pytest.mark.parametrize("code", ["", "xx", "../../etc", "de/../..", "en-XB", "A" * 500, "\0"])
def test_whatever_an_address_asks_for_is_english_if_unknown(code: str) -> None:
    assert language(code) is ENGLISH


def test_the_language_of_a_process_comes_from_its_environment(back_to_english) -> None:
    assert use_from({"HIPEDU_LANGUAGE": "en-XA"}).code == "en-XA"
    assert use_from({"QUERY_STRING": "look=dark&lang=ar-XB"}).code == "ar-XB"
    assert use_from({"HIPEDU_LANGUAGE": "en", "QUERY_STRING": "lang=ar-XB"}).code == "en"
    assert use_from({}) is ENGLISH


def test_sentences_plurals_and_numbers_in_a_language(back_to_english, monkeypatch, locales) -> None:
    monkeypatch.setattr("hipedu.language.sentences._now", language("de", locales))
    assert current().code == "de"
    assert _("All {most} places are taken", most=grouped(5205)) == "Alle 5.205 Plätze sind besetzt"
    assert decimal(1234.56, 1) == "1234,6"
    use("en-XA")
    assert ngettext("{n} run", "{n} runs", 1).startswith("⟦1 ŕûñ ")
    assert ngettext("{n} run", "{n} runs", 2).startswith("⟦2 ŕûñš ")
    assert decimal(1234.56, 1) == "1234.6", "the shape of a number is no word"


def test_a_pseudo_sentence_is_a_third_longer() -> None:
    text = "Nothing you enter is stored or sent anywhere."  # 45 characters, 30 % of it is 13.5
    assert len(accented(text)) in (45 + 2 + 13, 45 + 2 + 14)
    assert accented("") == ""


def test_english_loads_no_gettext() -> None:
    code = (
        "import sys, hipedu.language, hipedu\n"
        "hipedu.language._('x'); hipedu.load_catalogue()\n"
        "print([m for m in ('gettext', 'babel', 'hipedu.language.pseudo') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_compiled_file_is_what_gettext_reads(locales: Path) -> None:
    """The standard library is the judge of our ``.mo``."""
    with (locales / "de" / "LC_MESSAGES" / "hipedu.mo").open("rb") as opened:
        read = gettext.GNUTranslations(opened)
    assert read.gettext("There is no page here") == "Hier ist keine Seite"
    assert read.pgettext("decimal mark", ".") == ","
