"""The tables of a vault: exactly the columns that stand in clear, and the sealed bytes beside them.

Nothing here is SQLite's own: the same classes will serve another database. What a column tells a reader
without keys stands in `docs/security.md`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData
from sqlmodel import Field, SQLModel


class VaultModel(SQLModel):
    """Keeps the vault's tables apart from any others in the process."""

    metadata = MetaData()


class VaultTable(VaultModel, table=True):
    """One row: which vault this is."""

    __tablename__ = "vault"

    id: bytes = Field(primary_key=True)


class MemberTable(VaultModel, table=True):
    """Public keys as a convenience; who is a member is said by the vault journal alone."""

    __tablename__ = "member"

    id: bytes = Field(primary_key=True)
    sign_pk: bytes
    hpke_pk: bytes


class UnlockTable(VaultModel, table=True):
    """The member secret sealed under a passphrase (way 1) or a recovery code (way 2)."""

    __tablename__ = "unlock"

    member: bytes = Field(primary_key=True)
    way: int = Field(primary_key=True)
    memory_kib: int = Field(sa_column=Column(BigInteger, nullable=False))
    iterations: int = Field(sa_column=Column(BigInteger, nullable=False))
    lanes: int = Field(sa_column=Column(BigInteger, nullable=False))
    salt: bytes
    sealed: bytes


class HeadTable(VaultModel, table=True):
    """The last entry of each journal, and its sealed summary (derived, rebuildable)."""

    __tablename__ = "head"

    journal: bytes = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    link: bytes
    revision: int = Field(sa_column=Column(BigInteger, nullable=False))
    summary: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class EntryTable(VaultModel, table=True):
    """The chains. Append-only, but `sealed` and `epoch` (erasing, re-sealing)."""

    __tablename__ = "entry"

    journal: bytes = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    epoch: int = Field(sa_column=Column(BigInteger, nullable=False))
    author: bytes
    commitment: bytes
    link: bytes
    sig: bytes
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class WrapTable(VaultModel, table=True):
    """Journal keys, sealed to a member (HPKE) or, with 16 zero bytes as member, under the vault's key."""

    __tablename__ = "wrap"

    journal: bytes = Field(primary_key=True)
    epoch: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    member: bytes = Field(primary_key=True)
    sealed: bytes


class LeafTable(VaultModel, table=True):
    """The Merkle log. Append-only."""

    __tablename__ = "leaf"
    __table_args__ = (Index("leaf_of_entry", "journal", "seq", unique=True),)

    index: int = Field(sa_column=Column("index", BigInteger, primary_key=True, autoincrement=False))
    journal: bytes
    seq: int = Field(sa_column=Column(BigInteger, nullable=False))
    hash: bytes


class CheckpointTable(VaultModel, table=True):
    """Signed notes, one per size of the log. Append-only."""

    __tablename__ = "checkpoint"

    size: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    note: bytes
    sig: bytes


class BlobTable(VaultModel, table=True):
    """Sealed evidence files: where the key of each is kept (sealed), and its size."""

    __tablename__ = "blob"

    id: bytes = Field(primary_key=True)
    journal: bytes
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    sealed: bytes
