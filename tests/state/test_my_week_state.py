"""My week without a browser: refusals, edits, log, files, undo and another copy."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from hipedu.api import load_catalogue
from hipedu.dashboards.my_week import build, make_file
from hipedu.exporting.plan_file import read_plan
from hipedu.state.danger_signs import SIGNS
from hipedu.state.my_week_state import MyWeekState

TODAY = dt.date(2026, 11, 28)
CATALOGUE = load_catalogue()


@pytest.fixture
def state() -> MyWeekState:
    return MyWeekState(
        CATALOGUE, today=TODAY, read=lambda content: read_plan(content, CATALOGUE)
    )


@pytest.fixture
def week(state: MyWeekState) -> MyWeekState:
    state.set_wish("programme", "gluteal_tendinopathy")
    state.answer_signs([])
    return state


def on(state: MyWeekState, day: int) -> list[str]:
    return [item["exercise"] for item in state.view()["week"]["days"][day]["items"]]


class TestGate:
    def test_every_sign_stands_for_a_rule_that_is_urgent(self) -> None:
        for sign in SIGNS:
            assert CATALOGUE.red_flags[sign.rule].level in ("emergency", "urgent")
            assert len(sign.text.split()) <= 40

    def test_nothing_before_the_signs_are_answered(self, state: MyWeekState) -> None:
        view = state.view()
        assert view["week"] is None
        with pytest.raises(ValueError, match="danger signs"):
            state.add(0, "clamshell")
        with pytest.raises(ValueError, match="danger signs"):
            make_file(state, "pdf")

    @pytest.mark.parametrize("sign", [sign.id for sign in SIGNS])
    def test_a_sign_refuses_plan_light_and_files_and_says_what_to_do(
        self, week: MyWeekState, sign: str
    ) -> None:
        week.log_session({"date": "2026-11-27", "kind": "exercises", "during": 0})
        assert week.view()["log"]["advice"] is not None
        week.answer_signs([sign])
        view = week.view()
        assert view["week"] is None
        assert view["focus"] is None
        assert view["log"]["advice"] is None
        assert {line["colour"] for line in view["log"]["lines"]} == {None}
        rule = CATALOGUE.red_flags[next(s.rule for s in SIGNS if s.id == sign)]
        assert view["gate"]["open"][0]["action"] == rule.action
        for kind in ("pdf", "ics", "csv", "json"):
            with pytest.raises(ValueError, match="looked at first"):
                make_file(week, kind)
        week.answer_signs([])
        assert week.view()["week"] is not None

    def test_the_most_urgent_sign_stands_first(self, week: MyWeekState) -> None:
        week.answer_signs(["limp", "saddle"])
        levels = [each["level"] for each in week.view()["gate"]["open"]]
        assert levels == ["emergency", "urgent"]

    def test_a_stress_fracture_needs_leave_for_each_phase(self, state: MyWeekState) -> None:
        state.answer_signs([])
        state.set_wish("programme", "bsi_femoral_neck")
        assert state.view()["week"] is None
        state.set_wish("allowed", True)
        assert state.view()["week"]["count"] > 0
        state.set_wish("stage", "rebuild")
        assert state.view()["week"] is None


class TestEdits:
    def test_what_is_refused_changes_nothing(self, week: MyWeekState) -> None:
        before = json.dumps(week.view())
        with pytest.raises(ValueError, match="bony knob"):
            week.swap(0, "clamshell", "piriformis_stretch")
        with pytest.raises(ValueError, match="last phase"):
            week.add(0, "pogo_hops")
        with pytest.raises(ValueError, match="between two runs"):
            week.move_run(1, 2)
        assert json.dumps(week.view()) == before

    def test_an_edit_follows_through_and_is_taken_back(self, week: MyWeekState) -> None:
        week.look_at("item", 0, "clamshell")
        week.move(0, "clamshell", 6)
        view = week.view()
        assert on(week, 6) == ["clamshell"]
        assert view["focus"]["day"] == 6
        assert "You put it on Sunday." in view["focus"]["why_day"]
        week.set_dose(6, "clamshell", "sets", 1)
        assert "1 set of 10 a side" in week.view()["focus"]["dose"]["amount"]
        week.undo()
        week.undo()
        assert "clamshell" in on(week, 0)
        week.redo()
        assert on(week, 6) == ["clamshell"]

    def test_short_holds_go_on_every_day(self, week: MyWeekState) -> None:
        assert week.view()["week"]["everyday"]
        week.add_everyday()
        for day in range(7):
            assert "iso_abduction_standing" in on(week, day)  # prescribed seven times a week
        assert sum("glute_bridge" in on(week, day) for day in range(7)) == 4
        assert not week.view()["week"]["everyday"]

    def test_every_exercise_is_offered_or_explained(self, week: MyWeekState) -> None:
        week.look_at("day", 1)
        focus = week.view()["focus"]
        named = {o["name"] for o in focus["offers"]} | {o["name"] for o in focus["not_here"]}
        assert named == {each.name for each in CATALOGUE.exercises.values()}
        assert all(line["why"].endswith(".") for line in focus["not_here"])

    def test_what_hurts_is_gone_and_said(self, week: MyWeekState) -> None:
        week.set_wish("hurting", ["side_lying"])
        used = {i["exercise"] for d in week.view()["week"]["days"] for i in d["items"]}
        assert used
        assert not any("side_lying" in CATALOGUE.exercises[name].demands for name in used)
        assert any("You said" in line["why"] for line in week.view()["reading"]["left_out"])

    def test_another_choice_is_another_or_says_that_there_is_none(self, week: MyWeekState) -> None:
        week.set_wish("programme", "general_prevention")
        before = [on(week, day) for day in range(7)]
        week.make_again()
        assert [on(week, day) for day in range(7)] != before

    @pytest.mark.parametrize(
        ("name", "value"),
        [("days", 0), ("days", 9), ("minutes", 4), ("minutes", float("nan")), ("stage", "nap"),
         ("programme", "gout"), ("equipment", ["anvil"]), ("equipment", "mini_band"),
         ("hurting", [[]]), ("shoe", 1)],
    )  # fmt: skip
    def test_wrong_wishes_are_refused_in_words(self, week: MyWeekState, name, value) -> None:
        before = json.dumps(week.view())
        with pytest.raises(ValueError, match=r"\w"):
            week.set_wish(name, value)
        assert json.dumps(week.view()) == before


def test_the_balance_counts_sets(week: MyWeekState) -> None:
    # each of the three days: holds 4 and 5 and clamshell 2 for the outer hip = 11 sets
    shares = {m["id"]: m["sets"] for m in week.view()["balance"]["muscles"]}
    assert shares["outer_hip"] == 33
    assert shares["buttock"] == 3 * (3 + 2)  # bridge 3, clamshell 2
    assert shares["calf"] == 0


class TestLog:
    def test_red_offers_less_and_less_is_a_third_to_a_half(self, week: MyWeekState) -> None:
        before = {
            (d["day"], i["exercise"]): i["amount"]
            for d in week.view()["week"]["days"] for i in d["items"]
        }  # fmt: skip
        week.log_session({"date": "2026-11-27", "during": 8, "done": [["clamshell", 2]]})
        assert week.view()["log"]["advice"]["change"] == "less"
        week.ease()
        after = {
            (d["day"], i["exercise"]): i["amount"]
            for d in week.view()["week"]["days"] for i in d["items"]
        }  # fmt: skip
        assert set(after) == set(before)
        assert after[(0, "glute_bridge")].startswith("2 sets")  # of 3
        assert after[(0, "iso_abduction_standing")].startswith("3 holds")  # of 5

    def test_a_line_is_changed_and_removed(self, week: MyWeekState) -> None:
        week.log_session({"date": "2026-11-26", "during": 1})
        week.set_entry(0, "morning", "worse")
        assert week.view()["log"]["lines"][0]["colour"] == "red"
        week.remove_entry(0)
        assert week.view()["log"]["count"] == 0

    @pytest.mark.parametrize("date", ["2027-01-01", "0001-01-01", "soon"])
    def test_days_that_cannot_be_are_refused(self, week: MyWeekState, date: str) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            week.log_session({"date": date, "during": 1})

    def test_prevention_borrows_the_limits_and_says_so(self, state: MyWeekState) -> None:
        state.answer_signs([])
        assert state.view()["reading"]["pain"]["borrowed"]
        state.log_session({"date": "2026-11-27", "during": 6})
        assert state.view()["log"]["advice"]["colour"] == "red"


class TestPhases:
    def test_goals_decide_on_the_next_phase(self, week: MyWeekState) -> None:
        with pytest.raises(ValueError, match="Not yet"):
            week.next_phase()
        for check in week.view()["reading"]["next"]["checks"]:
            low = {"gt_night": 1, "gt_stand": 40, "gt_stand_pain": 0}
            week.answer_check(check["id"], low.get(check["id"], True))
        # the goals are reached, but nobody has said yet that this phase was the right one
        shown = week.view()["reading"]["next"]
        assert (shown["ready"], shown["ahead"]) == (False, 3)
        with pytest.raises(ValueError, match="The pain fits this programme"):
            week.next_phase()
        for check, value in {"gt_picture": True, "gt_usual_pain": 5, "gt_lying": False}.items():
            week.answer_check(check, value)
        begin = {each["id"]: each for each in week.view()["reading"]["next"]["begin"]}
        assert begin["gt_usual_pain"]["elsewhere"] is None
        assert "begin" in begin["gt_lying"]["elsewhere"]
        assert week.view()["reading"]["next"]["ready"]
        week.next_phase()
        assert week.view()["wish"]["stage"] == "strengthen"


class TestFiles:
    def test_a_file_brings_everything_back_and_asks_for_signs_again(
        self, week: MyWeekState, state: MyWeekState
    ) -> None:
        week.move(0, "clamshell", 6)
        week.log_session({"date": "2026-11-27", "during": 2, "note": "<b>"})
        week.set_export("note", "=x")
        shown = [on(week, day) for day in range(7)]
        content = make_file(week, "json").content
        other = MyWeekState(CATALOGUE, today=TODAY, read=lambda c: read_plan(c, CATALOGUE))
        other.open_file(name="p.json", buffers=[memoryview(content)])
        assert other.view()["week"] is None
        other.answer_signs([])
        assert [on(other, day) for day in range(7)] == shown
        assert other.view()["log"]["lines"][0]["note"] == "<b>"
        assert other.view()["export"]["note"] == "=x"
        other.undo()
        other.undo()
        assert other.view()["wish"]["programme"] == "general_prevention"

    def test_a_file_of_the_command_line_opens_too(self, state: MyWeekState, tmp_path) -> None:
        from hipedu.cli import main

        out = tmp_path / "plan.json"
        assert main(["plan", "--condition", "hip_oa", "--out", str(out)]) == 0
        state.open_file(buffers=[out.read_bytes()])
        state.answer_signs([])
        assert state.view()["week"]["count"] > 0

    @pytest.mark.parametrize("kind", ["ics", "pdf", "csv", "json", "log"])
    def test_names_of_files_are_plain(self, week: MyWeekState, kind: str) -> None:
        week.set_export("note", "../../etc/passwd\n<script>")
        file = make_file(week, kind)
        assert file.name.replace("-", "").replace("_", "").replace(".", "").isalnum()
        assert file.content

    def test_half_a_letter_in_a_file_does_no_harm(self, week: MyWeekState) -> None:
        week.log_session({"date": "2026-11-27", "during": 2, "note": "x"})
        raw = json.loads(make_file(week, "json").content)
        raw["note"] = raw["log"][0]["note"] = "a\ud800b"
        week.open_file(buffers=[json.dumps(raw).encode()])
        week.answer_signs([])
        json.dumps(week.view(), ensure_ascii=False).encode()
        assert week.view()["export"]["note"] == "a?b"
        for kind in ("pdf", "ics", "csv", "json", "log"):
            assert make_file(week, kind).content

    def test_an_unknown_kind_is_refused(self, week: MyWeekState) -> None:
        with pytest.raises(ValueError, match="no such kind"):
            make_file(week, "exe")


def test_another_copy_shows_the_same(week: MyWeekState) -> None:
    week.set_wish("hurting", ["kneeling"])
    week.move(0, "clamshell", 6)
    week.log_session({"date": "2026-11-27", "during": 2, "done": [["clamshell", 2]]})
    week.answer_check("gt_night", 1)
    week.set_export("monday", "2026-12-10")
    week.set_export("weeks", 6)
    assert week.view()["export"]["monday"] == "2026-12-07"  # the Monday of that week
    again = MyWeekState(CATALOGUE, today=TODAY)
    again.restore(json.loads(json.dumps(week.view()["inputs"])))
    mine, theirs = week.view(), again.view()
    assert {k for k in mine if mine[k] != theirs[k]} <= {"can_undo", "can_redo", "focus"}


class TestPage:
    """The widget's own requests: files and drawings leave as messages, never as traits."""

    @pytest.fixture
    def page(self):
        made = build()
        made.carry_out({"do": "answer_signs", "args": {"signs": []}})
        return made

    def test_a_file_is_a_message_and_no_trait(self, page) -> None:
        import base64

        sent = []
        page.send = sent.append
        assert page.carry_out({"do": "make_file", "args": {"kind": "csv"}}) is None
        (message,) = sent
        content = base64.b64decode(message["file"]["data"])
        assert content.startswith(b"\xef\xbb\xbfday,kind")
        assert message["file"]["data"] not in json.dumps(page.view)

    @pytest.mark.parametrize("kind", ["exe", None, 7, "x" * 1000])
    def test_a_kind_that_is_none_is_answered_with_a_sentence(self, page, kind) -> None:
        page.send = None
        assert page.carry_out({"do": "make_file", "args": {"kind": kind}}).endswith(".")

    def test_drawings_come_packed_once_asked(self, page) -> None:
        import base64
        import gzip

        message = page.drawn(["clamshell", "nothing", 7], whole=False)
        found = json.loads(gzip.decompress(base64.b64decode(message["drawings"])))
        assert found["nothing"] is None
        assert {len(s["d"]) for g in found["clamshell"]["groups"] for s in g["shapes"]} == {1}
        whole = page.drawn(["clamshell"], whole=True)
        assert len(whole["drawings"]) > len(message["drawings"])

    def test_the_first_view_is_small(self) -> None:
        # the danger signs come first, and no drawing travels with them
        made = build()
        assert len(json.dumps(made.view)) + len(json.dumps(made.content)) < 12_000
