"""What the server says while it runs: little, in one form, and nothing about a visitor.

A line never holds the part of an address behind the question mark: it could be a kernel's word or
something that somebody typed. Libraries are heard when something is wrong, not before.
"""

from __future__ import annotations

import logging
import re
import sys

QUERY = re.compile(r"\?[^\s'\"<>)]+")
LIBRARIES = (
    "tornado",
    "jupyter_client",
    "jupyter_server",
    "voila",
    "Voila",
    "traitlets",
    "asyncio",
)
FORM = "%(asctime)s %(levelname)s %(message)s"


class WithoutQueries(logging.Formatter):
    """Cuts the query off every address in a line, in tracebacks too.

    Examples
    --------
    >>> line = logging.makeLogRecord({"msg": "GET /x?key=secret&age=34 failed", "levelno": 40})
    >>> WithoutQueries("%(message)s").format(line)
    'GET /x?… failed'
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line as it is written."""
        return QUERY.sub("?…", super().format(record))


def configure_logging() -> None:
    """Send warnings of ours and errors of libraries to the standard error stream."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutQueries(FORM))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.ERROR)
