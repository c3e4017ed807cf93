"""An incident in the sample vault, with a small playbook and the table that ships."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from secretguard.content import (
    LawTable,
    PlanForm,
    ResponsePlaybook,
    content_folders,
    load_law,
    load_plan_form,
)
from secretguard.incidents import (
    Answers,
    Facts,
    Grading,
    IncidentRoom,
    grading_of,
    open_item,
    start_incident,
)
from secretguard.register import Register, list_enterprises
from secretguard.vault import Vault
from tests.conftest import NOON, HandClock, SampleVault
from tests.incidents.playbooks import small_response

FOUND = NOON - timedelta(minutes=20)
ANSWERS = Answers(
    what="报价单误发微信群", found=FOUND, knows=("示例甲",), unsure=False, situations=("spread-rival",)
)
FACTS = Facts(
    category="chat-export",
    title="微信聊天记录导出包",
    source="业务员的电脑",
    method="本人同意，当面导出",
    holder="示例乙",
    witness="示例丙",
    proves="几点发出、谁收到",
)


@pytest.fixture(scope="session")
def law() -> LawTable:
    return load_law(content_folders("standards"))


@pytest.fixture(scope="session")
def shipped_form() -> PlanForm:
    return load_plan_form(content_folders("standards"))


@pytest.fixture(scope="session")
def grading(shipped_form: PlanForm) -> Grading:
    return grading_of(shipped_form, None)


@pytest.fixture(scope="session")
def response() -> ResponsePlaybook:
    return small_response()


@pytest.fixture
def room(
    vault: Vault, register: Register, response: ResponsePlaybook, grading: Grading, clock: HandClock
) -> IncidentRoom:
    """An open incident of level II, found twenty minutes ago."""
    return start_incident(vault, register, ANSWERS, response, grading, clock)


@pytest.fixture
def ground(
    sample_vault: SampleVault, clock: HandClock, response: ResponsePlaybook, grading: Grading
) -> SampleVault:
    """A locked vault with one incident in it."""
    with sample_vault.open(clock) as vault:
        register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
        start_incident(vault, register, ANSWERS, response, grading, clock)
    return sample_vault


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    """A file to take in."""
    path = tmp_path / "chat_20261124.zip"
    path.write_bytes("示例聊天记录".encode() * 20_000)
    return path


def blob_files(vault: Vault) -> list[Path]:
    """Every file under the vault's blobs."""
    return sorted(path for path in (vault.folder / "blobs").rglob("*") if path.is_file())


def content_of(room: IncidentRoom, number: int) -> bytes:
    """Everything that an item's file holds."""
    target = io.BytesIO()
    with open_item(room, number) as reader:
        reader.copy(target)
    return target.getvalue()


class Cancelled(Exception):  # noqa: N818
    """What a face raises when a person stops the intake."""
