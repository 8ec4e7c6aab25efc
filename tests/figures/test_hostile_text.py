"""Nothing that a file says of itself stands in a figure: titles come from numbers and our words."""

from __future__ import annotations

import datetime as dt
import json

import hipedu
from hipedu.figures.training import training_figures
from hipedu.state.training_state import TrainingState

MARK = "quagga471"
ROWS = "".join(
    f'2026-0{month}-{day:02d},{8 + day % 5},50,"<b onclick={MARK}>{MARK}</b>","{MARK}"\n'
    for month in (3, 4) for day in range(1, 28, 2)
)  # fmt: skip
TABLE = f"date,distance_km,duration_min,name,{MARK}\n{ROWS}".encode()
TRACK = (
    f'<?xml version="1.0"?><gpx version="1.1" creator="{MARK}"><metadata><name>{MARK}</name>'
    f"</metadata><trk><name>&lt;a href=&quot;javascript:{MARK}&quot;&gt;</name><trkseg>"
    + "".join(
        f'<trkpt lat="{at / 900:.5f}" lon="0"><time>2026-04-28T10:{at // 60:02d}:{at % 60:02d}Z'
        "</time></trkpt>" for at in range(0, 1800, 10)
    )
    + "</trkseg></trk></gpx>"
).encode()  # fmt: skip


def test_no_figure_repeats_a_file() -> None:
    """Names of files, of runs, of columns and of devices; plotly would read markup in a title."""
    state = TrainingState(
        hipedu.load_catalogue(), today=dt.date(2026, 5, 1), draw=training_figures
    )
    state.load_files([(f"<i>{MARK}</i>.csv", TABLE), (f"{MARK}.gpx", TRACK)])
    view = state.view()
    assert len(view["runs"]) > 20
    assert view["figures"]
    for name, figure in view["figures"].items():
        assert MARK not in json.dumps(figure), name
        assert "<" not in json.dumps(figure["layout"].get("title", "")), name
    assert MARK in json.dumps(view["files"]), "the file is named where text is text"
