"""The enterprises of a vault: listed from their sealed summaries, added, opened by name or number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.from_profile import entries_of
from secretguard.register.models import JOURNAL_KIND, Profile
from secretguard.register.profile_file import ProfileFile
from secretguard.register.service import Register
from secretguard.vault import JournalInfo, Vault


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """One enterprise in a list, from its sealed summary alone."""

    id: str
    name: str
    industry: str
    people: int


def add_enterprise(vault: Vault, profile: Profile) -> Register:
    """Open a register journal for a new enterprise. Raises RefusedError if one of that name is there."""
    if any(line.name == profile.name for line in list_enterprises(vault)):
        raise RefusedError(
            _("库里已经有“{name}”。", name=profile.name),
            _("用 enterprise list 查看；若确是另一家，请在名称里写清区别（如地名）。"),
        )
    journal = vault.create_journal(JOURNAL_KIND, profile.name)
    register = Register(vault, journal)
    register.set_profile(profile)
    return register


def add_from_file(vault: Vault, source: ProfileFile) -> Register:
    """Open a register for the enterprise of a profile file, with everything the file says.

    Raises UsageError for a cell that cannot be read, RefusedError if an enterprise of that name is there.
    """
    entries = entries_of(source)
    register = add_enterprise(
        vault,
        Profile(
            name=source.name, industry=source.industry, headcount=source.headcount, address=source.address
        ),
    )
    register.begin_with(entries)
    return register


def list_enterprises(vault: Vault) -> list[EnterpriseLine]:
    """Every enterprise of the vault, in the order they were added."""
    return [_line(info) for info in vault.journals(JOURNAL_KIND)]


def _line(info: JournalInfo) -> EnterpriseLine:
    summary = info.summary or {}
    people = summary.get("people", 0)
    return EnterpriseLine(
        id=info.id.hex(),
        name=str(summary.get("name") or info.title),
        industry=str(summary.get("industry", "")),
        people=people if isinstance(people, int) else 0,
    )


def open_enterprise(vault: Vault, wanted: str | None) -> Register:
    """One enterprise by id, the beginning of its id, or its name; without a wish, the only one there is.

    Raises RefusedError when nothing fits or more than one does.
    """
    lines = list_enterprises(vault)
    if wanted:
        lines = [line for line in lines if line.name == wanted or _starts(line.id, wanted)]
    if len(lines) == 1:
        return Register(vault, bytes.fromhex(lines[0].id))
    if not lines:
        raise RefusedError(
            _("库里没有“{name}”这家企业。", name=wanted) if wanted else _("库里还没有企业。"),
            _("用 enterprise add 新建，或用 enterprise list 看名称。"),
        )
    raise RefusedError(
        _("库里有 {count} 家企业符合，不知道要用哪一家。", count=len(lines)),
        _("请用 --enterprise 写明名称：{names}。", names=_("、").join(line.name for line in lines[:5])),
    )


def _starts(identifier: str, wanted: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{4,32}", wanted)) and identifier.startswith(wanted)
