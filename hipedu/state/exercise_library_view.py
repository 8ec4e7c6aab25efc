"""What the library shows: filters with counts, what an empty result hangs on, one exercise.

`library_view` holds ``filters`` (each with its options and how many exercises each would leave),
``chips`` (what is set, in words), ``ids`` (what passes, by name), ``total``, and ``loosen`` (how
many there would be without each filter, when nothing passes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hipedu.knowledge import Catalogue
from hipedu.language import N_, _, joined
from hipedu.language.numbers import shortest
from hipedu.model import Emg, Exercise, Sourced, Statement
from hipedu.rehab.exercise_search import minutes_of, needed_things, search_exercises, warned

PHASES: dict[str, str] = {
    "settle": N_("Settle: calm it down"), "strengthen": N_("Strengthen"),
    "return": N_("Return to running"),
}  # fmt: skip
MINUTES: tuple[float, ...] = (2, 4, 6, 10)
LONGEST_WORDS = 60
FILTERS = ("words", "goal", "phase", "muscle", "position", "minutes", "equipment")


class Filters(NamedTuple):
    """What the library is asked for. `equipment` None: anything is at hand."""

    words: str = ""
    goal: str | None = None
    phase: str | None = None
    muscle: str | None = None
    position: str | None = None
    minutes: float | None = None
    equipment: tuple[str, ...] | None = None


NONE = Filters()


def with_filter(catalogue: Catalogue, filters: Filters, name: str, value: Any) -> Filters:
    """The filters with one of them set; None takes it away.

    Raises
    ------
    ValueError
        If there is no such filter, or the value is not one of its words.
    """
    if name not in FILTERS:
        raise ValueError(_("There is no such filter on this page."))
    words = catalogue.vocabularies
    if value is None or value == "":
        value = getattr(NONE, name)
    elif name == "words":
        value = " ".join(str(value).split())[:LONGEST_WORDS]
    elif name == "minutes":
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 60:
            raise ValueError(_("Minutes: enter more than 0 and up to 60."))
    elif name == "equipment":
        if not isinstance(value, (list, tuple)):
            raise ValueError(_("Name the things you have as a list."))
        if not all(isinstance(each, str) and each in words["equipment"] for each in value):
            raise ValueError(_("One of these things is not known to the library."))
        value = tuple(thing for thing in words["equipment"] if thing in value)
    else:
        known: Mapping[str, str] = {
            "goal": words["exercise_goals"], "phase": PHASES, "muscle": words["muscles"],
            "position": words["positions"],
        }[name]  # fmt: skip
        if not isinstance(value, str) or value not in known:
            raise ValueError(_("That word is not in the list of this filter."))
    return filters._replace(**dict[str, Any]({name: value}))


def matching(catalogue: Catalogue, filters: Filters) -> list[Exercise]:
    """Exercises that pass, by name."""
    return search_exercises(
        catalogue.exercises.values(), **filters._asdict(), labels=_labels(catalogue)
    )


def _labels(catalogue: Catalogue) -> dict[str, str]:
    """Plain words by which muscles, things and positions are found as well."""
    words = catalogue.vocabularies
    return {**words["muscles"], **words["equipment"], **words["positions"]}


def library_view(catalogue: Catalogue, filters: Filters) -> dict[str, Any]:
    """See the top of this module."""
    found = matching(catalogue, filters)
    return {
        "filters": {
            **filters._asdict(),
            "equipment": None if filters.equipment is None else list(filters.equipment),
        },
        "options": {name: _options(catalogue, filters, name) for name in FILTERS[1:]},
        "chips": [
            {"filter": name, "words": _in_words(catalogue, filters, name)}
            for name in FILTERS if getattr(filters, name) != getattr(NONE, name)
        ],
        "ids": [each.id for each in found],
        "total": len(catalogue.exercises),
        "says": _count(len(found), len(catalogue.exercises)),
        "loosen": [] if found else _loosen(catalogue, filters),
    }  # fmt: skip


def _count(found: int, total: int) -> str:
    if found == total:
        return _("All {total} exercises", total=total)
    return _("{found} of {total} exercises", found=found, total=total)


def _choices(catalogue: Catalogue, name: str) -> list[tuple[Any, str]]:
    words = catalogue.vocabularies
    exercises = catalogue.exercises.values()
    if name == "goal":
        return list(words["exercise_goals"].items())
    if name == "phase":
        return [(phase, _(words)) for phase, words in PHASES.items()]
    if name == "minutes":
        return [(most, _("up to {n} minutes", n=shortest(most))) for most in MINUTES]
    if name == "equipment":
        used = {thing for each in exercises for thing in needed_things(each)}
        return [(id_, label) for id_, label in words["equipment"].items() if id_ in used]
    if name == "muscle":
        used = {muscle for each in exercises for muscle in each.muscles}
        return [(id_, label) for id_, label in words["muscles"].items() if id_ in used]
    used = {each.position for each in exercises}
    return [(id_, label) for id_, label in words["positions"].items() if id_ in used]


def _options(catalogue: Catalogue, filters: Filters, name: str) -> list[dict[str, Any]]:
    """The words of a filter with the number of exercises that each would leave."""
    rows = []
    for value, label in _choices(catalogue, name):
        if name == "equipment":
            # how many of the exercises that pass otherwise need this thing
            anything = filters._replace(equipment=None)
            count = sum(value in needed_things(each) for each in matching(catalogue, anything))
        else:
            count = len(matching(catalogue, filters._replace(**{name: value})))
        rows.append({"id": value, "label": label, "count": count})
    return rows


def _in_words(catalogue: Catalogue, filters: Filters, name: str) -> str:
    value = getattr(filters, name)
    if name == "words":
        return f"“{value}”"
    if name == "minutes":
        return _("up to {n} minutes", n=shortest(value))
    words = catalogue.vocabularies
    if name == "equipment":
        if not value:
            return _("Without any things")
        things = ", ".join(words["equipment"][thing] for thing in value)
        return _("With: {things}", things=things)
    phases = {phase: _(name) for phase, name in PHASES.items()}
    labels = {"goal": words["exercise_goals"], "phase": phases, "muscle": words["muscles"],
              "position": words["positions"]}  # fmt: skip
    return labels[name][value]


def _loosen(catalogue: Catalogue, filters: Filters) -> list[dict[str, Any]]:
    """How many exercises there would be without each filter, the most first."""
    rows = []
    for name in FILTERS:
        if getattr(filters, name) == getattr(NONE, name):
            continue
        count = len(matching(catalogue, filters._replace(**{name: getattr(NONE, name)})))
        rows.append({"filter": name, "words": _in_words(catalogue, filters, name), "count": count})
    return sorted(rows, key=lambda row: -row["count"])


def cards(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """What a card of the grid says of each exercise."""
    words = catalogue.vocabularies
    return {
        each.id: {
            "name": each.name,
            "position": words["positions"][each.position],
            "minutes": minutes_of(each),
            "things": [words["equipment"][thing] for thing in needed_things(each)],
        }
        for each in sorted(catalogue.exercises.values(), key=lambda each: each.name)
    }


def exercise_view(catalogue: Catalogue, id_: str) -> dict[str, Any]:
    """Everything about one exercise, in words, with the sources it names.

    Parameters
    ----------
    catalogue : Catalogue
        Knowledge base.
    id_ : str
        An exercise.
    """
    each = catalogue.exercises[id_]
    words = catalogue.vocabularies
    drawing = catalogue.drawings.get(id_)
    return {
        "id": id_,
        "name": each.name,
        "purpose": each.purpose,
        "cautions": list(each.cautions),
        "warnings": _warnings(catalogue, each),
        "muscles": [words["muscles"][muscle] for muscle in each.muscles],
        "shown": [words["muscles"][muscle] for muscle in drawing.muscles] if drawing else [],
        "equipment": [
            {"label": words["equipment"][thing], "optional": thing in each.optional_equipment}
            for thing in each.equipment
        ],
        "position": words["positions"][each.position],
        "minutes": minutes_of(each),
        "steps": list(each.steps),
        "dose": {"text": each.dose.text, "tempo": each.dose.tempo, "basis": each.dose.basis,
                 "reference": each.dose.reference},
        "regression": each.regression,
        "progression": each.progression,
        "easier": _linked(catalogue, each, harder=False),
        "harder": _linked(catalogue, each, harder=True),
        "errors": list(each.errors),
        "goals": [
            {"goal": goal, "label": words["exercise_goals"][goal],
             "phases": [_(PHASES[phase]) for phase in phases]}
            for goal, phases in each.phases.items()
        ],
        "prescribed": _prescribed(catalogue, each),
        "emg": [
            {**emg_row(one), "muscle": one.muscle, "label": words["muscles"][one.muscle]}
            for one in each.emg
        ],
        "evidence": [statement_row(one) for one in each.evidence],
        "in_article": each.in_article,
        "references": citations(catalogue, [
            *(one.activity.reference for one in each.emg),
            *(one.reference for one in each.evidence), each.dose.reference, *each.references,
        ]),
    }  # fmt: skip


def _linked(catalogue: Catalogue, exercise: Exercise, *, harder: bool) -> list[dict[str, str]]:
    """Harder (easier) versions: those it names, and those that name it as easier (harder)."""
    named = exercise.harder if harder else exercise.easier
    back = [
        other.id for other in catalogue.exercises.values()
        if exercise.id in (other.easier if harder else other.harder) and other.id not in named
    ]  # fmt: skip
    return [{"id": id_, "name": catalogue.exercises[id_].name} for id_ in (*named, *back)]


def _warnings(catalogue: Catalogue, exercise: Exercise) -> list[dict[str, Any]]:
    """Which programmes warn against it, in which phases, and why."""
    found = []
    for programme in catalogue.programmes.values():
        by_reason: dict[str, list[str]] = {}
        for stage in programme.stages:
            why = warned(programme, stage.id, exercise)
            if why:
                by_reason.setdefault(why, []).append(stage.name)
        for why, stages in by_reason.items():
            found.append(
                {
                    "programme": programme.id, "name": programme.plain_name, "why": why,
                    "stages": stages, "always": len(stages) == len(programme.stages),
                }
            )  # fmt: skip
    return found


def _prescribed(catalogue: Catalogue, exercise: Exercise) -> list[dict[str, str]]:
    return [
        {
            "programme": programme.id, "name": programme.plain_name, "stage": stage.id,
            "stage_name": stage.name, "dose": each.dose,
        }
        for programme in catalogue.programmes.values()
        for stage in programme.stages
        for each in stage.exercises if each.exercise == exercise.id
    ]  # fmt: skip


def emg_row(one: Emg) -> dict[str, Any]:
    """One muscle activity: mean, the spread between people, and where it comes from."""
    value: Sourced = one.activity
    return {
        "value": value.value, "low": value.low, "high": value.high, "sd": one.sd,
        "task": one.task, "note": value.note, "basis": value.basis,
        "reference": value.reference, "checked": value.checked,
    }  # fmt: skip


def statement_row(one: Statement) -> dict[str, Any]:
    """A sentence of evidence with its badge."""
    return {"text": one.text, "basis": one.basis, "reference": one.reference,
            "checked": one.checked}  # fmt: skip


def citations(catalogue: Catalogue, keys: Iterable[str | None]) -> dict[str, dict[str, Any]]:
    """Citations by key, each once, in the order asked."""
    found: dict[str, dict[str, Any]] = {}
    for key in keys:
        record = catalogue.references.get(key) if key else None
        if key and record is not None:
            found[key] = {"citation": record.citation, "doi": record.doi, "url": record.url,
                          "checked": record.checked}  # fmt: skip
    return found


def emg_view(catalogue: Catalogue, muscle: str) -> dict[str, Any]:
    """Activity of a muscle in all exercises where it was measured, study by study.

    Returns
    -------
    dict
        ``muscles`` to choose from, ``studies`` (each with its rows, the most active first),
        ``finding`` (the highest of each), ``top`` [%] of the axis, ``says`` (what one exercise
        gave in different laboratories), ``references``.
    """
    measured: dict[str, list[dict[str, Any]]] = {}
    by_exercise: dict[str, list[tuple[float, str]]] = {}
    muscles: dict[str, int] = {}
    for exercise in catalogue.exercises.values():
        for one in exercise.emg:
            muscles[one.muscle] = muscles.get(one.muscle, 0) + 1
            if one.muscle != muscle:
                continue
            key = one.activity.reference or ""
            row = {**emg_row(one), "exercise": exercise.id, "name": exercise.name}
            measured.setdefault(key, []).append(row)
            as_done = ", ".join(part for part in (f"“{exercise.name}”", one.task) if part)
            by_exercise.setdefault(as_done, []).append((one.activity.value, key))
    studies: list[dict[str, Any]] = [
        {"reference": key, "short": _short(catalogue, key),
         "rows": sorted(each, key=lambda row: -row["value"])}
        for key, each in sorted(measured.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]  # fmt: skip
    rows = [row for each in measured.values() for row in each]
    highest = max((row["value"] + (row["sd"] or 0) for row in rows), default=100.0)
    return {
        "muscle": muscle,
        "label": catalogue.vocabularies["muscles"][muscle],
        "muscles": [
            {"id": id_, "label": catalogue.vocabularies["muscles"][id_], "count": count}
            for id_, count in muscles.items()
        ],
        "studies": studies,
        "finding": _highest(studies),
        "top": 20 * int(highest / 20 + 1),
        "says": _apart(by_exercise),
        "references": citations(catalogue, measured),
    }  # fmt: skip


def _highest(studies: list[dict[str, Any]]) -> str:
    """Which exercise made the muscle work hardest in each study."""
    parts = []
    for study in studies:
        row = study["rows"][0]
        done = ", ".join(part for part in (f"“{row['name']}”", row["task"]) if part)
        parts.append(f"{done} ({study['short']})")
    if len(parts) == 1:
        return _("Highest in the one study: {exercise}.", exercise=parts[0])
    return _("Highest in each study: {exercises}.", exercises=joined(parts))


def _short(catalogue: Catalogue, key: str) -> str:
    """First author and year, as in "Distefano 2009"."""
    record = catalogue.references.get(key)
    if record is None:
        return key
    return f"{record.citation.split()[0].rstrip(',')} {record.year or ''}".strip()


def _apart(found: Mapping[str, list[tuple[float, str]]]) -> str:
    """What one exercise gave in different laboratories: why rows of two studies do not compare."""
    best: tuple[float, str, list[float]] | None = None
    for name, values in found.items():
        if len({key for _, key in values}) < 2:
            continue
        numbers = sorted(value for value, _ in values)
        if best is None or numbers[-1] - numbers[0] > best[0]:
            best = (numbers[-1] - numbers[0], name, numbers)
    if best is None:
        return _("Each of these exercises was measured in one laboratory only.")
    _gap, name, numbers = best
    listed = joined([f"{shortest(value)} %" for value in numbers])
    return _(
        "The same exercise came out at {numbers} in different laboratories: {name}.",
        numbers=listed, name=name,
    )
