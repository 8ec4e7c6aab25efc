"""Readers of running logs: CSV, GPX, TCX, FIT, gzip and zip of these.

No reader keeps a coordinate: a track is turned into distance while it is being read.
"""

from hipedu.training.readers.batch import Progress, Reading, iter_read, read_runs
from hipedu.training.readers.limits import Limits
from hipedu.training.readers.result import FileReport, ReadResult

__all__ = [
    "FileReport", "Limits", "Progress", "ReadResult", "Reading", "iter_read", "read_runs",
]
