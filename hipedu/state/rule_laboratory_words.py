"""What the rule laboratory says: explanations first in plain words, then in full terms."""

from __future__ import annotations

from collections.abc import Sequence

from hipedu.training.cohorts import MECHANISMS, RULE_OF, CohortResult, RuleFinding, World
from hipedu.training.null_test import NullResult
from hipedu.training.rule_sensitivity import Counted, Factor

PARTS: dict[str, str] = {
    "rules": "One log, all rules",
    "knobs": "Turn one knob",
    "shuffle": "Shuffle the log",
    "coupling": "A ratio and itself",
    "studies": "Invent a field",
}

PLAIN: dict[str, tuple[str, ...]] = {
    "rules": (
        "Every rule looks at the same runs and says “too much” on some days. If the rules saw the "
        "same danger, they would say it on the same days.",
        "So before you ask which rule is right, look at how often they contradict each other.",
    ),
    "knobs": (
        "Whoever computes a rule has to choose: how long is “recent”, on which day does the week "
        "begin, do days of rest count. Nobody has shown which choice is right.",
        "Change one choice and leave the runs as they are. If the alarms come and go, they tell "
        "you about the choice as much as about the runner.",
    ),
    "shuffle": (
        "A null test asks: what would the rule say if there were nothing to see? Here that is your "
        "own log with its days in a random order: the same runs, but no build-up any more.",
        "If the rule sounds as often on shuffled logs as on the real one, it does not see how you "
        "built up. It only sees that your runs differ from each other.",
    ),
    "coupling": (
        "The acute to chronic ratio divides the last week by the last month. But the week is a "
        "part of the month: whatever happens in the week happens in the month, too.",
        "So the two rise and fall together even when the runs are random numbers. That is called "
        "mathematical coupling, and a study can mistake it for a discovery.",
    ),
    "studies": (
        "Here you make the truth yourself. You decide what injures the runners, or that nothing "
        "does. Then many groups of researchers study them, each with runners of their own.",
        "Watch which rule looks good in the end. A rule can become popular without being true: by "
        "chance, by a choice made after looking, or because sore runners run less.",
    ),
}

TERMS: dict[str, tuple[tuple[str, str], ...]] = {
    "rules": (
        (
            "Line",
            "The end of the band that a follower of the rule is content with: 10 % for the two "
            "rules of ten percent, 1.3 for the ratios, 2 for monotony. A value below the "
            "“sweet spot” (too little) is drawn, but is no alarm.",
        ),
        (
            "Agreement",
            "The share of days on which two rules gave the same answer, among the days on which "
            "both could answer.",
        ),
        (
            "Cohen's kappa",
            "Two rules that hardly ever object agree on most days by chance. Kappa takes that "
            "away: (p − e) / (1 − e), with p the share of equal answers and e the share that "
            "chance would give. 1 is always the same answer, 0 no better than chance, below 0 "
            "worse than chance. It cannot be computed if neither rule ever changes its answer.",
        ),
    ),
    "knobs": (
        (
            "Half-life",
            "After so many days a weighted average has forgotten half of a load: ln ½ / ln(1 − λ) "
            "with λ = 2 / (N + 1). N = 7 gives 2.4 days, N = 28 gives 9.7 days.",
        ),
        (
            "Line moved",
            "Each coupled ratio c belongs to one uncoupled ratio, 3c / (4 − c). A line of 1.3 "
            "becomes 1.44, and the alarms are the same: uncoupling by itself measures nothing new.",
        ),
        (
            "Alarm",
            "A day (or, for the knob of weekdays, a week) on which the value lies beyond the "
            "rule's usual line.",
        ),
    ),
    "shuffle": (
        (
            "Null distribution",
            "The number of alarms on 499 shuffled copies of the log. The middle 95 of 100 of them "
            "are what chance would give.",
        ),
        (
            "Share as extreme (a p-value)",
            "How many of the 500 logs, the real one included, have at least (or at most) as many "
            "alarms. Below 25 in 1,000 on one side we say that the rule sees something.",
        ),
        (
            "What is shuffled",
            "All days: no week and no build-up is left. Days within each week: the weeks stay, "
            "the rhythm goes. Whole weeks: the rhythm stays, the build-up goes.",
        ),
        (
            "What it cannot show",
            "That a rule sees the order of the days does not mean that the order injures anybody.",
        ),
    ),
    "coupling": (
        (
            "Correlation",
            "Pearson's r: 1 if two numbers rise together on a straight line, 0 if one says nothing "
            "about the other on such a line.",
        ),
        (
            "Expected value",
            "With independent days of equal spread s², the mean of a days has the variance s²/a, "
            "that of c days s²/c, and the a days they share give a covariance of s²/c. So "
            "r = √(a/c), 0.5 for 7 in 28 days. Without shared days it is 0.",
        ),
        (
            "In a real log",
            "Neighbouring weeks of a runner are alike, so the uncoupled means may correlate, too. "
            "That part is the runner; the rest is arithmetic.",
        ),
    ),
    "studies": (
        (
            "Hazard ratio",
            "How many times the rate of injury beyond a rule's line is that within it. If about 3 "
            "of 1,000 sessions within the line end in an injury, a ratio of 2 means about 6 of "
            "1,000 beyond it. It comes from Cox's model with one measure that changes from day to "
            "day.",
        ),
        (
            "Interval",
            "All ratios that fit with the data: the 95 % interval of the score test. If it leaves "
            "1 out, the result is called “significant”.",
        ),
        (
            "Five of a hundred",
            "Where there is nothing to find, a test made in the right way still calls about 5 of "
            "100 studies significant. That is the price that was agreed on.",
        ),
        (
            "Cut-off chosen after looking",
            "Each study tries eleven cut-offs and keeps the one with the smallest p-value, among "
            "those with at least three injuries to be expected on either side.",
        ),
        (
            "Unit of analysis",
            "What a row of the table is. A session can injure; a day of rest cannot. A study that "
            "counts days or weeks compares running with resting, too, and calls it a rule.",
        ),
        (
            "Sore runners run less",
            "For {days} days before the injury is reported the runner runs {percent} % of each "
            "run. The load then falls because of the injury, and a high ratio looks safe: cause "
            "and effect are swapped.",
        ),
    ),
}

