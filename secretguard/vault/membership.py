"""Admitting and removing members: signed entries of the vault journal, with the keys that follow."""

from __future__ import annotations

import sqlite3

from secretguard.i18n import _
from secretguard.vault.appending import NewEntry, announce_epoch, append_within
from secretguard.vault.checkpoint import make_checkpoint
from secretguard.vault.errors import NotAllowed
from secretguard.vault.keyring import no_such_journal
from secretguard.vault.keys import is_safe_sign_key, member_id, wrap_for_member
from secretguard.vault.members import describe_public_keys, follow
from secretguard.vault.primitives import sha256
from secretguard.vault.session import Session
from secretguard.vault.store import queries
from secretguard.vault.store.rows import StoredHead, StoredWrap


def add_member(
    session: Session, name: str, sign_public: bytes, hpke_public: bytes, *, admin: bool = False
) -> bytes:
    """Admit a member by public keys; every epoch of the vault journal is wrapped to it. Gives its id."""
    _refuse_unless_admin(session)
    identity = member_id(sign_public, sha256(hpke_public))
    if identity in session.roster.members or not is_safe_sign_key(sign_public):
        raise NotAllowed(_("这把钥匙不能加入：它已经是（或曾经是）成员，或不合规范。"))
    described = describe_public_keys(sign_public, hpke_public, admin=admin)
    with session.store.transaction() as db:
        record = NewEntry("member.add", {"member": described, "name": name})
        (entry,), _keys = append_within(session, db, session.id, (record,))
        queries.insert_member(db, identity, sign_public, hpke_public)
        for epoch in session.keyring.trunk.epochs:
            key = session.keyring.candidate(db, session.id, epoch)
            sealed = wrap_for_member(key, hpke_public, session.id, session.id, epoch, identity)
            queries.insert_wrap(db, StoredWrap(session.id, epoch, identity, sealed))
    session.roster = follow(session.roster, entry)
    return identity


def remove_member(session: Session, identity: bytes) -> None:
    """Remove a member after a checkpoint; the vault journal's key changes at once, others' at next use.

    What the member could read stays readable to it in copies it took.
    """
    _refuse_unless_admin(session)
    if identity == session.keys.id or identity not in session.roster.active:
        raise NotAllowed(_("不能移出自己，也不能移出不在册的成员。"))
    make_checkpoint(session)
    roster = session.roster
    try:
        with session.store.transaction() as db:
            record = NewEntry("member.remove", {"member": {"id": identity.hex()}})
            (entry,), keys = append_within(session, db, session.id, (record,))
            # The new key is wrapped to those who remain, so the fold moves on before it is drawn.
            session.roster = follow(roster, entry)
            _head, keys = announce_epoch(session, db, _vault_head(session, db), keys)
            queries.delete_unlocks(db, identity)
    except BaseException:
        session.roster = roster
        raise
    session.keyring.remember(keys)


def _vault_head(session: Session, db: sqlite3.Connection) -> StoredHead:
    head = queries.select_head(db, session.id)
    if head is None:
        raise no_such_journal(session.id)
    return head


def _refuse_unless_admin(session: Session) -> None:
    session.refuse_unless_writable()
    if not session.roster.member(session.keys.id).admin:
        raise NotAllowed(_("只有管理员可以加入或移出成员。"), _("请联系库的管理员。"))
