"""The differential as a page shows it: rounded, in natural frequencies, with its badges."""

from __future__ import annotations

from typing import Any

from hipedu.language import _
from hipedu.state.wording import badge, in_hundred, of_hundred, runners_of_hundred, to_five

SHOWN_ROWS = 6
LEAST_SHOWN = 0.025
"""Below this a condition is part of "something else", unless it must not be missed."""
LEAST_CHANGE = 0.02


def _reason(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "badge": badge(line["basis"]), "number": number_words(line)}


def number_words(line: dict[str, Any]) -> list[str]:
    """Return the numbers behind one reason, as sentences.

    Examples
    --------
    >>> both = {"p": 0.6, "low": 0.5, "high": 0.7, "p_others": 0.2, "stated": True}
    >>> number_words({"behind": both, "weight": 0.5, "kind": "finding"})[0]
    'Of 100 people with it, about 60 answer like this (50 to 70); of 100 with any cause, about 20.'
    """
    compared = line["behind"]
    if compared is None:
        return [_("Places left empty count a little, because people mark the worst place only.")]
    if not compared["stated"]:
        told = [
            _(
                "Nothing is known of this answer in people with it, so it is taken to be as "
                "frequent as with any cause (about {others} of 100).",
                others=in_hundred(compared["p_others"]),
            )
        ]
    else:
        told = [_compared_words(compared, marked=line["kind"] == "region")]
    if line["weight"] < 1:
        told.append(
            _(
                "It counts {percent} %, because another answer says nearly the same.",
                percent=round(100 * line["weight"]),
            )
        )
    return told


def _compared_words(compared: dict[str, Any], *, marked: bool) -> str:
    """How often an answer, or a place of pain, goes with a condition and with any cause."""
    told = {"p": in_hundred(compared["p"]), "others": in_hundred(compared["p_others"])}
    if compared["low"] is None:
        if marked:
            return _(
                "Of 100 people with it, about {p} have pain there; of 100 with any cause, about "
                "{others}.",
                **told,
            )
        return _(
            "Of 100 people with it, about {p} answer like this; of 100 with any cause, about "
            "{others}.",
            **told,
        )
    told |= {"low": in_hundred(compared["low"]), "high": in_hundred(compared["high"])}
    if marked:
        return _(
            "Of 100 people with it, about {p} have pain there ({low} to {high}); of 100 with any "
            "cause, about {others}.",
            **told,
        )
    return _(
        "Of 100 people with it, about {p} answer like this ({low} to {high}); of 100 with any "
        "cause, about {others}.",
        **told,
    )


def nomogram(prior: float, posterior: float) -> dict[str, float]:
    """Return the three numbers of a Fagan nomogram.

    The ratio is that of all answers together: posterior odds over prior odds.

    Examples
    --------
    >>> nomogram(0.5, 0.75)["ratio"]
    3.0
    """
    before = max(min(prior, 1 - 1e-9), 1e-9)
    after = max(min(posterior, 1 - 1e-9), 1e-9)
    ratio = (after / (1 - after)) / (before / (1 - before))
    return {"prior": prior, "ratio": ratio, "posterior": posterior}


def shown_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return one row, rounded to 5, with its sentence."""
    return {
        "condition": row["condition"],
        "name": row["name"],
        "clinical_name": row["clinical_name"],
        "urgency": row["urgency"],
        "must_not_miss": row["must_not_miss"],
        "probability": row["probability"],
        "percent": to_five(row["probability"]),
        "low": to_five(row["low"]),
        "high": to_five(row["high"]),
        "words": runners_of_hundred(row["probability"]),
        "short": of_hundred(row["probability"]),
        "band_words": _(
            "likely between {low} and {high} of 100",
            low=to_five(row["low"]), high=to_five(row["high"]),
        ),
        "prior_percent": to_five(row["prior"]),
        "prior": row["prior"],
        "nomogram": nomogram(row["prior"], row["probability"]),
        "for": [_reason(line) for line in row["for"]],
        "against": [_reason(line) for line in row["against"]],
    }


def differential_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that are shown, the most likely first; at least three."""
    shown = [
        row for i, row in enumerate(rows[:SHOWN_ROWS])
        if i < 3 or row["probability"] >= LEAST_SHOWN
    ]
    return [shown_row(row) for row in shown]


def stability_words(stability: dict[str, Any], names: dict[str, str]) -> list[str]:
    """Return how sure the first place is, and on which number it hangs most.

    Parameters
    ----------
    names : dict of str to str
        Plain names of conditions and findings by id.
    """
    stays = stability["p_first_stays_first"]
    lines = [
        _(
            "If the numbers behind this are moved within their intervals, the first place stays "
            "first against the second in {stays} tries.",
            stays=of_hundred(stays),
        )
    ]
    most = stability["most_sensitive"]
    if most is not None:
        about = names.get(most["finding"], most["finding"])
        of = names.get(most["condition"], most["condition"])
        told = {"what": about, "condition": of}
        lines.append({
            "prior": _("It hangs most on one number: how common “{condition}” is.", **told),
            "likelihood": _(
                "It hangs most on one number: how often “{what}” goes with “{condition}”.", **told
            ),
            "background": _(
                "It hangs most on one number: how often “{what}” is found whatever the cause.",
                **told,
            ),
        }[most["number"]])
    return lines


def remainder_row(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the row for everything that is not shown: it is always there."""
    rest = max(1 - sum(row["probability"] for row in rows), 0.0)
    return {"name": _("Something else"), "probability": rest, "percent": to_five(rest),
            "words": runners_of_hundred(rest), "short": of_hundred(rest)}


def change_rows(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return what changed by two points or more, the largest change first."""
    was = {row["condition"]: row["probability"] for row in before}
    found: list[dict[str, Any]] = []
    for row in after:
        old, new = was[row["condition"]], row["probability"]
        if abs(new - old) < LEAST_CHANGE:
            continue
        found.append({
            "condition": row["condition"], "name": row["name"], "before": to_five(old),
            "after": to_five(new), "change": new - old,
            "text": _(
                "{name}: {old} becomes {new}",
                name=row["name"], old=of_hundred(old), new=of_hundred(new),
            ),
        })
    return sorted(found, key=lambda line: -abs(line["change"]))
