"""Reading XML from strangers: no document type, no entities, one pass, little memory.

The readers for GPX and TCX listen to the stream instead of building a tree or a list of
points, so that no position outlives the step that needs it. Libraries that read whole tracks
also write the document to their log or register its namespaces for the whole process.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from hipedu.language import N_, _
from hipedu.training.readers.problems import Unreadable

DEEPEST = 60
"""Elements inside elements; GPX and TCX need about a dozen."""

LONGEST_TEXT = 300
"""Of one element; times, numbers and sports are short, descriptions are not needed."""

AGAIN = N_("Export the activity again from the watch or the website.")
UNKNOWN_ENCODING = N_("it says that it is written in a way that nobody knows: it is damaged")


def local_name(name: str) -> str:
    """``gpxtpx:hr`` -> ``hr``; writers choose the prefix freely."""
    return name.rpartition(":")[2]


class PathHandler(ContentHandler):
    """Calls `opened` and `closed` with the path of local names, root first."""

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self._text: list[str] = []
        self._length = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `path` already ends with it."""

    def closed(self, name: str, text: str) -> None:
        """An element ends; `path` still ends with it, `text` is what stood directly in it."""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self.path.append(local_name(name))
        if len(self.path) > DEEPEST:
            raise Unreadable(_("its elements are nested too deeply"), remedy=_(AGAIN))
        self._text.clear()
        self._length = 0
        self.opened(self.path[-1], {local_name(key): attrs[key] for key in attrs.getNames()})

    def characters(self, content: str) -> None:
        if self._length <= LONGEST_TEXT:
            self._text.append(content)
            self._length += len(content)

    def endElement(self, name: str) -> None:
        text = "".join(self._text).strip() if self._length <= LONGEST_TEXT else ""
        self.closed(self.path[-1], text)
        self.path.pop()
        self._text.clear()
        self._length = 0


def read_xml(content: bytes, handler: PathHandler) -> None:
    """Run the handler over a document.

    Raises
    ------
    Unreadable
        If it is not well-formed, or declares a document type (where entity bombs and
        references to other files live).
    """
    from xml.sax import SAXException, SAXParseException

    from defusedxml import DefusedXmlException
    from defusedxml.sax import parseString

    parse: Callable[..., None] = parseString
    try:
        parse(content, handler, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise Unreadable(
            _(
                "it declares a document type or entities, which a recording never needs and which "
                "can be used for an attack"
            ),
            remedy=_(AGAIN),
        ) from None
    except SAXParseException as error:
        line = error.getLineNumber()
        raise Unreadable(
            _("the file is damaged or cut off there"),
            place=_("line {line}", line=line) if line else "",
            remedy=_(AGAIN),
        ) from None
    except LookupError:
        raise Unreadable(_(UNKNOWN_ENCODING), remedy=_(AGAIN)) from None
    except (SAXException, UnicodeError, ValueError):
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
