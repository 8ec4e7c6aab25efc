"""A class opens the link: 30 visitors at once, then 100 within a minute, ten requests each.

``python benchmarks/serving_load.py`` takes about three minutes, stays on the loopback interface
and ends by itself. Visitors and server share this machine's processors. Nobody may be lost: the
script fails if one is. ``--write docs/serving.md`` puts the table into the documentation.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from side_by_side import report
from side_by_side.contenders import CACHE, OURS, ROOT, Served
from side_by_side.processes import can_measure, cpu_seconds, pss_mb
from side_by_side.visitors import Visitor, prepare

CLICKS = 10
PAUSE_S = 1.0
"""Mean pause of a visitor between two requests."""
LIMIT_S = 240.0
MACHINE_MB, SHARE, CORES = 24_000, 0.7, 2
"""The machine to plan for, and how much of its memory visitors may fill."""


@dataclass
class Result:
    """What came of one wave of visitors."""

    name: str
    visitors: int
    lost: list[str]
    ready_s: list[float]
    last_ready_s: float
    click_ms: list[float]
    admit_cpu_s: float
    click_cpu_ms: float
    before_mb: float
    peak_mb: float
    left_mb: float


async def visit(
    server: Served, number: int, delay_s: float, ready: asyncio.Event, done: asyncio.Event
) -> Visitor:
    """One visitor: comes, makes ten requests, stays until all others are done."""
    one = Visitor(f"http://127.0.0.1:{server.port}", OURS.path)
    chance = random.Random(number)
    await asyncio.sleep(delay_s)
    try:
        await one.open()
    except Exception as error:
        one.lost = f"{type(error).__name__}: {error}"
    ready.set()
    try:
        if not one.lost:
            for turn in range(CLICKS):
                await asyncio.sleep(PAUSE_S * chance.uniform(0.5, 1.5))
                await one.use("set_window", {"days": (28, 84)[turn % 2]})
    except Exception as error:
        one.lost = f"{type(error).__name__}: {error}"
    done.set()
    return one


async def wave(server: Served, name: str, visitors: int, within_s: float) -> Result:
    """Let `visitors` come within so many seconds [s]."""
    ready = [asyncio.Event() for _ in range(visitors)]
    done = [asyncio.Event() for _ in range(visitors)]
    before_mb, cpu = pss_mb(server.pid), cpu_seconds(server.pid)
    begun = time.perf_counter()
    tasks = [
        asyncio.ensure_future(visit(server, n, within_s * n / visitors, ready[n], done[n]))
        for n in range(visitors)
    ]
    for each in ready:
        await asyncio.wait_for(each.wait(), LIMIT_S)
    last_ready = time.perf_counter() - begun
    cpu_ready = cpu_seconds(server.pid)
    for each in done:
        await asyncio.wait_for(each.wait(), LIMIT_S)
    cpu_done = cpu_seconds(server.pid)
    people = await asyncio.gather(*tasks)
    peak_mb = pss_mb(server.pid)  # all of them are still there
    for one in people:
        await one.leave()
    await asyncio.sleep(3)
    made = sum(len(one.click_s) for one in people) or 1
    return Result(
        name=name,
        visitors=visitors,
        lost=[one.lost for one in people if one.lost],
        ready_s=[one.ready_s for one in people if one.ready_s],
        last_ready_s=last_ready,
        click_ms=[1000 * took for one in people for took in one.click_s],
        admit_cpu_s=(cpu_ready - cpu) / visitors,
        click_cpu_ms=1000 * (cpu_done - cpu_ready) / made,
        before_mb=before_mb,
        peak_mb=peak_mb,
        left_mb=pss_mb(server.pid),
    )


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of all do not exceed.

    Examples
    --------
    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered), round(share * len(ordered))) - 1)]


def table(results: list[Result]) -> str:
    """The waves as a Markdown table."""
    rows = [
        ("lost", [f"{len(r.lost)}" for r in results]),
        ("page ready, median [s]", [f"{statistics.median(r.ready_s):.2f}" for r in results]),
        ("page ready, slowest [s]", [f"{max(r.ready_s):.2f}" for r in results]),
        ("last one ready after the first came [s]", [f"{r.last_ready_s:.1f}" for r in results]),
        ("request to view: median [ms]", [f"{percentile(r.click_ms, 0.5):.0f}" for r in results]),
        ("95 of 100 within [ms]", [f"{percentile(r.click_ms, 0.95):.0f}" for r in results]),
        ("99 of 100 within [ms]", [f"{percentile(r.click_ms, 0.99):.0f}" for r in results]),
        ("slowest [ms]", [f"{max(r.click_ms):.0f}" for r in results]),
        ("requests answered", [f"{len(r.click_ms)}" for r in results]),
        ("memory of the server before [MB]", [f"{r.before_mb:.0f}" for r in results]),
        ("memory with all visitors [MB]", [f"{r.peak_mb:.0f}" for r in results]),
        ("for each visitor [MB]",
         [f"{(r.peak_mb - r.before_mb) / r.visitors:.1f}" for r in results]),
        ("memory after they left [MB]", [f"{r.left_mb:.0f}" for r in results]),
    ]  # fmt: skip
    lines = [
        "| | " + " | ".join(r.name for r in results) + " |",
        "|---|" + "---|" * len(results),
    ]
    return "\n".join([*lines, *(f"| {words} | {' | '.join(c)} |" for words, c in rows)])


def plan(results: list[Result]) -> str:
    """How many visitors the machine to plan for holds, by memory and by processor."""
    most = max(results, key=lambda r: r.visitors)
    once = min(results, key=lambda r: r.visitors)
    each_mb = (most.peak_mb - most.before_mb) / most.visitors
    by_memory = int((MACHINE_MB * SHARE - most.before_mb) / each_mb)
    admitted = CORES * 60 / once.admit_cpu_s
    every_s = 10
    by_processor = int(CORES * SHARE * every_s * 1000 / max(once.click_cpu_ms, 0.1))
    return (
        f"{CORES} cores and {MACHINE_MB // 1000} GB: memory holds about {by_memory} visitors "
        f"({each_mb:.0f} MB each, {SHARE:.0%} of the memory filled); the processors admit about "
        f"{admitted:.0f} a minute ({once.admit_cpu_s:.2f} s each) and answer about {by_processor} "
        f"visitors who make a request every {every_s} s ({once.click_cpu_ms:.0f} ms each). "
        "Processor times include what the server does while it waits."
    )


async def run(server: Served) -> list[Result]:
    """Both waves, after one visitor who warms the server."""
    prepare(200)
    first = await wave(server, "warming", 1, 0)
    if first.lost:
        raise SystemExit(f"The server does not serve: {first.lost[0]}")
    return [
        await wave(server, "30 at once", 30, 0),
        await wave(server, "100 within a minute", 100, 60),
    ]


def main() -> None:
    """Measure, print, keep; fail if anybody was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--json", type=Path, default=CACHE / "serving_load.json")
    parser.add_argument("--write", type=Path, help="a document to put the table into")
    chosen = parser.parse_args()
    if not can_measure():
        print("This system does not tell memory by process; the load test needs Linux.")
        return
    subprocess.run([sys.executable, "-m", "hipedu", "data", "compile"], cwd=ROOT, check=True)
    CACHE.mkdir(exist_ok=True)
    facts = report.machine()
    server = Served(OURS, Path(sys.executable))
    try:
        results = asyncio.run(run(server))
    finally:
        server.close()
    told = "; ".join(f"{key} {value}" for key, value in facts.items())
    found = table(results)
    print(f"\n{told}\n\n{found}\n\n{plan(results)}")
    chosen.json.write_text(
        json.dumps({"facts": facts, "waves": [vars(r) for r in results]}, indent=1)
    )
    if chosen.write:
        report.put(chosen.write, "load", f"{found}\n\n{plan(results)}")
    lost = [reason for r in results for reason in r.lost]
    if lost:
        raise SystemExit(f"{len(lost)} visitors were lost: {sorted(set(lost))[:5]}")


if __name__ == "__main__":
    main()
