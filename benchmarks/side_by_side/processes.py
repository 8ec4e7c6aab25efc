"""What a server and all its processes have used, read from /proc (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def family(root: int) -> list[int]:
    """The process and everything below it, whichever session they are in."""
    parents: dict[int, list[int]] = {}
    for entry in PROC.glob("[0-9]*"):
        try:
            # The name in brackets may hold spaces and brackets; the parent is second after it.
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += parents.get(pid, [])
    return found


def cpu_seconds(root: int) -> float:
    """Processor time of all living processes and of the children they have buried [s]."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for pid in family(root):
        try:
            fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
            # schedstat counts nanoseconds of the living threads, stat counts ticks of 10 ms.
            fine = sum(
                int(file.read_text().split()[0])
                for file in (PROC / str(pid) / "task").glob("*/schedstat")
            )
        except (OSError, ValueError):
            continue
        ticks = int(fields[11]) + int(fields[12])
        total += max(fine / 1e9, ticks / tick if not fine else 0.0)
        total += (int(fields[13]) + int(fields[14])) / tick
    return total


def pss_mb(root: int) -> float:
    """Memory, each shared page divided among those who share it [MB of 10^6 bytes]."""
    total = 0
    for pid in family(root):
        try:
            text = (PROC / str(pid) / "smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in text.splitlines() if line[:4] == "Pss:")
    return total * 1024 / 1e6


def can_measure() -> bool:
    """Whether this system tells what the two measurements need."""
    return (PROC / "self" / "smaps_rollup").exists()
