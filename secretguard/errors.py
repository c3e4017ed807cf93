"""The one hierarchy of errors. Every error tells a user what happened and what to do next."""

from __future__ import annotations

from collections.abc import Mapping


class SecretGuardError(Exception):
    """Anything SecretGuard refuses or cannot do, in words for the person in front of it.

    `message` says what happened and why; `remedy` says what to do next (may be empty only where
    nothing can be done); `code` is a stable word for programs; `exit_code` follows the command
    line's table (0 done, 1 refused, 2 usage, 3 locked or wrong passphrase, 4 verification failed,
    5 verification incomplete). `facts` are plain values (paths, numbers) for `--json`, never secrets.
    """

    code = "error"
    exit_code = 1

    def __init__(self, message: str, remedy: str = "", **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class RefusedError(SecretGuardError):
    """The state does not allow the step asked for (a finished drill, an unknown person…)."""

    code = "refused"


class UsageError(SecretGuardError):
    """What was asked cannot be understood (a wrong option, an unreadable time)."""

    code = "usage"
    exit_code = 2


class StorageError(SecretGuardError):
    """The disk or the file system said no: full, read-only, gone."""

    code = "storage"


class ContentError(SecretGuardError):
    """A content file (playbook, law table, template, sample) is not what it should be.

    `problems` lists every finding as (file, line, field, text, hint); the message shows the first ones.
    """

    code = "content"


class VaultError(SecretGuardError):
    """Something about a vault; see the subclasses in `secretguard.vault`."""

    code = "vault"
