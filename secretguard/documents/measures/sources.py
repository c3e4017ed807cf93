"""The journals of one enterprise, read from a vault up to the end of a day, or as a pin says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from secretguard import drills, plans
from secretguard.documents.measures.books import OpenBook, recorded_by, up_to
from secretguard.documents.measures.entries import RunPin
from secretguard.documents.measures.facts import Sources
from secretguard.documents.measures.held import HeldDrill
from secretguard.i18n import _, _p
from secretguard.register import fold as fold_register
from secretguard.vault import Entry, JournalInfo, Vault

Cut = Callable[[bytes, Iterable[Entry]], tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Journals:
    """Which journals of a vault belong to an enterprise."""

    vault: Vault
    register: bytes

    def until(self, limit: int) -> Sources:
        """Everything recorded up to a moment (microseconds UTC)."""
        return self._read(lambda _journal, entries: recorded_by(entries, limit))

    def pinned(self, runs: Sequence[RunPin]) -> Sources:
        """What an issued paper rested on; a journal it did not name stays closed."""
        last = {bytes.fromhex(run.journal): run.last for run in runs}
        return self._read(lambda journal, entries: up_to(entries, last.get(journal, 0)))

    def _read(self, cut: Cut) -> Sources:
        authors = {member.id: member.name for member in self.vault.members()}

        def book(name: str, journal: bytes) -> OpenBook:
            return OpenBook(name, journal, cut(journal, self.vault.entries(journal)), authors)

        register = book(_p("book", "台账"), self.register)
        plan_books = [book(_p("book", "预案"), info.id) for info in self._own(plans.JOURNAL_KIND)]
        plan = next((found for found in plan_books if found.entries), None)
        held: list[HeldDrill] = []
        for info in self._own(drills.JOURNAL_KIND):
            found = book("", info.id)
            state = drills.fold(list(found.entries))
            if state.started is not None:
                found.name = _("推演{number}", number=len(held) + 1)
                held.append(HeldDrill(found, info.title, state))
        return Sources(
            register=register,
            state=fold_register(register.entries),
            plan=plan,
            plan_state=plans.fold(plan.entries if plan else ()),
            drills=tuple(held),
        )

    def _own(self, kind: str) -> list[JournalInfo]:
        enterprise = self.register.hex()
        return [info for info in self.vault.journals(kind) if info.enterprise == enterprise]
