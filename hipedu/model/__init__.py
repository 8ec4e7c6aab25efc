"""Typed, frozen records. Knows nothing else.

A class is made when it is first asked for: making all of them takes longer than reading the
knowledge base, and no page needs every kind.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hipedu.model.accuracy import Accuracy
    from hipedu.model.anatomy import Layer, Region, Side, Structure, View
    from hipedu.model.case import CaseMark, EvaluationCase, Split
    from hipedu.model.claim import MUST_BE_REPRESENTED, Claim, ClaimTopic, Question, Verdict
    from hipedu.model.condition import URGENCIES, Code, Condition, Factor, Family, Urgency
    from hipedu.model.design_task import DesignTask, PlannedRunning
    from hipedu.model.drawing import ExerciseDrawing
    from hipedu.model.exercise import Dose, Emg, Exercise, Phase
    from hipedu.model.finding import Applies, Choice, Finding, FindingGroup, Sex, Topic
    from hipedu.model.ladder import LadderStep, RunningLadder
    from hipedu.model.presentation import Likelihood, Presentation, Prior, RegionPain
    from hipedu.model.prevention import PreventionTopic
    from hipedu.model.programme import (
        Avoid,
        Check,
        PainRuleNumbers,
        Prescription,
        Programme,
        RunningDose,
        Stage,
    )
    from hipedu.model.red_flag import Criterion, RedFlag
    from hipedu.model.reference import Reference
    from hipedu.model.running import FormEffect, LoadingModel
    from hipedu.model.safety import Control, Hazard, Residual, Severity
    from hipedu.model.training import LoadRule, RiskBand, Run, Scenario
    from hipedu.model.treatment import Effect, Share, Treatment
    from hipedu.model.values import STRICT, UNITS, Basis, Checked, Review, Sourced, Statement, Text

__all__ = [
    "MUST_BE_REPRESENTED",
    "STRICT",
    "UNITS",
    "URGENCIES",
    "Accuracy",
    "Applies",
    "Avoid",
    "Basis",
    "CaseMark",
    "Check",
    "Checked",
    "Choice",
    "Claim",
    "ClaimTopic",
    "Code",
    "Condition",
    "Control",
    "Criterion",
    "DesignTask",
    "Dose",
    "Effect",
    "Emg",
    "EvaluationCase",
    "Exercise",
    "ExerciseDrawing",
    "Factor",
    "Family",
    "Finding",
    "FindingGroup",
    "FormEffect",
    "Hazard",
    "LadderStep",
    "Layer",
    "Likelihood",
    "LoadRule",
    "LoadingModel",
    "PainRuleNumbers",
    "Phase",
    "PlannedRunning",
    "Prescription",
    "Presentation",
    "PreventionTopic",
    "Prior",
    "Programme",
    "Question",
    "RedFlag",
    "Reference",
    "Region",
    "RegionPain",
    "Residual",
    "Review",
    "RiskBand",
    "Run",
    "RunningDose",
    "RunningLadder",
    "Scenario",
    "Severity",
    "Sex",
    "Share",
    "Side",
    "Sourced",
    "Split",
    "Stage",
    "Statement",
    "Structure",
    "Text",
    "Topic",
    "Treatment",
    "Urgency",
    "Verdict",
    "View",
]

_MODULES = {
    "accuracy": "Accuracy",
    "anatomy": "Layer Region Side Structure View",
    "case": "CaseMark EvaluationCase Split",
    "claim": "MUST_BE_REPRESENTED Claim ClaimTopic Question Verdict",
    "condition": "URGENCIES Code Condition Factor Family Urgency",
    "design_task": "DesignTask PlannedRunning",
    "drawing": "ExerciseDrawing",
    "exercise": "Dose Emg Exercise Phase",
    "finding": "Applies Choice Finding FindingGroup Sex Topic",
    "ladder": "LadderStep RunningLadder",
    "presentation": "Likelihood Presentation Prior RegionPain",
    "prevention": "PreventionTopic",
    "programme": "Avoid Check PainRuleNumbers Prescription Programme RunningDose Stage",
    "red_flag": "Criterion RedFlag",
    "reference": "Reference",
    "running": "FormEffect LoadingModel",
    "safety": "Control Hazard Residual Severity",
    "training": "LoadRule RiskBand Run Scenario",
    "treatment": "Effect Share Treatment",
    "values": "STRICT UNITS Basis Checked Review Sourced Statement Text",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import the module that holds a name, when the name is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Names for completion."""
    return sorted({*globals(), *__all__})
