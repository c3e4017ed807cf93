"""The sample enterprise on a throw-away vault: to try everything before anything of one's own is in it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from secretguard.i18n import _
from secretguard.locations import samples_folder
from secretguard.tui.desk import Desk


def sample_passphrase() -> str:
    """No secret: everything in the sample vault is made up, and the door shows this word."""
    return _("样例")


def open_sample(desk: Desk) -> None:
    """Make the sample vault and open it. Slow on purpose: call it from a worker.

    The vault is deleted when the program ends; papers printed from it lie beside it and stay.
    """
    from secretguard.register import add_from_file, load_profile  # not before the door is on the screen

    desk.lock()
    sweep_samples()
    home = Path(tempfile.mkdtemp(prefix="secretguard-"))
    folder = home / "sample.sgv"
    atexit.register(_forget, home, folder)
    desk.create(folder, sample_passphrase(), _("试用者"), _("样例库"), sample=True)
    source = load_profile(samples_folder() / "example-company.yaml")
    desk.choose_enterprise(add_from_file(desk.vault, source).id)


def sweep_samples() -> None:
    """Delete sample vaults that a killed program left behind; one that is in use stays."""
    from secretguard.vault.lockfile import current_holder

    for folder in Path(tempfile.gettempdir()).glob("secretguard-*/sample.sgv"):
        if current_holder(folder) is None:
            _forget(folder.parent, folder)


def _forget(home: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if home.is_dir() and not any(home.iterdir()):
        home.rmdir()
