"""The schema's history. Each revision is a file in `versions/`; the vault's format number counts them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

FORMAT_VERSION = 1
"""The number of revisions; SQLite's `user_version` of a vault that this release writes."""

_VERSIONS = Path(__file__).parent / "versions"


def revision_of(version: int) -> str:
    """The revision id of a format number: `0001`, `0002`…"""
    return f"{version:04d}"


def migrate(connection: Connection, version: int = FORMAT_VERSION) -> None:
    """Bring the schema to a format number, inside the caller's transaction.

    Triggers are the caller's business: batch operations on SQLite drop them without a word.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_VERSIONS.parent), version_locations=[str(_VERSIONS)])
    target = revision_of(version)
    with EnvironmentContext(
        Config(),
        scripts,
        fn=lambda current, _context: scripts._upgrade_revs(target, current),
        destination_rev=target,
    ) as environment:
        environment.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
        environment.run_migrations()
