"""Results as pandas DataFrames, for notebooks: the one module of hipedu that imports pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

import pandas as pd

from hipedu.model import Run, Sourced


def records(kind: Mapping[str, Any], *columns: str) -> pd.DataFrame:
    """Return one kind of record of the catalogue as a table, one row a record.

    Parameters
    ----------
    kind : mapping
        For example ``catalogue.conditions``: id to record.
    columns : str
        Field names to show; all simple ones when none are named.

    Returns
    -------
    DataFrame
        Indexed by id. A tuple of words is joined by commas; a `Sourced` number is its value.

    Examples
    --------
    >>> from hipedu.model import Reference
    >>> one = Reference(key="a2020b", citation="A. B. 2020", year=2020)
    >>> records({"a2020b": one}, "year").loc["a2020b", "year"]
    np.int64(2020)
    """
    rows = {}
    for key, record in kind.items():
        fields = columns or tuple(
            name for name in record.__slots__ if name not in ("id", "key", "review")
        )
        rows[key] = {name: _plain(getattr(record, name)) for name in fields}
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index.name = "id"
    return frame


def _plain(value: Any) -> Any:
    if isinstance(value, Sourced):
        return value.value
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, tuple):
        return len(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value


def differential(assessment: Mapping[str, Any], *, most: int | None = None) -> pd.DataFrame:
    """Return the differential of `hipedu.assess`, the most likely first.

    Parameters
    ----------
    assessment : mapping
        What `hipedu.assess` returned.
    most : int, optional
        How many rows; all when not given.

    Returns
    -------
    DataFrame
        Columns ``name``, ``probability``, ``low``, ``high`` [1], ``speaks for``,
        ``speaks against``; indexed by condition.
    """
    rows = assessment["differential"][:most]
    return pd.DataFrame(
        [
            {
                "name": row["name"],
                "probability": row["probability"],
                "low": row["low"],
                "high": row["high"],
                "speaks for": "; ".join(line["text"] for line in row["for"]),
                "speaks against": "; ".join(line["text"] for line in row["against"]),
            }
            for row in rows
        ],
        index=pd.Index([row["condition"] for row in rows], name="condition"),
    )


def runs(sessions: Iterable[Run]) -> pd.DataFrame:
    """Return runs as a table, one row a run, in the order given.

    Returns
    -------
    DataFrame
        ``date``, ``distance_km`` [km], ``duration_min`` [min], ``mean_hr`` [1/min],
        ``cadence_spm`` [1/min], ``climb_m`` [m], ``rpe``, ``source``.
    """
    wanted = (
        "date", "distance_km", "duration_min", "mean_hr", "cadence_spm", "climb_m", "rpe", "source",
    )  # fmt: skip
    frame = pd.DataFrame([{name: getattr(run, name) for name in wanted} for run in sessions])
    if frame.empty:
        return pd.DataFrame(columns=list(wanted))
    frame["date"] = pd.to_datetime(frame["date"])
    return frame
