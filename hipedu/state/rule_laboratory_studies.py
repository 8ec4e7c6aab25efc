"""What a field of invented studies found, ready for JSON: every rule, how often each shone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hipedu.language import _, ngettext
from hipedu.language.numbers import decimal, grouped, shortest
from hipedu.state.rule_laboratory_findings import cohort_finding, of_studies, rule_verdict
from hipedu.state.rule_laboratory_words import start
from hipedu.training.cohorts import Z_95, CohortResult

Draw = Callable[..., dict[str, Any]]


def studies_part(
    result: CohortResult, *, rule: str, study: int, draw: Mapping[str, Draw]
) -> dict[str, Any]:
    """What a field of studies found: every rule, how often each shone, one study's cut-offs."""
    settings = result.settings
    finding = result.rule(rule)
    study = min(study, settings.studies - 1)
    title = cohort_finding(result)
    line, chosen = finding.significant(), finding.significant(chosen=True)
    figures: dict[str, Any] = {}
    if draw:
        figures["forest"] = draw["forest"](result, title=_forest_title(result))
        figures["shining"] = draw["shining"](result, title=_shining_title(result))
        figures["cut_offs"] = draw["cut_offs"](
            finding, study, title=_cut_off_title(result, rule, study)
        )
    return {
        "title": title,
        "summary": ngettext(
            "{runners} runners in {n} study of {weeks} weeks ran {sessions} sessions; {injured} "
            "were injured.",
            "{runners} runners in {n} studies of {weeks} weeks ran {sessions} sessions; {injured} "
            "were injured.",
            settings.studies, runners=grouped(settings.all_runners), weeks=settings.weeks,
            sessions=grouped(result.sessions), injured=grouped(result.injured),
        ),
        "verdicts": [
            {"rule": each.line.rule, "name": each.line.name, "says": rule_verdict(each, result)}
            for each in result.rules
        ],
        "rule": rule,
        "study": study,
        "rule_words": _(
            "{rule} at its usual line: harmful in {harmful}, protective in {protective} of "
            "{studies} studies. With a cut-off chosen after looking: {more} and {less}.",
            rule=start(finding.line.name), harmful=line[0], protective=line[1],
            studies=settings.studies, more=chosen[0], less=chosen[1],
        ),
        "winners": _winners(result, rule),
        "figures": figures,
    }  # fmt: skip


def _forest_title(result: CohortResult) -> str:
    moved = [
        finding for finding in result.rules
        if (finding.pooled.low or 0) > 1 or (finding.pooled.high or 9) < 1
    ]  # fmt: skip
    if not moved:
        return _("With all studies together no rule differs clearly from 1.")
    widest = max(moved, key=lambda finding: abs(finding.pooled.z))
    told: dict[str, object] = {
        "moved": len(moved), "rules": len(result.rules), "rule": widest.line.name,
    }  # fmt: skip
    if (widest.pooled.value or 9) > 1:
        return _(
            "With all studies together {moved} of {rules} rules differ from 1; the injury rate "
            "rises most surely beyond the line of {rule}.",
            **told,
        )
    return _(
        "With all studies together {moved} of {rules} rules differ from 1; the injury rate falls "
        "most surely beyond the line of {rule}.",
        **told,
    )


def _shining_title(result: CohortResult) -> str:
    more = max(result.rules, key=lambda finding: sum(finding.significant(chosen=True)))
    return _(
        "Choosing the cut-off after looking makes {rule} “significant” in {chosen}, the usual line "
        "in {usual}.",
        rule=more.line.name, usual=sum(more.significant()),
        chosen=of_studies(sum(more.significant(chosen=True)), result.settings.studies),
    )  # fmt: skip


def _cut_off_title(result: CohortResult, rule: str, study: int) -> str:
    finding = result.rule(rule)
    place = finding.chosen[study]
    told: dict[str, object] = {"study": study + 1, "rule": finding.line.name}
    if place is None:
        return _("Study {study} has too few injuries to try cut-offs of {rule}.", **told)
    ratio, all_ = finding.studies[study][place], finding.pooled_by_cut_off[place]
    percent = " %" if finding.line.unit == "%" else ""
    told |= {
        "cut": shortest(finding.cut_offs[place]) + percent,
        "ratio": "∞" if ratio.value is None else decimal(ratio.value, 2),
        "all": "∞" if all_.value is None else decimal(all_.value, 2),
    }
    if abs(ratio.z) > Z_95:
        return _(
            "Study {study} would choose {cut}: a ratio of {ratio}, “significant”. All studies "
            "together have {all} there.",
            **told,
        )
    return _(
        "Study {study} would choose {cut}: a ratio of {ratio}, not significant. All studies "
        "together have {all} there.",
        **told,
    )


def _winners(result: CohortResult, rule: str) -> str:
    """What a reader of journals sees who reads the significant studies only."""
    finding = result.rule(rule)
    shown = sorted(
        ratio.value
        for study, place in zip(finding.studies, finding.chosen, strict=True)
        if place is not None and (ratio := study[place]).z > Z_95 and ratio.value is not None
    )
    if not shown:
        return _("No study would have reported that this rule warns of injuries.")
    return ngettext(
        "If only what warned of injuries were printed ({n} study), readers would see a typical "
        "ratio of {ratio}.",
        "If only what warned of injuries were printed ({n} studies), readers would see a typical "
        "ratio of {ratio}.",
        len(shown),
        ratio=decimal(shown[len(shown) // 2], 1),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
