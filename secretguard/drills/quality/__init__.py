"""Is a playbook good enough to be played? Rules E1–E10 and W1–W11, walking, simulating, drawing."""

from secretguard.drills.quality.check import check_playbook, has_errors
from secretguard.drills.quality.findings import RuleFinding, Severity
from secretguard.drills.quality.graph import story_mermaid, story_tree
from secretguard.drills.quality.readiness import ReadinessLine, ReadinessSheet, assess_readiness
from secretguard.drills.quality.simulate import (
    EndingReach,
    FormSimulation,
    Team,
    TeamRun,
    play,
    simulate,
    simulate_form,
)
from secretguard.drills.quality.walking import ScoreRange, Walk, walk

__all__ = [
    "EndingReach",
    "FormSimulation",
    "ReadinessLine",
    "ReadinessSheet",
    "RuleFinding",
    "ScoreRange",
    "Severity",
    "Team",
    "TeamRun",
    "Walk",
    "assess_readiness",
    "check_playbook",
    "has_errors",
    "play",
    "simulate",
    "simulate_form",
    "story_mermaid",
    "story_tree",
    "walk",
]
