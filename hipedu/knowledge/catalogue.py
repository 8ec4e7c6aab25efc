"""The knowledge base in memory: one immutable catalogue of records."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from hipedu.knowledge import paths
from hipedu.knowledge.errors import DataError, UnknownId, suggestion
from hipedu.knowledge.kinds import FOLDERS, KINDS, SINGULAR, key_of
from hipedu.knowledge.sources import content_key, source_names
from hipedu.language import ENGLISH, Language, current

if TYPE_CHECKING:
    from hipedu.model import (
        Accuracy,
        Claim,
        Condition,
        DesignTask,
        EvaluationCase,
        Exercise,
        ExerciseDrawing,
        Factor,
        Finding,
        FindingGroup,
        Hazard,
        LoadingModel,
        LoadRule,
        Presentation,
        PreventionTopic,
        Programme,
        Question,
        RedFlag,
        Reference,
        Region,
        RunningLadder,
        Scenario,
        Structure,
        Treatment,
    )

FORMAT = 1
"""Layout of the compiled file; raise it when the layout changes: an older file is made anew."""

_Record = TypeVar("_Record")


def compiled_file(data_dir: Path) -> Path:
    """Where the compiled catalogue of a knowledge base lies."""
    return data_dir / "compiled" / "catalogue.json"


class Catalogue:
    """Everything hipedu knows, by kind and id.

    Each attribute is a read-only mapping from id to record, sorted by id; a kind is read when
    it is first asked for. The methods named after one record (`condition`, `region`, ...) take
    an id and answer a wrong one with the nearest right ones.

    Examples
    --------
    >>> catalogue = Catalogue.from_text(
    ...     '{\\n"header":{"format":1,"content_key":"","version":"2026-11-23"},\\n'
    ...     '"vocabularies":{"muscles":{"gluteus_medius":"gluteus medius"}},\\n'
    ...     '"references":[{"key":"frandsen2025spike","citation":"Frandsen et al."}]\\n}\\n')
    >>> catalogue.reference("frandsen2025spike").citation
    'Frandsen et al.'
    >>> catalogue.reference("frandsen2025spik")
    Traceback (most recent call last):
    hipedu.knowledge.errors.UnknownId: No reference has the id "frandsen2025spik". Did you mean ...
    """

    def __init__(
        self,
        lines: Mapping[str, str],
        *,
        version: str,
        content_key: str,
        vocabularies: Mapping[str, Mapping[str, str]],
        language: Language = ENGLISH,
    ) -> None:
        if language is not ENGLISH:
            from hipedu.knowledge.texts import labels_in  # English needs no translating

            vocabularies = labels_in(vocabularies, language.words.record)
        made: dict[str, Any] = {
            "_lines": dict(lines),
            "language": language,
            "version": version,
            "content_key": content_key,
            "vocabularies": MappingProxyType(
                {name: MappingProxyType(dict(words)) for name, words in vocabularies.items()}
            ),
        }
        self.__dict__.update(made)  # past __setattr__, which refuses everybody

    _lines: dict[str, str]
    version: str
    """Date of the knowledge base."""
    content_key: str
    """SHA-256 of its source files, with the tag of a language other than English."""
    language: Language
    """What its texts are said in."""
    vocabularies: Mapping[str, Mapping[str, str]]
    """Closed lists by name: ``vocabularies["muscles"]["gluteus_medius"]`` is a label."""

    @classmethod
    def from_text(cls, text: str) -> Catalogue:
        """The catalogue of a compiled file's text.

        Raises
        ------
        DataError
            If the text is not a compiled catalogue of this format.
        """
        try:
            lines = dict(_split(line) for line in text.splitlines()[1:-1])
            header = json.loads(lines.pop("header"))
            if header["format"] != FORMAT:
                raise ValueError(f"format {header['format']}")
            return cls(
                lines,
                version=header["version"],
                content_key=header["content_key"],
                vocabularies=json.loads(lines.pop("vocabularies")),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(
                f"The compiled catalogue cannot be read ({error!r}). "
                "Make it anew with `hipedu data compile`."
            ) from None

    def spoken_in(self, language: Language) -> Catalogue:
        """The same knowledge with its texts in another language; it is made of English texts."""
        return Catalogue(
            self._lines, version=self.version, content_key=f"{self.content_key}:{language.code}",
            vocabularies=self.vocabularies, language=language,
        )  # fmt: skip

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"A catalogue does not change: {name} cannot be set.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"A catalogue does not change: {name} cannot be removed.")

    def __repr__(self) -> str:
        return f"<Catalogue of {self.version}, {self.content_key[:8]}>"

    def _read(self, kind: str) -> Mapping[str, Any]:
        from hipedu.knowledge.records import converter  # only a record needs it, not a start

        with no_garbage_collection():
            return MappingProxyType(self._records(kind, converter(KINDS[kind])))

    def _records(self, kind: str, build: Callable[[Any], Any]) -> dict[str, Any]:
        key, raw = key_of(kind), json.loads(self._lines.get(kind, "[]"))
        if self.language is not ENGLISH:
            from hipedu.knowledge.texts import changer

            change, say = changer(KINDS[kind]), partial(self.language.words.record, kind)
            raw = [change(each, say) for each in raw]
        return {each[key]: build(each) for each in raw}

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Places where pain is felt."""
        return self._read("regions")

    @cached_property
    def structures(self) -> Mapping[str, Structure]:
        """Bones, muscles, tendons, nerves."""
        return self._read("structures")

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """Conditions in words."""
        return self._read("conditions")

    @cached_property
    def factors(self) -> Mapping[str, Factor]:
        """What is said to contribute, and whether it does."""
        return self._read("factors")

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """What can be asked and examined."""
        return self._read("findings")

    @cached_property
    def finding_groups(self) -> Mapping[str, FindingGroup]:
        """Findings that overlap."""
        return self._read("finding_groups")

    @cached_property
    def presentations(self) -> Mapping[str, Presentation]:
        """The numbers of each condition, by the condition's id."""
        return self._read("presentations")

    @cached_property
    def red_flags(self) -> Mapping[str, RedFlag]:
        """Rules that put safety first."""
        return self._read("red_flags")

    @cached_property
    def exercises(self) -> Mapping[str, Exercise]:
        """Exercises with doses."""
        return self._read("exercises")

    @cached_property
    def drawings(self) -> Mapping[str, ExerciseDrawing]:
        """How each exercise is drawn, by the exercise's id."""
        return self._read("drawings")

    @cached_property
    def running_ladders(self) -> Mapping[str, RunningLadder]:
        """Steps from walking to running."""
        return self._read("running_ladders")

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        """Staged programmes of rehabilitation."""
        return self._read("programmes")

    @cached_property
    def treatments(self) -> Mapping[str, Treatment]:
        """Treatments, and what trials found."""
        return self._read("treatments")

    @cached_property
    def accuracy(self) -> Mapping[str, Accuracy]:
        """How well signs and tests do, study by study."""
        return self._read("accuracy")

    @cached_property
    def prevention_topics(self) -> Mapping[str, PreventionTopic]:
        """Habits against injuries, and what is known of them."""
        return self._read("prevention_topics")

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """What the article says, with verdicts."""
        return self._read("claims")

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """What people ask, with better answers."""
        return self._read("questions")

    @cached_property
    def load_rules(self) -> Mapping[str, LoadRule]:
        """Training rules and what runners' data say of them."""
        return self._read("load_rules")

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Invented runners."""
        return self._read("scenarios")

    @cached_property
    def cases(self) -> Mapping[str, EvaluationCase]:
        """Invented people that the reasoning is measured on."""
        return self._read("cases")

    @cached_property
    def design_tasks(self) -> Mapping[str, DesignTask]:
        """Invented runners for whom a student designs a phase."""
        return self._read("design_tasks")

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """Sources, by key."""
        return self._read("references")

    @cached_property
    def loading_models(self) -> Mapping[str, LoadingModel]:
        """What a change of running form or load does at the hip."""
        return self._read("loading_models")

    @cached_property
    def hazards(self) -> Mapping[str, Hazard]:
        """The safety case: what could do harm, and what is done about it."""
        return self._read("hazards")

    def region(self, id: str) -> Region:
        """One region."""
        return _one(self.regions, "regions", id)

    def structure(self, id: str) -> Structure:
        """One structure."""
        return _one(self.structures, "structures", id)

    def condition(self, id: str) -> Condition:
        """One condition."""
        return _one(self.conditions, "conditions", id)

    def factor(self, id: str) -> Factor:
        """One contributing factor."""
        return _one(self.factors, "factors", id)

    def finding(self, id: str) -> Finding:
        """One finding."""
        return _one(self.findings, "findings", id)

    def finding_group(self, id: str) -> FindingGroup:
        """One group of findings."""
        return _one(self.finding_groups, "finding_groups", id)

    def presentation(self, id: str) -> Presentation:
        """The numbers of one condition."""
        return _one(self.presentations, "presentations", id)

    def red_flag(self, id: str) -> RedFlag:
        """One safety rule."""
        return _one(self.red_flags, "red_flags", id)

    def exercise(self, id: str) -> Exercise:
        """One exercise."""
        return _one(self.exercises, "exercises", id)

    def drawing(self, id: str) -> ExerciseDrawing:
        """How one exercise is drawn."""
        return _one(self.drawings, "drawings", id)

    def running_ladder(self, id: str) -> RunningLadder:
        """One way from walking to running."""
        return _one(self.running_ladders, "running_ladders", id)

    def programme(self, id: str) -> Programme:
        """One programme."""
        return _one(self.programmes, "programmes", id)

    def treatment(self, id: str) -> Treatment:
        """One treatment."""
        return _one(self.treatments, "treatments", id)

    def claim(self, id: str) -> Claim:
        """One statement of the article."""
        return _one(self.claims, "claims", id)

    def question(self, id: str) -> Question:
        """One question with its answer."""
        return _one(self.questions, "questions", id)

    def load_rule(self, id: str) -> LoadRule:
        """One training rule."""
        return _one(self.load_rules, "load_rules", id)

    def accuracy_study(self, id: str) -> Accuracy:
        """How well one sign or test did in one study."""
        return _one(self.accuracy, "accuracy", id)

    def prevention_topic(self, id: str) -> PreventionTopic:
        """One habit against injuries."""
        return _one(self.prevention_topics, "prevention_topics", id)

    def scenario(self, id: str) -> Scenario:
        """One invented runner."""
        return _one(self.scenarios, "scenarios", id)

    def case(self, id: str) -> EvaluationCase:
        """One invented person."""
        return _one(self.cases, "cases", id)

    def design_task(self, id: str) -> DesignTask:
        """One runner to design for, by id."""
        return _one(self.design_tasks, "design_tasks", id)

    def loading_model(self, id: str) -> LoadingModel:
        """One model of what a change does."""
        return _one(self.loading_models, "loading_models", id)

    def hazard(self, id: str) -> Hazard:
        """One hazard."""
        return _one(self.hazards, "hazards", id)

    def reference(self, key: str) -> Reference:
        """One source."""
        return _one(self.references, "references", key)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Leave out the search for garbage while many objects are made of which none is garbage."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _one(records: Mapping[str, _Record], kind: str, id_: str) -> _Record:
    try:
        return records[id_]
    except KeyError:
        step = suggestion(id_, records, where=f"data/{kind}")
        name = SINGULAR[kind].replace("_", " ")
        raise UnknownId(f'No {name} has the id "{id_}". {step}') from None


def _split(line: str) -> tuple[str, str]:
    """One line of a compiled file: its key and the JSON after the colon.

    Examples
    --------
    >>> _split('"regions":[{"id":"groin"}],')
    ('regions', '[{"id":"groin"}]')
    """
    name, _, rest = line.partition(":")
    return json.loads(name), rest.removesuffix(",")


def load_catalogue(data_dir: Path | str | None = None) -> Catalogue:
    """The catalogue of hipedu's knowledge base, or of another one.

    Parameters
    ----------
    data_dir : Path or str, optional
        Another knowledge base than the one that belongs to this code.

    Returns
    -------
    Catalogue
        In the language of this process. The same object for as long as the process runs and
        neither the sources nor the language change.

    Raises
    ------
    DataError
        If there is no knowledge base, or its files hold errors.

    Notes
    -----
    An installed wheel's compiled file is trusted. Anywhere else the source files are hashed
    (about 10 ms for 500 files) and compared with the key in the compiled file; if somebody has
    edited them, they are compiled in memory, which takes seconds and is logged as a warning.
    File times are not used: a checkout sets them all to now, and a copy keeps old ones.
    """
    folder = paths.data_dir() if data_dir is None else Path(data_dir).resolve()
    if paths.is_installed(folder):
        english = _load_compiled(folder)
    else:
        english = _load(folder, content_key(folder, source_names(folder, tuple(FOLDERS))))
    return english if current() is ENGLISH else _spoken(english, current())


@cache
def _spoken(english: Catalogue, language: Language) -> Catalogue:
    return english.spoken_in(language)


@cache
def _load_compiled(folder: Path) -> Catalogue:
    try:
        return Catalogue.from_text(compiled_file(folder).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataError(
            f"The installation is not complete: {error.filename} is missing. Install hipedu again."
        ) from None


@cache
def _load(folder: Path, key: str) -> Catalogue:
    file = compiled_file(folder)
    try:
        catalogue = Catalogue.from_text(file.read_text(encoding="utf-8"))
        if catalogue.content_key == key:
            return catalogue
        reason = "the data files differ from it"
    except FileNotFoundError:
        reason = "it is missing"
    except DataError:
        reason = "it is of another format"
    import logging  # rarely needed, and every start would pay for it

    logging.getLogger(__name__).warning(
        "%s was not used, because %s: compiling in memory. "
        "Run `hipedu data compile` to start quickly again.", file, reason,
    )
    from hipedu.knowledge.compile import compile_catalogue

    return Catalogue.from_text(compile_catalogue(folder))
