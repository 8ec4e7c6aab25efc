"""How long reasoning takes, beside pgmpy on the same network: ``python benchmarks/reasoning.py``.

The case has sixty answers drawn at random (seeded) from the knowledge base's questions. pgmpy gets
the same conditions and the same findings as a network condition -> finding, without groups, caps
or bands, and answers one query by variable elimination.
"""

from __future__ import annotations

import random
import statistics
import time
import warnings
from collections.abc import Callable
from typing import Any

from hipedu.api import reasoning_tables
from hipedu.reasoning.assess import assess_case, differential
from hipedu.reasoning.case import Answer, Case, Mark, answer_bin
from hipedu.reasoning.evidence_tables import Tables, build_tables
from hipedu.reasoning.next_question import informative_questions, safety_questions
from hipedu.reasoning.posterior import posterior
from hipedu.reasoning.triage import triage
from hipedu.state.symptom_state import SymptomState

ANSWERS = 60
ROUNDS = 30


def random_case(tables: Tables, *, answers: int = ANSWERS, seed: int = 1) -> Case:
    """A case with random answers; far from any patient, but of the right size."""
    source = random.Random(seed)
    given: dict[str, Answer] = {}
    for finding in source.sample(sorted(tables.knowledge.findings.values(), key=lambda f: f.id),
                                 min(answers, len(tables.knowledge.findings))):
        if finding.answers == "yes_no":
            given[finding.id] = "present" if source.random() < 0.3 else "absent"
        elif finding.answers == "choice":
            given[finding.id] = source.choice(finding.choices).id
        else:
            given[finding.id] = float(finding.minimum or 0)
    region = sorted(tables.knowledge.regions)[0]
    return Case(age=34, sex="female", answers=given,
                marks=(Mark(region=region, side="left", intensity=5.0),))


def median_ms(work: Callable[[], Any], *, rounds: int = ROUNDS) -> float:
    """Median time of one call, after one call to warm up [ms]."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def pgmpy_query(tables: Tables, case: Case) -> Callable[[], Any]:
    """The same question put to pgmpy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pgmpy.factors.discrete import TabularCPD
        from pgmpy.inference import VariableElimination
        from pgmpy.models import DiscreteBayesianNetwork

    names = list(tables.conditions)
    keys = [key for key in case.answers if any(c.rows for c in tables.answers[key])]
    network = DiscreteBayesianNetwork([("condition", key) for key in keys])
    prior = posterior(Case(age=case.age, sex=case.sex), tables).p
    network.add_cpds(TabularCPD("condition", len(names), [[p] for p in prior],
                                state_names={"condition": names}))
    for key in keys:
        rows = []
        for column in tables.answers[key]:
            stated = {i: column.background * ratio for i, _, ratio, _ in column.rows}
            rows.append([stated.get(i, column.background) for i in range(len(names))])
        sums = [sum(row[i] for row in rows) for i in range(len(names))]
        table = [[p / s for p, s in zip(row, sums, strict=True)] for row in rows]
        network.add_cpds(TabularCPD(
            key, len(rows), table, evidence=["condition"], evidence_card=[len(names)],
            state_names={key: [c.answer for c in tables.answers[key]], "condition": names},
        ))
    solver = VariableElimination(network)
    findings = tables.knowledge.findings
    evidence = {key: answer_bin(findings[key], case.answers[key]) for key in keys}
    return lambda: solver.query(["condition"], evidence=evidence, show_progress=False)


def main() -> None:
    """Print every measurement and the ratios."""
    tables = reasoning_tables()
    case = random_case(tables)
    post = posterior(case, tables)
    result = triage(case, tables, post)
    state = SymptomState(tables)
    state.interview = state.interview._replace(
        age=case.age, sex=case.sex, marks=case.marks, answers=tuple(case.answers.items())
    )

    def whole_update() -> Any:
        finding = next(iter(case.answers))
        state.answer(finding, state.case.answers[finding])
        return state.view()

    lines = {
        "build the tables (once)": median_ms(lambda: build_tables(tables.knowledge), rounds=5),
        "posterior": median_ms(lambda: posterior(case, tables)),
        "differential with bands and reasons": median_ms(
            lambda: differential(case, posterior(case, tables), tables)
        ),
        "next question": median_ms(
            lambda: (
                safety_questions(case, tables, result),
                informative_questions(case, tables, post, result),
            )
        ),
        "whole assessment": median_ms(lambda: assess_case(case, tables)),
        "answer to view": median_ms(whole_update),
    }
    theirs = median_ms(pgmpy_query(tables, case), rounds=5)
    size = f"{len(tables.conditions)} conditions, {len(case.answers)} answers"
    print(f"{size}; medians in ms")
    for name, value in lines.items():
        print(f"  {name:40} {value:8.2f}")
    print(f"  {'pgmpy, posterior only':40} {theirs:8.2f}")
    print(f"pgmpy / hipedu, posterior only: {theirs / lines['posterior']:.0f}")
    whole = theirs / lines["whole assessment"]
    print(f"pgmpy posterior / hipedu whole assessment: {whole:.1f}")
    for name, limit in (("differential with bands and reasons", 30.0), ("next question", 30.0),
                        ("answer to view", 50.0)):
        verdict = "met" if lines[name] <= limit else "MISSED"
        print(f"target {name} {limit:g} ms: {verdict}, {limit / lines[name]:.1f} times quicker")


if __name__ == "__main__":
    main()
