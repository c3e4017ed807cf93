"""S12: evidence taken in, looked at, handed over, exported and read again, all with the keys."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from secretguard.incidents import take_file
from secretguard.tui import evidence_work
from secretguard.tui.screens.incident_form import IncidentFormScreen
from tests.conftest import HandClock, SampleVault
from tests.incidents.conftest import blob_files
from tests.tui.evidencing import FACTS, begin_incident, some_files, to_the_evidence, until_done
from tests.tui.support import SMALL, Table, play


def form(table: Table) -> IncidentFormScreen:
    """The form on top."""
    assert isinstance(table.app.screen, IncidentFormScreen), table.where
    return table.app.screen


FURTHER = {"category": "聊天记录导出", "source": "业务员的电脑", "method": "本人同意，当面导出"}


async def fill(table: Table, **words: str) -> None:
    """Fields written by their names."""
    for name, text in words.items():
        form(table).field(name).value = text
    await table.press()


def test_the_whole_way_of_a_piece_of_evidence_goes_by_keys(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path
) -> None:
    folder, out = some_files(tmp_path / "证据"), tmp_path / "out"
    out.mkdir()
    plain = (folder / "聊天.txt").read_bytes()

    async def story(table: Table) -> None:
        await to_the_evidence(table)
        room = table.desk.incident().at_hand()
        assert "实战" in table.said()
        assert "按 F4 收第一件" in table.said()
        await table.press("f4")
        # What is missing is named, nothing is recorded; a digit is a kind; Esc and F4 again keep the draft.
        await table.press("f8")
        assert "还缺：是什么、从哪来、怎么取得" in table.said()
        await table.write("3")
        assert form(table).value("category") == "聊天记录导出"
        await fill(table, path=str(folder / "聊天.txt"), source="业务员的电脑", method="本人同意，当面导出")
        await fill(table, seal="SEAL-07", witness="示例丙", at="五更天")
        await table.press("f8")
        assert "读不懂" in table.said()
        await fill(table, at="")
        await table.press("escape", "f4")
        assert form(table).value("source") == "业务员的电脑"
        await table.press("f8")
        await until_done(table)
        assert "E-01 已封存" in table.said()
        # Nothing of the last item is taken for the next one but what is told; and that is written over.
        said = table.said()
        assert "见证 沿用 E-01" in said and "地点 沿用" not in said
        fresh = {one.id: form(table).value(one.id) for one in form(table).LINES}
        assert {name for name, words in fresh.items() if words} == {"holder", "original", "witness"}
        first = room.state.evidence[1]
        assert first.blob is not None
        assert first.blob.sha256 == hashlib.sha256(plain).hexdigest()
        # The folder: what is in it first, what is not taken with its reason; then all of it.
        form(table).field("witness").focus()
        await table.write("示例丁")
        assert form(table).value("witness") == "示例丁" and "沿用" not in table.said()
        form(table).field("holder").focus()
        await table.write("不清楚")
        assert "要写一个人的姓名" in table.said()
        await table.write("示例乙")
        assert form(table).value("holder") == "不清楚示例乙"
        await fill(table, holder="示例乙", **FURTHER)
        await fill(table, path=str(folder), title="办公室电脑")
        await table.press("f8")
        await table.until(lambda: "3 个文件" in table.said())
        await table.press()
        assert "这是一个链接" in table.said()
        assert len(room.state.evidence) == 1
        await table.press("f7", "f8")
        await until_done(table)
        assert "收入 1 份，早就收过 1 份，内容重复没收 1 份，不收 1 项" in table.said()
        # Something that is no file.
        await fill(table, **FURTHER | {"category": "实物"}, path="", title="业务员的手机", seal="SEAL-08")
        await table.press("f8")
        assert "E-03 已登记" in table.said()
        # Looking is recorded before anything shows.
        await table.press("escape")
        assert "还没有收：磁盘镜像" in table.said()
        table.app.screen.query_one("#items").choose("1")  # type: ignore[attr-defined]
        await table.press("enter", "enter")
        await table.until(lambda: table.where == "IncidentViewScreen")
        await table.press()
        assert "报价单发错群了" in table.said()
        assert "GB18030" in table.said()
        await table.press("2")
        assert "31 34 3a 30 35" in table.said()
        await table.press("escape")
        assert [link.entry.event for link in room.state.evidence[1].chain] == ["accessed"]
        # Handed over with the wrong seal: recorded as it is, told, and red.
        await table.press("f8")
        await fill(table, taker="示例乙", purpose="送公证", seal_before="SEAL-99")
        await table.press("f8")
        await until_done(table)
        await table.until(lambda: table.where == "IncidentEvidenceScreen")
        await table.press()
        assert "封签号对不上" in table.said()
        assert "证据 3　对不上 1" in table.said()
        assert room.state.evidence[1].holder == "示例乙"
        # Written out plain: where, and that it is not encrypted.
        await table.press("f5")
        await fill(table, folder=str(out), taker="示例律师", purpose="送公证")
        await table.press("f8")
        await until_done(table)
        assert "没有加密" in table.said().replace("\n", "")
        assert (out / "E-01_聊天.txt").read_bytes() == plain
        await table.press("escape", "f2")
        await until_done(table)
        assert "2 份文件都读了一遍" in table.said()

    play(sample_vault, clock, story, size=SMALL)
    assert sorted(path.name for path in out.iterdir()) == ["E-01_聊天.txt"]


def test_intake_goes_on_behind_other_screens_and_stopped_leaves_nothing(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "mail.pst"
    source.write_bytes(b"mail" * 2**20)
    held, go_on = threading.Event(), threading.Event()
    real = evidence_work.stop_if_asked

    def slowly(*given: object) -> None:
        held.set()
        go_on.wait(20)
        real(*given)  # type: ignore[arg-type]

    async def start(table: Table) -> None:
        await fill(
            table, category="邮箱、原始邮件", path=str(source), source="邮件服务器", method="管理员导出"
        )
        await table.press("f8")
        await table.until(held.is_set)

    async def story(table: Table) -> None:
        monkeypatch.setattr(evidence_work, "stop_if_asked", slowly)
        await to_the_evidence(table)
        room = table.desk.incident().at_hand()
        await table.press("f4")
        await start(table)
        await table.press("f8")
        assert "还在忙" in table.said()
        # ^L asks first; Esc from the question and from the screen stop nothing.
        await table.press("ctrl+l")
        assert "要锁定吗" in table.said()
        await table.press("escape", "escape")
        assert table.where == "IncidentEvidenceScreen"
        await table.until(lambda: "正在收入" in table.said())
        await table.press("delete")
        go_on.set()
        await until_done(table)
        assert "停下了" in table.said()
        assert not room.state.evidence
        assert blob_files(table.desk.vault) == []
        # Begun again, and the place left: it comes in all the same.
        held.clear()
        go_on.clear()
        await table.press("f4")
        await start(table)
        await table.press("escape", "escape")
        assert table.where == "HomeScreen"
        go_on.set()
        await table.until(lambda: len(room.state.evidence) == 1)
        await until_done(table)
        assert "E-01 已封存" in table.said()

    play(sample_vault, clock, story)


def test_a_file_changed_in_the_vault_is_named_when_the_case_is_opened(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path
) -> None:
    async def story(table: Table) -> None:
        room = begin_incident(table)
        take_file(room, some_files(tmp_path / "f") / "a.log", FACTS)
        sealed = blob_files(table.desk.vault)[0]
        content = bytearray(sealed.read_bytes())
        content[-20] ^= 1
        sealed.write_bytes(bytes(content))
        from secretguard.tui.screens.incident_evidence import IncidentEvidenceScreen

        await table.app.push_screen(IncidentEvidenceScreen())
        await until_done(table)
        assert "1 份对不上：E-01" in table.said()
        assert "错" in table.said()
        await table.press("enter", "enter")
        await until_done(table)
        assert table.where == "IncidentEvidenceScreen"
        assert "先停手，告诉律师" in table.said().replace("\n", "")

    play(sample_vault, clock, story)
