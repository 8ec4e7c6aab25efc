"""A knowledge base small enough to be read at a glance, without a fault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from hipedu.knowledge.check import check

FILES = {
    "VERSION": "2026-11-23\n",
    "references.yaml": """\
- key: frandsen2025spike
  citation: A study of runners.
  year: 2025
  doi: 10.1000/spike
""",
    "vocabularies.yaml": """\
muscles:
  gluteus_medius: gluteus medius
demands:
  deep_flexion: deep bending of the hip
equipment:
  mat: a mat
positions:
  lying: lying down
exercise_goals:
  prevention: prevention
tissues:
  tendon: tendon
""",
    "regions/groin.yaml": """\
id: groin
name: Groin
plain_name: Groin
description: The crease.
views: [front]
neighbours: [lateral_hip]
""",
    "regions/lateral_hip.yaml": """\
id: lateral_hip
name: Lateral hip
plain_name: Side of the hip
description: The bony point.
views: [side]
neighbours: [groin]
""",
    "structures/gluteal_tendons.yaml": """\
id: gluteal_tendons
name: Gluteal tendons
plain_name: Outer-hip tendons
kind: tendon
layer: muscle
views: [side]
role: They hold the pelvis level.
trouble: They get sore.
regions: [lateral_hip]
conditions: [gluteal_tendinopathy]
""",
    "conditions/gluteal_tendinopathy.yaml": """\
id: gluteal_tendinopathy
name: Gluteal tendinopathy
plain_name: Outer-hip tendon pain
summary: Sore tendons.
family: tendon_and_bursa
tissue: tendon
urgency: self_care
structures: [gluteal_tendons]
typical_age: 40 to 60
typical_sex: more often women
onset: gradual
first_line: load
time_course: months
imaging: none at first
references: [frandsen2025spike]
""",
    "presentations/gluteal_tendinopathy.yaml": """\
id: gluteal_tendinopathy
priors:
- {age_min: 6, age_max: 17, sex: female, weight: {value: 5, unit: per_1000, basis: illustrative}}
- {age_min: 18, age_max: 99, sex: female, weight: {value: 9, unit: per_1000, basis: illustrative}}
- {age_min: 6, age_max: 99, sex: male, weight: {value: 2, unit: per_1000, basis: illustrative}}
regions:
- region: lateral_hip
  p: {value: 0.95, basis: expert_estimate}
unlisted_region: {value: 0.04, basis: expert_estimate}
likelihoods:
- finding: night_pain
  p: {value: 0.6, basis: expert_estimate}
- finding: side
  choices:
    left: {value: 0.5, basis: expert_estimate}
    right: {value: 0.5, basis: expert_estimate}
- finding: weeks
  choices:
    short: {value: 0.2, basis: expert_estimate}
    long: {value: 0.8, basis: expert_estimate}
""",
    "factors/weak_hip.yaml": """\
id: weak_hip
name: Weak hip
plain_name: Weak hip
tissue: tendon
claim: It causes pain.
evidence: Mixed.
verdict: mixed
""",
    "findings/night_pain.yaml": """\
id: night_pain
name: Night pain
kind: history
topic: rest_and_night
question: Does it hurt at night?
clinical: Nocturnal pain.
group: nightly
background: {value: 0.3, basis: expert_estimate}
""",
    "findings/side.yaml": """\
id: side
name: Side
kind: history
topic: place
question: Which side?
clinical: Side.
answers: choice
choices:
- {id: left, label: Left}
- {id: right, label: Right}
group: nightly
ask_after: [night_pain=present]
background_choices:
  left: {value: 0.5, basis: expert_estimate}
  right: {value: 0.5, basis: expert_estimate}
""",
    "findings/weeks.yaml": """\
id: weeks
name: Duration
kind: history
topic: onset
question: For how many weeks?
clinical: Duration.
answers: number
unit: week
minimum: 0
maximum: 500
choices:
- {id: short, label: Short, up_to: 6}
- {id: long, label: Long}
background_choices:
  short: {value: 0.5, basis: expert_estimate}
  long: {value: 0.5, basis: expert_estimate}
""",
    "finding_groups/nightly.yaml": """\
id: nightly
name: At night
why: They overlap.
weight: {value: 0.5, basis: expert_estimate}
""",
    "red_flags/night_and_long.yaml": """\
id: night_and_long
title: Pain at night for long
level: urgent
require_all:
- finding: night_pain
- any_of:
  - regions: [groin]
  - {finding: side, answers: [left]}
  - not_: {finding: weeks, at_most: 6}
suspects: [gluteal_tendinopathy]
action: See somebody.
time_frame: within a week
come_back_sooner: if worse
evidence:
- {text: Expert view., basis: expert_estimate}
""",
    "exercises/side_lift.yaml": """\
id: side_lift
name: Side lift
purpose: Strength.
muscles: [gluteus_medius]
equipment: [mat]
position: lying
steps: [Lift.]
dose: {text: 2 sets of 10, basis: expert_estimate, sets: 2, reps: 10}
phases:
  gluteal_tendinopathy: [strengthen]
  prevention: [strengthen]
emg:
- muscle: gluteus_medius
  activity: {value: 40, unit: "%", basis: measured, reference: frandsen2025spike}
""",
    "drawings/side_lift.yaml": """\
id: side_lift
camera: {view: side}
poses:
- {frame: start}
- {frame: end, right_leg: {abduction: 30}}
muscles: {gluteus_medius: right}
arrows:
- {follow: right_toe}
alt: A leg is lifted sideways.
""",
    "load_rules/session_spike.yaml": """\
id: session_spike
name: Session spike
plain_name: Longest run
formula: distance / longest of 30 days
tradition: none
standing: supported
verdict: It holds.
bands:
- {id: small, name: Small, above: 1.1, up_to: 1.3}
evidence: []
references: [frandsen2025spike]
""",
    "scenarios/novice.yaml": """\
id: novice
title: Novice
story: Starts running.
runner: {sex: female, age: 34}
weeks_km:
- [0, 2, 0, 2, 0, 3, 0]
- [0, 3, 0, 3, 0, 4, 0]
pace_min_per_km: 7.2
rpe: {easy: 5}
surface: [pavement]
climb_m_per_week: [30, 30]
complaint: ache
topic: gluteal_tendinopathy
lesson: Slowly.
action: Hold.
""",
}


@dataclass(frozen=True)
class KnowledgeBase:
    """A folder of data files that a test can change."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace one passage that must be there exactly once."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def problems(self) -> list[str]:
        """What the check says, as somebody reads it."""
        return [f"{each.severity}: {each}" for each in check(self.folder)]


@pytest.fixture
def kb(tmp_path: Path) -> KnowledgeBase:
    """The small knowledge base in a folder of its own."""
    made = KnowledgeBase(tmp_path / "data")
    for name, text in FILES.items():
        made.write(name, text)
    return made
