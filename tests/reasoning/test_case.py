"""Cases: what is read, what is refused, and what the refusal says."""

from __future__ import annotations

import math
from typing import Any

import pytest

from hipedu.reasoning.case import Case, CaseError, Mark, answer_bin, parse_case, plain_case
from hipedu.reasoning.knowledge_base import KnowledgeBase


def test_whole_case_is_read(knowledge: KnowledgeBase) -> None:
    case = parse_case(
        {
            "age": 34, "sex": "female",
            "findings": {"night_pain": "present", "limp": "absent", "onset": "gradual",
                         "weeks": 8, "saddle": "unknown", "catching": "not_sure"},
            "regions": {"groin": {"side": "left", "intensity": 6}},
        },
        knowledge,
    )
    assert case == Case(
        age=34, sex="female",
        answers={"night_pain": "present", "limp": "absent", "onset": "gradual", "weeks": 8.0},
        marks=(Mark(region="groin", side="left", intensity=6.0),),
    )
    assert parse_case(plain_case(case), knowledge) == case


def test_everything_may_be_missing(knowledge: KnowledgeBase) -> None:
    assert parse_case({}, knowledge) == Case()
    assert parse_case({"age": None, "sex": "unknown", "findings": None}, knowledge) == Case()


def test_two_sides_of_one_region_survive(knowledge: KnowledgeBase) -> None:
    raw = {"regions": {"groin": [{"side": "left", "intensity": 6}, {"side": "right"}]}}
    case = parse_case(raw, knowledge)
    assert [mark.side for mark in case.marks] == ["left", "right"]
    assert case.marked_regions == ("groin",)
    assert parse_case(plain_case(case), knowledge) == case


def test_midline_region_has_no_side(knowledge: KnowledgeBase) -> None:
    case = parse_case({"regions": {"tailbone": {"side": "left"}}}, knowledge)
    assert case.marks[0].side == "middle"


def test_unknown_id_names_the_nearest(knowledge: KnowledgeBase) -> None:
    with pytest.raises(CaseError, match=r"Unknown finding 'nite_pain'.*night_pain"):
        parse_case({"findings": {"nite_pain": "present"}}, knowledge)
    with pytest.raises(CaseError, match=r"side_lying"):  # by its synonym "side sleeping"
        parse_case({"findings": {"side_sleeper": "present"}}, knowledge)
    with pytest.raises(CaseError, match=r"Unknown region 'outerhip'.*outer_hip"):
        parse_case({"regions": {"outerhip": {}}}, knowledge)


def test_all_problems_are_told_at_once(knowledge: KnowledgeBase) -> None:
    raw = {"age": -3, "sex": "blue", "findings": {"limp": "maybe"}, "regionss": {}}
    with pytest.raises(CaseError) as caught:
        parse_case(raw, knowledge)
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize(
    ("findings", "says"),
    [
        ({"limp": "sometimes"}, '"present", "absent"'),
        ({"limp": 1}, '"present", "absent"'),
        ({"onset": "later"}, '"sudden", "gradual"'),
        ({"weeks": math.nan}, "from 0 to 520"),
        ({"weeks": math.inf}, "from 0 to 520"),
        ({"weeks": -1}, "from 0 to 520"),
        ({"weeks": "long ago"}, "from 0 to 520"),
        ({"weeks": True}, "from 0 to 520"),
        ([1, 2], "findings: expected"),
    ],
)
def test_wrong_answers_say_what_is_allowed(
    knowledge: KnowledgeBase, findings: Any, says: str
) -> None:
    with pytest.raises(CaseError, match=says):
        parse_case({"findings": findings}, knowledge)


@pytest.mark.parametrize(
    "regions",
    [{"groin": {"intensity": math.nan}}, {"groin": {"intensity": 11}}, {"groin": {"side": "up"}},
     {"groin": {"colour": "red"}}, {"groin": [[1]]}, 7],
)
def test_wrong_marks_are_refused(knowledge: KnowledgeBase, regions: Any) -> None:
    with pytest.raises(CaseError):
        parse_case({"regions": regions}, knowledge)


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_not_a_case(knowledge: KnowledgeBase, raw: Any) -> None:
    with pytest.raises(CaseError, match="A case is an object"):
        parse_case(raw, knowledge)


def test_numbers_fall_into_bins_with_inclusive_upper_edges(knowledge: KnowledgeBase) -> None:
    weeks = knowledge.findings["weeks"]
    assert [answer_bin(weeks, n) for n in (0, 6, 6.1, 500)] == ["short", "short", "long", "long"]


def test_a_region_holds_so_many_marks_and_no_more(knowledge: KnowledgeBase) -> None:
    """Left, right, both and the middle are all there is; eight leave room, nine are refused."""
    marks = [{"side": "left", "intensity": at} for at in range(1, 10)]
    eight = parse_case({"regions": {"groin": marks[:8]}}, knowledge)
    assert [mark.intensity for mark in eight.marks] == [1, 2, 3, 4, 5, 6, 7, 8]
    with pytest.raises(CaseError, match="groin: a region holds 8 marks at the most"):
        parse_case({"regions": {"groin": marks}}, knowledge)


def test_of_too_many_marks_none_is_read(knowledge: KnowledgeBase) -> None:
    """A million of them would cost seconds, each compared with those before."""

    class Marks(list[Any]):
        def __iter__(self) -> Any:
            raise AssertionError("they were read")

    with pytest.raises(CaseError, match="at the most"):
        parse_case({"regions": {"groin": Marks([{}] * 9)}}, knowledge)
