"""The browser's side of every widget: parts written apart, joined into one module.

There is no bundler. Each file under ``static/`` is a piece of one script: plain functions in one
scope, no imports. `module()` joins them in order; the last one exports anywidget's ``render``.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
VIEWS = ("front", "side", "back")
PARTS = (
    "core.js",
    "chart.js",
    "forest.js",
    "body.js",
    "exercise_figure.js",
    "home.js",
    "pain_map.js",
    "nomogram.js",
    "symptoms.js",
    "pain_diary.js",
    "training.js",
    "running_form.js",
    "plan.js",
    "rule_strip.js",
    "rule_laboratory.js",
    "exercises.js",
    "programmes.js",
    "my_week.js",
    "treatments.js",
    "prevention.js",
    "evidence.js",
    "safety.js",
    "entry.js",
)


@cache
def module() -> str:
    """The JavaScript module of all pages, as anywidget's ``_esm``."""
    vendored = (STATIC / "vendor" / "htm-preact.umd.js").read_text(encoding="utf-8")
    # The library's wrapper looks for exports, then for define: it gets an exports of our own, so
    # that it neither leaks a global nor registers with an AMD loader that a notebook may carry.
    library = (
        f"const htmPreact = {{}};\n(function (exports, module, define) {{\n{vendored}\n}})"
        ".call(globalThis, htmPreact, {}, undefined);\n"
    )
    # The drawings travel inside the module: cached with it, and never sent by a kernel.
    drawings = {view: anatomy(view) for view in VIEWS}
    library += f"const DRAWINGS = {json.dumps(drawings, ensure_ascii=False)};\n"
    return library + "\n".join((STATIC / part).read_text(encoding="utf-8") for part in PARTS)


@cache
def stylesheet() -> str:
    """The stylesheet of pages and widgets."""
    return (STATIC / "hipedu.css").read_text(encoding="utf-8")


@cache
def anatomy(view: str) -> str:
    """The drawing of one view (``front``, ``side`` or ``back``) as SVG text."""
    return (STATIC / "anatomy" / f"{view}.svg").read_text(encoding="utf-8")


@cache
def exercise_starts() -> str:
    """The start of every drawn exercise as JSON by id, for lists: a file of its own, kept for long.

    The whole drawings are some twenty kilobytes each; a kernel sends the one that is looked at.
    """
    from hipedu.api import load_catalogue
    from hipedu.figures.exercise_drawing import start_spec

    specs = {id_: start_spec(each) for id_, each in load_catalogue().drawings.items()}
    return json.dumps(specs, ensure_ascii=False, separators=(",", ":"))


@cache
def fingerprint() -> str:
    """A short hash of everything a browser loads: new content, new address, so cache for ever."""
    digest = hashlib.sha256()
    for text in (module(), stylesheet()):
        digest.update(text.encode("utf-8"))
    return digest.hexdigest()[:16]
