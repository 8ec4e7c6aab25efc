"""How many visitors a machine has room for, from its memory and its limit of open files."""

from __future__ import annotations

import os
from pathlib import Path

SERVER_MB = 400
"""The server and the parent of the kernels [MB]."""
FORKED_MB, ORDINARY_MB = 40, 150
"""One visitor's kernel, with room for a long training log [MB]."""
SHARE = 0.7
"""Of the memory; the rest is for the machine."""
FILES = 24
"""Open files of the server for one visitor."""
FEWEST, MOST = 4, 400
UNKNOWN_MB = 4096
CONTROL_GROUPS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def memory_mb(control_groups: tuple[Path, ...] = CONTROL_GROUPS) -> int:
    """Memory that this process may use [MB]: the machine's, or its container's if that is less."""
    try:
        found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    except (AttributeError, OSError, ValueError):  # Windows has no sysconf
        found = [UNKNOWN_MB * 1024 * 1024]
    for file in control_groups:
        try:
            text = file.read_text().strip()
        except OSError:
            continue
        if text.isdigit():
            found.append(int(text))
    return min(found) // (1024 * 1024)


def room(*, memory: int, forked: bool, open_files: int | None) -> int:
    """How many visitors there may be at once.

    Parameters
    ----------
    memory : int
        [MB]
    forked : bool
        Whether kernels share what was imported.
    open_files : int or None
        The process's limit, where there is one.

    Examples
    --------
    A container of 2 GB: 70 % of (2048 - 400) MB in pieces of 40 MB.

    >>> room(memory=2048, forked=True, open_files=None)
    28
    >>> room(memory=512, forked=False, open_files=1024)
    4
    """
    places = int((memory - SERVER_MB) * SHARE) // (FORKED_MB if forked else ORDINARY_MB)
    if open_files is not None:
        places = min(places, (open_files - 100) // FILES)
    return max(FEWEST, min(places, MOST))


def raise_open_files() -> int | None:
    """Let this process open as many files as it may, and say how many that are."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    if wanted > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return soft


def default_places(*, forked: bool) -> int:
    """How many visitors this machine has room for."""
    return room(memory=memory_mb(), forked=forked, open_files=raise_open_files())
