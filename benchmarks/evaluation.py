"""How many virtual patients a minute: ``python benchmarks/evaluation.py``.

Patients are drawn from the knowledge base and their posterior is reckoned in bulk; the ratio is to
the pure engine, which takes the same people one by one.
"""

from __future__ import annotations

import time

import numpy as np

from hipedu.api import reasoning_tables
from hipedu.evaluation.simulate import batch_posterior, case_of, draw, source_of
from hipedu.reasoning.posterior import posterior

PATIENTS = 100_000
ONE_BY_ONE = 1000
TARGET_A_MINUTE = 100_000


def main() -> None:
    """Print both speeds, their ratio and the largest difference."""
    tables = reasoning_tables()
    source = source_of(tables)
    batch_posterior(draw(source, 100, seed=0), source.arrays)  # warm up

    start = time.perf_counter()
    patients = draw(source, PATIENTS, seed=1)
    drawn = time.perf_counter()
    p = batch_posterior(patients, source.arrays)
    done = time.perf_counter()

    cases = [case_of(patients, row, source) for row in range(ONE_BY_ONE)]
    begin = time.perf_counter()
    pure = [posterior(case, tables).p for case in cases]
    end = time.perf_counter()

    per_minute = 60 * PATIENTS / (done - start)
    posteriors = 60 * PATIENTS / (done - drawn)
    one_by_one = 60 * ONE_BY_ONE / (end - begin)
    answers = (patients.given >= 0).sum(axis=1).mean()
    print(f"{PATIENTS} patients, {len(tables.conditions)} conditions, {answers:.0f} answers each")
    print(f"  drawn and assessed    {per_minute:12,.0f} a minute")
    print(f"  posterior in bulk     {posteriors:12,.0f} a minute")
    print(f"  posterior one by one  {one_by_one:12,.0f} a minute")
    print(f"  bulk / one by one     {posteriors / one_by_one:12.1f}")
    print(f"  largest difference    {np.abs(p[:ONE_BY_ONE] - np.array(pure)).max():12.1e}")
    verdict = "met" if per_minute >= TARGET_A_MINUTE else "MISSED"
    times = per_minute / TARGET_A_MINUTE
    print(f"target {TARGET_A_MINUTE:,} a minute: {verdict}, {times:.0f} times")


if __name__ == "__main__":
    main()
