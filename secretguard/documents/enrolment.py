"""The enrolment sheet (密钥登记表): the only paper that ties a key to a person."""

from __future__ import annotations

from datetime import datetime

from secretguard.documents.reading import read
from secretguard.documents.tree.document import Document
from secretguard.i18n import _
from secretguard.vault import Vault
from secretguard.vault.exporting import public_sign_key

TEMPLATE = "enrolment-sheet.md"


def enrolment_sheet(vault: Vault, moment: datetime) -> Document:
    """One sheet for all members of a vault, with places for the signatures of each and of the enterprise."""
    members = [
        {
            "name": member.name,
            "id": _grouped(member.id.hex()),
            "key": _grouped(public_sign_key(vault, member.id).hex()),
            "role": _("管理员") if member.admin else _("成员"),
            "state": _("已移除") if member.removed else _("有效"),
        }
        for member in vault.members()
    ]
    data = {
        "vault": _grouped(vault.id.hex()),
        "vault_name": vault.name,
        "members": members,
        "date": moment.date().isoformat(),
    }
    return read(TEMPLATE, data, moment=moment)


def _grouped(digits: str) -> str:
    """Hex in fours, so that two people can compare it aloud."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
