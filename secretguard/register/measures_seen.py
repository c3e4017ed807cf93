"""Which of the seven kinds of measures (法释〔2020〕7号 art. 6) cover a secret, and by what. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from secretguard.register.fold import RegisterState
from secretguard.register.partner import MeasureSet
from secretguard.register.trade_secret import SecretSet


@dataclass(frozen=True, slots=True)
class CoveringMeasure:
    """A measure that covers a secret: kind, the register's measure if it is one, words, since when.

    `not_applicable` is the reason why a kind has no sense for this secret.
    """

    kind: int
    measure: str | None
    text: str
    since: date | None
    not_applicable: str | None = None


def measures_of(secret: SecretSet, state: RegisterState) -> tuple[CoveringMeasure, ...]:
    """What the secret's own line names, and every measure of the register that names the secret; by kind."""
    return covering(secret, state, [item for item in state.measures.values() if secret.id in item.secrets])


def measures_by_secret(state: RegisterState) -> dict[str, list[MeasureSet]]:
    """The register's measures by the secret that they name."""
    found: dict[str, list[MeasureSet]] = {}
    for measure in state.measures.values():
        for key in measure.secrets:
            found.setdefault(key, []).append(measure)
    return found


def covering(
    secret: SecretSet, state: RegisterState, naming: Sequence[MeasureSet]
) -> tuple[CoveringMeasure, ...]:
    """As `measures_of`, with the register's measures that name the secret at hand."""
    own = list(_own(secret, state))
    named = {item.measure for item in own}
    others = (
        CoveringMeasure(measure.measure.kind, measure.id, measure.name, measure.since)
        for measure in naming
        if measure.id not in named
    )
    return tuple(sorted((*own, *others), key=lambda item: (item.kind, item.since or date.max)))


def kinds_covered(secret: SecretSet, state: RegisterState) -> frozenset[int]:
    """The kinds that are covered, or that a reason says do not apply."""
    return frozenset(item.kind for item in measures_of(secret, state))


def _own(secret: SecretSet, state: RegisterState) -> Iterator[CoveringMeasure]:
    for item in secret.measures:
        measure = state.measures.get(item.measure or "")
        text = item.text or (measure.name if measure else "")
        since = item.on or (measure.since if measure else None)
        if text or item.not_applicable:
            yield CoveringMeasure(item.kind, item.measure, text, since, item.not_applicable)
