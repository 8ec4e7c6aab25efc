"""The one kind of widget a page has: a state's view goes out, requests come in."""

from __future__ import annotations

import base64
import contextlib
import logging
import os
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import anywidget
import traitlets

from hipedu.language import N_, _, current
from hipedu.language.browser import browser_script
from hipedu.widgets.assets import module, stylesheet

LOG = logging.getLogger(__name__)


class PageState(Protocol):
    """What a state offers a page: its view, and the names of the methods a page may call."""

    actions: frozenset[str]

    def view(self) -> dict[str, Any]:
        """Everything the page draws, as JSON-able values."""
        ...


class FileMade(NamedTuple):
    """A file for the reader to keep: made on request, sent once, kept nowhere."""

    name: str
    media_type: str
    content: bytes


def _esm() -> str:
    """Under our own server the page has the module already: do not send it to every kernel."""
    if os.environ.get("HIPEDU_SERVED"):
        return "export default {}"
    return browser_script(current()) + module()


def _css() -> str:
    return "" if os.environ.get("HIPEDU_SERVED") else stylesheet()


class Page(anywidget.AnyWidget):
    """Draws `state.view()`; carries out the requests that `state.actions` allows.

    Parameters
    ----------
    state : PageState
        Holds what the learner entered and computes what is shown; runs without Jupyter.
    page : str
        Which page of ``static/entry.js`` draws it.
    content : mapping
        What never changes while the page is open (texts, drawings), sent once.
    files : mapping of str to callable
        What the reader may save: the request ``make_file`` with ``kind`` runs the callable of
        that name and sends what it returns to the browser, which hands it to the reader.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    content = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        state: PageState,
        *,
        page: str,
        content: Mapping[str, Any] | None = None,
        files: Mapping[str, Callable[[], FileMade]] | None = None,
    ) -> None:
        self.state = state
        self._files_offered = dict(files or {})
        super().__init__(
            _esm=_esm(), _css=_css(), page=page, view=state.view(), content=dict(content or {})
        )
        self.on_msg(self._receive)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take nothing from the browser this way: a page asks, and the state decides."""
        LOG.debug("a browser tried to set %d traits", len(sync_data))

    def _receive(self, _widget: Any, message: Any, buffers: list[Any]) -> None:
        """Carry out one request from the browser; whatever it holds, the page stays alive."""
        self.refresh(self.carry_out(message, buffers) if sendable(message) else _(UNREADABLE))

    def carry_out(self, message: Any, buffers: list[Any] | None = None) -> str | None:
        """Do what `message` asks and return a sentence for the reader if it cannot be done.

        Parameters
        ----------
        message : dict
            ``{"do": action name, "args": {...}}``. Anything else is refused, never raised.
        buffers : list of bytes, optional
            Handed to the action as `buffers` when there are any.
        """
        name = message.get("do") if isinstance(message, dict) else None
        offered = name == "make_file" and bool(self._files_offered)
        if not isinstance(name, str) or (name not in self.state.actions and not offered):
            return _("That request is not known to this page. Reload the page to begin afresh.")
        arguments = message.get("args") or {}
        if not isinstance(arguments, dict) or not all(isinstance(k, str) for k in arguments):
            return _(UNREADABLE)
        if buffers:
            arguments = {**arguments, "buffers": buffers}
        try:
            if offered:
                self.send_file(**arguments)
            else:
                getattr(self.state, name)(**arguments)
        except (ValueError, KeyError) as error:  # our own states explain themselves in a sentence
            return short(str(error.args[0]) if error.args else str(error))
        except (TypeError, AttributeError, OverflowError, RecursionError) as error:
            LOG.debug("refused %s: %s", name, where_it_failed(error))
            return _("That request came with parts this page does not know. Nothing was changed.")
        except MemoryError:
            return _("That is more than this page can hold. Try with less.")
        except Exception as error:
            LOG.error("action %s failed: %s", name, where_it_failed(error))
            return _(OUR_FAULT)
        return None

    def send_file(self, kind: str) -> None:
        """Make a file and send it to the browser.

        Raises
        ------
        ValueError
            If no file of that kind can be made here, or not now.
        """
        maker = self._files_offered.get(kind) if isinstance(kind, str) else None
        if maker is None:
            raise ValueError(_("There is no such file to save here."))
        made = maker()
        # As text inside the message: it is small, and no binary frame needs to be trusted.
        data = base64.b64encode(made.content).decode("ascii")
        self.send({"file": {"name": made.name, "type": made.media_type, "data": data}})

    def refresh(self, notice: str | None = None) -> None:
        """Send the state's view, with a `notice` for the reader if there is one."""
        try:
            view = self.state.view()
        except Exception as error:
            LOG.error("the view of %s failed: %s", self.page, where_it_failed(error))
            view, notice = self._step_back(), _(OUR_FAULT)
        if notice:
            view = {**view, "notice": notice}
        self.view = view

    def _step_back(self) -> dict[str, Any]:
        """What can be drawn when a change has left a state that cannot: the one before it."""
        with contextlib.suppress(Exception):
            self.state.undo()  # type: ignore[attr-defined]
            return self.state.view()
        return {key: value for key, value in self.view.items() if key != "notice"}


UNREADABLE = N_("That request came in a form this page cannot read. Reload the page.")
OUR_FAULT = N_("Something went wrong on our side. Your entries are kept: undo, or try again.")
MOST_WORDS = 400


def short(text: str) -> str:
    """A notice of bearable length, whatever was quoted in it.

    Examples
    --------
    >>> len(short("x" * 10**6))
    400
    """
    return text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 2] + " …"


def sendable(value: Any) -> bool:
    """Whether every text in it can be sent back: half of a surrogate pair cannot.

    Examples
    --------
    >>> sendable({"a": ["Zürich", 1, None]}), sendable({"a": [{"\\ud800": 1}]})
    (True, False)
    """
    queue = [value]
    while queue:
        item = queue.pop()
        if isinstance(item, str):
            if not item.isascii() and any("\ud800" <= letter <= "\udfff" for letter in item):
                return False
        elif isinstance(item, dict):
            queue.extend(item)
            queue.extend(item.values())
        elif isinstance(item, (list, tuple)):
            queue.extend(item)
    return True


def where_it_failed(error: BaseException) -> str:
    """The kind of an error and where it arose, without its text, which may hold an entry.

    Examples
    --------
    >>> try:
    ...     int("what somebody typed")
    ... except ValueError as error:
    ...     told = where_it_failed(error)
    >>> told.startswith("ValueError at "), "typed" in told
    (True, False)
    """
    steps = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at " + " > ".join(steps[-6:])
