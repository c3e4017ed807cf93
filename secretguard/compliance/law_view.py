"""The law's view first: of each core secret, which of the seven kinds of measures covers it, by what, since.

法释〔2020〕7号 article 6 items (1)–(7). Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretguard.compliance.state import AssessmentState
from secretguard.register import MEASURE_KINDS, RegisterState, measures_of


@dataclass(frozen=True, slots=True)
class KindCover:
    """One kind for one secret: covered by what, since when; or why it has no sense; or nothing."""

    kind: int
    by: tuple[str, ...] = ()
    since: date | None = None
    not_applicable: str | None = None

    @property
    def is_covered(self) -> bool:
        """Whether something covers it. A reason alone does not count as a measure."""
        return bool(self.by)


@dataclass(frozen=True, slots=True)
class SecretCover:
    """A core secret by code name, with its seven kinds."""

    secret: str
    name: str
    kinds: tuple[KindCover, ...]

    @property
    def covered(self) -> int:
        """How many kinds are covered."""
        return sum(1 for kind in self.kinds if kind.is_covered)


@dataclass(frozen=True, slots=True)
class KindAnswers:
    """How the requirements that serve one kind were answered."""

    kind: int
    met: int
    partly: int
    unmet: int
    open: int


def law_view(register: RegisterState) -> tuple[SecretCover, ...]:
    """Every core secret of the register, in its order."""
    return tuple(
        SecretCover(each.id, each.name, tuple(_cover(each.id, kind, register) for kind in MEASURE_KINDS))
        for each in register.secrets.values()
        if each.secret.classification == "core"
    )


def answers_by_kind(state: AssessmentState) -> tuple[KindAnswers, ...]:
    """How the requirements that support each kind stand; those that do not apply are left out."""
    found = []
    for kind in MEASURE_KINDS:
        verdicts = [state.verdict(item.id) for item in state.requirements if kind in item.art6]
        counts = (verdicts.count("met"), verdicts.count("partly"), verdicts.count("unmet"))
        found.append(KindAnswers(kind, *counts, open=verdicts.count(None)))
    return tuple(found)


def _cover(secret_id: str, kind: int, register: RegisterState) -> KindCover:
    lines = [each for each in measures_of(register.secrets[secret_id], register) if each.kind == kind]
    real = [each for each in lines if not each.not_applicable]
    days = [each.since for each in real if each.since is not None]
    reason = next((each.not_applicable for each in lines if each.not_applicable), None)
    return KindCover(
        kind,
        tuple(each.text for each in real),
        min(days, default=None),
        reason if not real else None,
    )
