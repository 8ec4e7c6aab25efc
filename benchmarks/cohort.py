"""How long fields of invented studies take, and how much memory they need.

Run with ``python benchmarks/cohort.py``; prints one line a measurement. Nothing here is a test:
machines differ.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace

from hipedu.api import load_catalogue
from hipedu.training.cohorts import usual_settings
from hipedu.training.objections import lines_of

FIELDS = (
    ("page's first field", {"studies": 20, "runners": 500}),
    ("half of what is allowed", {"studies": 50, "runners": 1000}),
    ("100,000 runners", {"studies": 100, "runners": 1000}),
    ("100,000 runners, planted spike", {"studies": 100, "runners": 1000, "mechanism": "spike"}),
    ("100,000 runners, bone, sore cut back",
     {"studies": 100, "runners": 1000, "mechanism": "bone", "cut_back": True}),
    ("100,000 runners in weeks of a year",
     {"studies": 100, "runners": 1000, "weeks": 52, "unit": "week"}),
)  # fmt: skip
TARGET_S = 10.0


def memory_mb() -> float:
    """The most memory this process has held so far [MB]."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used / 1024


def main() -> None:
    """Measure and print."""
    catalogue = load_catalogue()
    usual = usual_settings(catalogue.loading_models, catalogue.load_rules)
    lines = lines_of(catalogue.load_rules.values())
    before = memory_mb()
    begun = time.perf_counter()
    from hipedu.evaluation.cohort import cohort_steps

    print(f"importing the arithmetic: {1000 * (time.perf_counter() - begun):.0f} ms")
    for name, changes in FIELDS:
        begun = told = time.perf_counter()
        longest = 0.0
        result = None
        for step in cohort_steps(replace(usual, **changes), lines):
            now = time.perf_counter()
            longest, told = max(longest, now - told), now
            result = step.result or result
        seconds = time.perf_counter() - begun
        print(
            f"{name}: {seconds:.2f} s ({seconds / TARGET_S:.2f} of the target of "
            f"{TARGET_S:.0f} s for 100,000), {result.sessions:,} sessions, {result.injured:,} "
            f"injured, longest step {1000 * longest:.0f} ms"
        )
    print(f"memory: {before:.0f} MB before, {memory_mb():.0f} MB at most")


if __name__ == "__main__":
    main()
