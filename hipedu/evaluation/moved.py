"""Which cases a change of knowledge moved, in the ranking and in the triage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hipedu.evaluation.outcome import Outcome
from hipedu.model import URGENCIES, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a case stands: place of the right condition, its probability, the level given."""

    id: str
    split: str
    rank: int
    p: float
    level: Urgency
    given: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One case before and after."""

    before: Standing
    after: Standing

    @property
    def rank_change(self) -> int:
        """Places gained by the right condition; below 0: lost."""
        return self.before.rank - self.after.rank

    @property
    def triage_change(self) -> int:
        """Levels that the answer came nearer to the right one; below 0: went away from it."""
        right = URGENCIES.index(self.after.level)
        was = abs(URGENCIES.index(self.before.given) - right)
        return was - abs(URGENCIES.index(self.after.given) - right)


def standing(outcome: Outcome) -> Standing:
    """Return where a case stands."""
    return Standing(
        id=outcome.id, split=outcome.split, rank=outcome.rank, p=outcome.p_expected,
        level=outcome.level, given=outcome.given,
    )


def standings_of_report(report: Mapping[str, Any]) -> list[Standing]:
    """Return where the cases of an earlier report, as written by ``--json``, stood.

    Raises
    ------
    ValueError
        If the mapping is no such report.
    """
    try:
        return [
            Standing(
                id=row["id"], split=row["split"], rank=int(row["rank"]),
                p=float(row["p_expected"]), level=row["level"], given=row["given"],
            )
            for row in report["cases"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"this is no report of `hipedu evaluate --json` ({error!r} is wrong or missing)"
        ) from None


def moved(before: Iterable[Standing], after: Iterable[Standing]) -> list[Moved]:
    """Return the cases of which rank or given level changed; what got worse comes first.

    Cases that only one of the two has are left out.
    """
    was = {each.id: each for each in before}
    pairs = [Moved(before=was[each.id], after=each) for each in after if each.id in was]
    changed = [
        pair for pair in pairs
        if pair.before.rank != pair.after.rank or pair.before.given != pair.after.given
    ]
    return sorted(changed, key=lambda m: (m.triage_change, m.rank_change, m.after.id))


def moved_lines(changed: Sequence[Moved], *, compared: int) -> list[str]:
    """Return the changes in words.

    The set-aside cases are counted, not named: who reads their names begins to tune to them.
    """
    if not changed:
        return [f"None of {compared} cases moved."]
    worse = sum(m.triage_change < 0 or (not m.triage_change and m.rank_change < 0)
                for m in changed)
    lines = [f"{len(changed)} of {compared} cases moved, {worse} of them for the worse."]
    for each in changed:
        if each.after.split == "test":
            continue
        old, new = each.before, each.after
        rank = f"place {old.rank} -> {new.rank}" if old.rank != new.rank else f"place {new.rank}"
        level = f"{old.given} -> {new.given}" if old.given != new.given else new.given
        lines.append(
            f"  {new.id:44} {rank:18} p {old.p:.2f} -> {new.p:.2f}   {level} (right: {new.level})"
        )
    aside = sum(each.after.split == "test" for each in changed)
    if aside:
        lines.append(f"  and {aside} of the cases set aside (test split), not named here.")
    return lines
