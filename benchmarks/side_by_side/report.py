"""Numbers as Markdown tables, and tables put into a document."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Quantity:
    """A row of the table; `target` is ours, the greatest value that is good enough."""

    key: str
    words: str
    digits: int
    target: float | None = None
    ratio: bool = True


QUANTITIES = (
    Quantity("next_s", "next visitor, empty cache: chart visible [s]", 2, 1.2),
    Quantity("first_s", "first visitor after the start: chart visible [s]", 2, 2.0),
    Quantity("click_ms", "window chosen: chart redrawn [ms]", 0, 50),
    Quantity("cpu_s", "server's processor time for one more visitor [s]", 2, 0.5),
    Quantity("memory_mb", "server's memory for one more visitor [MB]", 1, 25),
    Quantity("one_visitor_mb", "server's memory with one visitor [MB]", 0),
    Quantity("first_visit_mb", "over the wire, first visit [MB]", 2, 1.5),
    Quantity("second_visit_mb", "over the wire, second visit [MB]", 3, 0.1),
    Quantity("first_visit_requests", "requests, first visit", 0),
    Quantity("second_visit_requests", "requests, second visit", 0),
    Quantity("other_hosts", "other hosts asked", 0, 0, ratio=False),
    Quantity("start_s", "start of the server: port answers [s]", 1, ratio=False),
)


def spread(values: Sequence[float], digits: int) -> str:
    """Median, and least to greatest where there is more than one value.

    Examples
    --------
    >>> spread([1.0, 3.0, 2.0], 1)
    '2.0 (1.0–3.0)'
    """
    middle = f"{statistics.median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def side_by_side(values: Mapping[str, Mapping[str, Sequence[float]]], names: list[str]) -> str:
    """The table of all contenders, ours first, with the ratio to ours in brackets [×]."""
    ours = names[0]
    lines = [
        "| | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
    ]
    for quantity in QUANTITIES:
        cells = []
        for name in names:
            found = values.get(name, {}).get(quantity.key)
            if not found:
                cells.append("–")
                continue
            text = spread(found, quantity.digits)
            base = values.get(ours, {}).get(quantity.key)
            if quantity.ratio and name != ours and base and statistics.median(base) > 0:
                ratio = statistics.median(found) / statistics.median(base)
                text += f" **×{ratio:.2g}**" if ratio < 10 else f" **×{ratio:.0f}**"
            cells.append(text)
        if any(cell != "–" for cell in cells):
            lines.append(f"| {quantity.words} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def own_pages(values: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """The table of our dashboards."""
    lines = ["| dashboard | visible [s] | one interaction [ms] |", "|---|---|---|"]
    for name, found in values.items():
        clicks = spread(found["click_ms"], 0) if found.get("click_ms") else "–"
        lines.append(f"| {name} | {spread(found['next_s'], 2)} | {clicks} |")
    return "\n".join(lines)


def targets(ours: Mapping[str, Sequence[float]]) -> list[str]:
    """One line for each target: met or missed, and by how much."""
    lines = []
    for quantity in QUANTITIES:
        if quantity.target is None or not ours.get(quantity.key):
            continue
        value = statistics.median(ours[quantity.key])
        verdict = "met" if value <= quantity.target else "MISSED"
        lines.append(
            f"{verdict:6} {quantity.words}: {value:.{quantity.digits}f}, "
            f"wanted at most {quantity.target:g}"
        )
    return lines


def machine() -> dict[str, str]:
    """What a reader must know of the machine to judge the numbers."""
    facts = {
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "processors": str(os.cpu_count()),
    }
    try:
        text = Path("/proc/cpuinfo").read_text()
        names = [line.split(":")[1].strip() for line in text.splitlines() if "model name" in line]
        facts["processor"] = names[0]
        memory = Path("/proc/meminfo").read_text().split()[1]
        facts["memory"] = f"{int(memory) * 1024 / 1e9:.0f} GB"
        facts["load average before"] = f"{os.getloadavg()[0]:.2f}"
    except (OSError, IndexError):
        pass
    return facts


def put(document: Path, mark: str, text: str) -> None:
    """Replace what stands between the comments ``begin MARK`` and ``end MARK``."""
    begin, end = f"<!-- begin {mark} -->", f"<!-- end {mark} -->"
    before, found, rest = document.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{document} has no place for {mark}: it needs {begin} and {end}")
    document.write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}", encoding="utf-8")
