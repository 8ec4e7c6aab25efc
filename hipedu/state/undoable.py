"""States whose changes can be taken back: one value that never changes, and its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

import traitlets

from hipedu.language import N_, _
from hipedu.state.steps import Steps

Snapshot = TypeVar("Snapshot")
Choice = TypeVar("Choice", bound="tuple[Any, ...]")
UNREADABLE = N_("What was kept does not fit this page. Choose anew.")


class Undoable(traitlets.HasTraits, Generic[Snapshot]):
    """A state of which one trait holds everything that undo takes back.

    A subclass names the trait in `remembered` and assigns through `_change`.

    Parameters
    ----------
    first : Snapshot
        What the trait holds at the start and after `reset`: a value that never changes.

    Examples
    --------
    >>> class Lamp(Undoable[str]):
    ...     remembered = "light"
    ...     light = traitlets.Any()
    ...     def switch_on(self) -> None:
    ...         self._change("on")
    >>> lamp = Lamp("off")
    >>> lamp.switch_on(), lamp.switch_on(), lamp.undo()
    (None, None, None)
    >>> lamp.light, lamp.what_can_be_undone
    ('off', {'can_undo': False, 'can_redo': True})
    """

    remembered: ClassVar[str]

    def __init__(self, first: Snapshot) -> None:
        super().__init__()
        self._first = first
        self._steps = Steps(first)
        setattr(self, self.remembered, first)

    @property
    def what_can_be_undone(self) -> dict[str, bool]:
        """The two parts of a view that say which of its buttons have something to do."""
        return {"can_undo": self._steps.can_undo, "can_redo": self._steps.can_redo}

    def undo(self) -> None:
        """Take the last change back."""
        setattr(self, self.remembered, self._steps.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        setattr(self, self.remembered, self._steps.redo())

    def reset(self) -> None:
        """Everything as at the start; this can be undone."""
        self._change(self._first)

    def _change(self, snapshot: Snapshot) -> None:
        """Take a new value over; one that is the same is no step."""
        if snapshot != getattr(self, self.remembered):
            setattr(self, self.remembered, snapshot)
            self._steps.add(snapshot)


class Choosing(Undoable[Choice]):
    """A state that is one named tuple of plain values, its trait `choice`.

    A subclass says in `_checked` which choices there are.
    """

    remembered = "choice"
    choice = traitlets.Any()

    def _checked(self, choice: Choice) -> Choice:
        """The choice itself.

        Raises
        ------
        ValueError
            In a sentence, if something in it does not exist.
        """
        raise NotImplementedError

    def restore(self, inputs: Any) -> None:
        """Take over the ``inputs`` of another copy's view; all of it or nothing.

        Raises
        ------
        ValueError
            If they are not what a view holds.
        """
        first: Any = self._first
        kinds = {name: bool if isinstance(value, bool) else str
                 for name, value in first._asdict().items()}  # fmt: skip
        if not isinstance(inputs, Mapping) or not set(inputs) <= set(kinds):
            raise ValueError(_(UNREADABLE))
        given = {name: value for name, value in inputs.items() if value is not None}
        if not all(isinstance(value, kinds[name]) for name, value in given.items()):
            raise ValueError(_(UNREADABLE))
        try:
            self._change(self._checked(first._replace(**given)))
        except ValueError:
            raise ValueError(_(UNREADABLE)) from None
