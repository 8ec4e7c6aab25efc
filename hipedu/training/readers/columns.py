"""Which column of a CSV file means what, by the words of several exporters and languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_PREAMBLE_ROWS = 10
"""Rows before the header that a spreadsheet may have put there."""

LONGEST_TITLE = 200
"""No column is called by more; a search in a title of any length could take for ever."""

_NAMES: dict[str, str] = {
    "date": "date|day|activity date|start date|date time|datum|tag|aktivitätsdatum|"
    "date de l'activité|date de l’activité|fecha|fecha de la actividad|data|data attività|"
    "data dell'attività|datum van activiteit|datum activiteit|timestamp|started at",
    "start": "start|start time|time of day|startzeit|uhrzeit|heure de début|hora de inicio",
    "sport": "activity type|type|sport|aktivitätstyp|aktivitätsart|type d'activité|"
    "type d’activité|tipo de actividad|tipo di attività|tipo attività|activiteitstype|"
    "activiteittype|tipo de atividade",
    "distance": "distance|dist|km|kilometres|kilometers|miles|distanz|strecke|entfernung|"
    "distancia|distanza|afstand|distância",
    "moving": "moving time|bewegungszeit|zeit in bewegung|durée de déplacement|"
    "temps de déplacement|tiempo en movimiento|tempo di movimento|tempo in movimento|"
    "beweegtijd|tijd in beweging",
    "time": "time|duration|minutes|min|zeit|dauer|durée|temps|tiempo|duración|tempo|durata|tijd|"
    "duur",
    "elapsed": "elapsed time|verstrichene zeit|temps écoulé|tiempo transcurrido|"
    "tempo trascorso|verstreken tijd",
    "hr": "mean hr|avg hr|average hr|average heart rate|avg heart rate|heart rate|hr|"
    "ø hf|ø herzfrequenz|durchschnittliche herzfrequenz|fréquence cardiaque moyenne|"
    "fc moyenne|frecuencia cardiaca media|frecuencia cardíaca media|fc media|"
    "frequenza cardiaca media|gem hs|gemiddelde hartslag",
    "cadence": "cadence|cadence spm|avg run cadence|average run cadence|average cadence|"
    "avg cadence|ø schrittfrequenz|ø schrittfrequenz laufen|durchschnittliche trittfrequenz|"
    "durchschnittliche schrittfrequenz|cadence moyenne|cadence de course moyenne|"
    "cadencia media|cadencia de carrera media|cadenza media|cadenza media di corsa|"
    "gemiddelde cadans|gem loopcadans",
    "climb": "climb|total ascent|elevation gain|ascent|anstieg gesamt|gesamtanstieg|"
    "positiver höhenunterschied|höhenzunahme|ascension totale|dénivelé positif|"
    "ascenso total|desnivel positivo|ascesa totale|dislivello positivo|totale stijging",
    "rpe": "rpe|perceived exertion|effort|anstrengung|perceived effort",
    "stride": "avg stride length|average stride length|ø schrittlänge|"
    "longueur moyenne des foulées|longitud media de zancada|gem staplengte",
    "file": "filename|file name|dateiname|nom du fichier|nombre de archivo|bestandsnaam|"
    "nome file",
}
FIELD_OF: dict[str, str] = {
    name: meaning for meaning, names in _NAMES.items() for name in names.split("|")
}

_UNITS: dict[str, str] = {
    "km": "km", "kilometres": "km", "kilometers": "km", "mi": "mi", "mile": "mi", "miles": "mi",
    "m": "m", "metres": "m", "meters": "m", "ft": "ft", "feet": "ft",
    "min": "min", "mins": "min", "minutes": "min", "s": "s", "sec": "s", "secs": "s",
    "seconds": "s", "h": "h", "hours": "h",
}  # fmt: skip
_IGNORED = frozenset({"bpm", "spm", "rpm", "yyyy mm dd", "local", "utc"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood: where it stands, its name as written, its unit if given."""

    index: int
    title: str
    unit: str | None


@dataclass(slots=True)
class Columns:
    """The columns of one file by meaning; a meaning may have several (Strava repeats names)."""

    by_meaning: dict[str, list[Column]] = field(default_factory=dict)
    width: int = 0

    def first(self, meaning: str) -> Column | None:
        found = self.by_meaning.get(meaning)
        return found[0] if found else None

    def last(self, meaning: str) -> Column | None:
        found = self.by_meaning.get(meaning)
        return found[-1] if found else None

    @property
    def usable(self) -> bool:
        return "date" in self.by_meaning and "distance" in self.by_meaning


def normalise(title: str) -> tuple[str, str | None]:
    """A header's words and unit: ``Distance (km)``, ``distance_km`` -> distance, km.

    Examples
    --------
    >>> normalise("distance_km"), normalise("Moving Time [s]"), normalise("Avg HR")
    (('distance', 'km'), ('moving time', 's'), ('avg hr', None))
    """
    text = title[:LONGEST_TITLE].replace("\ufeff", "").casefold()
    text = re.sub(r"[\s_.\-]+", " ", text).strip()
    bracket = re.search(r"[(\[]([^)\]]*)[)\]]", text)
    unit = None
    if bracket:
        inner = bracket.group(1).strip()
        unit = _UNITS.get(inner)
        if unit is None and inner not in _IGNORED:
            text = text.replace(bracket.group(0), inner)  # "ø schrittfrequenz (laufen)"
        else:
            text = text.replace(bracket.group(0), " ")
        text = " ".join(text.split())
    if text in FIELD_OF:  # a column may be called by its unit alone: "km", "minutes"
        return text, unit or _UNITS.get(text)
    head, _, tail = text.rpartition(" ")
    if head in FIELD_OF and (tail in _UNITS or tail in _IGNORED):
        return head, unit or _UNITS.get(tail)
    return text, unit


def find_columns(titles: Sequence[str]) -> Columns:
    """The columns that are understood, by their header.

    Examples
    --------
    >>> columns = find_columns(["Date", "Distance", "Notes", "Distance (m)"])
    >>> [(column.index, column.unit) for column in columns.by_meaning["distance"]]
    [(1, None), (3, 'm')]
    """
    columns = Columns(width=len(titles))
    for index, title in enumerate(titles):
        name, unit = normalise(title)
        meaning = FIELD_OF.get(name)
        if meaning is not None:
            shown = " ".join(title.split())[:40]
            columns.by_meaning.setdefault(meaning, []).append(Column(index, shown, unit))
    if "date" not in columns.by_meaning and "start" in columns.by_meaning:
        columns.by_meaning["date"] = columns.by_meaning.pop("start")
    return columns
