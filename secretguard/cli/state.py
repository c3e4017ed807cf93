"""What every command is given: the options before it, the clock, and the vault once it is unlocked."""

from __future__ import annotations

import getpass
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from secretguard.cli.output import Output
from secretguard.clock import Clock, system_clock
from secretguard.drills import DrillRoom, open_drill
from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _
from secretguard.incidents import IncidentRoom, open_incident
from secretguard.register import Register, open_enterprise
from secretguard.settings import load_settings
from secretguard.vault import Vault, open_vault


class PassphraseNeededError(SecretGuardError):
    """No terminal to ask on and no file to read."""

    code = "passphrase-needed"
    exit_code = 3


def sleep_for(span: timedelta) -> None:
    """Let real time pass."""
    time.sleep(span.total_seconds())


@dataclass
class CommandState:
    """One run of the command line. A session (`drill play`) keeps its vault open across commands."""

    vault_path: Path | None = None
    passphrase_file: Path | None = None
    content: Path | None = None
    drill_id: str | None = None
    incident_id: str | None = None
    enterprise: str | None = None
    out: Output = field(default_factory=Output)
    clock: Clock = system_clock
    pass_time: Callable[[timedelta], None] = sleep_for
    session_vault: Vault | None = None
    session_room: DrillRoom | None = None

    def vault_folder(self) -> Path:
        """`--vault`, else SECRETGUARD_VAULT, else the last one used. Raises UsageError if there is none."""
        if self.vault_path:
            return self.vault_path
        remembered = os.environ.get("SECRETGUARD_VAULT") or load_settings().last_vault
        if remembered:
            return Path(remembered)
        raise UsageError(
            _("还没有指明用哪个保密库。"), _("用 --vault 写路径，或先用 vault create 新建一个。")
        )

    def passphrase(self, prompt: str | None = None) -> str:
        """From `--passphrase-file`, else asked on the terminal without echo."""
        if self.passphrase_file:
            return read_passphrase_file(self.passphrase_file)
        return ask_passphrase(prompt or _("口令："))

    @contextmanager
    def vault(self, *, write: bool = False) -> Iterator[Vault]:
        """The unlocked vault; locked again afterwards unless a session holds it."""
        if self.session_vault is not None:
            yield self.session_vault
            return
        folder = self.vault_folder()
        opened = open_vault(folder, passphrase=self.passphrase(), read_only=not write, clock=self.clock)
        with opened:
            yield opened

    @contextmanager
    def drill(self, *, write: bool = False) -> Iterator[DrillRoom]:
        """The drill that is meant: of the session, by `--drill`, or the only one open."""
        if self.session_room is not None:
            yield self.session_room
            return
        with self.vault(write=write) as vault:
            yield open_drill(vault, self.drill_id, self.clock)

    @contextmanager
    def incident(self, *, write: bool = False) -> Iterator[IncidentRoom]:
        """The incident that is meant: by `--incident`, or the only one not closed, else the last one."""
        with self.vault(write=write) as vault:
            yield open_incident(vault, self.incident_id, self.clock)

    def register(self, vault: Vault) -> Register:
        """The enterprise that is meant: `--enterprise`, or the only one."""
        return open_enterprise(vault, self.enterprise)


def read_passphrase_file(path: Path) -> str:
    """The first line of a file. Raises UsageError if it cannot be read or is empty."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            _("口令文件 {path} 读不了。", path=path), _("请检查路径；文件应是 UTF-8 文本，口令在第一行。")
        ) from error
    if not lines or not lines[0]:
        raise UsageError(_("口令文件 {path} 是空的。", path=path), _("把口令写在第一行。"))
    return lines[0]


def ask_passphrase(prompt: str) -> str:
    """Ask without echo. Raises PassphraseNeededError when there is no terminal."""
    if not sys.stdin.isatty():
        raise PassphraseNeededError(
            _("需要口令，但这里没有终端可以输入。"), _("用 --passphrase-file 指向口令文件。")
        )
    return getpass.getpass(prompt)
