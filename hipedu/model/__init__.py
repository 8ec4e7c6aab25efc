"""Typed, frozen records. Knows nothing else."""

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
