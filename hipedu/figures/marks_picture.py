"""The marks of a pain drawing as a small picture for paper: front and back, sides lettered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
SKIN, EDGE, PAIN, INK = "#f4ece2", "#b08a6e", "#b3263a", "#1b2430"
FRAME = (-200, -230, 400, 760)
"""Left, top, width, height of one view in millimetres: from the waist to below the knee."""
WITH_SHIN = 1100
"""Height when something below the knee is marked."""
GAP = 60


def marks_picture(drawings: Mapping[str, str], marks: Sequence[Mapping[str, Any]]) -> str:
    """Return front and back as one SVG with the marked regions filled.

    Parameters
    ----------
    drawings : mapping of str to str
        SVG text of the views ``front`` and ``back``; each holds the right half and the middle.
    marks : sequence of mapping
        With ``region`` and ``side`` (left, right, both or middle); the sides are the person's.

    Notes
    -----
    The marked places differ from the others by a hatch as well as by colour, so that a copy in
    black and white still shows them.
    """
    left, top, width, height = FRAME
    if any(mark["region"] == "lower_leg_foot" for mark in marks):
        height = WITH_SHIN
    whole = 2 * width + GAP
    parts = [_view(drawings["front"], marks, front=True)]
    back = _view(drawings["back"], marks, front=False)
    parts.append(f'<g transform="translate({width + GAP} 0)">{back}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top - 70} {whole} '
        f'{height + 70}"><defs><clipPath id="frame"><rect x="{left}" y="{top}" width="{whole}" '
        f'height="{height}"/></clipPath><pattern id="pain" width="16" height="16" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="16" '
        f'height="16" fill="{PAIN}"/><rect width="4" height="16" fill="#ffffff"/></pattern></defs>'
        + "".join(parts)
        + "</svg>"
    )


def _view(drawing: str, marks: Sequence[Mapping[str, Any]], *, front: bool) -> str:
    source = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing, not a reader's file
    plain: list[str] = []
    painful: list[str] = []
    for half, mirrored in (("half", False), ("half", True), ("middle", None)):
        for path in source.iterfind(f".//{SVG}g[@id='{half}']//{SVG}path[@data-region]"):
            side = "middle" if mirrored is None else "left" if mirrored else "right"
            hurts = any(
                mark["region"] == path.get("data-region")
                and (mark.get("side") in (side, "both", None) or side == "middle")
                for mark in marks
            )
            turned = ' transform="scale(-1 1)"' if mirrored else ""
            shape = (
                f'<path d="{path.get("d")}" fill="{"url(#pain)" if hurts else SKIN}" '
                f'stroke="{PAIN if hurts else EDGE}" stroke-width="3"{turned}/>'
            )
            (painful if hurts else plain).append(shape)
    own = ("R", "front", "L") if front else ("L", "back", "R")
    names = zip(own, (-150, 0, 150), strict=True)
    words = "".join(
        f'<text x="{x}" y="{FRAME[1] - 22}" font-size="44" text-anchor="middle" '
        f'font-family="Noto Sans, DejaVu Sans" fill="{INK}">{name}</text>'
        for name, x in names
    )
    return f'<g clip-path="url(#frame)">{"".join(plain + painful)}</g>{words}'
