"""What every state with an undo promises, on a small state of its own."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
import traitlets

from hipedu.state.undoable import Choosing, Undoable


class Counter(Undoable[int]):
    """A number that only this module knows."""

    remembered = "number"
    number = traitlets.Any()

    def put(self, number: int) -> None:
        self._change(number)


class Pick(NamedTuple):
    fruit: str | None = None
    dish: str = "plate"
    ripe: bool = False


class Picking(Choosing[Pick]):
    def pick(self, **parts: Any) -> None:
        self._change(self._checked(self.choice._replace(**parts)))

    def _checked(self, choice: Pick) -> Pick:
        if choice.fruit not in (None, "apple", "pear"):
            raise ValueError("No such fruit.")
        return choice


def test_undo_and_redo_walk_through_what_was_put() -> None:
    state = Counter(0)
    state.put(1)
    state.put(2)
    state.undo()
    state.undo()
    assert state.number == 0
    assert state.what_can_be_undone == {"can_undo": False, "can_redo": True}
    state.redo()
    assert state.number == 1
    state.put(7)
    assert state.what_can_be_undone == {"can_undo": True, "can_redo": False}


def test_the_same_value_again_is_no_step() -> None:
    state = Counter(0)
    state.put(1)
    state.put(1)
    state.undo()
    assert (state.number, state.what_can_be_undone["can_undo"]) == (0, False)


def test_reset_goes_to_the_first_value_and_can_be_undone() -> None:
    state = Counter(3)
    state.put(5)
    state.reset()
    assert state.number == 3
    state.undo()
    assert state.number == 5


def test_a_restored_choice_is_the_one_of_the_other_copy() -> None:
    one, other = Picking(Pick()), Picking(Pick())
    one.pick(fruit="pear", ripe=True)
    other.restore(one.choice._asdict())
    assert other.choice == Pick("pear", "plate", True)
    other.undo()
    assert other.choice == Pick()


@pytest.mark.parametrize(
    "inputs",
    [
        None, [], "pear", {"tree": "oak"}, {"fruit": 3}, {"fruit": ["pear"]}, {"fruit": "stone"},
        {"ripe": "yes"}, {"ripe": 1}, {"dish": True}, {"fruit": "pear", "tree": "oak"},
    ],
)  # fmt: skip
def test_what_no_view_holds_is_refused_whole(inputs: Any) -> None:
    state = Picking(Pick())
    state.pick(fruit="apple")
    with pytest.raises(ValueError, match="What was kept does not fit this page"):
        state.restore(inputs)
    assert state.choice == Pick("apple")


def test_an_empty_part_of_what_is_restored_is_as_at_the_start() -> None:
    state = Picking(Pick())
    state.pick(fruit="apple")
    state.restore({"fruit": None, "dish": None})
    assert state.choice == Pick()
