"""Our dashboards beside the same page in Dash, Panel, Streamlit and marimo, in a real browser.

``python benchmarks/serving.py`` takes about ten minutes and needs Chromium and Linux (memory and
processor time are read from /proc; elsewhere those rows are left out). ``--quick`` takes three.
The peers are installed from ``requirements/benchmark-peers.txt`` into ``.benchmarks/`` the first
time. ``--write docs/serving.md`` puts the tables into the documentation.

Every server gets a browser without cache for each visit, the contenders take turns, and no other
host can be reached. The peers' pages are ``benchmarks/side_by_side/page_*.py``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from side_by_side import measure, report
from side_by_side.browser import chromium
from side_by_side.contenders import CACHE, OURS, PEERS, ROOT, Served, peers_python, version_of
from side_by_side.processes import can_measure


def arguments() -> argparse.Namespace:
    """Read the command line."""
    names = [contender.name for contender in (OURS, *PEERS)]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="2 rounds instead of 7")
    parser.add_argument("--rounds", type=int, help="how many visits to each")
    parser.add_argument("--only", nargs="+", choices=names, help="leave the others out")
    parser.add_argument("--own-only", action="store_true", help="our dashboards, no peers")
    parser.add_argument("--json", type=Path, default=CACHE / "serving.json")
    parser.add_argument("--write", type=Path, help="a document to put the tables into")
    return parser.parse_args()


def main() -> None:
    """Measure, print, keep."""
    chosen = arguments()
    rounds = chosen.rounds or (2 if chosen.quick else 7)
    few = 2 if chosen.quick else max(2, min(rounds, 5))
    wanted = [OURS.name] if chosen.own_only else chosen.only
    contenders = [each for each in (OURS, *PEERS) if not wanted or each.name in wanted]
    names = [each.name for each in contenders]
    started = time.perf_counter()
    # The peers' environment cannot compile the knowledge base, so it is made ready here.
    subprocess.run([sys.executable, "-m", "hipedu", "data", "compile"], cwd=ROOT, check=True)
    CACHE.mkdir(exist_ok=True)
    python = peers_python() if set(names) - {OURS.name} else Path(sys.executable)
    facts = report.machine()
    versions = {each.name: version_of(each, python) for each in contenders}
    values: measure.Values = defaultdict(lambda: defaultdict(list))

    def keep(found: measure.Values) -> None:
        for name, quantities in found.items():
            for key, numbers in quantities.items():
                values[name][key] += numbers

    own: measure.Values = {}
    foreign: dict[str, list[str]] = {}
    servers: dict[str, Served] = {}
    with chromium() as browser:
        facts["Chromium"] = browser.version
        try:
            print("First visitors ...", flush=True)
            keep(measure.first_visitors(browser, contenders, python, rounds=few))
            for contender in contenders:
                servers[contender.name] = Served(contender, python)
            print("Next visitors, and clicks ...", flush=True)
            keep(measure.next_visitors(browser, servers, rounds=rounds))
            print("Bytes and requests ...", flush=True)
            found, foreign = measure.over_the_wire(browser, servers)
            keep(found)
            if OURS.name in servers:
                print("Our other dashboards ...", flush=True)
                own = measure.dashboards(browser, servers[OURS.name], rounds=few)
            if can_measure():
                print("Memory and processor time ...", flush=True)
                keep(measure.weight(browser, servers, visitors=2 if chosen.quick else 5))
        finally:
            for server in servers.values():
                server.close()
    minutes = (time.perf_counter() - started) / 60
    told = "; ".join(
        [f"{key} {value}" for key, value in facts.items()]
        + [f"{name} {value}" for name, value in versions.items() if name != OURS.name]
        + [f"Voilà {versions[OURS.name]}"] * (OURS.name in versions)
        + [f"{rounds} rounds in {minutes:.0f} minutes"]
    )
    asked = "; ".join(f"{name}: {', '.join(hosts)}" for name, hosts in foreign.items() if hosts)
    table = report.side_by_side(values, names)
    pages = report.own_pages(own)
    print(f"\n{told}\n\n{table}\n\nOther hosts asked: {asked or 'none'}\n\n{pages}\n")
    print("\n".join(report.targets(values.get(OURS.name, {}))))
    chosen.json.write_text(
        json.dumps(
            {"facts": facts, "versions": versions, "rounds": rounds, "values": values,
             "dashboards": own, "other_hosts": foreign},
            indent=1,
        )
    )  # fmt: skip
    print(f"All values are in {chosen.json}")
    if chosen.write:
        report.put(chosen.write, "machine", told)
        report.put(chosen.write, "side by side", table)
        report.put(chosen.write, "other hosts", f"Other hosts asked: {asked or 'none'}.")
        report.put(chosen.write, "dashboards", pages)


if __name__ == "__main__":
    main()
