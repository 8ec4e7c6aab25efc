"""What sort of activity a recording is, from the word its file uses."""

from __future__ import annotations

from typing import Literal

from hipedu.language import joined, ngettext

Kind = Literal["run", "ride", "walk", "swim", "other"]

# Parts of words, in the languages that Strava and Garmin export. The order matters: a
# "Langlauf" is skiing, a "wheelchair run" is not running on legs.
_PARTS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("other", ("ski", "langlauf", "eislauf", "wheelchair", "rollstuhl", "skat", "row",
               "elliptical")),
    ("ride", ("ride", "cycl", "bik", "radfahr", "rennrad", "vélo", "velo", "fiets", "cicl",
              "bici")),
    ("walk", ("walk", "hik", "wander", "gehen", "marche", "rando", "senderismo", "caminata",
              "wandel", "camminata", "escursionismo", "caminhada", "spazier")),
    ("swim", ("swim", "schwimm", "natation", "natación", "zwem", "nuoto", "natação")),
    ("run", ("run", "lauf", "jog", "treadmill", "course à pied", "course a pied", "carrera",
             "correr", "hardlo", "corsa", "corrida", "trail")),
)


def kind_of(word: str | None) -> Kind | None:
    """The kind of activity that a file's word means; None if it says nothing.

    Examples
    --------
    >>> kind_of("Trail Run"), kind_of("Virtual Ride"), kind_of("Langlauf"), kind_of("")
    ('run', 'ride', 'other', None)
    """
    if word is None:
        return None
    text = word.casefold().replace("_", " ").strip()
    if not text or text in ("generic", "unknown", "--", "multisport"):
        return None
    for kind, parts in _PARTS:
        if any(part in text for part in parts):
            return kind
    return "other"


def counted(counts: dict[str, int]) -> str:
    """Words for numbers of activities: "2 rides and 1 swim".

    Examples
    --------
    >>> counted({"ride": 2, "swim": 1})
    '2 rides and 1 swim'
    """
    return joined([_number_of(kind, number) for kind, number in counts.items() if number])


def _number_of(kind: str, n: int) -> str:
    return {
        "run": ngettext("{n} run", "{n} runs", n),
        "ride": ngettext("{n} ride", "{n} rides", n),
        "walk": ngettext("{n} walk or hike", "{n} walks and hikes", n),
        "swim": ngettext("{n} swim", "{n} swims", n),
        "other": ngettext("{n} other activity", "{n} other activities", n),
    }[kind]
