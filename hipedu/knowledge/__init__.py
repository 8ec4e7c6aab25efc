"""Reads ``data/`` into one immutable `Catalogue`; the only layer that opens data files.

The closed vocabularies live in ``data/vocabularies.yaml``, a mapping from the name of a list to
its words, and from each word's id to the label a learner reads::

    muscles:
      gluteus_medius: gluteus medius
    equipment: {...}
    positions: {...}
    exercise_goals: {...}
    tissues: {...}

Exercises take their `muscles`, `equipment`, `position` and the keys of `phases` (conditions or
`exercise_goals`) from there, conditions and factors their `tissue`. Further lists are welcome.
"""

from hipedu.knowledge.catalogue import Catalogue, load_catalogue
from hipedu.knowledge.errors import DataError, Problem, UnknownId

__all__ = ["Catalogue", "DataError", "Problem", "UnknownId", "load_catalogue"]
