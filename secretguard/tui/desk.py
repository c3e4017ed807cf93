"""What the screens ask and tell: the open vault, the enterprise at hand, drills, findings, reports.

The desk holds no widget and draws nothing; screens hold no vault. Its methods raise SecretGuardError.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard.clock import Clock, system_clock
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.settings import load_settings, remember_vault
from secretguard.tui.glance import Glance
from secretguard.tui.later import Later
from secretguard.tui.unconfirmed import forget_unconfirmed, is_unconfirmed, remember_unconfirmed

if TYPE_CHECKING:
    from secretguard import drills
    from secretguard.actions import Actions
    from secretguard.content import LawTable, PlanSections, Shelf
    from secretguard.documents.reporting import MadeReport, QuickReports
    from secretguard.finding import FoundLine
    from secretguard.register import EnterpriseLine, Gap, Register
    from secretguard.tui import rooms
    from secretguard.tui.compliance_desk import ComplianceDesk
    from secretguard.tui.incident_desk import IncidentDesk
    from secretguard.tui.plan_desk import PlanDesk, PlanShelf
    from secretguard.vault import KdfParameters, Vault
    from secretguard.vault.search import SearchBuffers
    from secretguard.web.player_view import HandoutPlace
else:
    # The door is on the screen before all this is loaded: it needs the settings alone.
    rooms = Later("secretguard.tui.rooms")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user was, by ids alone, so that unlocking finds it again."""

    mode: str = "home"
    drill: str | None = None
    incident: str | None = None
    assessment: str | None = None


