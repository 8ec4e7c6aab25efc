"""Reading XML from strangers: no document type, no entities, one pass, little memory.

The readers for GPX and TCX listen to the stream instead of building a tree or a list of
points, so that no position outlives the step that needs it. Libraries that read whole tracks
also write the document to their log or register its namespaces for the whole process; the layers
above expat make an object of every element's attributes, which takes as long as all the rest.
"""

from __future__ import annotations

from typing import ClassVar

from hipedu.language import N_, _
from hipedu.training.readers.problems import Unreadable

DEEPEST = 60
"""Elements inside elements; GPX and TCX need about a dozen."""

LONGEST_TEXT = 300
"""Of one element; times, numbers and sports are short, descriptions are not needed."""

MOST_NAMES = 500
"""Of elements, whose local names are remembered; no format has a fifth of it."""

AGAIN = N_("Export the activity again from the watch or the website.")
UNKNOWN_ENCODING = N_("it says that it is written in a way that nobody knows: it is damaged")


def local_name(name: str) -> str:
    """``gpxtpx:hr`` -> ``hr``; writers choose the prefix freely."""
    return name.rpartition(":")[2]


class PathHandler:
    """Hears of elements by their local names, `path` with them, root first.

    `openings` and `closings` name the elements it wants to hear of; of the root it hears always.
    """

    openings: ClassVar[frozenset[str]] = frozenset()
    closings: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        self.path: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `path` already ends with it."""

    def closed(self, name: str, text: str) -> None:
        """An element ends; `path` still ends with it, `text` is what stood directly in it."""


def read_xml(content: bytes, handler: PathHandler) -> None:
    """Run the handler over a document.

    Raises
    ------
    Unreadable
        If it is not well-formed, or declares a document type (where entity bombs and
        references to other files live).
    """
    from xml.parsers import expat  # it stops at a document type, so nothing is ever expanded

    parser = expat.ParserCreate()
    parser.buffer_text = True
    path = handler.path
    openings, closings = handler.openings, handler.closings
    opened, closed = handler.opened, handler.closed
    known: dict[str, str] = {}
    pieces: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = known.get(name)
        if local is None:
            local = local_name(name)
            if len(known) < MOST_NAMES:
                known[name] = local
        path.append(local)
        pieces.clear()
        if local in openings or len(path) == 1:
            opened(local, {local_name(key): value for key, value in attributes.items()})
        elif len(path) > DEEPEST:
            raise Unreadable(_("its elements are nested too deeply"), remedy=_(AGAIN))

    def characters(text: str) -> None:
        if len(pieces) <= LONGEST_TEXT:  # pieces are never empty, so the text is too long by then
            pieces.append(text[: LONGEST_TEXT + 1])

    def end(name: str) -> None:
        local = path[-1]
        if local in closings:
            text = "".join(pieces)
            closed(local, text.strip() if len(text) <= LONGEST_TEXT else "")
        path.pop()
        pieces.clear()

    def document_type(*declared: object) -> None:
        raise Unreadable(
            _(
                "it declares a document type or entities, which a recording never needs and which "
                "can be used for an attack"
            ),
            remedy=_(AGAIN),
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = document_type
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable(
            _("the file is damaged or cut off there"),
            place=_("line {line}", line=error.lineno) if error.lineno else "",
            remedy=_(AGAIN),
        ) from None
    except LookupError:
        raise Unreadable(_(UNKNOWN_ENCODING), remedy=_(AGAIN)) from None
    except Unreadable:
        raise
    except (UnicodeError, ValueError):
        raise Unreadable(_("it is damaged and cannot be read as XML"), remedy=_(AGAIN)) from None


def number(text: str | None) -> float | None:
    """A number as XML writes it, None if it is none or not finite.

    Examples
    --------
    >>> number("1.5"), number("x"), number("nan"), number(None)
    (1.5, None, None, None)
    """
    if not text or "_" in text:  # Python would take 1_000 for a number
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value - value == 0 else None
