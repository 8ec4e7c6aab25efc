"""The kernels' parent before its forks."""

from __future__ import annotations

import subprocess
import sys

from hipedu.serving import fork_server

HOLES = """
import sys
from hipedu.serving.fork_server import fill_holes
things = [bytes(95) for _ in range(20_000)]  # 128 bytes each, 127 to a pool
holes = {id(thing) for thing in things[::50]}
del things[::50]
if len(sys.argv) > 1:
    kept = fill_holes()
made = [bytes(95) for _ in range(200)]
print(sum(id(thing) in holes for thing in made))
"""


def into_holes(*arguments: str) -> int:
    """Of 200 new objects, how many go into the places of old ones; in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", HOLES, *arguments], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


def test_what_a_kernel_makes_goes_beside_what_is_shared() -> None:
    assert into_holes() > 100
    assert into_holes("filled") == 0


def test_memory_that_is_handed_out_in_another_way_is_not_filled_without_end(monkeypatch) -> None:
    monkeypatch.setattr(fork_server, "MOST_FILLED", 1000)
    assert fork_server.fill_holes() == []
