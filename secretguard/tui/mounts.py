"""Which folders of this machine lie on a network: read from the system's own table, where there is one."""

from __future__ import annotations

from pathlib import Path

_TABLE = Path("/proc/mounts")
_NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "9p", "afs", "fuse.sshfs", "fuse.davfs", "davfs", "ncpfs")


def network_mounts() -> tuple[Path, ...]:
    """Mount points of network file systems; empty where the table cannot be read (it is a hint only)."""
    try:
        table = _TABLE.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return parse_mounts(table)


def parse_mounts(table: str) -> tuple[Path, ...]:
    """The same from the table's text: `device mountpoint type options…`, spaces written as \\040."""
    rows = (line.split() for line in table.splitlines())
    return tuple(
        Path(row[1].replace("\\040", " "))
        for row in rows
        if len(row) > 2 and row[2].startswith(_NETWORK_SYSTEMS)
    )
