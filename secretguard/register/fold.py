"""The register's state as a pure fold over its journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from secretguard.entries import OpenedEntry, decode
from secretguard.register.models import (
    KINDS,
    EnterpriseProfile,
    PersonRemoved,
    PersonSet,
    PlanPromise,
    Profile,
    PromisesStated,
    SecretSet,
)


@dataclass(frozen=True, slots=True)
class RegisterState:
    """One enterprise as of entry `seq`: profile, people and secrets by id, ids of people who left."""

    seq: int = 0
    profile: Profile | None = None
    people: Mapping[str, PersonSet] = field(default_factory=dict)
    secrets: Mapping[str, SecretSet] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    promises: tuple[PlanPromise, ...] = ()

    def with_duty(self, duty: str) -> PersonSet | None:
        """The first person who holds a duty (`CO`, `IT`…), in the order entered; None if nobody does."""
        return next((person for person in self.people.values() if duty in person.duties), None)

    def called(self, text: str) -> list[PersonSet]:
        """Who is meant by an id or an exact name: nobody, one person, or several of that name."""
        if text in self.people:
            return [self.people[text]]
        return [person for person in self.people.values() if person.person.name == text]

    def named(self, text: str) -> PersonSet | None:
        """The first person by id or by exact name."""
        return next(iter(self.called(text)), None)

    def deputy_of(self, person_id: str) -> PersonSet | None:
        """Who stands in for a person; None if nobody is named or the deputy has left."""
        person = self.people.get(person_id)
        return self.people.get(person.deputy) if person and person.deputy else None


def fold(entries: Iterable[OpenedEntry], start: RegisterState | None = None) -> RegisterState:
    """Fold entries in order onto `start` (or onto nothing). Raises UnreadableEntryError."""
    state = start or RegisterState()
    seq, profile, people, secrets = state.seq, state.profile, dict(state.people), dict(state.secrets)
    left = set(state.left)
    promises = state.promises
    for entry in entries:
        seq = entry.seq
        match decode(entry, KINDS):
            case EnterpriseProfile() as change:
                profile = change.profile
            case PersonSet() as change:
                people[change.person.id] = change
            case PersonRemoved() as change:
                people.pop(change.person, None)
                left.add(change.person)
            case SecretSet() as change:
                secrets[change.secret.id] = change
            case PromisesStated() as change:
                promises = change.promises
            case _:
                continue
    return RegisterState(seq, profile, people, secrets, frozenset(left), promises)
