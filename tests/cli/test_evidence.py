"""Evidence on the command line: a file, a folder, a thing; handed over, exported, checked, found changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.conftest import Desk
from tests.cli.test_incident import begun, case

__all__ = ["begun", "case"]

FACTS = (
    "--category",
    "chat-export",
    "--source",
    "业务员的手机",
    "--method",
    "本人同意，当面导出",
    "--holder",
    "示例乙",
)


@pytest.fixture
def chat(tmp_path: Path) -> Path:
    """A file to take in."""
    path = tmp_path / "聊天记录.txt"
    path.write_text("示例聊天记录\n" * 200, encoding="utf-8")
    return path


def test_a_file_is_taken_in_handed_over_and_exported_with_its_digest(case: Desk, chat: Path) -> None:
    digest = hashlib.sha256(chat.read_bytes()).hexdigest()
    taken = case.ask("evidence", "add", str(chat), *FACTS, "--proves", "几点发出", "--seal", "甲-01")
    assert (taken["name"], taken["sha256"], taken["already"]) == ("E-01", digest, False)
    assert case.ask("evidence", "add", str(chat), *FACTS)["already"]
    case("evidence", "add-object", "业务员的笔记本电脑", "--category", "object", "--source", "办公室",
         "--method", "当面收取", "--holder", "示例丙", "--original", "--seal", "甲-02")  # fmt: skip
    assert [item["name"] for item in case.ask("evidence", "list")["items"]] == ["E-01", "E-02"]
    moved = case.ask("evidence", "handover", "1", "--to", "示例丁", "--purpose", "送鉴定",
                     "--seal-before", "甲-01", "--seal-after", "甲-03")  # fmt: skip
    assert moved["matches"] is True and moved["digest_again"] == digest
    alarm = case("evidence", "handover", "E-02", "--to", "示例丁", "--purpose", "送鉴定", "--seal-before",
                 "甲-09", "--json", expect=4)  # fmt: skip
    assert alarm.error["code"] == "evidence-wrong" and alarm.object["matches"] is False
    gap = case("evidence", "handover", "1", "--from", "示例乙", "--to", "示例戊", "--purpose", "看", expect=1)
    assert "现在由示例丁保管" in gap.err
    out = case.folder / "导出"
    out.mkdir()
    told = case("evidence", "export", "1", "--out", str(out), "--to", "示例律师", "--purpose", "看内容").out
    assert "没有加密" in told and str(out) in told
    (plain,) = out.iterdir()
    assert plain.read_bytes() == chat.read_bytes()
    shown = case("evidence", "show", "E-01").out
    assert digest in shown and "几点发出" in shown and "送鉴定" in shown and "甲-03" in shown
    chains = case.ask("evidence", "custody")
    assert [link["event"] for link in chains["chains"]["E-01"]] == ["transferred", "exported"]
    assert chains["gaps"] == {}
    paper = case.ask("incident", "report", "custody", "--item", "E-01", "--format", "text",
                     "--out", str(out))  # fmt: skip
    printed = Path(paper["files"][0]).read_text(encoding="utf-8").replace("│", "")
    assert digest in "".join(printed.split())


def test_a_folder_is_looked_at_taken_in_and_taken_up_again(case: Desk) -> None:
    folder = case.folder / "材料"
    (folder / "里面").mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.txt").write_text("同一份" if number else "另一份", encoding="utf-8")
    (folder / "里面" / "链接").symlink_to(folder / "0.txt")
    facts = ("--category", "file", "--source", "共享盘", "--method", "逐份复制", "--holder", "示例丙")
    looked = case.ask("evidence", "add", str(folder), *facts, "--preview")
    assert looked["files"] == 3 and [one["name"] for one in looked["left_out"]] == ["里面/链接"]
    assert case.ask("evidence", "list")["items"] == []
    taken = case.ask("evidence", "add", str(folder), *facts, "--duplicates", "leave")
    assert (taken["taken"], taken["duplicate"], taken["already"]) == (2, 1, 0)
    again = case.ask("evidence", "add", str(folder), *facts)
    assert (again["taken"], again["already"]) == (1, 2)
    assert "不收" in case("evidence", "add", str(folder), *facts, "--preview").out


def test_a_changed_file_is_named_and_leaves_with_four(case: Desk, chat: Path) -> None:
    case("evidence", "add", str(chat), *FACTS)
    assert case.ask("evidence", "check")["wrong"] == []
    (blob,) = (path for path in (case.vault.folder / "blobs").rglob("*") if path.is_file())
    content = bytearray(blob.read_bytes())
    content[len(content) // 2] ^= 1
    blob.chmod(0o600)
    blob.write_bytes(content)
    found = case("evidence", "check", "--force", "--json", expect=4)
    assert found.object["wrong"][0]["item"] == 1 and "E-01" in found.error["message"]
    assert case.ask("incident", "status")["wrong"] == ["E-01"]
    out = case.folder / "导出"
    out.mkdir()
    case("evidence", "export", "1", "--out", str(out), "--to", "谁", "--purpose", "看", expect=4)
    assert list(out.iterdir()) == []


def test_all_that_is_missing_is_named_at_once_with_an_example(case: Desk, chat: Path) -> None:
    told = case("evidence", "add", str(chat), "--title", "聊天", "--method", "导出", expect=2).err
    for said in ("--category 种类", "--source 从哪里来", "--holder 原件谁保管", "例：evidence add"):
        assert said in told
    assert "--method 怎么" not in told
    assert "--holder" in case("evidence", "add-object", "电脑", *FACTS[:6], expect=2).err


def test_the_kinds_are_told_with_what_destroys_each(case: Desk) -> None:
    told = case.ask("evidence", "kinds")["kinds"]
    assert told[0]["volatility"] == "minutes" and told[-1]["id"] == "other"
