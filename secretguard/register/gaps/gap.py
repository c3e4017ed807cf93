"""A gap: what one record lacks, in a sentence, with the ground on which it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from secretguard.register.fold import RegisterState
from secretguard.register.measures_seen import measures_by_secret
from secretguard.register.partner import MeasureSet
from secretguard.register.records import Record, RecordRef, ref_of

PRACTICE = "practice"
CONFIRMED_DAYS = 180
"""Phone numbers count as known for so long (ours; no law names a number)."""
YEAR_DAYS = 365
VALUE_DAYS = 730


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: rule (a stable word), record, column to jump to, sentence, ground.

    `basis` is `law:<id>` of the law table, or `practice`. `serious` gaps go first: the law looks there.
    """

    rule: str
    ref: RecordRef
    name: str
    column: str
    sentence: str
    basis: str = PRACTICE
    serious: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a rule looks at: the register, the day, and what would be slow to look up again and again."""

    state: RegisterState
    today: date
    cleared_for: frozenset[tuple[str, str]]
    """Person and secret, wherever a clearance joins them."""
    last_trained: Mapping[str, date]
    measures: Mapping[str, Sequence[MeasureSet]]
    """The register's measures by the secret they name."""

    @classmethod
    def at(cls, state: RegisterState, today: date) -> Look:
        """Get ready to look at a state as of a day."""
        pairs = (
            (cleared.cleared.person, secret)
            for cleared in state.cleared.values()
            for secret in cleared.secrets
        )
        return cls(state, today, frozenset(pairs), last_trained(state), measures_by_secret(state))

    def is_older(self, day: date | None, days: int) -> bool:
        """Whether something was last done more than `days` ago, or never."""
        return day is None or self.today - day > timedelta(days=days)


def last_trained(state: RegisterState) -> dict[str, date]:
    """The last day on which each person was trained in secrecy."""
    days: dict[str, date] = {}
    for cleared in state.cleared.values():
        for day in cleared.trained:
            days[cleared.cleared.person] = max(day, days.get(cleared.cleared.person, day))
    for session in state.trainings.values():
        if (on := session.training.on) is not None:
            days.update({key: max(on, days.get(key, on)) for key in session.attended})
    return days


def gap(
    record: Record, rule: str, column: str, sentence: str, basis: str = PRACTICE, *, serious: bool = False
) -> Gap:
    """A gap of a record."""
    return Gap(rule, ref_of(record), record.name, column, sentence, basis, serious)
