"""The proof inside the paper: a stranger verifies it by the format alone, and sees what is named, no more."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from secretguard import documents
from secretguard.content import Playbook, content_folders, load_law
from secretguard.documents.from_register import MadeMeasures, MeasuresPapers
from secretguard.documents.measures.shown import ALLOWED
from secretguard.register import MeasureName, Phones, RecordRef, Register
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.documents.reading_pdf import whole_text
from tests.documents.test_measures import DAY, approve_plan, fence, hold_drill
from tests.vectors import stranger

PRIVATE = (
    "000-0000-0001",
    "000-0000-0021",
    "2600000",
    "重置成本法",
    "密封袋",
    "委托检索报告",
    "一次装配合格率",
    "人事档案柜",
    "图纸柜三号,",
    "工艺卡柜",
    "秘密微信号",
)


@pytest.fixture
def made(vault: Vault, register: Register, clock: HandClock, small_playbook: Playbook) -> MadeMeasures:
    law = load_law(content_folders("standards"))
    person = register.state.people["P1"]
    register.set_person(
        person.model_copy(update={"phones": Phones(first="000-0000-0001", second="秘密微信号")})
    )
    hold_drill(vault, register, small_playbook, clock)
    approve_plan(vault, register, law, clock)
    register.remove(RecordRef("measure", "M3"), "停用")
    erased = next(entry for entry in vault.entries(register.journal) if entry.kind == "training.set")
    vault.erase(register.journal, erased.seq, "依法清除")
    register.set(fence())
    clock.advance(days=1)
    papers = MeasuresPapers(vault, register, law, clock)
    issued = papers.issue(DAY)
    register.set(fence(where="后来的事"))
    return issued


def shown(made: MadeMeasures) -> list[stranger.Shown]:
    point = made.facts.checkpoint
    signature = next(item for item in made.document.attachments if item.name.endswith(".sig.b64"))
    assert signature.text == point.signature
    return stranger.verify(made.facts.proof.encode(), point.note.encode(), b64decode(signature.text))


def test_a_stranger_verifies_links_signatures_inclusion_and_shown_parts(made: MadeMeasures) -> None:
    entries = shown(made)
    data = json.loads(made.facts.proof)
    assert [run["journal"] for run in data["runs"][1:]] == [book.journal for book in made.facts.books]
    for run, book in zip(data["runs"][1:], made.facts.books, strict=True):
        assert (run["first"], len(run["items"])) == (1, book.last)
    by_place = {(entry.journal, entry.seq): entry for entry in entries}
    journals = {book.name: book.journal for book in made.facts.books}
    for line in made.facts.used:
        entry = by_place[journals[line.cite.book], line.cite.seq]
        assert not entry.withheld
        assert len(entry.parts) > 1 or entry.parts["entry"]["kind"].startswith("drill.")
    assert [entry.withheld for entry in entries if entry.withheld] == ["erased"]


def test_the_stranger_reads_from_it_what_the_paper_says(made: MadeMeasures) -> None:
    entries = shown(made)
    measures = {
        entry.parts["measure"]["id"]: entry.parts
        for entry in entries
        if "since" in entry.parts and "measure" in entry.parts
    }
    assert measures["M9"]["evidence"] == [{"name": "围墙.jpg", "sha256": "cd" * 32}]
    assert measures["M9"]["since"] == DAY.isoformat()
    approved = [entry.parts for entry in entries if "approval" in entry.parts]
    assert approved[0]["hash"] == made.facts.approvals[0].hash
    assert {"record": {"id": "M3", "kind": "measure"}}.items() <= next(
        entry.parts.items() for entry in entries if "record" in entry.parts
    )


def test_nothing_private_leaves_with_it(made: MadeMeasures) -> None:
    page = whole_text(documents.to_pdf(made.document)) + documents.to_html(made.document)
    for word in PRIVATE:
        # Not as a stretch of some longer hexadecimal number, where digits meet by chance.
        alone = re.compile(rf"(?<![0-9a-f]){re.escape(word)}(?![0-9a-f])")
        assert not alone.search(made.facts.proof), word
        assert not alone.search(page), word


def test_only_parts_of_the_allow_list_are_shown(made: MadeMeasures) -> None:
    own = json.loads(made.facts.proof)["vault"]
    for entry in shown(made):
        if entry.journal == own or entry.withheld:
            continue
        kind = entry.parts["entry"]["kind"]
        more = {"entry", "undoes", "record", "person"}
        assert entry.parts.keys() <= ALLOWED.get(kind, frozenset()) | more, kind


def test_a_measure_taken_out_is_not_told_but_that_something_was_taken_out_is(made: MadeMeasures) -> None:
    assert "专柜存放" not in made.facts.proof
    assert '\\"record\\":{\\"id\\":\\"M3\\"' in made.facts.proof


@pytest.mark.parametrize(
    "alter",
    [
        lambda data: data["runs"][1]["items"].pop(),
        lambda data: data["runs"][1]["items"][11]["parts"][1].update(text='{"secret":{"id":"S1"}}'),
        lambda data: data["runs"].pop(0),
        lambda data: data["runs"][2]["proof"].update(index=0),
    ],
)
def test_whatever_is_changed_in_it_is_refused(made: MadeMeasures, alter: Any) -> None:
    data = json.loads(made.facts.proof)
    alter(data)
    changed = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    point = made.facts.checkpoint
    with pytest.raises((stranger.Refused, KeyError)):
        stranger.verify(changed, point.note.encode(), b64decode(point.signature))


def saved(made: MadeMeasures, folder: Path) -> None:
    for item in made.document.attachments:
        (folder / item.name).write_bytes(item.text.encode())


def run(folder: Path, *commands: str) -> str:
    done = subprocess.run(
        ["sh", "-ec", "\n".join(commands)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


needs_tools = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("openssl", "sha256sum", "xxd")),
    reason="openssl, sha256sum or xxd is not installed",
)


@needs_tools
def test_the_commands_printed_on_the_paper_verify_the_checkpoint(made: MadeMeasures, tmp_path: Path) -> None:
    saved(made, tmp_path)
    text = documents.to_terminal(made.document, width=400)
    commands = [line.strip(" │┃▏") for line in text.splitlines() if line.strip(" │┃▏").startswith("openssl ")]
    assert len(commands) == 2
    assert "Signature Verified Successfully" in run(tmp_path, *commands)


@needs_tools
def test_the_digests_printed_are_those_of_the_files_inside(made: MadeMeasures, tmp_path: Path) -> None:
    page = whole_text(documents.to_pdf(made.document))
    for item in made.document.attachments[:4]:
        assert hashlib.sha256(item.text.encode()).hexdigest() in page


@needs_tools
def test_the_script_for_one_entry_prints_its_link(made: MadeMeasures, tmp_path: Path) -> None:
    saved(made, tmp_path)
    seq = int(made.facts.example["seq"])
    link = next(line.cite.link for line in made.facts.used if line.cite.seq == seq)
    assert run(tmp_path, "sh verify-one-entry.sh").strip() == link
    assert link in whole_text(documents.to_pdf(made.document))


@needs_tools
def test_words_that_look_like_commands_stay_words_in_the_script(
    vault: Vault, register: Register, clock: HandClock, tmp_path: Path
) -> None:
    for ref in [RecordRef("measure", key) for key in register.state.measures]:
        register.remove(ref, "换掉")
    name = MeasureName(id="M9", what="'; touch pwned; echo '$(touch pwned)`touch pwned` \\n %s", kind=2)
    register.set(fence(measure=name))
    issued = MeasuresPapers(vault, register, load_law(content_folders("standards")), clock).issue()
    saved(issued, tmp_path)
    seq = int(issued.facts.example["seq"])
    link = next(line.cite.link for line in issued.facts.used if line.cite.seq == seq)
    assert "touch pwned" in issued.facts.example["script"]
    assert run(tmp_path, "sh verify-one-entry.sh").strip() == link
    assert not (tmp_path / "pwned").exists()
