"""Reads mutated files in a process of its own: ``python fuzz_child.py SEED FIRST COUNT``.

Prints one line of JSON with what was found. A process of its own, so that its memory can be
bounded and a reader that hangs can be ended.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import runpy
import signal
import sys
import time
from pathlib import Path
from typing import Any

TODAY = dt.date(2026, 11, 23)
MOST_MEMORY = 1_200 * 1024 * 1024
"""Address space of this process [byte]: the interpreter, the parsers, and no bomb."""

MOST_SECONDS = 20
"""A file that takes longer hangs; the slowest takes well below a second."""

LONGEST_SENTENCE = 600


def complaints(name: str, content: bytes) -> tuple[list[str], int]:
    """What is wrong with how one file was read, and how many runs came out of it."""
    from hipedu.training.readers import read_runs
    from hipedu.training.readers.problems import shown_name

    result = read_runs([(name, content)], today=TODAY)
    wrong = []
    json.dumps(result.to_dict(), allow_nan=False)
    shown = shown_name(name)
    for report in result.files:
        if not report.message.strip():
            wrong.append(f"no message for {report.status}")
        if report.status == "unreadable" and not report.problems:
            wrong.append("unreadable without a sentence")
    for problem in result.problems:
        about_a_day = re.match(r"\d{4}-\d\d-\d\d: ", problem)
        if not problem.startswith((shown, "The rest")) and not about_a_day:
            wrong.append(f"does not name the file: {problem!r}")
        if not problem.endswith((".", ")")) or len(problem) > LONGEST_SENTENCE:
            wrong.append(f"is no sentence: {problem[:200]!r}")
        if any(ord(letter) < 32 or letter in "\u202e\u202d" for letter in problem):
            wrong.append(f"holds control characters: {problem!r}")
        for word in ("Traceback", "could not be understood", "Error", "Exception"):
            if word in problem.replace(shown, ""):
                wrong.append(f"says {word}: {problem!r}")
    for run in result.runs:
        if not 0 < run.distance_km <= 400:
            wrong.append(f"a run of {run.distance_km} km")
        if not dt.date(1950, 1, 1) <= run.date <= TODAY + dt.timedelta(days=1):
            wrong.append(f"a run on {run.date}")
        if run.duration_min is not None and not 0 < run.duration_min <= 72 * 60:
            wrong.append(f"a run of {run.duration_min} minutes")
    return wrong, len(result.runs)


def bounded() -> None:
    """Hold this process to its memory, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main() -> int:
    """Read the files and report."""
    seed, first, count = (int(word) for word in sys.argv[1:4])
    mutated = runpy.run_path(str(Path(__file__).with_name("mutations.py")))["mutated"]
    bounded()
    can_ring = hasattr(signal, "SIGALRM")
    found: dict[str, Any] = {"read": 0, "runs": 0, "refused": 0, "slowest_s": 0.0, "wrong": []}
    for number in range(first, first + count):
        name, content = mutated(seed, number)
        begun = time.perf_counter()
        if can_ring:
            signal.alarm(MOST_SECONDS)  # its default action ends the process
        try:
            wrong, runs = complaints(name, content)
        except BaseException as error:  # everything is a finding here
            wrong, runs = [f"{type(error).__name__}: {error}"[:300]], 0
        if can_ring:
            signal.alarm(0)
        taken = time.perf_counter() - begun
        if taken > found["slowest_s"]:
            found["slowest_s"], found["slowest"] = taken, f"mutated({seed}, {number}), {name}"
        found["read"] += 1
        found["runs"] += runs
        found["refused"] += runs == 0
        found["wrong"] += [f"mutated({seed}, {number}): {each}" for each in wrong[:3]]
    with contextlib.suppress(OSError):  # of this process alone; getrusage tells the parent's too
        status = Path("/proc/self/status").read_text(encoding="ascii")
        found["most_mb"] = int(status.split("VmHWM:")[1].split()[0]) / 1024
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