SOURCES: dict[str, tuple[str, ...]] = {
    "rules": ("cohen1960kappa", "frandsen2025spike"),
    "knobs": ("williams2017ewma", "impellizzeri2020pitfalls", "wang2020lessons"),
    "shuffle": ("impellizzeri2021dismiss",),
    "coupling": ("lolli2019coupling",),
    "studies": ("frandsen2025spike", "faraggi1996cutpoint", "impellizzeri2021dismiss",
                "nakaoka2021ratio"),
}  # fmt: skip
"""Keys of the references that a part names."""

SHUFFLES: dict[str, str] = {
    "days": "All days",
    "days_in_week": "Days within each week",
    "weeks": "Whole weeks",
}

UNITS: dict[str, str] = {"session": "Sessions", "day": "Days", "week": "Weeks"}
LAGS: dict[int, str] = {
    0: "on the same day (or week)",
    1: "the day (or week) before",
    7: "highest of the 7 days before",
}
RHYTHMS: dict[str, str] = {
    "long_run": "A long run on Sunday",
    "alike": "All runs alike",
}
SIZES: tuple[tuple[str, str, int, int], ...] = (
    ("small", "20 studies of 500", 20, 500),
    ("many", "100 studies of 200", 100, 200),
    ("large", "100 studies of 1,000", 100, 1000),
)
"""Sizes of a field that a page offers: id, words, studies, runners of each."""


def terms(part: str, world: World) -> list[tuple[str, str]]:
    """The full terms of a part, with the numbers of the knowledge base in their places."""
    return [
        (name, text.format(days=world.cut_back_days, percent=round(100 * world.cut_back_share)))
        for name, text in TERMS[part]
    ]


def start(name: str) -> str:
    """A name as it begins a sentence.

    Examples
    --------
    >>> start("longest run +10 %")
    'Longest run +10 %'
    """
    return name[:1].upper() + name[1:]


def times(count: int, what: str = "day") -> str:
    """A number of days in words.

    Examples
    --------
    >>> times(0), times(1), times(12)
    ('no day', '1 day', '12 days')
    """
    return f"no {what}" if count == 0 else f"{count} {what}" if count == 1 else f"{count} {what}s"


