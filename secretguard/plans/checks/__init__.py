"""Whether a plan holds: named predicates over the answers, and what they find. Pure."""

from secretguard.plans.checks.checking import blocking, check
from secretguard.plans.checks.defects import CLASSES, Defect, class_word

__all__ = ["CLASSES", "Defect", "blocking", "check", "class_word"]
