"""What every room's tests start from: own folders, one sample vault to copy, a clock moved by hand."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from secretguard.content import Playbook, content_folders, find_playbook
from secretguard.drills import DrillRoom, Promise, plan_drill
from secretguard.i18n import set_language
from secretguard.locations import samples_folder
from secretguard.register import Register, add_from_file, list_enterprises, load_profile
from secretguard.vault import FLOOR_KDF, Vault, create_vault, member_secret_of, open_vault
from secretguard.vault.kdf import derive_from_passphrase
from tests.content.building import loaded
from tests.drills.playable import playable

PASSPHRASE = "示例 口令 甲乙"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=8)))

PROMISES = (
    Promise(id="see", text="十分钟内发现", clock="detect", minutes=10, plan="5.3"),
    Promise(id="tell", text="三十分钟内报告", clock="report", minutes=30, plan="5.3"),
    Promise(id="keep", text="二十四小时内固定", clock="preserve", minutes=1440, plan="7"),
)

# A busy machine is slow for all; what a property says does not depend on it.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


class HandClock:
    """Stands still until a test moves it."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        """Let `minutes=`, `seconds=`… pass."""
        self.moment += timedelta(**span)

    def pass_time(self, span: timedelta) -> None:
        """What a `wait` line does."""
        self.moment += span


@dataclass(frozen=True)
class SampleVault:
    """A locked vault with the sample enterprise in it, and the ways into it."""

    folder: Path
    secret: bytes
    recovery_code: str

    def copy(self, folder: Path) -> SampleVault:
        """The same vault in another folder."""
        shutil.copytree(self.folder, folder)
        return SampleVault(folder, self.secret, self.recovery_code)

    def open(self, clock: Callable[[], datetime], *, read_only: bool = False) -> Vault:
        """Open it without deriving the key again."""
        return open_vault(self.folder, member_secret=self.secret, read_only=read_only, clock=clock)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees the user's settings, witnesses, last vault or language."""
    monkeypatch.setenv("SECRETGUARD_DATA", str(tmp_path / "user-data"))
    monkeypatch.setenv("SECRETGUARD_CONFIG", str(tmp_path / "user-config"))
    for name in ("SECRETGUARD_VAULT", "SECRETGUARD_LANG"):
        monkeypatch.delenv(name, raising=False)
    set_language("zh")
    yield
    set_language("zh")


@pytest.fixture(scope="module")
def quick_keys() -> Iterator[None]:
    """The least allowed work for new vaults, and none at all for a passphrase derived before."""
    remembered = functools.cache(derive_from_passphrase)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secretguard.vault.unlock.derive_from_passphrase", remembered)
        patch.setattr("secretguard.vault.creating.calibrate", lambda: FLOOR_KDF)
        patch.setattr("secretguard.vault.access.calibrate", lambda: FLOOR_KDF)
        yield


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> SampleVault:
    """The one vault that all others are copies of."""
    base = tmp_path_factory.mktemp("template")
    vault, code = create_vault(
        base / "库",
        PASSPHRASE,
        member_name="示例甲",
        vault_name="示例库",
        clock=HandClock(),
        kdf=FLOOR_KDF,
        witness_folder=base / "witness",
    )
    secret = member_secret_of(vault)
    with vault:
        add_from_file(vault, load_profile(samples_folder() / "example-company.yaml"))
    return SampleVault(base / "库", secret, code)


@pytest.fixture
def sample_vault(template: SampleVault, tmp_path: Path) -> SampleVault:
    return template.copy(tmp_path / "库.sgv")


@pytest.fixture
def vault(sample_vault: SampleVault, clock: HandClock) -> Iterator[Vault]:
    opened = sample_vault.open(clock)
    yield opened
    opened.lock()


@pytest.fixture
def register(vault: Vault) -> Register:
    return Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))


@pytest.fixture(scope="session")
def small_playbook(tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    """A playbook of five injects and two contingencies that can be played in a few steps."""
    return loaded(tmp_path_factory.mktemp("playbook"), playable()).playbook


@pytest.fixture
def planned(vault: Vault, register: Register, small_playbook: Playbook, clock: HandClock) -> DrillRoom:
    """A drill of the small playbook with three promises of the plan; nobody sits as evaluator."""
    return plan_drill(vault, register, small_playbook, clock, promises=PROMISES, facilitator="示例庚")


@pytest.fixture(scope="session")
def departing_engineer() -> Playbook:
    """The first playbook that ships."""
    return find_playbook("departing-engineer", content_folders("playbooks", None)).playbook
