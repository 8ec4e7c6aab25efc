"""Mistakes in claims, studies and prevention are said in a sentence, with the line and the step."""

from __future__ import annotations

import pytest

CLAIM = """\
id: claim_001
section: causes
topics: [cause]
says: Tendons hurt.
verdict: partly
better: Some do.
basis: expert_estimate
represented_by: [conditions/gluteal_tendinopathy]
"""
STUDY = """\
id: stance
condition: gluteal_tendinopathy
finding: night_pain
name: Stance
clinical: Single-leg stance
kind: exam
design: cohort
sensitivity: {value: 0.38, basis: measured, reference: frandsen2025spike}
use: shrunk
good_for: This.
not_for: That.
references: [frandsen2025spike]
"""
TOPIC = """\
id: shoes
order: 1
name: Shoes
standing: unclear
in_short: Short.
do: [This.]
known:
- {text: Known., basis: expert_estimate}
not_known: That.
claims: [claim_001]
"""


@pytest.fixture
def full(kb):
    kb.write("claims/claim_001.yaml", CLAIM)
    kb.write("accuracy/stance.yaml", STUDY)
    kb.write("prevention_topics/shoes.yaml", TOPIC)
    kb.write("vocabularies.yaml", (kb.folder / "vocabularies.yaml").read_text()
             + "article_sections:\n  causes: Causes\n")  # fmt: skip
    assert kb.problems() == []
    return kb


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("claims/claim_001.yaml", "conditions/gluteal_tendinopathy", "conditions/tendinopathy",
         'represented_by[0]: no condition has the id "tendinopathy". '
         "Did you mean gluteal_tendinopathy?"),
        ("claims/claim_001.yaml", "conditions/gluteal_tendinopathy", "condition/x",
         'represented_by[0]: "condition/x" is not of the form kind/id. Did you mean conditions?'),
        ("claims/claim_001.yaml", "conditions/gluteal_tendinopathy", "conditions",
         'represented_by[0]: "conditions" is not of the form kind/id.'),
        ("claims/claim_001.yaml", "represented_by: [conditions/gluteal_tendinopathy]\n", "",
         "a claim about cause, location, character or seriousness is part of the reasoning. "
         "Name the records that represent it in `represented_by`."),
        ("accuracy/stance.yaml", "condition: gluteal_tendinopathy", "condition: tendinopathy",
         'condition: no condition has the id "tendinopathy".'),
        ("accuracy/stance.yaml", "finding: night_pain", "finding: nightpain",
         'finding: no finding has the id "nightpain". Did you mean night_pain?'),
        ("accuracy/stance.yaml", "value: 0.38", "value: 38",
         "sensitivity.value: must lie between 0 and 1, got 38. Write a share: 35 % is 0.35."),
        ("accuracy/stance.yaml", "sensitivity: {value: 0.38", "lr_positive: {value: -1",
         "lr_positive: a likelihood ratio is never below 0, got -1. Copy it again"),
        ("accuracy/stance.yaml", "sensitivity: {value: 0.38, basis: measured, "
         "reference: frandsen2025spike}\n", "",
         "holds no number. Give one, or say in `result` what was found."),
        ("prevention_topics/shoes.yaml", "claims: [claim_001]", "claims: [claim_002]",
         'claims[0]: no claim has the id "claim_002". Did you mean claim_001?'),
    ],
)  # fmt: skip
def test_a_mistake_is_said(full, file, old, new, said):
    full.edit(file, old, new)
    problems = full.problems()
    assert any(said in problem and f"data/{file}" in problem for problem in problems), problems


def test_a_study_is_found_by_its_own_method(full):
    from hipedu.knowledge import load_catalogue
    from hipedu.knowledge.compile import write_compiled

    write_compiled(full.folder)
    catalogue = load_catalogue(full.folder)
    assert catalogue.accuracy_study("stance").name == "Stance"
    assert catalogue.prevention_topic("shoes").name == "Shoes"
    with pytest.raises(KeyError, match="No accuracy study has the id"):
        catalogue.accuracy_study("stanse")
