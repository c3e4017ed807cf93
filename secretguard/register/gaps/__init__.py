"""What the register lacks, record by record. Pure; used by screen, command line, plan checks and proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secretguard.register.collector import collector_paused
from secretguard.register.fold import RegisterState
from secretguard.register.gaps.gap import CONFIRMED_DAYS, Gap, Look
from secretguard.register.gaps.outside import agreement_gaps, measure_gaps, partner_gaps, training_gaps
from secretguard.register.gaps.people import cleared_gaps, person_gaps
from secretguard.register.gaps.trade_secrets import secret_gaps
from secretguard.register.records import RecordRef


def gaps(state: RegisterState, today: date) -> tuple[Gap, ...]:
    """Every gap as of a day, kind by kind in the register's order, each kind's serious ones first."""
    with collector_paused():
        return tuple(_gaps(state, today))


def gaps_of(ref: RecordRef, found: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """The gaps of one record among those found."""
    return tuple(gap for gap in found if gap.ref == ref)


def _gaps(state: RegisterState, today: date) -> Iterator[Gap]:
    look = Look.at(state, today)
    groups = (
        [gap for person in state.people.values() for gap in person_gaps(person, look)],
        [gap for secret in state.secrets.values() for gap in secret_gaps(secret, look)],
        [gap for cleared in state.cleared.values() for gap in cleared_gaps(cleared, look)],
        [gap for agreement in state.agreements.values() for gap in agreement_gaps(agreement, look)],
        [gap for partner in state.partners.values() for gap in partner_gaps(partner, look)],
        [gap for measure in state.measures.values() for gap in measure_gaps(measure, look)],
        [gap for training in state.trainings.values() for gap in training_gaps(training, look)],
    )
    for group in groups:
        yield from sorted(group, key=lambda gap: not gap.serious)


__all__ = ["CONFIRMED_DAYS", "Gap", "gaps", "gaps_of"]
