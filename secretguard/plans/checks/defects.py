"""A defect of the plan (缺陷), and what its classes are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from secretguard.i18n import _p

DefectClass = Literal["missing", "contradiction", "stale", "infeasible", "unlawful", "slogan", "leak"]

CLASSES: Final[tuple[DefectClass, ...]] = (
    "leak",
    "unlawful",
    "missing",
    "contradiction",
    "infeasible",
    "stale",
    "slogan",
)
"""In the order in which they are shown: what endangers somebody first."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One fault: what is wrong (`message`), why it matters, what to do; `field` is where to jump.

    `basis` are `law:…`, `rule:…` or `practice`. `blocks` keeps a version from being approved.
    """

    rule: str
    defect_class: DefectClass
    section: str
    field: str | None
    message: str
    remedy: str
    blocks: bool
    why: str
    basis: tuple[str, ...]
    reviewer: int | None = None


def class_word(defect_class: DefectClass) -> str:
    """缺项, 矛盾, 过期, 不可行, 违法风险, 空话, 泄密 in the user's language."""
    words = {
        "missing": _p("defect", "缺项"),
        "contradiction": _p("defect", "矛盾"),
        "stale": _p("defect", "过期"),
        "infeasible": _p("defect", "不可行"),
        "unlawful": _p("defect", "违法风险"),
        "slogan": _p("defect", "空话"),
        "leak": _p("defect", "泄密"),
    }
    return words[defect_class]
