"""The measurements: each returns plain numbers, and takes the contenders in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from side_by_side.browser import Visit, visitor
from side_by_side.contenders import Contender, Served
from side_by_side.processes import cpu_seconds, pss_mb
from side_by_side.wire import Relay

Values = dict[str, dict[str, list[float]]]
"""Contender, quantity, one value for each measurement."""

LEARN_MS = 900
SETTLE_MS = 1500
REST_MS = 400


def rotated(contenders: Sequence[Contender], turn: int) -> list[Contender]:
    """The contenders, each round another one first."""
    start = turn % len(contenders)
    return [*contenders[start:], *contenders[:start]]


def first_visitors(
    browser: Browser, contenders: Sequence[Contender], python: Path, *, rounds: int
) -> Values:
    """Start each server, and visit as soon as its port answers."""
    values: Values = defaultdict(lambda: defaultdict(list))
    for turn in range(rounds):
        for contender in rotated(contenders, turn):
            server = Served(contender, python)
            context = visitor(browser)
            try:
                values[contender.name]["start_s"].append(server.start_s)
                values[contender.name]["first_s"].append(Visit(context).open(server.address()))
            finally:
                context.close()
                server.close()
    return values


def next_visitors(browser: Browser, servers: dict[str, Served], *, rounds: int) -> Values:
    """Visits with an empty cache to warm servers, each followed by clicks on the window."""
    values: Values = defaultdict(lambda: defaultdict(list))
    contenders = [server.contender for server in servers.values()]
    for turn in range(-1, rounds):  # the round before the first warms and is not kept
        for contender in rotated(contenders, turn):
            context = visitor(browser)
            visit = Visit(context)
            seconds = visit.open(servers[contender.name].address())
            visit.settle()
            places = {w: contender.pick.format(window=w) for w in ("4 weeks", "12 weeks")}
            bars = {}
            for window, place in places.items():
                visit.page.locator(place).first.click()
                visit.settle(LEARN_MS)
                bars[window] = visit.bars()
            if len(set(bars.values())) != 2:
                raise SystemExit(f"{contender.name}: the chart did not change with the window")
            clicks = []
            for _ in range(2):
                for window, place in places.items():
                    clicks.append(visit.click(place, wanted=bars[window]))
                    visit.settle(REST_MS)
            context.close()
            if turn >= 0:
                values[contender.name]["next_s"].append(seconds)
                values[contender.name]["click_ms"] += clicks
    return values


def over_the_wire(
    browser: Browser, servers: dict[str, Served]
) -> tuple[Values, dict[str, list[str]]]:
    """Bytes, requests and other hosts of a first visit and of a second one."""
    values: Values = defaultdict(lambda: defaultdict(list))
    foreign: dict[str, list[str]] = {}
    for name, server in servers.items():
        relay = Relay(server.port)
        context = visitor(browser)
        hosts: set[str] = set()
        for which in ("first", "second"):
            visit = Visit(context)
            visit.open(server.address(relay.port))
            visit.settle(SETTLE_MS)
            down, up = relay.take()
            values[name][f"{which}_visit_mb"].append(down / 1e6)
            values[name][f"{which}_visit_up_kb"].append(up / 1e3)
            values[name][f"{which}_visit_requests"].append(visit.requests)
            hosts |= visit.foreign
            visit.close()
            relay.take()
        values[name]["other_hosts"].append(len(hosts))
        foreign[name] = sorted(hosts)
        context.close()
        relay.close()
    return values, foreign


def weight(browser: Browser, servers: dict[str, Served], *, visitors: int) -> Values:
    """Processor time and memory of each further visitor, all of them staying."""
    values: Values = defaultdict(lambda: defaultdict(list))
    for name, server in servers.items():
        contexts = []
        try:
            for number in range(visitors + 1):
                context = visitor(browser)
                contexts.append(context)
                visit = Visit(context)
                cpu, memory = cpu_seconds(server.pid), pss_mb(server.pid)
                visit.open(server.address())
                visit.settle(SETTLE_MS)
                if number:  # the first of them finds the server alone
                    values[name]["cpu_s"].append(cpu_seconds(server.pid) - cpu)
                    values[name]["memory_mb"].append(pss_mb(server.pid) - memory)
                else:
                    values[name]["one_visitor_mb"].append(pss_mb(server.pid))
        finally:
            for context in contexts:
                context.close()
    return values


VISIBLE = {
    "home": ".hip-paths a",
    "pain_map": ".hip-body [data-region]",
    "symptom_checker": "#about-you",
    "training_load": ".hip-chart svg",
    "running_form": ".hip-slider",
    "plan": ".hip-plan-cell",
    "rule_laboratory": ".hip-lab-parts",
    "exercises": ".x-card",
    "my_week": ".hip-week-gate",
    "treatments": ".hip-offer",
    "prevention": ".hip-habit",
    "evidence": ".hip-offer",
    "safety": ".hip-offer",
}


def dashboards(browser: Browser, server: Served, *, rounds: int) -> Values:
    """Each of our dashboards: time to visible, and one interaction that Python answers."""
    values: Values = defaultdict(lambda: defaultdict(list))
    for turn in range(-1, rounds):
        for name, selector in VISIBLE.items():
            context = visitor(browser)
            seen = (
                f"(d) => {{ const e = d.querySelector('{selector}'); "
                "return e && e.checkVisibility(); }"
            )
            visit = Visit(context, visible=seen)
            seconds = visit.open(server.address(path=f"/voila/render/{name}.ipynb"))
            visit.settle()
            clicks = _use(name, visit)
            context.close()
            if turn >= 0:
                values[name]["next_s"].append(seconds)
                values[name]["click_ms"] += clicks
    return values


def _use(name: str, visit: Visit) -> list[float]:
    page, clicks = visit.page, []
    if name == "pain_map":
        place = '.hip-body [data-region="lateral_hip"][data-side="left"]'
        for _ in range(2):
            for count in (1, 0):
                test = f"(d) => d.querySelectorAll('.hip-mark-row').length === {count}"
                clicks.append(visit.click(place, test=test, force=True))
                visit.settle(REST_MS)
    elif name == "symptom_checker":
        page.locator('input[type="number"]').first.fill("34")
        page.locator('.hip-segments button:has-text("Female")').click()
        place = page.locator('select[aria-label="Add a place that hurts"]')
        place.select_option("lateral_hip/left")
        visit.settle()
        for _ in range(4):
            many = page.locator(".hip-answer").count()
            test = f"(d) => d.querySelectorAll('.hip-answer').length > {many}"
            answer = '.hip-answers .hip-button, button:has-text("None of these")'
            clicks.append(visit.click(answer, test=test))
            visit.settle(REST_MS)
    elif name == "training_load":
        for window in ("4 weeks", "12 weeks", "4 weeks", "12 weeks"):
            test = f"() => hipBench.shape() !== {visit.bars()}"
            clicks.append(visit.click(f'.hip-segments button:has-text("{window}")', test=test))
            visit.settle(REST_MS)
    return clicks
