"""How long the training side takes: measures, views, the reading of large exports.

``python benchmarks/training.py`` prints a line a measurement: time, files a second, the longest
pause between two signs of life, and how much memory reading took above the start. ``--quick``
reads a tenth of the files. The exports are made first (about a minute) and kept in
``.benchmarks/``. Nothing here is a test: machines differ.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(Path(__file__).parent))
CACHE = ROOT / ".benchmarks"


def milliseconds(work: Callable[[], object], *, times: int = 15) -> tuple[float, float, float]:
    """Median and slowest of several runs, and the median of the processor's time [ms].

    The first two are what a visitor waits, and grow with whatever else the machine does; the
    third is what the work itself takes.
    """
    waited, worked = [], []
    for _ in range(times):
        begun, busy = time.perf_counter(), time.process_time()
        work()
        waited.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - busy))
    return statistics.median(waited), max(waited), statistics.median(worked)


def measures() -> None:
    """Ten years of daily running under every measure; what a page computes for a click."""
    from _exports import TODAY

    from hipedu.api import load_catalogue
    from hipedu.dashboards.rule_laboratory import FIGURES
    from hipedu.figures.pain_diary import pain_figure
    from hipedu.figures.training import training_figures
    from hipedu.figures.training_plan import plan_figure
    from hipedu.model import Run
    from hipedu.state.plan_state import PlanState
    from hipedu.state.rule_laboratory_state import RuleLaboratoryState
    from hipedu.state.training_state import TrainingState
    from hipedu.training.report import training_report
    from hipedu.training.rule_sensitivity import FACTORS, factor

    def daily_runs(days: int) -> list[Run]:
        draw = random.Random(1)
        first = TODAY - dt.timedelta(days=days - 1)
        return [
            Run(date=first + dt.timedelta(days=day), distance_km=round(draw.uniform(3, 20), 2))
            for day in range(days)
        ]

    def table(runs: list[Run]) -> list[tuple[str, bytes]]:
        rows = "".join(f"{run.date},{run.distance_km},{6 * run.distance_km:.0f}\n" for run in runs)
        return [("log.csv", f"date,distance_km,duration_min\n{rows}".encode())]

    catalogue = load_catalogue()
    ten_years, year = daily_runs(3650), daily_runs(400)
    report = training_report(year)
    plan = PlanState(catalogue, today=TODAY, draw=plan_figure)
    plan.set_goal("days_a_week", 6)
    plan.set_goal("goal_date", (TODAY + dt.timedelta(days=7 * 52 - 1)).isoformat())
    plan.keep_plan()
    log = TrainingState(catalogue, today=TODAY, draw=training_figures, draw_pain=pain_figure)
    log.load_scenario("marathon_spike")
    long_log = TrainingState(catalogue, today=TODAY, draw=training_figures, draw_pain=pain_figure)
    long_log.load_files(table(daily_runs(2000)))
    laboratory = RuleLaboratoryState(catalogue, today=TODAY, draw=FIGURES)
    laboratory.load_files(table(daily_runs(800)))
    step = [0]

    def answer(state: Any) -> None:
        """What follows a change: the view, and its form on the wire."""
        json.dumps(state.view())

    def edit_plan() -> None:
        step[0] += 1
        plan.set_run((TODAY + dt.timedelta(days=9)).isoformat(), 5 + step[0] / 10)
        answer(plan)

    def change_goal() -> None:
        step[0] += 1
        plan.set_goal("week_km", 30 + step[0] / 10)
        answer(plan)

    def move_session() -> None:
        days = [TODAY + dt.timedelta(days=9), TODAY + dt.timedelta(days=13)]
        step[0] += 1
        plan.move_run(*(day.isoformat() for day in (days if step[0] % 2 else days[::-1])))
        answer(plan)

    def write_pain() -> None:
        step[0] += 1
        log.put_pain((TODAY - dt.timedelta(days=1)).isoformat(), during=step[0] % 7)
        answer(log)

    def choose_day() -> None:
        step[0] += 1
        long_log.choose_day((TODAY - dt.timedelta(days=1 + step[0] % 99)).isoformat())
        answer(long_log)

    def slide_window() -> None:
        step[0] += 1
        long_log.set_window(60 + step[0] % 300)
        answer(long_log)

    def change_measure() -> None:
        step[0] += 1
        long_log.set_measure(("distance", "duration")[step[0] % 2])
        answer(long_log)

    def turn_knob(knob: str) -> Callable[[], None]:
        def turn() -> None:
            laboratory.open_part("knobs")
            if laboratory.draft.knob != knob:
                laboratory.choose_knob(knob)
            step[0] += 1
            laboratory.set_place(step[0] % factor(knob).choices)
            answer(laboratory)

        return turn

    def change_windows() -> None:
        laboratory.open_part("coupling")
        step[0] += 1
        laboratory.set_windows(3 + step[0] % 11, 28 + step[0] % 40)
        answer(laboratory)

    def look_at_rules() -> None:
        laboratory.open_part("rules")
        step[0] += 1
        laboratory.set_window((84, 364)[step[0] % 2])
        answer(laboratory)

    works: dict[str, Callable[[], object]] = {
        "every measure, 3,650 runs in ten years": lambda: training_report(ten_years),
        "every measure, 400 runs": lambda: training_report(year),
        "five figures, 400 runs": lambda: training_figures(report),
        "a session of a year's plan edited": edit_plan,
        "a session of a year's plan moved": move_session,
        "the goal of a year's plan changed": change_goal,
        "a day of the pain diary written": write_pain,
        "2,000 runs: another day chosen": choose_day,
        "2,000 runs: the window slid": slide_window,
        "2,000 runs: another measure of load": change_measure,
        "laboratory, two years: the strip": look_at_rules,
        "laboratory: the two windows": change_windows,
        **{f"laboratory, knob: {each.id}": turn_knob(each.id) for each in FACTORS},
    }
    edit_plan()
    gc.collect()
    gc.freeze()  # as the served page's kernels have it: see `hipedu/serving/fork_server.py`
    print(f"{'':42} {'median':>10} {'slowest':>10} {'processor':>10}")
    for name, work in works.items():
        work()  # what is imported at the first use is not part of the answer
        print(f"{name:42}", *(f"{each:7.1f} ms" for each in milliseconds(work)))


def read(path: Path) -> None:
    """Read one export in this process and print what it took as JSON."""
    from _exports import TODAY

    from hipedu.training.readers import Reading

    def peak_mb() -> float:
        """Most memory so far; 0 where /proc does not say."""
        status = Path("/proc/self/status")
        if not status.exists():
            return 0.0
        return int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1024

    reading = Reading(today=TODAY)
    list(reading.steps([("a.csv", b"date,km\n2020-01-01,8"), ("a.gpx", b"<gpx></gpx>")]))
    before = peak_mb()
    begun = last = time.perf_counter()
    busy = time.process_time()
    longest, files = 0.0, 0
    for step in reading.steps([path]):
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        files = step.total
    begun_merge = time.perf_counter()
    runs = len(reading.result().runs) - 1
    now = time.perf_counter()
    print(json.dumps({
        "seconds": now - begun, "busy_s": time.process_time() - busy, "files": files,
        "longest_s": max(longest, now - begun_merge), "runs": runs, "above_mb": peak_mb() - before,
    }))  # fmt: skip


def exports(share: float) -> dict[str, Path]:
    """Make the exports that are not there yet."""
    from _exports import health_export, small_files, strava_zip

    folder = CACHE / f"exports-{share:g}"
    folder.mkdir(parents=True, exist_ok=True)
    activities, small, records = (round(share * each) for each in (2000, 5000, 1_000_000))
    listed, bare = folder / "strava.zip", folder / "strava-without-list.zip"
    many, health = folder / "small", folder / "export.xml"

    def once(path: Path, make: Callable[[Path], object]) -> None:
        """Make it unless it is there; half of it, after an interruption, never is."""
        if not path.exists():
            part = path.with_name(f"{path.name}.part")
            make(part)
            part.replace(path)

    def make_many(part: Path) -> None:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        small_files(part, small)

    once(listed, lambda part: strava_zip(part, activities, listed=True))
    once(bare, lambda part: strava_zip(part, activities, listed=False))
    once(many, make_many)
    once(health, lambda part: health_export(part, records))
    return {
        f"Strava zip of {activities:,}, with its list": listed,
        "the same without its list, all opened": bare,
        f"a folder of {small:,} short GPX files": many,
        f"Apple Health, {records:,} records": health,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the files")
    parser.add_argument("--clicks", action="store_true", help="what a click computes, no reading")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        read(chosen.read)
        return
    measures()
    if chosen.clicks:
        return
    heads = f"{'size':>8} {'time':>9} {'processor':>10} {'files a s':>10} {'pause':>8}"
    print(f"\n{'':42} {heads} {'memory':>9}")
    for name, path in exports(0.1 if chosen.quick else 1.0).items():
        done = subprocess.run(
            [sys.executable, __file__, "--read", str(path)],
            capture_output=True, text=True, check=True, cwd=ROOT,
        )  # fmt: skip
        took = json.loads(done.stdout)
        size = sum(each.stat().st_size for each in ([path] if path.is_file() else path.iterdir()))
        rate = max(took["runs"], took["files"]) / took["seconds"]
        print(
            f"{name:42} {size / 2**20:5.0f} MB {took['seconds']:7.2f} s "
            f"{took['busy_s']:8.2f} s {rate:10,.0f} "
            f"{took['longest_s']:6.2f} s {took['above_mb']:+6.0f} MB   {took['runs']:,} runs"
        )


if __name__ == "__main__":
    main()
