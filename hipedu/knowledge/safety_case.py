"""The safety case as a table: hazards, what is done about them, and the tests that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hipedu.language import N_, _
from hipedu.model import Hazard

NOT_SIGNED = N_(
    "No clinical safety officer has signed this safety case. It was written by the people who "
    "wrote the program, and it shows that each control has a test that runs. It is not a "
    "certificate, and it does not make the program a medical device."
)
ORDER = ("high", "moderate", "low")


def in_order(hazards: Mapping[str, Hazard]) -> list[Hazard]:
    """Return the hazards, the most severe first, then by id."""
    return sorted(hazards.values(), key=lambda each: (ORDER.index(each.severity), each.id))


def signature(hazards: Sequence[Hazard]) -> str:
    """Say who has signed: nobody, or how many hazards by whom."""
    signed = [each for each in hazards if each.signed]
    if not signed:
        return _(NOT_SIGNED)
    names = ", ".join(sorted({str(each.signed) for each in signed}))
    return _(
        "{signed} of {hazards} hazards are signed, by {names}. The others are not.",
        signed=len(signed), hazards=len(hazards), names=names,
    )  # fmt: skip


def totals(hazards: Sequence[Hazard]) -> str:
    """Count hazards, controls and tests in one sentence.

    Examples
    --------
    >>> totals([])
    '0 hazards, 0 controls, 0 tests.'
    """
    controls = [control for each in hazards for control in each.controls]
    tests = {node for control in controls for node in control.tests}
    return _(
        "{hazards} hazards, {controls} controls, {tests} tests.",
        hazards=len(hazards), controls=len(controls), tests=len(tests),
    )  # fmt: skip


def _words(text: str) -> str:
    return text.replace("_", " ")


def text_table(hazards: Mapping[str, Hazard]) -> list[str]:
    """Return the safety case as lines for a terminal."""
    listed = in_order(hazards)
    lines = [totals(listed), signature(listed), ""]
    for each in listed:
        left = _words(each.residual_risk)
        lines += [f"{each.hazard}  [{each.id}]",
                  f"  severity {each.severity}, left over: {left}", f"  {each.effect}"]
        for control in each.controls:
            count = f"{len(control.tests)} test{'s' * (len(control.tests) > 1)}"
            lines.append(f"  + {control.text} ({count})")
        lines += [f"  {each.note}", ""]
    return lines[:-1]


def markdown_page(hazards: Mapping[str, Hazard]) -> str:
    """Return the safety case as a Markdown page."""
    listed = in_order(hazards)
    lines = [
        "# Safety case", "",
        "This page is written by `hipedu safety --markdown docs/safety.md` from "
        "`data/safety/hazards.yaml`; change that file, not this one.", "",
        f"**{signature(listed)}**", "",
        f"{totals(listed)} Severity is the worst harm that is likely: low leaves nothing behind, "
        "moderate heals, high is lasting damage or death. What is left over is our own judgement.",
        "", "| hazard | severity | controls | left over |", "|---|---|---:|---|",
    ]
    lines += [
        f"| [{each.hazard}](#{each.id.replace('_', '-')}) | {each.severity} | "
        f"{len(each.controls)} | {_words(each.residual_risk)} |"
        for each in listed
    ]
    for each in listed:
        lines += [
            "", f"## {_words(each.id).capitalize()}", "", each.hazard, "",
            f"- **Cause:** {each.cause}", f"- **Effect:** {each.effect}",
            f"- **Severity:** {each.severity}. **Left over:** {_words(each.residual_risk)}.",
            f"- **Note:** {each.note}",
            f"- **Signed:** {each.signed or 'by nobody'}",
        ]
        if each.controls:
            lines += ["", "| control | shown by |", "|---|---|"]
            lines += [
                f"| {control.text} | {'<br>'.join(f'`{node}`' for node in control.tests)} |"
                for control in each.controls
            ]
    return "\n".join(lines) + "\n"