class Desk:
    """One user's work on one vault."""

    def __init__(
        self,
        *,
        clock: Clock = system_clock,
        content: Path | None = None,
        vault_folder: Path | None = None,
        kdf: KdfParameters | None = None,
    ) -> None:
        self.clock = clock
        self.vault_folder = vault_folder or _last_vault()
        self.place = Place()
        self.draft = ""
        self.sample = False
        """Whether the vault at hand is the throw-away one with the sample enterprise."""
        self._content, self._kdf = content, kdf
        self._vault: Vault | None = None
        self._register: Register | None = None
        self._last_enterprise: str | None = None
        self._room: drills.DrillRoom | None = None
        self._session: drills.DrillSession | None = None
        self._projected: frozenset[HandoutPlace] = frozenset()
        self._buffers: SearchBuffers | None = None
        self._shelf: Shelf | None = None
        self._law: tuple[LawTable, PlanSections] | None = None
        self._gaps: tuple[tuple[object, ...], tuple[Gap, ...]] | None = None
        self._plan: PlanDesk | None = None
        self._plan_shelf: PlanShelf | None = None
        self._incident: IncidentDesk | None = None
        self._compliance: ComplianceDesk | None = None
        self.glance = Glance()
        """What is known of open incidents without looking into the vault; `look_at_incidents` looks."""
        self._glanced: tuple[object, ...] = ()
        self.watchers: list[Callable[[], None]] = []
        """Told whenever a drill's state may have changed (the player feed listens here)."""

    @property
    def content(self) -> Path | None:
        """The user's own content folder, laid over the shipped one."""
        return self._content

    # ---- the vault

    @property
    def unlocked(self) -> bool:
        """Whether a vault is open."""
        return self._vault is not None

    @property
    def vault(self) -> Vault:
        """The open vault. Raises RefusedError while locked."""
        if self._vault is None:
            raise RefusedError(_("库已锁定。"), _("输入口令打开。"))
        return self._vault

    def unlock(
        self, folder: Path, *, passphrase: str | None = None, recovery_code: str | None = None
    ) -> None:
        """Open a vault for writing and remember it. Slow on purpose: call it from a worker."""
        opened = rooms.open_vault(
            folder, passphrase=passphrase, recovery_code=recovery_code, clock=self.clock
        )
        self._take(opened, folder)
        if recovery_code is not None:
            self.confirm_recovery_code()

    def create(self, folder: Path, passphrase: str, member: str, name: str, *, sample: bool = False) -> str:
        """Make a vault, open it, and give its recovery code. Slow on purpose: call it from a worker.

        A `sample` vault is not remembered: the next start finds the user's own.
        """
        opened, code = rooms.create_vault(
            folder, passphrase, member_name=member, vault_name=name, clock=self.clock, kdf=self._kdf
        )
        self._take(opened, folder, sample=sample)
        if not sample:
            remember_unconfirmed(self._vault_id)
        return code

    @property
    def _vault_id(self) -> str:
        return self.vault.session.id.hex()

    @property
    def code_unconfirmed(self) -> bool:
        """Whether the vault's recovery code was shown here and never typed back."""
        return self.unlocked and is_unconfirmed(self._vault_id)

    def confirm_recovery_code(self) -> None:
        """The paper is right: nobody is asked for it any more."""
        forget_unconfirmed(self._vault_id)

    def replace_recovery_code(self) -> str:
        """A new code, to be typed back; the old paper opens nothing any more."""
        code = rooms.replace_recovery_code(self.vault)
        remember_unconfirmed(self._vault_id)
        return code

    def prove_recovery_code(self, typed: str) -> bool:
        """Whether this paper opens the vault; if so, it is confirmed. Raises MistypedRecoveryCode."""
        assert self.vault_folder is not None
        right = rooms.prove_recovery_code(self.vault_folder, typed)
        if right:
            self.confirm_recovery_code()
        return right

    def change_passphrase(self, new: str) -> None:
        """A new passphrase for the open vault. Slow on purpose: call it from a worker."""
        rooms.change_passphrase(self.vault, new, kdf=self._kdf)

    def _take(self, opened: Vault, folder: Path, *, sample: bool | None = None) -> None:
        if sample is None:
            sample = self.sample and folder == self.vault_folder
        self._vault, self.vault_folder, self.sample = opened, folder, sample
        if not sample:
            remember_vault(folder)
        wanted = self._last_enterprise
        ids = [line.id for line in rooms.list_enterprises(opened)]
        if len(ids) == 1 or wanted in ids:
            self._register = rooms.open_enterprise(opened, wanted if wanted in ids else ids[0])

    def lock(self) -> None:
        """Drop keys and states; the place stays. A running drill's clock goes on by the wall."""
        self.leave_drill()
        self._register = self._gaps = self._plan = self._incident = self._compliance = None
        self.glance = Glance()
        if self._buffers is not None:
            self._buffers.clear()
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.lock()

    # ---- enterprises

    def enterprises(self) -> list[EnterpriseLine]:
        """All enterprises of the vault."""
        return rooms.list_enterprises(self.vault)

    @property
    def register(self) -> Register | None:
        """The enterprise at hand; None until one is chosen or added."""
        return self._register

    def choose_enterprise(self, enterprise_id: str) -> Register:
        """Make an enterprise the one at hand."""
        self._register = rooms.open_enterprise(self.vault, enterprise_id)
        self._last_enterprise = self._register.id
        return self._register

    def actions(self) -> Actions | None:
        """The findings of the enterprise at hand."""
        return rooms.Actions(self.vault, self._register.id) if self._register else None

    def actions_of_drill(self) -> Actions:
        """The findings of the enterprise that the drill at hand belongs to."""
        if self._room is None:
            raise RefusedError(_("没有打开的推演。"), _("先在推演里打开一场。"))
        return rooms.Actions(self.vault, self.vault.journal(self._room.journal).enterprise or "")

    # ---- content

    def shelf(self) -> Shelf:
        """All playbooks; read once."""
        if self._shelf is None:
            self._shelf = rooms.list_playbooks(rooms.content_folders("playbooks", self._content))
        return self._shelf

    def grounds(self) -> tuple[LawTable, PlanSections]:
        """The law table and the plan's sections; read once."""
        if self._law is None:
            folders = rooms.content_folders("standards", self._content)
            self._law = (rooms.load_law(folders), rooms.load_plan_sections(folders))
        return self._law

    # ---- searching

    def search(self, words: str) -> tuple[list[FoundLine], int, float]:
        """What holds the words, how many entries were looked at, and milliseconds. Call it from a worker."""
        buffers = self._buffers = self._buffers or rooms.SearchBuffers(rooms.UNSEARCHED)
        buffers.refresh(self.vault)
        began = time.monotonic()
        hits = buffers.find(words)
        took = (time.monotonic() - began) * 1000
        return [rooms.describe(self.vault, hit) for hit in hits], buffers.entries, took

    # ---- drills

    @property
    def room(self) -> drills.DrillRoom | None:
        """The drill at hand."""
        return self._room

    def enter_drill(self, room: drills.DrillRoom) -> drills.DrillRoom:
        """Make a drill the one at hand and hold its clock until it is left."""
        self.leave_drill()
        self._room = room
        self._session = rooms.drills.DrillSession(room)
        self._session.__enter__()
        self.place = Place("drill", room.id)
        return room

    def open_drill(self, drill_id: str) -> drills.DrillRoom:
        """Open a drill by id and make it the one at hand."""
        return self.enter_drill(rooms.drills.open_drill(self.vault, drill_id, self.clock))

    @property
    def projected(self) -> frozenset[HandoutPlace]:
        """The hand-outs that players see now: none until the facilitator shows one."""
        return self._projected

    def turn_handout(self, inject: str, place: int) -> None:
        """Show a hand-out to the players, or take it back; `changed` then tells whoever watches."""
        self._projected ^= {(inject, place)}

    def leave_drill(self) -> None:
        """Let go of the drill at hand, and of what was shown of it."""
        session, self._session = self._session, None
        self._room = None
        self._projected = frozenset()
        if session is not None:
            session.__exit__(None, None, None)

    def check_session(self) -> None:
        """Raise what writing the running clock ran into, once."""
        if self._session is not None:
            self._session.check()

    def reports(self) -> QuickReports:
        """The reports of the drill at hand. Raises RefusedError without one."""
        if self._room is None:
            raise RefusedError(_("没有打开的推演。"), _("先在推演里打开一场。"))
        return rooms.QuickReports(self._room, *self.grounds())

    def paper(self, chosen: str, *, issue: bool = False) -> MadeReport:
        """The report behind a row: `new:DRILL` (a draft unless `issue`), or `issue:DRILL:NUMBER` again."""
        kind, drill_id, *rest = chosen.split(":")
        room = self._room if self._room and self._room.id == drill_id else None
        room = room or rooms.drills.open_drill(self.vault, drill_id, self.clock)
        reports = rooms.QuickReports(room, *self.grounds())
        if kind == "issue":
            found = rooms.drills.last_issue(room, rest[0])
            if found is not None:
                return reports.reprint(found)
        if issue and room.state.status in ("ended", "hotwash", "finished"):
            return reports.issue()
        return reports.draft()

    def changed(self) -> None:
        """Tell whoever watches that a drill may have changed."""
        for watcher in list(self.watchers):
            watcher()

    # ---- register

    @property
    def known_gaps(self) -> tuple[Gap, ...] | None:
        """The gaps of the enterprise at hand as of today, once `find_gaps` has looked; None if it must."""
        known = self._gaps
        return known[1] if known is not None and known[0] == self._gaps_key else None

    def find_gaps(self) -> tuple[Gap, ...]:
        """The same, looked up. Of a large register, call it from a worker."""
        if self._register is None:
            return ()
        key = self._gaps_key
        found = rooms.gaps(self._register.state, self.clock().date())
        self._gaps = (key, found)
        return found

    @property
    def _gaps_key(self) -> tuple[object, ...]:
        register = self._register
        return (register.id, register.state.seq, self.clock().date()) if register else ()

    def member_names(self) -> dict[bytes, str]:
        """Everybody who ever wrote in this vault, by id."""
        return {member.id: member.name for member in self.vault.members()}

    # ---- plan

    @property
    def has_plan(self) -> bool:
        """Whether the enterprise at hand has begun its emergency plan; asks for no form."""
        register = self._register
        return register is not None and any(
            info.enterprise == register.id for info in self.vault.journals("plan")
        )

    def plan(self) -> PlanDesk:
        """The emergency plan of the enterprise at hand. Raises RefusedError without one."""
        if self._register is None:
            raise RefusedError(_("还没有选企业。"), _("先在首页按 7 选一家。"))
        if self._plan is None or self._plan.register is not self._register:
            self._plan_shelf = self._plan_shelf or rooms.PlanShelf(self._content)
            self._plan = rooms.PlanDesk(self, self._register, self._plan_shelf)
        return self._plan

    # ---- incidents

    def incident(self) -> IncidentDesk:
        """The incidents of the enterprise at hand. Raises RefusedError without one."""
        if self._register is None:
            raise RefusedError(_("还没有选企业。"), _("先在首页按 7 选一家。"))
        if self._incident is None or self._incident.register is not self._register:
            self._incident = rooms.IncidentDesk(self, self._register)
        return self._incident

    def compliance(self) -> ComplianceDesk:
        """The assessments of the enterprise at hand. Raises RefusedError without one."""
        if self._register is None:
            raise RefusedError(_("还没有选企业。"), _("先在首页按 7 选一家。"))
        if self._compliance is None or self._compliance.register is not self._register:
            self._compliance = rooms.ComplianceDesk(self, self._register)
        return self._compliance

    @property
    def at_work(self) -> bool:
        """Whether evidence is being taken in, exported or read again."""
        return self._incident is not None and self._incident.work.running

    def remember_incident(self, incident_id: str) -> None:
        """Where unlocking goes back to."""
        self.place = Place("incident", incident=incident_id)

    def leave_incident(self) -> None:
        """The user went elsewhere: unlocking does not go back to it."""
        if self.place.incident is not None:
            self.place = Place()

    def look_at_incidents(self) -> None:
        """See which incidents are open and what is due next in them; clocks then run on what was seen."""
        if not self.unlocked or self._register is None:
            self.glance, self._glanced = Glance(), ()
            return
        key = (self._vault_id, self._register.id, self.vault.length())
        if key != self._glanced:
            self.glance, self._glanced = Glance.of(self.incident().lines()), key


def _last_vault() -> Path | None:
    last = load_settings().last_vault
    return Path(last) if last else None
