"""The stylesheet is whole: a browser drops what is broken in silence, and a page looks undone."""

from __future__ import annotations

import re

from hipedu.widgets.assets import stylesheet

BARE = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), stylesheet(), flags=re.S)


def test_every_block_is_closed_where_it_ends() -> None:
    """A rule that begins a line lies in no block: what lies in one is indented."""
    depth = 0
    for number, line in enumerate(BARE.splitlines(), 1):
        if re.match(r"[.@:a-z]", line):
            inside = depth
            # the tokens of .hipedu are declarations at the start of lines' indentation
            assert inside == 0, f"line {number} lies in a block that was not closed: {line[:60]}"
        depth += line.count("{") - line.count("}")
        assert depth >= 0, f"line {number} closes a block that was not open"
    assert depth == 0


def test_every_class_a_page_uses_often_has_a_rule() -> None:
    """The parts that make a page a page; each was lost in a merge once, or could be."""
    for name in ("hip-lab-parts", "hip-strip", "hip-week-fields", "hip-forest-row", "x-figure",
                 "hip-offer", "hip-plan-cell", "hip-split", "hip-triage"):  # fmt: skip
        assert re.search(rf"(?:^|[ ,])\.{name}\b", BARE, re.M), name
