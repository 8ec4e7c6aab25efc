"""What the rule laboratory says: explanations first in plain words, then in full terms."""

from __future__ import annotations

from hipedu.language import N_, _
from hipedu.training.cohorts import World

PARTS: dict[str, str] = {
    "rules": N_("One log, all rules"),
    "knobs": N_("Turn one knob"),
    "shuffle": N_("Shuffle the log"),
    "coupling": N_("A ratio and itself"),
    "studies": N_("Invent a field"),
}

PLAIN: dict[str, tuple[str, ...]] = {
    "rules": (
        N_(
            "Every rule looks at the same runs and says “too much” on some days. If the rules saw "
            "the same danger, they would say it on the same days."
        ),
        N_("So before you ask which rule is right, look at how often they contradict each other."),
    ),
    "knobs": (
        N_(
            "Whoever computes a rule has to choose: how long is “recent”, on which day does the "
            "week begin, do days of rest count. Nobody has shown which choice is right."
        ),
        N_(
            "Change one choice and leave the runs as they are. If the alarms come and go, they "
            "tell you about the choice as much as about the runner."
        ),
    ),
    "shuffle": (
        N_(
            "A null test asks: what would the rule say if there were nothing to see? Here that is "
            "your own log with its days in a random order: the same runs, but no build-up any "
            "more."
        ),
        N_(
            "If the rule sounds as often on shuffled logs as on the real one, it does not see how "
            "you built up. It only sees that your runs differ from each other."
        ),
    ),
    "coupling": (
        N_(
            "The acute to chronic ratio divides the last week by the last month. But the week is a"
            " part of the month: whatever happens in the week happens in the month, too."
        ),
        N_(
            "So the two rise and fall together even when the runs are random numbers. That is "
            "called mathematical coupling, and a study can mistake it for a discovery."
        ),
    ),
    "studies": (
        N_(
            "Here you make the truth yourself. You decide what injures the runners, or that "
            "nothing does. Then many groups of researchers study them, each with runners of their "
            "own."
        ),
        N_(
            "Watch which rule looks good in the end. A rule can become popular without being true:"
            " by chance, by a choice made after looking, or because sore runners run less."
        ),
    ),
}

