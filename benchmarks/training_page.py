"""Large exports on the served training page: how long until the runs are there, and does it freeze.

``python benchmarks/training_page.py`` serves the dashboards, drives Chromium, and prints for each
export: the time from choosing the file to the runs on the page, the longest time in which the
browser drew no frame, how many times the progress changed, how much memory the visitor's kernel
took beyond what it had when the page opened, and how long Stop takes. ``--only folder`` measures
the exports with that word in their name. It uses the exports that ``benchmarks/training.py`` made,
and makes them if they are not there.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from side_by_side.browser import Visit, chromium, visitor
from training import exports

from tests.served import Server, start_server, status, stop_server

PATIENCE_MS = 300_000
WATCH = """() => {
  const seen = { gap: 0, words: new Set() };
  let last = performance.now();
  const frame = (now) => {
    seen.gap = Math.max(seen.gap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(() => {
    const drop = document.querySelector(".hip-drop");
    const bar = drop && drop.querySelector("[role=img]");
    if (bar) seen.words.add(drop.textContent + bar.getAttribute("aria-label"));
  }).observe(document.body, all);
  window.hipSeen = seen;
}"""


def runs_on(visit: Visit) -> int:
    """How many runs the page says it has."""
    found = re.search(r"\(([\d,]+)\)", visit.page.locator("#runs").inner_text())
    return int(found[1].replace(",", "")) if found else 0


def opened(context: object, address: str) -> Visit:
    """The training page, drawn and watched."""
    visit = Visit(context)  # type: ignore[arg-type]
    visit.page.set_default_timeout(PATIENCE_MS)
    visit.page.goto(address)
    visit.page.wait_for_selector("body.hip-ready")
    visit.page.evaluate(WATCH)
    return visit


def seen(visit: Visit) -> tuple[float, int]:
    """The longest gap between two frames [ms], and how many states the progress had."""
    gap, words = visit.page.evaluate("() => [hipSeen.gap, hipSeen.words.size]")
    return float(gap), int(words)


def kernel_mb(server: Server, field: str) -> float:
    """Memory of the newest kernel [MB]: what it has (VmRSS), or had at most (VmHWM)."""
    pid = max(server.kernels(), key=lambda each: Path(f"/proc/{each}").stat().st_ctime)
    return int(status(pid, field).split()[0]) / 1024


def choose(visit: Visit, path: Path) -> None:
    """Choose an export, or all files of a folder."""
    files = [path] if path.is_file() else sorted(path.iterdir())
    visit.page.locator('input[type="file"]').set_input_files(files)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the files")
    parser.add_argument("--only", default="", help="exports with this word in their name")
    chosen = parser.parse_args()
    share = 0.1 if chosen.quick else 1.0
    made = exports(share)
    server = start_server()
    print(f"{'':42} {'time':>9} {'longest frame':>14} {'progress':>9} {'memory':>9}   runs")
    try:
        with chromium() as browser:
            for name, path in made.items():
                if chosen.only not in name:
                    continue
                visit = opened(visitor(browser), server.page("training_load"))
                before = kernel_mb(server, "VmRSS")
                begun = time.perf_counter()
                choose(visit, path)
                problem = visit.page.locator('.hip-drop [role="alert"]')
                visit.page.locator("#runs", has_text=re.compile(r"\(\d")).or_(problem).wait_for()
                assert not problem.count(), problem.inner_text()
                took = time.perf_counter() - begun
                gap, words = seen(visit)
                more = kernel_mb(server, "VmHWM") - before
                print(f"{name:42} {took:7.1f} s {gap:11.0f} ms {words:9} {more:+6.0f} MB   "
                      f"{runs_on(visit):,}", flush=True)  # fmt: skip
                visit.close()
            bare = list(made.values())[1]
            visit = opened(visitor(browser), server.page("training_load"))
            choose(visit, bare)
            visit.page.locator(".hip-drop [role=status]", has_text="Reading").wait_for()
            visit.page.wait_for_timeout(2000)
            begun = time.perf_counter()
            visit.page.locator('.hip-drop button:has-text("Stop")').click()
            visit.page.get_by_text("Reading was stopped").first.wait_for()
            took = time.perf_counter() - begun
            print(f"{'Stop, in the middle of the second':42} {1000 * took:6.0f} ms, "
                  f"{runs_on(visit):,} runs kept")  # fmt: skip
            visit.close()
    finally:
        stop_server(server)


if __name__ == "__main__":
    main()
