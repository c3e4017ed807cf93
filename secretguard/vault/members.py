"""Who is a member: the fold of the vault journal. Tables of members prove nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from secretguard.i18n import _
from secretguard.vault.canonical import Json
from secretguard.vault.errors import DamagedVault
from secretguard.vault.keys import MemberKeys, load_sign_key, member_id, vault_id
from secretguard.vault.primitives import sha256
from secretguard.vault.reading import Entry


@dataclass(frozen=True, slots=True)
class Member:
    """A key that the vault journal admits, and the name that the vault gives it."""

    id: bytes
    name: str
    admin: bool
    sign_key: Ed25519PublicKey
    hpke_hash: bytes
    removed_at: int | None = None
    """The vault-journal entry that removed it, if any."""


@dataclass(frozen=True, slots=True)
class Roster:
    """What the vault journal says so far: members, shredded journals, how far the log is anchored."""

    vault: bytes
    name: str
    members: Mapping[bytes, Member]
    shredded: frozenset[bytes] = frozenset()
    anchored: int = 0

    def member(self, identity: bytes) -> Member:
        """A member, present or past. Raises DamagedVault for a stranger."""
        found = self.members.get(identity)
        if found is None:
            raise DamagedVault(
                _("一条记录署名的成员 {member} 从未被加入本库。", member=identity.hex()),
                _("请运行 secretguard vault check 查清范围。"),
                table="entry",
                member=identity.hex(),
            )
        return found

    @property
    def active(self) -> frozenset[bytes]:
        """Members that were not removed."""
        return frozenset(key for key, member in self.members.items() if member.removed_at is None)


def describe_member(keys: MemberKeys, *, admin: bool) -> Json:
    """The `member` part for one's own keys."""
    return describe_public_keys(keys.sign_public, keys.hpke_public, admin=admin)


def describe_public_keys(sign_public: bytes, hpke_public: bytes, *, admin: bool) -> Json:
    """The `member` part that admits these keys."""
    hpke_hash = sha256(hpke_public)
    return {
        "admin": admin,
        "hpke": hpke_hash.hex(),
        "id": member_id(sign_public, hpke_hash).hex(),
        "sign": sign_public.hex(),
    }


def found_roster(vault: bytes, entry: Entry) -> Roster:
    """The roster after `vault.create`. DamagedVault unless founder and nonce hash to the vault's id."""
    founder = _read_member(entry)
    nonce = _hex_field(entry, entry.parts.get("nonce"), 32)
    if (
        entry.kind != "vault.create"
        or founder.id != entry.author
        or not founder.admin
        or vault_id(founder.id, nonce) != vault
    ):
        raise _impossible(entry, _("创建记录与库的编号不符"))
    title = entry.parts.get("title")
    return Roster(vault, title if isinstance(title, str) else "", _frozen({founder.id: founder}))


def follow(roster: Roster, entry: Entry) -> Roster:
    """The roster after one more entry of the vault journal. Raises DamagedVault for what may not be."""
    author = roster.member(entry.author)
    if author.removed_at is not None:
        raise _impossible(entry, _("署名的成员当时已被移出"))
    if entry.erased:
        return roster
    if entry.kind in ("member.add", "member.remove"):
        if not author.admin:
            raise _impossible(entry, _("只有管理员可以加入或移出成员"))
        return _admit(roster, entry) if entry.kind == "member.add" else _remove(roster, entry)
    if entry.kind == "vault.create":
        raise _impossible(entry, _("创建记录只能是第一条"))
    if entry.kind == "journal.shred":
        journal = _hex_field(entry, entry.parts.get("journal"), 16)
        return replace(roster, shredded=roster.shredded | {journal})
    if entry.kind == "anchor":
        return replace(roster, anchored=max(roster.anchored, _anchored_size(entry)))
    return roster


def _admit(roster: Roster, entry: Entry) -> Roster:
    member = _read_member(entry)
    if member.id in roster.members:
        raise _impossible(entry, _("同一把钥匙被加入两次"))
    return replace(roster, members=_frozen({**roster.members, member.id: member}))


def _remove(roster: Roster, entry: Entry) -> Roster:
    part = entry.parts.get("member")
    identity = _hex_field(entry, part.get("id") if isinstance(part, dict) else None, 16)
    member = roster.members.get(identity)
    if member is None or member.removed_at is not None:
        raise _impossible(entry, _("移出的人不是成员"))
    removed = replace(member, removed_at=entry.seq)
    return replace(roster, members=_frozen({**roster.members, identity: removed}))


def _read_member(entry: Entry) -> Member:
    part, name = entry.parts.get("member"), entry.parts.get("name")
    if (
        not isinstance(part, dict)
        or part.keys() != {"admin", "hpke", "id", "sign"}
        or not isinstance(name, str)
    ):
        raise _impossible(entry, _("成员字段不对"))
    sign = _hex_field(entry, part["sign"], 32)
    hpke = _hex_field(entry, part["hpke"], 32)
    identity = _hex_field(entry, part["id"], 16)
    if identity != member_id(sign, hpke) or not isinstance(part["admin"], bool):
        raise _impossible(entry, _("成员编号与公钥不符"))
    return Member(identity, name, part["admin"], load_sign_key(sign), hpke)


def _anchored_size(entry: Entry) -> int:
    part = entry.parts.get("anchor")
    size = part.get("size") if isinstance(part, dict) else None
    if type(size) is not int or size < 0:
        raise _impossible(entry, _("存证字段不对"))
    return size


def _hex_field(entry: Entry, value: Json, size: int) -> bytes:
    if not isinstance(value, str) or len(value) != 2 * size or not set(value) <= set("0123456789abcdef"):
        raise _impossible(entry, _("一个编号的写法不对"))
    return bytes.fromhex(value)


def _frozen(members: dict[bytes, Member]) -> Mapping[bytes, Member]:
    return MappingProxyType(members)


def _impossible(entry: Entry, what: str) -> DamagedVault:
    return DamagedVault(
        _("库自身的卷宗第 {seq} 条：{what}。", seq=entry.seq, what=what),
        _("请运行 secretguard vault check 查清范围，并从备份恢复。"),
        table="entry",
        row=f"{entry.journal.hex()}/{entry.seq}",
    )