def knob_finding(rows: Sequence[Counted], chosen: Factor, names: dict[str, str]) -> str:
    """One sentence: how far the alarms of the first rule swing with this choice."""
    if chosen.id == "rest":
        changed = [
            names[rule] for rule in rows[0].alarms if rows[0].alarms[rule] != rows[1].alarms[rule]
        ]
        if not changed:
            return "Leaving days of rest out changes no rule on this log."
        return (
            f"Leaving days of rest out changes {len(changed)} of {len(rows[0].alarms)} rules on "
            "this log, though not a single run is different."
        )
    rule = chosen.rules[0]
    name = start(names[rule])
    numbers = [row.alarms[rule] for row in rows]
    low, high, usual = min(numbers), max(numbers), numbers[chosen.usual]
    if low == high:
        return (
            f"{name}: the same {low} alarms whatever is chosen here. On this log the choice does "
            "not matter."
        )
    if chosen.id == "weekday":
        return (
            f"{name}: {low} to {high} alarms on the same runs, depending only on the day on which "
            "a week begins."
        )
    return (
        f"{name}: {low} to {high} alarms on the same runs; the usual choice "
        f"({chosen.choices[chosen.usual]}) gives {usual}."
    )


def null_finding(name: str, result: NullResult) -> str:
    """One or two sentences: whether the rule tells the log from its shuffled copies."""
    low, high = result.between()
    name = start(name)
    seen = times(result.observed)
    if result.verdict == "silent":
        return f"{name} never sounds, neither on this log nor on a shuffled one."
    if result.verdict == "same":
        return (
            f"{name} cannot tell this log from chance: it sounds on {seen}, and on {low} to {high} "
            "days when the same runs come in a random order."
        )
    if result.verdict == "fewer":
        return (
            f"{name} sounds on {seen}, fewer than the {low} to {high} of shuffled copies: the "
            "order of this log is gentler than chance, and the rule sees that."
        )
    return (
        f"{name} sounds on {seen}, more than the {low} to {high} of shuffled copies: something in "
        "the order of this log, such as a build-up or a pause, sets it off."
    )


def many_studies(count: int) -> str:
    """A number of studies in words.

    Examples
    --------
    >>> many_studies(1), many_studies(20)
    ('1 study', '20 studies')
    """
    return f"{count} {'study' if count == 1 else 'studies'}"


def of_studies(count: int, studies: int) -> str:
    """A share of studies in words.

    Examples
    --------
    >>> of_studies(4, 20), of_studies(1, 1)
    ('4 of 20 studies', '1 of 1 study')
    """
    return f"{count} of {many_studies(studies)}"


def cohort_finding(result: CohortResult) -> str:
    """The finding of a field in one or two sentences."""
    settings = result.settings
    studies = settings.studies
    own = RULE_OF.get(settings.mechanism)
    false = [finding for finding in result.rules if finding.line.rule != own]
    worst = max(false, key=lambda finding: sum(finding.significant(chosen=True)))
    usual = max(false, key=lambda finding: sum(finding.significant()))
    at_line, chosen = sum(usual.significant()), sum(worst.significant(chosen=True))
    if settings.mechanism == "none":
        return (
            "Injuries fell at random, so every finding is false. At the usual line "
            f"{usual.line.name} was “significant” in {of_studies(at_line, studies)}; with a "
            f"cut-off chosen after looking, {worst.line.name} in {of_studies(chosen, studies)}."
        )
    truth = MECHANISMS[settings.mechanism][0]
    if own is None:
        return (
            f"The truth is “{truth}”, which no rule measures. Still, {usual.line.name} was "
            f"“significant” at its usual line in {of_studies(at_line, studies)}."
        )
    right = result.rule(own)
    found, _ = right.significant()
    return (
        f"The truth is “{truth}”. {of_studies(found, studies).capitalize()} found it; "
        f"{usual.line.name}, which injures nobody here, was “significant” in "
        f"{of_studies(at_line, studies)}."
    )


def rule_verdict(finding: RuleFinding, result: CohortResult) -> str:
    """What all studies together say of a rule, beside what is true."""
    ratio = finding.pooled
    if ratio.value is None:
        return "No injury lies on one side of its line, so nothing can be said."
    looks = (
        "looks harmful" if ratio.low is not None and ratio.low > 1
        else "looks protective" if ratio.high is not None and ratio.high < 1
        else "shows nothing clear"
    )  # fmt: skip
    if RULE_OF.get(result.settings.mechanism) == finding.line.rule:
        return f"This is the true cause. With all studies together it {looks}."
    return f"This rule injures nobody here. With all studies together it {looks}."
