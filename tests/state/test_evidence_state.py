"""The evidence page: claims, accuracy of signs, every number with what it rests on."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from hipedu.dashboards import evidence
from hipedu.state.accuracy_view import USES
from hipedu.state.evidence_words import TOPICS, VERDICTS


@pytest.fixture
def state():
    return evidence.build().state


def claims(state):
    return state.view()["claims"]


class TestClaims:
    """107 statements: filtered, counted, looked at."""

    def test_all_are_listed_with_verdict_reason_and_source(self, state):
        rows = state.content()["claims"]
        assert [row["number"] for row in rows] == list(range(1, 108))
        for row in rows:
            assert row["says"]
            assert row["better"]
            assert row["verdict"] in VERDICTS
            assert row["section"]
            assert row["sources"] or row["basis"] == "expert_estimate"

    def test_the_chart_counts_the_verdicts(self, state):
        counted = Counter(each.verdict for each in state.catalogue.claims.values())
        figure = claims(state)["figure"]
        assert figure["data"][0]["x"] == [counted[verdict] for verdict in VERDICTS]
        assert sum(figure["data"][0]["x"]) == 107

    def test_section_verdict_topic_and_words_narrow_it(self, state):
        state.filter_claims(section="bursae")
        assert claims(state)["shown"] == ["claim_015", "claim_016", "claim_017"]
        state.filter_claims(section="bursae", verdict="outdated")
        assert claims(state)["shown"] == ["claim_016"]
        state.filter_claims(topic="seriousness")
        assert "claim_105" in claims(state)["shown"]
        state.filter_claims()
        state.search("  Glucosamine ")
        assert claims(state)["shown"] == ["claim_100", "claim_101"]
        state.search("bursa swollen")
        assert claims(state)["shown"] == ["claim_006"]

    def test_nothing_found_says_what_to_do(self, state):
        state.search("zebra")
        view = claims(state)
        assert view["shown"] == []
        assert view["figure"] is None
        assert "Take one away" in view["sentence"]

    def test_the_sentence_agrees_with_the_shown(self, state):
        state.filter_claims(topic="location")
        shown = [state.catalogue.claims[id_] for id_ in claims(state)["shown"]]
        holds = sum(each.verdict == "supported" for each in shown)
        assert claims(state)["sentence"].startswith(f"Of {len(shown)} statements: {holds} hold")

    def test_every_claim_opens_and_every_link_of_it_leads_to_a_record(self, state):
        """What represents a statement can be reached from it."""
        for id_, claim in state.catalogue.claims.items():
            state.open_claim(id_)
            chosen = claims(state)["chosen"]
            assert chosen["id"] == id_
            assert len(chosen["represented_by"]) == len(claim.represented_by) > 0
            for link in chosen["represented_by"]:
                state.open_record(link["kind"], link["id"])
                record = state.view()["numbers"]["record"]
                assert (record["kind"], record["id"]) == (link["kind"], link["id"])
                assert record["title"] == link["title"]
                assert id_ in [each["id"] for each in record["claims"]]

    def test_topics_and_verdicts_have_words(self, state):
        view = claims(state)
        assert {each["id"] for each in view["topics"]} == set(TOPICS)
        assert all(each["words"] and each["icon"] for each in view["verdicts"])


class TestTests:
    """Studies of signs by condition."""

    def test_every_study_is_reached_through_its_condition(self, state):
        reached = set()
        state.open_tab("tests")
        for each in state.view()["tests"]["conditions"]:
            state.filter_tests(condition=each["id"])
            shown = state.view()["tests"]["shown"]
            assert len(shown) == each["count"]
            reached |= {row["id"] for row in shown}
        assert reached == set(state.catalogue.accuracy)
        assert len(reached) == 130

    def test_each_says_what_it_is_good_for_and_what_not(self, state):
        for id_ in state.catalogue.accuracy:
            state.open_test(id_)
            chosen = state.view()["tests"]["chosen"]
            assert chosen["id"] == id_
            assert chosen["good_for"]
            assert chosen["not_for"]
            assert chosen["use"]["words"] in {words["words"] for words in USES.values()}

    def test_kind_and_use_narrow_it(self, state):
        state.filter_tests(condition="labral_tear", kind="history")
        kinds = {row["kind"] for row in state.view()["tests"]["shown"]}
        assert kinds == {"Asked"}
        state.filter_tests(condition="gluteal_tendinopathy", use="not_used")
        assert {row["id"] for row in state.view()["tests"]["shown"]} == {
            "gluteal_stance_lequesne", "gluteal_derotation_lequesne",
        }  # fmt: skip

    def test_a_study_with_its_weakened_ratios_by_hand(self, state):
        """Grimaldi 2017, ADD-R: 0.38 / (1 - 0.933) = 5.67; a cohort is believed by half, and the
        root of 5.67 is 2.38. (1 - 0.38) / 0.933 = 0.665, root 0.815."""
        state.open_test("gluteal_adduction_resisted_grimaldi")
        first, second = state.view()["tests"]["chosen"]["ratios"]
        assert (first["value"], first["used"]) == (5.67, 2.38)
        assert (second["value"], second["used"]) == (0.66, 0.82)
        assert first["basis"] == "derived"

    def test_a_printed_ratio_is_shown_as_printed(self, state):
        """Reiman 2013, Trendelenburg: 6.83 (1.64 to 28.46), which the two shares do not give."""
        state.open_test("gluteal_trendelenburg_reiman")
        first = state.view()["tests"]["chosen"]["ratios"][0]
        assert (first["value"], first["low"], first["high"]) == (6.83, 1.64, 28.46)
        assert first["basis"] == "measured"

    def test_what_must_not_be_tried_says_so(self, state):
        for id_ in ("neck_hop_flinn", "shaft_fulcrum_kang", "shaft_hop_clement"):
            state.open_test(id_)
            assert state.view()["tests"]["chosen"]["safe"] is False

    def test_a_filter_that_leaves_nothing(self, state):
        state.filter_tests(condition="cauda_equina", kind="imaging")
        view = state.view()["tests"]
        assert view["shown"] == []
        assert view["chosen"] is None
        assert view["figure"] is None


class TestNumbers:
    """Priors and likelihoods with basis, interval, source and review state."""

    def test_every_number_of_a_condition_is_a_row(self, state):
        """Counted with another walk than the page's own: priors, regions, the rest, likelihoods."""
        for id_, shown in state.catalogue.presentations.items():
            state.open_record("conditions", id_)
            rows = [
                row for table in state.view()["numbers"]["record"]["tables"]
                for row in table["rows"]
            ]
            wanted = len(shown.priors) + len(shown.regions) + 1 + sum(
                1 if each.p is not None else len(each.choices or {}) for each in shown.likelihoods
            )
            assert len(rows) == wanted == sum(state.view()["numbers"]["record"]["counts"].values())

    def test_a_prior_and_a_likelihood_in_words(self, state):
        """data/presentations/gluteal_tendinopathy.yaml: women 35 to 54, 200 (100 to 339) per 1000;
        pain at the side of the hip 0.95 (0.929 to 0.965)."""
        tables = {t["title"]: t["rows"] for t in state_numbers(state)["record"]["tables"]}
        often = {row["name"]: row for row in tables[
            "How often, per 1,000 runners with pain in the hip region"]}
        row = often["Women and girls, 35 to 54 years"]
        assert row["text"] == "200 per 1,000 (100 to 339)"
        assert row["basis"] == "expert_estimate"
        places = {row["name"]: row for row in tables["Where it hurts, of 100 people with it"]}
        assert places["Side of the hip"]["text"] == "95 of 100 (93 to 96)"

    def test_a_measured_number_names_its_source(self, state):
        for id_ in state.catalogue.presentations:
            state.open_record("conditions", id_)
            for table in state.view()["numbers"]["record"]["tables"]:
                for row in table["rows"]:
                    if row["basis"] in ("measured", "derived"):
                        assert row["source"]
                        assert row["reference"] in state.view()["numbers"]["record"]["references"]

    def test_only_what_is_known(self, state):
        state.open_tab("numbers")
        everything = sum(len(t["rows"]) for t in state_numbers(state)["record"]["tables"])
        state.show_known_only(True)
        known = [row for t in state_numbers(state)["record"]["tables"] for row in t["rows"]]
        assert len(known) < everything
        assert {row["basis"] for row in known} <= {"measured", "derived"}

    def test_the_inventory_counts_what_a_plain_search_finds(self, state):
        """Every basis in the compiled records that stands beside a value, searched as text."""
        from hipedu.knowledge.catalogue import compiled_file
        from hipedu.knowledge.paths import data_dir

        text = compiled_file(data_dir()).read_text(encoding="utf-8")
        kinds = {}
        for line in text.splitlines()[1:-1]:
            name, _, rest = line.partition(":")
            kinds[json.loads(name)] = json.loads(rest.removesuffix(","))

        def sourced(part):
            if isinstance(part, dict):
                if "value" in part and "basis" in part and "comparator" not in part:
                    yield part["basis"]
                else:
                    for each in part.values():
                        yield from sourced(each)
            elif isinstance(part, list):
                for each in part:
                    yield from sourced(each)

        found = Counter(
            basis for kind in ("findings", "finding_groups", "presentations", "accuracy")
            for basis in sourced(kinds[kind])
        )
        from hipedu.knowledge.inventory import inventory

        counted = inventory(state.catalogue)
        ours = Counter()
        for kind in ("findings", "finding_groups", "presentations", "accuracy"):
            ours.update(counted[kind])
        assert {basis: n for basis, n in ours.items() if n} == dict(found)

    def test_the_sentence_is_honest_about_review(self, state):
        assert "No clinician has reviewed a record yet" in state_numbers(state)["sentence"]
        assert state_numbers(state)["record"]["reviewed"] == "draft"

    @pytest.mark.parametrize(
        ("kind", "id_"),
        [("findings", "fadir_positive"), ("regions", "groin"), ("red_flags", "cauda_equina"),
         ("structures", "gluteal_tendons"), ("factors", "weak_gluteals"),
         ("load_rules", "single_session_spike"), ("loading_models", "cadence"),
         ("treatments", "prp"), ("exercises", "clamshell"), ("programmes", "gluteal_tendinopathy"),
         ("prevention_topics", "shoes")],
    )  # fmt: skip
    def test_records_of_every_kind_open(self, state, kind, id_):
        state.open_record(kind, id_)
        record = state_numbers(state)["record"]
        assert record["title"]
        assert record["texts"] or record["tables"]


