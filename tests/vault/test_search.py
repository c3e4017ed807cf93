"""Search over an open vault: any substring, both widths, nothing erased."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from secretguard.vault import Vault
from secretguard.vault.search import SearchBuffers, _Buffer, fold

MakeVault = Callable[[], Vault]


def test_one_chinese_character_is_enough_and_widths_meet(vault: Vault) -> None:
    journal = vault.create_journal("note", "随手记")
    vault.append(journal, "note", {"text": "制动卡钳公差链 ＡＢＣ"})
    vault.append(journal, "note", {"text": "别的话", "skipped": "公差"})
    buffers = SearchBuffers(skip={"skipped"})
    buffers.refresh(vault)
    assert [hit.seq for hit in buffers.find("钳")] == [2]
    assert [hit.seq for hit in buffers.find("abc")] == [2]
    assert [hit.seq for hit in buffers.find("公差")] == [2]
    assert buffers.find("没有这个词") == []
    assert buffers.find("") == []


def test_newest_come_first_and_each_entry_once(vault: Vault) -> None:
    journal = vault.create_journal("note", "标题")
    for number in range(5):
        vault.append(journal, "note", {"text": f"图纸图纸图纸 {number}"})
    buffers = SearchBuffers()
    buffers.refresh(vault)
    assert [hit.seq for hit in buffers.find("图纸")] == [6, 5, 4, 3, 2]
    assert [hit.seq for hit in buffers.find("图纸", limit=2)] == [6, 5]


def test_what_was_appended_or_erased_since_shows_after_a_refresh(vault: Vault) -> None:
    journal = vault.create_journal("note", "标题")
    entry = vault.append(journal, "note", {"text": "一句秘密"})
    buffers = SearchBuffers()
    buffers.refresh(vault)
    vault.append(journal, "note", {"text": "又一句秘密"})
    buffers.refresh(vault)
    assert len(buffers.find("秘密")) == 2
    vault.erase(journal, entry.seq, "本人要求")
    buffers.refresh(vault)
    assert [hit.seq for hit in buffers.find("秘密")] == [3]
    buffers.clear()
    assert buffers.find("秘密") == []


@given(
    st.lists(st.text(alphabet="abＡ图纸 ", max_size=8), min_size=1, max_size=12),
    st.text(alphabet="abＡ图纸", min_size=1, max_size=3),
)
def test_it_finds_exactly_the_entries_that_hold_the_words(texts: list[str], wanted: str) -> None:
    buffer = _Buffer()
    for number, text in enumerate(texts, 1):
        buffer.starts.append(len(buffer.words))
        buffer.seqs.append(number)
        buffer.words += fold(text).encode() + b"\0"
    found = [hit.seq for hit in SearchBuffers._search(b"j", buffer, fold(wanted).encode(), 100)]
    assert sorted(found) == [number for number, text in enumerate(texts, 1) if fold(wanted) in fold(text)]
