"""How long ``import hipedu`` and the whole catalogue take in a fresh interpreter.

``python benchmarks/startup.py`` measures the knowledge base of this checkout;
``--synthetic`` an invented one of 450 records and 1.5 MB. Every time is a median over fresh
processes, run in turn so that a busy machine slows all of them alike; the ratio to
``python -c pass`` is what carries over to another machine. Fails when anything heavy is imported.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hipedu.knowledge.catalogue import FORMAT, compiled_file
from hipedu.knowledge.kinds import FOLDERS, KINDS
from hipedu.knowledge.sources import content_key, source_names

HEAVY = ("numpy", "pandas", "plotly", "ipywidgets", "pydantic", "yaml", "traitlets", "anywidget")

TOUCH = """
import hipedu
catalogue = hipedu.load_catalogue({folder})
count = sum(len(getattr(catalogue, kind)) for kind in {kinds})
import sys
heavy = [name for name in {heavy} if name in sys.modules]
assert not heavy, f"imported {{heavy}}"
assert count >= {least}, count
"""

TARGET_MS = 150.0


def sourced(value: float, note: int) -> dict[str, object]:
    """A number with the trimmings a real one has."""
    return {
        "value": value, "low": value / 2, "high": min(1.0, value * 1.5),
        "basis": "expert_estimate", "note": f"invented number {note} of a made-up runner group",
    }


def synthetic(folder: Path) -> None:
    """Write a compiled catalogue of the expected size, with source files that match it."""
    words = "Plain words about a hip that hurts after a long run on a hill. " * 6
    ids = [f"condition_{n}" for n in range(45)]
    findings = [f"finding_{n}" for n in range(130)]
    kinds: dict[str, list[dict[str, object]]] = {kind: [] for kind in KINDS}
    kinds["conditions"] = [
        {
            "id": id_, "name": id_, "plain_name": id_, "summary": words, "family": "muscle",
            "tissue": "muscle", "urgency": "routine", "typical_age": "any", "typical_sex": "any",
            "onset": words, "first_line": words, "time_course": words, "imaging": words,
            "synonyms": ["a", "b"], "evidence": [{"text": words, "basis": "expert_estimate"}] * 5,
        }
        for id_ in ids
    ]
    kinds["findings"] = [
        {
            "id": id_, "name": id_, "kind": "history", "topic": "running", "question": words,
            "clinical": words, "background": sourced(0.3, 0),
        }
        for id_ in findings
    ]
    kinds["presentations"] = [
        {
            "id": id_,
            "priors": [
                {"age_min": age, "age_max": age + 9, "sex": sex,
                 "weight": {**sourced(0.5, age), "unit": "per_1000"}}
                for age in range(10, 60, 10) for sex in ("female", "male")
            ],
            "regions": [{"region": f"region_{n}", "p": sourced(0.2, n)} for n in range(8)],
            "unlisted_region": sourced(0.04, 1),
            "likelihoods": [
                {"finding": finding, "p": sourced(0.4, n)}
                for n, finding in enumerate(findings[:110])
            ],
        }
        for id_ in ids
    ]
    kinds["references"] = [
        {"key": f"author{1900 + n}word", "citation": words[:200], "doi": f"10.1000/{n}"}
        for n in range(230)
    ]
    lines: dict[str, object] = {"header": {}, "vocabularies": {}, **kinds}
    (folder / "compiled").mkdir()
    (folder / "VERSION").write_text("2026-11-23\n")
    for kind in FOLDERS:
        (folder / kind).mkdir()
        for record in kinds[kind]:
            (folder / kind / f"{record['id']}.yaml").write_text(json.dumps(record, indent=1))
    (folder / "references.yaml").write_text(json.dumps(kinds["references"], indent=1))
    key = content_key(folder, source_names(folder, tuple(FOLDERS)))
    lines["header"] = {"format": FORMAT, "content_key": key, "version": "2026-11-23"}
    body = ",\n".join(
        f"{json.dumps(name)}:{json.dumps(value, separators=(',', ':'))}"
        for name, value in lines.items()
    )
    compiled_file(folder).write_text("{\n" + body + "\n}\n")


def milliseconds(code: str) -> float:
    """Wall time of one fresh interpreter [ms]."""
    start = time.perf_counter()
    # -B off and bytecode written: the state after an ordinary install.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return (time.perf_counter() - start) * 1000


def measure(folder: Path | None, least: int, runs: int) -> float:
    """Print the medians and return that of the whole start [ms]."""
    size = compiled_file(folder or Path("data")).stat().st_size / 1e6
    touch = TOUCH.format(
        folder="" if folder is None else repr(str(folder)),
        kinds=tuple(KINDS), heavy=HEAVY, least=least,
    )
    codes = {
        "python -c pass": "pass",
        "import hipedu": "import hipedu",
        "load_catalogue()": "import hipedu; hipedu.load_catalogue("
        + ("" if folder is None else repr(str(folder))) + ")",
        "every record": touch,
    }
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(runs):
        for name, code in codes.items():
            times[name].append(milliseconds(code))
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = medians["python -c pass"]
    print(f"compiled catalogue {size:.2f} MB, median of {runs} fresh interpreters")
    for name, value in medians.items():
        print(f"{name:18} {value:7.1f} ms  {value / base:5.1f} x   least {min(times[name]):.1f}")
    return medians["every record"]


def main() -> int:
    """Measure and compare with the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--synthetic", action="store_true", help="an invented knowledge base")
    parser.add_argument("--runs", type=int, default=11)
    arguments = parser.parse_args()
    if arguments.synthetic:
        with tempfile.TemporaryDirectory() as name:
            synthetic(Path(name))
            total = measure(Path(name), 450, arguments.runs)
    else:
        total = measure(None, 1, arguments.runs)
    print(f"target {TARGET_MS:.0f} ms: {'met' if total <= TARGET_MS else 'MISSED'}")
    return 0 if total <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