def state_numbers(state):
    if state.choice.tab != "numbers":
        state.open_tab("numbers")
    return state.view()["numbers"]


def test_only_the_open_part_is_sent(state):
    for tab in ("claims", "tests", "numbers"):
        state.open_tab(tab)
        view = state.view()
        assert view[tab] is not None
        assert [view[other] for other in ("claims", "tests", "numbers") if other != tab] == [
            None, None,
        ]  # fmt: skip


def test_undo_redo_reset_and_another_copy(state):
    state.search("bursa")
    state.open_test("sij_three_of_six_laslett2005")
    state.show_known_only(True)
    kept = json.loads(json.dumps(state.view()["inputs"]))
    again = evidence.build().state
    again.restore(kept)
    assert again.view()["inputs"] == kept
    assert again.view()["tests"]["condition"] == "sij_pain"
    state.undo()
    assert state.choice.known_only is False
    state.redo()
    assert state.view()["inputs"] == kept
    state.reset()
    assert state.choice.words == ""


@pytest.mark.parametrize(
    "rubbish",
    [None, {"x": 1}, {"tab": "cats"}, {"known_only": "yes"}, {"words": "x" * 200},
     {"record": "conditions/tea"}, {"record": "hazards/x"}, {"claim": "claim_999"},
     {"condition": "measles"}, {"test": "tea"}, {"section": 3}],
)  # fmt: skip
def test_rubbish_changes_nothing(state, rubbish):
    before = state.view()["inputs"]
    with pytest.raises(ValueError, match="does not fit"):
        state.restore(rubbish)
    assert state.view()["inputs"] == before


def test_wrong_words_are_refused_in_sentences(state):
    for call in (
        lambda: state.open_tab("cats"), lambda: state.filter_claims(verdict="maybe"),
        lambda: state.filter_claims(section="tea"), lambda: state.open_claim("claim_999"),
        lambda: state.filter_tests(condition="measles"), lambda: state.open_test("tea"),
        lambda: state.open_record("conditions", "tea"), lambda: state.open_record("hazards", "x"),
        lambda: state.search("x" * 200),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"\.$"):
            call()