TERMS: dict[str, tuple[tuple[str, str], ...]] = {
    "rules": (
        (
            N_("Line"),
            N_(
                "The end of the band that a follower of the rule is content with: 10 % for the two"
                " rules of ten percent, 1.3 for the ratios, 2 for monotony. A value below the "
                "“sweet spot” (too little) is drawn, but is no alarm."
            ),
        ),
        (
            N_("Agreement"),
            N_(
                "The share of days on which two rules gave the same answer, among the days on "
                "which both could answer."
            ),
        ),
        (
            N_("Cohen's kappa"),
            N_(
                "Two rules that hardly ever object agree on most days by chance. Kappa takes that "
                "away: (p − e) / (1 − e), with p the share of equal answers and e the share that "
                "chance would give. 1 is always the same answer, 0 no better than chance, below 0 "
                "worse than chance. It cannot be computed if neither rule ever changes its answer."
            ),
        ),
    ),
    "knobs": (
        (
            N_("Half-life"),
            N_(
                "After so many days a weighted average has forgotten half of a load: ln ½ / ln(1 −"
                " λ) with λ = 2 / (N + 1). N = 7 gives 2.4 days, N = 28 gives 9.7 days."
            ),
        ),
        (
            N_("Line moved"),
            N_(
                "Each coupled ratio c belongs to one uncoupled ratio, 3c / (4 − c). A line of 1.3 "
                "becomes 1.44, and the alarms are the same: uncoupling by itself measures nothing "
                "new."
            ),
        ),
        (
            N_("Alarm"),
            N_(
                "A day (or, for the knob of weekdays, a week) on which the value lies beyond the "
                "rule's usual line."
            ),
        ),
    ),
    "shuffle": (
        (
            N_("Null distribution"),
            N_(
                "The number of alarms on 499 shuffled copies of the log. The middle 95 of 100 of "
                "them are what chance would give."
            ),
        ),
        (
            N_("Share as extreme (a p-value)"),
            N_(
                "How many of the 500 logs, the real one included, have at least (or at most) as "
                "many alarms. Below 25 in 1,000 on one side we say that the rule sees something."
            ),
        ),
        (
            N_("What is shuffled"),
            N_(
                "All days: no week and no build-up is left. Days within each week: the weeks stay,"
                " the rhythm goes. Whole weeks: the rhythm stays, the build-up goes."
            ),
        ),
        (
            N_("What it cannot show"),
            N_(
                "That a rule sees the order of the days does not mean that the order injures "
                "anybody."
            ),
        ),
    ),
    "coupling": (
        (
            N_("Correlation"),
            N_(
                "Pearson's r: 1 if two numbers rise together on a straight line, 0 if one says "
                "nothing about the other on such a line."
            ),
        ),
        (
            N_("Expected value"),
            N_(
                "With independent days of equal spread s², the mean of a days has the variance "
                "s²/a, that of c days s²/c, and the a days they share give a covariance of s²/c. "
                "So r = √(a/c), 0.5 for 7 in 28 days. Without shared days it is 0."
            ),
        ),
        (
            N_("In a real log"),
            N_(
                "Neighbouring weeks of a runner are alike, so the uncoupled means may correlate, "
                "too. That part is the runner; the rest is arithmetic."
            ),
        ),
    ),
    "studies": (
        (
            N_("Hazard ratio"),
            N_(
                "How many times the rate of injury beyond a rule's line is that within it. If "
                "about 3 of 1,000 sessions within the line end in an injury, a ratio of 2 means "
                "about 6 of 1,000 beyond it. It comes from Cox's model with one measure that "
                "changes from day to day."
            ),
        ),
        (
            N_("Interval"),
            N_(
                "All ratios that fit with the data: the 95 % interval of the score test. If it "
                "leaves 1 out, the result is called “significant”."
            ),
        ),
        (
            N_("Five of a hundred"),
            N_(
                "Where there is nothing to find, a test made in the right way still calls about 5 "
                "of 100 studies significant. That is the price that was agreed on."
            ),
        ),
        (
            N_("Cut-off chosen after looking"),
            N_(
                "Each study tries eleven cut-offs and keeps the one with the smallest p-value, "
                "among those with at least three injuries to be expected on either side."
            ),
        ),
        (
            N_("Unit of analysis"),
            N_(
                "What a row of the table is. A session can injure; a day of rest cannot. A study "
                "that counts days or weeks compares running with resting, too, and calls it a "
                "rule."
            ),
        ),
        (
            N_("Sore runners run less"),
            N_(
                "For {days} days before the injury is reported the runner runs {percent} % of each"
                " run. The load then falls because of the injury, and a high ratio looks safe: "
                "cause and effect are swapped."
            ),
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
    "days": N_("All days"),
    "days_in_week": N_("Days within each week"),
    "weeks": N_("Whole weeks"),
}

UNITS: dict[str, str] = {"session": N_("Sessions"), "day": N_("Days"), "week": N_("Weeks")}
LAGS: dict[int, str] = {
    0: N_("on the same day (or week)"),
    1: N_("the day (or week) before"),
    7: N_("highest of the 7 days before"),
}
RHYTHMS: dict[str, str] = {
    "long_run": N_("A long run on Sunday"),
    "alike": N_("All runs alike"),
}
SIZES: tuple[tuple[str, int, int], ...] = (
    ("small", 20, 500),
    ("many", 100, 200),
    ("large", 100, 1000),
)
"""Sizes of a field that a page offers: id, studies, runners of each."""

NUMBERS: dict[str, str] = {
    "injuries_per_1000_sessions": N_("injuries in 1,000 sessions"),
    "planted_ratio": N_("planted ratio"),
    "week_km": N_("weekly distance"),
    "week_spread": N_("spread of weekly distance between runners"),
    "noise": N_("chance from run to run"),
    "growth": N_("rise from week to week"),
    "lay_offs_per_year": N_("pauses in a year"),
    "lay_off_shortest": N_("shortest pause"),
    "lay_off_longest": N_("longest pause"),
    "missed": N_("share of planned runs that are missed"),
    "cut_back_days": N_("days of running less before a report"),
    "cut_back_share": N_("what is left of each run in those days"),
    "low_chronic_km": N_("weekly distance below which a runner may be left out"),
    "intensity_spread": N_("spread of the load of a step"),
    "nominal_error": N_("share of false findings that was agreed on"),
}
"""Names of the parameters of the record ``cohort_simulation``."""


def terms(part: str, world: World) -> list[tuple[str, str]]:
    """The full terms of a part, with the numbers of the knowledge base in their places."""
    told = {"days": world.cut_back_days, "percent": round(100 * world.cut_back_share)}
    return [(_(name), _(text, **told)) for name, text in TERMS[part]]


def start(name: str) -> str:
    """A name as it begins a sentence in English.

    Examples
    --------
    >>> start("longest run +10 %")
    'Longest run +10 %'
    """
    return name[:1].upper() + name[1:]
