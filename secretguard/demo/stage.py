"""Running the demo's steps: each is one line of progress on the screen and a full account in a file."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from secretguard.cli.main import run
from secretguard.demo.clock import HANGING, StoryClock
from secretguard.errors import SecretGuardError
from secretguard.i18n import _


def show(line: str = "") -> None:
    """A line on the screen, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class DemoFailedError(SecretGuardError):
    """A step did not do what the demo promises."""

    code = "demo-failed"


@dataclass
class Stage:
    """The demo's place (`out`), its clock, and the account of everything that was said."""

    out: Path
    clock: StoryClock
    passphrase_file: Path
    account: list[str] = field(default_factory=list)
    steps: int = 0
    total: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def vault(self) -> Path:
        """The demo's vault; its name tells nothing."""
        return self.out / "密盾库-演示.sgv"

    def step(self, title: str) -> None:
        """Announce the next step with its number and the time so far."""
        self.steps += 1
        seconds = time.monotonic() - self.began
        show(f"[{self.steps:2d}/{self.total}] {seconds:5.1f} s  {title}")
        self.account.append(f"\n==== {self.steps}. {title}\n")

    def tell(self, text: str) -> None:
        """A result worth a line on the screen."""
        show(f"        {text}")
        self.account.append(text + "\n")

    def command(self, *words: str, expect: int = 0) -> str:
        """Run `secretguard` in this process; anything but the expected exit code ends the demo."""
        line = [*self._common(), *words]
        heard = io.StringIO()
        with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
            code = run(line, self.clock, self.clock.pass_time)
        self.account.append(f"$ secretguard {' '.join(words)}\n{heard.getvalue()}")
        if code != expect:
            raise DemoFailedError(
                _("演示在这一步停下：secretguard {words}", words=" ".join(words)), heard.getvalue().strip()
            )
        return heard.getvalue()

    def ask(self, *words: str) -> dict[str, Any]:
        """Run a command with `--json` and give its object."""
        answer = json.loads(self.command(*words, "--json"))
        assert isinstance(answer, dict)
        return answer

    def command_killed(self, until: datetime, *words: str) -> list[str]:
        """Run a command in its own process and kill it (SIGKILL) when the story's clock shows `until`."""
        player = [sys.executable, "-m", "secretguard.demo.player"]
        arguments = [self.clock().isoformat(), until.isoformat(), *self._common(), *words]
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
            [*player, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert child.stdout is not None
        heard = []
        for line in child.stdout:
            if line.strip() == HANGING:
                break
            heard.append(line)
        child.kill()
        child.wait()
        child.stdout.close()
        self.account.append(f"$ secretguard {' '.join(words)}\n{''.join(heard)}")
        if child.returncode == 0 or not heard:
            raise DemoFailedError(_("演示的断电没有发生。"), "".join(heard[-3:]))
        self.clock.moment = until
        return heard

    @contextlib.contextmanager
    def elsewhere(self) -> Iterator[None]:
        """As on another computer: with a witness of its own, since a restored vault is a second history."""
        here = os.environ["SECRETGUARD_DATA"]
        os.environ["SECRETGUARD_DATA"] = str(self.out / "user" / "elsewhere")
        try:
            yield
        finally:
            os.environ["SECRETGUARD_DATA"] = here

    def write_account(self) -> Path:
        """The full account, for whoever wants every line."""
        path = self.out / "演示记录.txt"
        path.write_text("".join(self.account), encoding="utf-8")
        return path

    def _common(self) -> Sequence[str]:
        return ("--vault", str(self.vault), "--passphrase-file", str(self.passphrase_file))
