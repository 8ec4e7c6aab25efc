"""How long the training side takes: measures, the page's view, the reading of large exports.

Run with ``python benchmarks/training.py``; prints one line a measurement. Nothing here is a
test: machines differ.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import statistics
import time
import zipfile
from collections.abc import Callable

from hipedu.figures.training import training_figures
from hipedu.model import Run
from hipedu.training.readers import read_runs
from hipedu.training.report import training_report

TODAY = dt.date(2026, 11, 23)


def milliseconds(work: Callable[[], object], *, times: int = 5) -> float:
    """Median of several runs [ms]."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def daily_runs(days: int) -> list[Run]:
    """A run on every day."""
    draw = random.Random(1)
    first = TODAY - dt.timedelta(days=days - 1)
    return [
        Run(date=first + dt.timedelta(days=day), distance_km=round(draw.uniform(3, 20), 2))
        for day in range(days)
    ]


def strava_zip(activities: int) -> bytes:
    """An export of a list and as many recordings, which the list makes needless to open."""
    head = (
        "Activity ID,Activity Date,Activity Type,Elapsed Time,Distance,Filename,Elapsed Time,"
        "Moving Time,Distance,Average Heart Rate\n"
    )
    rows = []
    for number in range(activities):
        day = TODAY - dt.timedelta(days=number)
        rows.append(
            f'{number},"{day:%b} {day.day}, {day.year}, 7:30:00 AM",Run,2400,8.00,'
            f"activities/{number}.fit.gz,2400,2400,8000,150\n"
        )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("activities.csv", head + "".join(rows))
        for number in range(activities):
            archive.writestr(f"activities/{number}.fit.gz", bytes(2000))
    return target.getvalue()


def gpx_file(points: int) -> bytes:
    """A run recorded every second."""
    start = dt.datetime(2025, 3, 1, 7, 30, tzinfo=dt.UTC)
    rows = "".join(
        f'<trkpt lat="0" lon="{second * 3 / 111195:.7f}"><ele>10</ele><time>'
        f"{(start + dt.timedelta(seconds=second)).isoformat()}</time></trkpt>"
        for second in range(points)
    )
    return f"<gpx><trk><type>running</type><trkseg>{rows}</trkseg></trk></gpx>".encode()


def main() -> None:
    """Measure and print."""
    ten_years, year = daily_runs(3650), daily_runs(400)
    report = training_report(year)
    archive = [("export.zip", strava_zip(2000))]
    track = [("run.gpx", gpx_file(3600))]
    works: dict[str, Callable[[], object]] = {
        "every measure, 3,650 runs": lambda: training_report(ten_years),
        "every measure, 400 runs": lambda: training_report(year),
        "five figures, 400 runs": lambda: training_figures(report),
        "Strava export of 2,000 runs": lambda: read_runs(archive, today=TODAY),
        "an hour of GPX, a point a second": lambda: read_runs(track, today=TODAY),
    }
    for name, work in works.items():
        print(f"{name:34} {milliseconds(work):8.1f} ms")


if __name__ == "__main__":
    main()
