"""Typed, frozen records. Knows nothing else."""

from hipedu.model.anatomy import Layer, Region, Side, Structure, View
from hipedu.model.case import CaseMark, EvaluationCase, Split
from hipedu.model.condition import URGENCIES, Code, Condition, Factor, Family, Urgency
from hipedu.model.exercise import Dose, Emg, Exercise, Phase
from hipedu.model.finding import Applies, Choice, Finding, FindingGroup, Sex, Topic
from hipedu.model.presentation import Likelihood, Presentation, Prior, RegionPain
from hipedu.model.red_flag import Criterion, RedFlag
from hipedu.model.reference import Reference
from hipedu.model.safety import Control, Hazard, Residual, Severity
from hipedu.model.training import LoadRule, RiskBand, Run, Scenario
from hipedu.model.values import STRICT, UNITS, Basis, Checked, Review, Sourced, Statement

__all__ = [
    "STRICT", "UNITS", "URGENCIES", "Applies", "Basis", "CaseMark", "Checked", "Choice", "Code",
    "Condition", "Control", "Criterion", "Dose", "Emg", "EvaluationCase", "Exercise", "Factor",
    "Family", "Finding", "FindingGroup", "Hazard", "Layer", "Likelihood", "LoadRule", "Phase",
    "Presentation", "Prior", "RedFlag", "Reference", "Region", "RegionPain", "Residual",
    "Review", "RiskBand", "Run", "Scenario", "Severity", "Sex", "Side", "Sourced", "Split",
    "Statement", "Structure", "Topic", "Urgency", "View",
]
