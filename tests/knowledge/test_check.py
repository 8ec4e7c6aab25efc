"""Each case makes one mistake in a faultless knowledge base and reads the sentence about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hipedu.knowledge.check import check
from hipedu.knowledge.citations import isbn_is_valid
from hipedu.knowledge.errors import DataError

CONDITION = "conditions/gluteal_tendinopathy.yaml"
NUMBERS = "presentations/gluteal_tendinopathy.yaml"
FLAG = "red_flags/night_and_long.yaml"


def test_the_small_knowledge_base_has_no_fault(kb):
    assert kb.problems() == []


# file, text, its replacement, the whole sentence
MISTAKES = [
    # the shape of a record
    (CONDITION, "urgency: self_care", "urgency: selfcare",
     "line 7, urgency: must be one of emergency, urgent, soon, routine, self_care, "
     'got "selfcare". Did you mean self_care?'),
    (CONDITION, "onset: gradual\n", "", "line 1, onset: is missing. Add the line `onset: ...`."),
    (CONDITION, "onset: gradual", "onset: gradual\nonsett: x",
     "line 12, onsett: there is no field called onsett. Did you mean onset?"),
    (CONDITION, "onset: gradual", "onset: 3",
     "line 11, onset: must be text, got 3. Put it in quotation marks."),
    (CONDITION, "structures: [gluteal_tendons]", "must_not_miss: yes",
     'line 8, must_not_miss: must be true or false, got "yes". Write true or false.'),
    (CONDITION, "structures: [gluteal_tendons]", "structures: gluteal_tendons",
     'line 8, structures: must be a list, got "gluteal_tendons". '
     "Write each item on its own line after a dash."),
    (CONDITION, "structures: [gluteal_tendons]", "review: reviewed",
     'line 8, review: must be a mapping of fields, got "reviewed". '
     "Write `name: value` lines, indented."),
    (CONDITION, "structures: [gluteal_tendons]", "review: {status: reviewed}",
     "line 8, review: a reviewed record names who reviewed it (by) and the date (on). "
     "Change the values to fit."),
    (CONDITION, "id: gluteal_tendinopathy", "id: tendinopathy",
     'line 1, id: must be the file\'s name "gluteal_tendinopathy", got "tendinopathy". '
     "Change the id, or rename the file."),
    (CONDITION, "onset: gradual", 'onset: " "',
     "line 11, onset: is empty text. Fill it, or remove the line."),
    ("findings/side.yaml", "label: Left}", "lable: Left}",
     "line 9, choices[0].label: is missing. Add the line `label: ...`."),
    (NUMBERS, "p: {value: 0.95, basis: expert_estimate}", "p: {value: 0.95, basis: measured}",
     "line 8, regions[0].p: a measured value needs a reference. "
     "Add one, or set basis: expert_estimate."),
    (NUMBERS, "{value: 0.95, basis", "{value: .95, basis",
     'line 8, regions[0].p.value: must be a number, got ".95". '
     "Write it with digits, as 0.25, without quotation marks."),
    (NUMBERS, "age_min: 18, age_max: 99, sex: female", "age_min: 18.5, age_max: 99, sex: female",
     "line 4, priors[1].age_min: must be a whole number, got 18.5. "
     "Write it without a fraction or quotation marks."),
    # ids and words
    (CONDITION, "[gluteal_tendons]", "[gluteal_tendon]",
     'line 8, structures[0]: no structure has the id "gluteal_tendon". '
     "Did you mean gluteal_tendons?"),
    (CONDITION, "[gluteal_tendons]", "[gluteal_tendons, gluteal_tendons]",
     'line 8, structures[1]: "gluteal_tendons" is named twice. Keep one of the two.'),
    (CONDITION, "tissue: tendon", "tissue: bone",
     'line 6, tissue: "bone" is not a word of the list tissues. Use one of tendon.'),
    (NUMBERS, "region: lateral_hip", "region: hip",
     'line 7, regions[0].region: no region has the id "hip". Use one of groin, lateral_hip.'),
    (NUMBERS, "finding: night_pain", "finding: night",
     'line 11, likelihoods[0].finding: no finding has the id "night". Did you mean night_pain?'),
    ("regions/groin.yaml", "[lateral_hip]", "[lateral_hip, groin]",
     "line 6, neighbours[1]: a region is no neighbour of itself. Remove it."),
    ("exercises/side_lift.yaml", "muscles: [gluteus_medius]", "muscles: [gluteus]",
     'line 4, muscles[0]: "gluteus" is not a word of the list muscles. '
     "Did you mean gluteus_medius?"),
    ("exercises/side_lift.yaml", "  prevention: [", "  preventing: [",
     'line 11, phases.preventing: "preventing" is neither a condition nor an exercise goal. '
     "Did you mean prevention?"),
    # answers
    (FLAG, "answers: [left]", "answers: [lefft]",
     'line 8, require_all[1].any_of[1].answers[0]: side cannot be answered by "lefft". '
     "Did you mean left?"),
    (FLAG, "{finding: side, answers: [left]}", "{finding: side}",
     'line 8, require_all[1].any_of[1].finding: side cannot be answered by "present". '
     "Use one of left, right."),
    (FLAG, "{finding: weeks, at_most: 6}", "{finding: weeks}",
     "line 9, require_all[1].any_of[2].not_.finding: weeks is answered by a number. "
     "Use at_least, at_most or both."),
    (FLAG, "{finding: weeks, at_most: 6}", "{finding: weeks, at_most: 600}",
     "line 9, require_all[1].any_of[2].not_.at_most: 600 lies outside what weeks can be. "
     "Stay between 0.0 and 500.0."),
    (FLAG, "{finding: weeks, at_most: 6}", "{finding: night_pain, at_most: 6}",
     "line 9, require_all[1].any_of[2].not_.at_most: night_pain is not answered by a number. "
     "Use answers instead."),
    (FLAG, "regions: [groin]", "regions: [grin]",
     'line 7, require_all[1].any_of[0].regions[0]: no region has the id "grin". '
     "Did you mean groin?"),
    (FLAG, "- finding: night_pain", "- {finding: night_pain, sex: female}",
     "line 5, require_all[0]: a test uses exactly one of finding, regions, age, sex, all_of, "
     "any_of, not_. Change the values to fit."),
    ("findings/side.yaml", "[night_pain=present]", "[night_pain]",
     'line 12, ask_after[0]: "night_pain" is not of the form finding=answer. '
     'Write it as "night_pain=present".'),
    ("findings/side.yaml", "[night_pain=present]", "[night_pain=yes]",
     'line 12, ask_after[0]: night_pain cannot be answered by "yes". '
     "Use one of present, absent."),
    ("findings/side.yaml", "[night_pain=present]", "[side=left]",
     "line 12, ask_after: the question waits for itself, so it is never asked. "
     "Remove one of the conditions in the circle."),
    # numbers
    (NUMBERS, "{value: 0.95, basis", "{value: 95, basis",
     "line 8, regions[0].p.value: must lie between 0 and 1, got 95. "
     "Write a share: 35 % is 0.35."),
    (NUMBERS, "{value: 0.95, basis", "{value: 0.95, high: 1.2, basis",
     "line 8, regions[0].p.high: must lie between 0 and 1, got 1.2. "
     "Write a share: 35 % is 0.35."),
    (NUMBERS, "short: {value: 0.2", "short: {value: 0.1",
     # 0.1 + 0.8 = 0.9
     "line 18, likelihoods[2].choices: the probabilities of the choices sum to 0.900. "
     "Change them so that they sum to 1."),
    (NUMBERS, "    long:", "    longer:",
     "line 18, likelihoods[2].choices: must name exactly the choices of weeks. "
     "Add long. Remove longer."),
    (NUMBERS, "age_min: 18,", "age_min: 17,",
     "line 4, priors[1]: female, ages 17 to 99, overlaps ages 6 to 17. "
     "Ages are inclusive at both ends: end one band a year before the next."),
    (NUMBERS, "age_min: 18,", "age_min: 20,",
     "line 4, priors[1]: female, no weight for ages 18 to 19. Add the band."),
    (NUMBERS, "age_max: 99, sex: male", "age_max: 55, sex: male",
     "line 2, priors: male, bands run from 6 to 55; other conditions have 6 to 99. "
     "Cover the same ages."),
    (NUMBERS, "value: 2, unit: per_1000", "value: 2",
     "line 5, priors[2].weight: the weight is counted per 1000, got unit 1. "
     "Write unit: per_1000."),
    ("exercises/side_lift.yaml", "sets: 2", "sets: 3, sets_max: 2",
     "line 8, dose.sets_max: sets_max must not be below sets. Swap them."),
    ("scenarios/novice.yaml", "[30, 30]", "[30, 30, 30]",
     "line 11, climb_m_per_week: has 3 entries for 2 weeks. "
     "Give one for each week, or a single one for all."),
    ("scenarios/novice.yaml", "[0, 2, 0, 2, 0, 3, 0]", "[0, 2, 0, 2, 0, 3]",
     "line 1: weeks_km[0] must hold 7 days, Monday first. Change the values to fit."),
    ("load_rules/session_spike.yaml", "above: 1.1, up_to: 1.3", "above: 1.3, up_to: 1.1",
     "line 9, bands[0]: nothing is above 1.3 and at most 1.1. Swap the limits."),
    # sources
    (CONDITION, "[frandsen2025spike]", "[frandsen2025spiked]",
     'line 15, references[0]: no reference has the key "frandsen2025spiked". '
     "Did you mean frandsen2025spike?"),
    ("exercises/side_lift.yaml", "reference: frandsen2025spike", "reference: nobody1999word",
     'line 14, emg[0].activity.reference: no reference has the key "nobody1999word". '
     "Use one of frandsen2025spike."),
    ("references.yaml", "year: 2025", "year: 2024",
     "line 1, [0].key: the key says 2025, the year says 2024. Correct one of the two."),
    ("references.yaml", "10.1000/spike", "https://doi.org/10.1000/spike",
     'line 4, [0].doi: "https://doi.org/10.1000/spike" is more than the bare DOI. '
     "Write 10.1000/spike."),
    ("references.yaml", "10.1000/spike", "spike",
     'line 4, [0].doi: "spike" is no DOI. Write it as 10.1000/abc.123.'),
    ("references.yaml", "doi: 10.1000/spike", "url: https://doi.org/10.1000/spike",
     "line 4, [0].url: the address is a DOI. Write doi: 10.1000/spike."),
    ("references.yaml", "doi: 10.1000/spike", "url: https://www.scribd.com/document/1",
     "line 4: points to scribd.com, which shows uploaded copies, often without the right to. "
     "Cite the work itself: its doi, pmid, isbn or publisher's page."),
    ("references.yaml", "doi: 10.1000/spike", 'pmid: "PMC1"',
     "line 4, [0].pmid: a PubMed number has digits only. Remove the rest."),
    # the shared files
    ("VERSION", "2026-11-23", "2026-13-23",
     'line 1: must be a date, got "2026-13-23". Write the day of the last change as 2026-11-23.'),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), MISTAKES)
def test_one_mistake_one_sentence(kb, file, old, new, sentence):
    kb.edit(file, old, new)
    assert f"error: data/{file}, {sentence}" in kb.problems()


def test_neighbours_know_each_other(kb):
    kb.edit("regions/groin.yaml", "[lateral_hip]", "[]")
    assert kb.problems() == [
        "error: data/regions/lateral_hip.yaml, line 6, neighbours[0]: groin does not name "
        "lateral_hip as its neighbour. Add lateral_hip to data/regions/groin.yaml, or remove "
        "groin here."
    ]


def test_a_condition_has_numbers_and_numbers_have_a_condition(kb):
    (kb.folder / CONDITION).rename(kb.folder / "conditions/other.yaml")
    kb.edit("conditions/other.yaml", "id: gluteal_tendinopathy", "id: other")
    problems = kb.problems()
    assert (
        'error: data/presentations/gluteal_tendinopathy.yaml, line 1, id: no condition has the '
        'id "gluteal_tendinopathy". Use one of other.'
    ) in problems
    assert (
        "error: data/conditions/other.yaml, line 1, id: the condition has no numbers. "
        "Write data/presentations/other.yaml."
    ) in problems


def test_nothing_builds_on_what_is_retired(kb):
    kb.edit("structures/gluteal_tendons.yaml", "regions:", "review: {status: retired}\nregions:")
    assert kb.problems() == [
        "error: data/conditions/gluteal_tendinopathy.yaml, line 8, structures[0]: structure "
        "gluteal_tendons is retired. Refer to what replaced it, or retire this record too."
    ]


def test_both_sexes_have_priors(kb):
    kb.edit(NUMBERS, "age_max: 99, sex: male", "age_max: 99, sex: female")
    assert any("priors: no weight for the sex male" in each for each in kb.problems())


def test_a_broken_record_does_not_make_its_references_broken(kb):
    kb.edit("structures/gluteal_tendons.yaml", "kind: tendon", "kind: sinew")
    assert len(kb.problems()) == 1


def test_unreadable_yaml_is_one_problem(kb):
    kb.edit("regions/groin.yaml", "name: Groin\nplain", "name: Groin\nname: G\nplain")
    assert kb.problems() == [
        "error: data/regions/groin.yaml, line 3: key 'name' stands here a second time "
        "(first in line 2). Keep one of the two."
    ]


def test_a_record_that_is_no_mapping(kb):
    kb.write("regions/knee.yaml", "- id: knee\n")
    assert (
        "error: data/regions/knee.yaml, line 1: must be a mapping of fields, got a list. "
        "Write the fields of a Region, as `id: ...`."
    ) in kb.problems()


def test_vocabularies_hold_labels(kb):
    kb.edit("vocabularies.yaml", "  tendon: tendon", "  tendon: 3")
    assert (
        "error: data/vocabularies.yaml, line 12, tissues.tendon: must be a label in plain "
        "English, got 3. Write the words a learner reads."
    ) in kb.problems()


def test_two_references_of_one_work(kb):
    text = (kb.folder / "references.yaml").read_text()
    kb.write("references.yaml", text + text.replace("spike\n", "again\n", 1))
    # The second one has another key and the DOI in the same letters.
    assert any("is also the doi of frandsen2025spike" in each for each in kb.problems())
    kb.write("references.yaml", text + text)
    assert kb.problems() == [
        'error: data/references.yaml, line 5, [1].key: "frandsen2025spike" is already the key '
        "of the reference in line 1. Merge the two, or give this one another word."
    ]


def test_warnings(kb):
    kb.edit("findings/night_pain.yaml", "group: nightly\n", "")
    kb.edit(CONDITION, "onset: gradual", "onset: TODO ask")
    kb.write(
        "references.yaml",
        (kb.folder / "references.yaml").read_text() + "- {key: nobody1999word, citation: x}\n",
    )
    assert kb.problems() == [
        "warning: data/conditions/gluteal_tendinopathy.yaml, line 11, onset: is not finished. "
        "Finish the sentence.",
        "warning: data/finding_groups/nightly.yaml, line 1, id: 1 findings belong to this group. "
        "Put two or more findings into it, or remove it.",
        "warning: data/references.yaml, line 5, [1].key: has neither doi, pmid, isbn nor url. "
        "Add what lets a reader find the work.",
        "warning: data/references.yaml, line 5, [1].key: nothing cites nobody1999word. "
        "Cite it, or remove it.",
    ]


def test_files_nobody_reads_are_named(kb):
    kb.write("regionz/knee.yaml", "id: knee\n")
    kb.write("regions/knee.yml", "id: knee\n")
    kb.write("knee.yaml", "id: knee\n")
    kb.write("README.md", "about\n")
    assert [each.split(". ")[0] for each in kb.problems()] == [
        "error: data/knee.yaml: is not read",
        "error: data/regions/knee.yml: is not read, because its name does not end in .yaml",
        "error: data/regionz: no kind of record has this name",
    ]


def test_empty_kinds_are_said_once(kb):
    (kb.folder / CONDITION).unlink()
    (kb.folder / "conditions").rmdir()
    assert kb.problems() == [
        "warning: data/conditions: holds no records, so nothing that refers to them was checked. "
        "Add the records."
    ]


def test_no_folder(tmp_path: Path):
    with pytest.raises(DataError, match="There is no folder"):
        check(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("isbn", "valid"),
    [
        # The example of the ISBN users' manual, in both lengths.
        ("0-306-40615-2", True), ("978-0-306-40615-7", True), ("978-0-306-40615-8", False),
        ("080442957X", True), ("0306406152X", False), ("", False),
    ],
)
def test_isbn(isbn: str, valid: bool):
    assert isbn_is_valid(isbn) is valid
