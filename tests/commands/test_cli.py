from __future__ import annotations

import argparse
import json
import re

import pytest

import hipedu
from hipedu.cli import main, versions
from hipedu.commands import commands
from hipedu.knowledge import load_catalogue, paths
from hipedu.knowledge.sources import read_version


@pytest.fixture(autouse=True)
def small_knowledge_base(small, monkeypatch):
    monkeypatch.setattr(paths, "data_dir", lambda: small)


def test_every_command_module_keeps_the_contract():
    for command in commands().values():
        assert command.HELP
        assert not command.HELP.endswith(".")
        command.add_arguments(argparse.ArgumentParser())
        assert callable(command.run)


def test_help_names_every_command(capsys):
    assert main([]) == 0
    shown = capsys.readouterr().out
    for name, command in commands().items():
        assert re.search(rf"^ +{name}\b", shown, re.MULTILINE)
        assert " ".join(command.HELP.split()[:3]) in " ".join(shown.split())


def test_version_shows_code_and_knowledge(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"hipedu {hipedu.__version__}, knowledge base of 2026-11-23\n"
    assert versions().endswith(read_version(paths.data_dir()))


def test_check_without_a_fault(capsys):
    assert main(["data", "check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    # Eleven of the twelve kinds are still empty: one warning each, and no more.
    assert all(line.startswith("warning: data/") for line in lines[:-1])
    assert lines[-1] == "2 records read, 0 errors, 11 warnings."


def test_check_with_a_fault(small, capsys):
    (small / "regions" / "groin.yaml").write_text("id: groin\n")
    assert main(["data", "check", "--errors", "--data", str(small)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "error: data/regions/groin.yaml, line 1, description: is missing. "
        "Add the line `description: ...`."
    )
    assert re.fullmatch(r"1 records read, 5 errors, \d+ warnings\.", lines[-1])


def test_compile_then_show(small, capsys):
    assert main(["data", "compile"]) == 0
    assert (small / "compiled" / "catalogue.json").is_file()
    capsys.readouterr()
    assert main(["data", "show", "regions"]) == 0
    assert capsys.readouterr().out.split() == ["groin", "The", "groin", "knee", "The", "knee"]
    assert main(["data", "show", "region", "groin"]) == 0
    assert json.loads(capsys.readouterr().out)["neighbours"] == ["knee"]


def test_schemas(small, capsys):
    assert main(["data", "schemas"]) == 0
    names = {path.name for path in (small / "schemas").iterdir()}
    assert {"region.schema.json", "condition.schema.json", "exercise.schema.json"} <= names
    assert f"{len(names)} schemas" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["data", "show", "regoins"],
         'There is no kind of record called "regoins". Did you mean regions?'),
        (["data", "show", "regions", "grion"], 'No region has the id "grion". Did you mean groin?'),
        (["data", "check", "--data", "/no/such/folder"],
         "There is no folder /no/such/folder. Name the folder that holds VERSION."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(arguments, sentence, capsys):
    assert main(["data", "compile"]) == 0
    capsys.readouterr()
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.err == f"hipedu: {sentence}\n"
    assert shown.out == ""


def test_a_misspelt_command_exits_with_2():
    with pytest.raises(SystemExit) as caught:
        main(["dta"])
    assert caught.value.code == 2


def test_vocabulary(capsys):
    assert main(["data", "compile"]) == 0
    capsys.readouterr()
    assert main(["vocabulary", "--json"]) == 0
    words = json.loads(capsys.readouterr().out)
    assert words["knowledge"] == "2026-11-23"
    assert words["regions"][0] == {
        "id": "groin", "name": "Groin", "plain_name": "The groin", "synonyms": ["crease"],
        "views": ["front"], "sides": ["left", "right", "both"],
    }
    assert words == json.loads(json.dumps(hipedu.vocabulary(load_catalogue(paths.data_dir()))))
    assert main(["vocabulary"]) == 0
    assert "groin" in capsys.readouterr().out
