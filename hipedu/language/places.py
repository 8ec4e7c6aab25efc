"""The named places of a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{(\w+)\}")


def fill(said: str, written: str, values: Mapping[str, object]) -> str:
    """Put values into the places of a sentence.

    A translation that names a place which the English sentence does not have cannot be filled:
    then the English sentence is said. Only names are replaced, so that no translation can reach
    into a value.

    Examples
    --------
    >>> fill("von {a} bis {b}", "from {a} to {b}", {"a": 1, "b": 2})
    'von 1 bis 2'
    >>> fill("von {x}", "from {a}", {"a": 1})
    'from 1'
    """
    if any(name not in values for name in PLACE.findall(said)):
        said = written
    return PLACE.sub(lambda place: str(values[place[1]]), said)
