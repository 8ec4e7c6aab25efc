"""Saying a sentence in the language of this process.

A process that draws a page belongs to one visitor, so one language is enough for it. The server,
which speaks with all of them, uses the words of a `Language` itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from hipedu.language.catalogues import ENGLISH, Language, language
from hipedu.language.places import fill

VARIABLE = "HIPEDU_LANGUAGE"
"""Environment variable that names the language of a process."""

_now = ENGLISH


def current() -> Language:
    """The language of this process."""
    return _now


def use(code: str) -> Language:
    """Speak this language from now on; English if it is not known.

    Examples
    --------
    >>> use("en-XA").code, _("Left"), use("en").code, _("Left")
    ('en-XA', '⟦Ļéƒţ õñ⟧', 'en', 'Left')
    """
    global _now
    _now = language(code)
    return _now


def use_from(environment: Mapping[str, str]) -> Language:
    """Speak the language that a process's environment asks for.

    Our own server names it in ``HIPEDU_LANGUAGE``. Where a Jupyter server runs Voilà, the
    address of the page stands in ``QUERY_STRING``.
    """
    asked = environment.get(VARIABLE)
    if asked is None:
        asked = parse_qs(environment.get("QUERY_STRING", "")[:2000]).get("lang", [""])[-1]
    return use(asked)


def _(text: str, /, **values: object) -> str:
    """A sentence in the current language, its places filled.

    Parameters
    ----------
    text : str
        The English sentence, as a literal: the extraction reads it from the code. Places are
        named in braces: ``"{name} is {km} km away"``.
    **values
        What stands in the places, numbers already as text (see `hipedu.language.numbers`).

    Examples
    --------
    >>> _("{name} ran {km} km", name="Ada", km="5.0")
    'Ada ran 5.0 km'
    """
    return _now.gettext(text, **values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """A sentence about `n` things; ``{n}`` is filled too.

    Examples
    --------
    >>> ngettext("{n} run", "{n} runs", 1), ngettext("{n} run", "{n} runs", 3)
    ('1 run', '3 runs')
    """
    written = one if n == 1 else many
    return fill(_now.words.ngettext(one, many, n), written, {"n": n, **values})


def pgettext(context: str, text: str, /, **values: object) -> str:
    """A word that English uses for several things, as it is meant in `context`."""
    said = _now.words.pgettext(context, text)
    return fill(said, text, values) if values else said


def inside(name: str) -> str:
    """A name as it stands inside a sentence: English writes it with a small first letter there.

    Examples
    --------
    >>> inside("Outer hip")
    'outer hip'
    """
    return name[:1].lower() + name[1:] if _now is ENGLISH else name


def joined(names: Sequence[str]) -> str:
    """Several names in a sentence.

    Examples
    --------
    >>> joined(["bone"]), joined(["bone", "tendon"]), joined(["bone", "tendon", "nerve"])
    ('bone', 'bone and tendon', 'bone, tendon and nerve')
    """
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def N_(text: str, /) -> str:
    """Mark a text for translation where it is written; `_` says it where it is used."""
    return text


use_from(os.environ)
