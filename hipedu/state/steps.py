"""Undo and redo over whole snapshots."""

from __future__ import annotations

from typing import Generic, TypeVar

from hipedu.language import _

Snapshot = TypeVar("Snapshot")
MOST_STEPS = 200


class Steps(Generic[Snapshot]):
    """Remembers snapshots that never change.

    Examples
    --------
    >>> steps = Steps("a")
    >>> steps.add("b")
    >>> steps.undo(), steps.can_redo, steps.redo()
    ('a', True, 'b')
    """

    def __init__(self, first: Snapshot) -> None:
        self._past: list[Snapshot] = [first]
        self._future: list[Snapshot] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return len(self._past) > 1

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._future)

    def add(self, snapshot: Snapshot) -> None:
        """Remember a new state; what had been taken back is forgotten."""
        self._past.append(snapshot)
        del self._past[: -(MOST_STEPS + 1)]
        self._future.clear()

    def undo(self) -> Snapshot:
        """Return the state before the last change.

        Raises
        ------
        ValueError
            If nothing was changed yet.
        """
        if not self.can_undo:
            raise ValueError(_("There is nothing to undo."))
        self._future.append(self._past.pop())
        return self._past[-1]

    def redo(self) -> Snapshot:
        """Return the state that was taken back last.

        Raises
        ------
        ValueError
            If nothing was taken back.
        """
        if not self.can_redo:
            raise ValueError(_("There is nothing to redo."))
        self._past.append(self._future.pop())
        return self._past[-1]
