"""What the parts of the rule laboratory found, each in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.language import _, ngettext
from hipedu.state.rule_laboratory_words import start
from hipedu.training.cohorts import MECHANISMS, RULE_OF, CohortResult, RuleFinding
from hipedu.training.null_test import NullResult
from hipedu.training.rule_sensitivity import Counted, Factor, choice_names


def knob_finding(rows: Sequence[Counted], chosen: Factor, names: dict[str, str]) -> str:
    """One sentence: how far the alarms of the first rule swing with this choice."""
    if chosen.id == "rest":
        changed = sum(rows[0].alarms[rule] != rows[1].alarms[rule] for rule in rows[0].alarms)
        if not changed:
            return _("Leaving days of rest out changes no rule on this log.")
        return _(
            "Leaving days of rest out changes {changed} of {rules} rules on this log, though not a "
            "single run is different.",
            changed=changed, rules=len(rows[0].alarms),
        )  # fmt: skip
    rule = chosen.rules[0]
    numbers = [row.alarms[rule] for row in rows]
    low, high = min(numbers), max(numbers)
    told: dict[str, object] = {"rule": start(names[rule]), "low": low, "high": high}
    if low == high:
        return _(
            "{rule}: as many alarms ({low}) whatever is chosen here. On this log the choice does "
            "not matter.",
            **told,
        )
    if chosen.id == "weekday":
        return _(
            "{rule}: {low} to {high} alarms on the same runs, depending only on the day on which a "
            "week begins.",
            **told,
        )
    return _(
        "{rule}: {low} to {high} alarms on the same runs; the usual choice ({choice}) gives "
        "{usual}.",
        choice=choice_names(chosen)[chosen.usual], usual=numbers[chosen.usual], **told,
    )  # fmt: skip


def null_finding(name: str, result: NullResult) -> str:
    """One or two sentences: whether the rule tells the log from its shuffled copies."""
    low, high = result.between()
    told: dict[str, object] = {
        "rule": start(name), "low": low, "high": high,
        "days": ngettext("{n} day", "{n} days", result.observed),
    }  # fmt: skip
    if result.verdict == "silent":
        return _("{rule} never sounds, neither on this log nor on a shuffled one.", **told)
    if result.verdict == "same":
        return _(
            "{rule} cannot tell this log from chance: it sounds on {days}, and on {low} to {high} "
            "when the same runs come in a random order.",
            **told,
        )
    if result.verdict == "fewer":
        return _(
            "{rule} sounds on {days}, fewer than the {low} to {high} of shuffled copies: the order "
            "of this log is gentler than chance, and the rule sees that.",
            **told,
        )
    return _(
        "{rule} sounds on {days}, more than the {low} to {high} of shuffled copies: something in "
        "the order of this log, such as a build-up or a pause, sets it off.",
        **told,
    )


def of_studies(count: int, studies: int) -> str:
    """A share of studies in words.

    Examples
    --------
    >>> of_studies(4, 20), of_studies(1, 1)
    ('4 of 20 studies', '1 of 1 study')
    """
    return ngettext("{count} of {n} study", "{count} of {n} studies", studies, count=count)


def cohort_finding(result: CohortResult) -> str:
    """The finding of a field in one or two sentences."""
    settings = result.settings
    studies = settings.studies
    own = RULE_OF.get(settings.mechanism)
    false = [finding for finding in result.rules if finding.line.rule != own]
    worst = max(false, key=lambda finding: sum(finding.significant(chosen=True)))
    usual = max(false, key=lambda finding: sum(finding.significant()))
    told: dict[str, object] = {
        "rule": usual.line.name, "at_line": of_studies(sum(usual.significant()), studies),
    }  # fmt: skip
    if settings.mechanism == "none":
        return _(
            "Injuries fell at random, so every finding is false. At the usual line {rule} was "
            "“significant” in {at_line}; with a cut-off chosen after looking, {other} in {chosen}.",
            other=worst.line.name,
            chosen=of_studies(sum(worst.significant(chosen=True)), studies), **told,
        )  # fmt: skip
    told["truth"] = _(MECHANISMS[settings.mechanism][0])
    if own is None:
        return _(
            "The truth is “{truth}”, which no rule measures. Still, {rule} was “significant” at "
            "its usual line in {at_line}.",
            **told,
        )
    found = result.rule(own).significant()[0]
    return _(
        "The truth is “{truth}”. It was found in {found}; {rule}, which injures nobody here, was "
        "“significant” in {at_line}.",
        found=of_studies(found, studies), **told,
    )  # fmt: skip


def rule_verdict(finding: RuleFinding, result: CohortResult) -> str:
    """What all studies together say of a rule, beside what is true."""
    ratio = finding.pooled
    if ratio.value is None:
        return _("No injury lies on one side of its line, so nothing can be said.")
    true = RULE_OF.get(result.settings.mechanism) == finding.line.rule
    if ratio.low is not None and ratio.low > 1:
        return (
            _("This is the true cause. With all studies together it looks harmful.") if true else
            _("This rule injures nobody here. With all studies together it looks harmful.")
        )  # fmt: skip
    if ratio.high is not None and ratio.high < 1:
        return (
            _("This is the true cause. With all studies together it looks protective.") if true
            else _("This rule injures nobody here. With all studies together it looks protective.")
        )  # fmt: skip
    return (
        _("This is the true cause. With all studies together nothing clear is seen of it.") if true
        else _("This rule injures nobody here. With all studies together it shows nothing clear.")
    )  # fmt: skip
