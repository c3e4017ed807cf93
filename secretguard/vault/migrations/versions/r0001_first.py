"""The tables of the first release. There is no way back: the copy kept before an upgrade is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def upgrade() -> None:
    """Create everything."""
    _create_access()
    _create_journals()
    _create_log()


def _create_access() -> None:
    op.create_table("vault", _bytes("id"), sa.PrimaryKeyConstraint("id"))
    op.create_table(
        "member", _bytes("id"), _bytes("sign_pk"), _bytes("hpke_pk"), sa.PrimaryKeyConstraint("id")
    )
    op.create_table(
        "unlock",
        _bytes("member"),
        sa.Column("way", sa.Integer(), nullable=False),
        _number("memory_kib"),
        _number("iterations"),
        _number("lanes"),
        _bytes("salt"),
        _bytes("sealed"),
        sa.PrimaryKeyConstraint("member", "way"),
    )


def _create_journals() -> None:
    op.create_table(
        "head",
        _bytes("journal"),
        _number("seq"),
        _bytes("link"),
        _number("revision"),
        _bytes("summary", nullable=True),
        sa.PrimaryKeyConstraint("journal"),
    )
    op.create_table(
        "entry",
        _bytes("journal"),
        _number("seq"),
        _number("epoch"),
        _bytes("author"),
        _bytes("commitment"),
        _bytes("link"),
        _bytes("sig"),
        _bytes("sealed", nullable=True),
        sa.PrimaryKeyConstraint("journal", "seq"),
    )
    op.create_table(
        "wrap",
        _bytes("journal"),
        _number("epoch"),
        _bytes("member"),
        _bytes("sealed"),
        sa.PrimaryKeyConstraint("journal", "epoch", "member"),
    )
    op.create_table(
        "blob",
        _bytes("id"),
        _bytes("journal"),
        _number("size"),
        _bytes("sealed"),
        sa.PrimaryKeyConstraint("id"),
    )


def _create_log() -> None:
    op.create_table(
        "leaf",
        _number("index"),
        _bytes("journal"),
        _number("seq"),
        _bytes("hash"),
        sa.PrimaryKeyConstraint("index"),
    )
    op.create_index("leaf_of_entry", "leaf", ["journal", "seq"], unique=True)
    op.create_table(
        "checkpoint", _number("size"), _bytes("note"), _bytes("sig"), sa.PrimaryKeyConstraint("size")
    )
