"""What a line typed in a hurry can name: the register's people and secrets, the incident's evidence. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from secretguard.incidents.quick_entry import Known, Named
from secretguard.incidents.state import IncidentState
from secretguard.register import RegisterState

_MARKS = "@＠#＃"
_MOST = 8


def known_names(register: RegisterState, state: IncidentState) -> Known:
    """Everybody (a leaver too) and every secret, by name and id; a name that two bear is left out."""
    people = [(person.name, person.id) for person in register.people.values()]
    secrets = [(secret.name, secret.id) for secret in register.secrets.values()]
    return Known(_by_name(people), _by_name(secrets), frozenset(state.evidence))


def suggestions(line: str, known: Known, tags: Iterable[str] = ()) -> tuple[Named, ...]:
    """What the `@` or `#` being typed at the end of a line may mean; empty when none is."""
    place = max(line.rfind(mark) for mark in _MARKS)
    if place < 0 or any(letter.isspace() for letter in line[place:]):
        return ()
    typed = line[place + 1 :].casefold()
    if line[place] in "@＠":
        offered = [Named(identity, name) for name, identity in known.people.items()]
    else:
        offered = [
            *(Named(f"E-{number:02d}", f"E-{number:02d}") for number in sorted(known.items)),
            *(Named(identity, name) for name, identity in known.secrets.items()),
            *(Named(tag, tag) for tag in tags),
        ]
    fitting = [one for one in offered if typed in one.name.casefold()]
    fitting.sort(key=lambda one: not one.name.casefold().startswith(typed))
    seen: dict[str, Named] = {}
    for one in fitting:
        seen.setdefault(one.id, one)
    return tuple(seen.values())[:_MOST]


def _by_name(pairs: list[tuple[str, str]]) -> dict[str, str]:
    counted = Counter(name for name, _identity in pairs)
    names = {name: identity for name, identity in pairs if counted[name] == 1}
    return names | {identity: identity for _name, identity in pairs}
