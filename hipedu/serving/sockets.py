"""Where the sockets between the server and its kernels lie: their names must be short."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

PREFIX = "hipedu_"
LONGEST = 107 - len(f"/{PREFIX}12345678/kernel-01234567-89ab-cdef-0123-456789abcdef-ipc-5")
"""Linux takes 107 bytes for the name of a socket; this is what a folder's own may have."""

SHORT = ("/tmp", "/run/lock", "/dev/shm", "/var/tmp")  # noqa: S108


def socket_folder(wanted: Path, others: Iterable[str] = SHORT) -> Path | None:
    """Return the folder for temporary files, or another when its name is too long for a socket.

    Parameters
    ----------
    wanted : Path
        As a rule `tempfile.gettempdir`.
    others : iterable of str
        Where else, in this order.

    Returns
    -------
    Path or None
        None when there is none: kernels then talk over ports of the loopback interface.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     deep = Path(folder) / ("long" * 20)
    ...     deep.mkdir()
    ...     socket_folder(deep, ["/nonexistent", folder]) == Path(folder)
    ...     socket_folder(deep, []) is None
    True
    True
    """
    for folder in (wanted, *map(Path, others)):
        if len(os.fsencode(folder)) <= LONGEST and can_be_written(folder):
            return folder
    return None


def can_be_written(folder: Path) -> bool:
    """Whether a folder for this process alone can be made there."""
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder) as probe:
            (Path(probe) / "probe").write_text("x")
    except OSError:
        return False
    return True
