"""What the evidence screens draw: text told from bytes, pieces that lose nothing, pictures under limits."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from secretguard.tui.picture import MOST_BYTES, UndrawablePictureError, decode_picture
from secretguard.tui.views.incident_evidence_view import size_words, work_words
from secretguard.tui.views.incident_text_view import (
    ENCODINGS,
    PIECE,
    Encoding,
    encoding_of,
    hex_page,
    is_picture,
    text_page,
)
from secretguard.tui.widgets.file_tree import list_rows
from secretguard.tui.widgets.form_lines import FormLine, begin_next, fresh_draft, label_of

CHAT = "14:05 示例甲：报价单发错群了，先别撤回\r\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (CHAT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + CHAT.encode(), "utf-8"),
        (CHAT.encode("gb18030"), "gb18030"),
        (CHAT.encode("utf-16"), "utf-16-le"),
        ("plain log line\n".encode("utf-16-be"), "utf-16-be"),
        (b"\x1b[31mred\x07 line\n" * 20, "utf-8"),
        (b"", "utf-8"),
        (b"\x00\x01\x02\x03" * 50, None),
        (b"PK\x03\x04\x14\x00\x00\x00\x08\x00", None),
    ],
    ids=["utf-8", "mark", "gb18030", "utf-16", "utf-16-be", "controls", "empty", "bytes", "zip"],
)
def test_the_encoding_is_told_from_the_content(content: bytes, encoding: str | None) -> None:
    assert encoding_of(content) == encoding


def test_a_character_cut_by_the_look_at_the_head_is_no_reason_to_call_it_binary() -> None:
    assert encoding_of(("密" * 1000).encode()[:1000]) == "utf-8"
    assert encoding_of(("密" * 1000).encode("gb18030")[:999]) == "gb18030"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aé密\n\t😀 x", max_size=600), st.sampled_from(ENCODINGS), st.integers(64, 200))
def test_the_pieces_of_a_text_are_the_whole_text(text: str, encoding: Encoding, piece: int) -> None:
    content, start, shown = text.encode(encoding), 0, ""
    while start < len(content):
        raw = content[start : start + piece]
        page = text_page(raw, encoding, last=start + len(raw) >= len(content))
        assert page.used > 0
        shown, start = shown + page.text, start + page.used
    assert start == len(content)
    assert shown == text_page(content, encoding, last=True).text


def test_control_characters_are_shown_and_never_sent_to_the_terminal() -> None:
    shown = text_page(b"a\x1b[2Jb\x07\xe2\x80\xaec", "utf-8", last=True).text
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "〔U+001B〕[2Jb〔U+0007〕〔U+202E〕c" in shown


def test_bytes_fit_the_screen_in_lines_that_name_their_place() -> None:
    raw = bytes(range(256)) * 4
    for width in (60, 80):
        lines = hex_page(raw, PIECE, width).text.splitlines()
        assert lines[0].startswith("00004000 00 01 02")
        assert all(line.isprintable() and len(line) <= width - 3 for line in lines)
    assert hex_page(b"x", 2**33).text.startswith("0200000000 78")


def _png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_picture_is_shrunk_to_points_and_known_by_its_first_bytes() -> None:
    kept = io.BytesIO()
    Image.new("RGB", (300, 150), (200, 30, 10)).save(kept, "PNG")
    assert is_picture(kept.getvalue()[:16])
    picture = decode_picture(kept.getvalue(), 40, 40)
    assert (picture.width, picture.height, picture.columns, picture.rows) == (300, 150, 40, 20)
    assert picture.colour(39, 19) == (200, 30, 10)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (_png(40_000, 40_000), "像素太多"),
        (_png(300, 300)[:80], "坏了"),
        (b"\x89PNG\r\n\x1a\n" + b"garbage" * 10, "坏了"),
    ],
    ids=["bomb", "cut", "garbage"],
)
def test_a_picture_that_is_broken_or_a_bomb_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(UndrawablePictureError) as refused:
        decode_picture(content, 40, 40)
    assert why in refused.value.message


def test_a_picture_file_too_large_is_not_even_handed_to_the_decoder() -> None:
    with pytest.raises(UndrawablePictureError, match="64 MiB"):
        decode_picture(bytes(MOST_BYTES + 1), 40, 40)


def test_a_folder_to_choose_from_has_folders_first_and_hostile_names_made_visible(tmp_path: Path) -> None:
    for name in ("b", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "a\x1b[2J\n.txt").write_bytes(b"")
    (tmp_path / "away").symlink_to(tmp_path / "b")
    rows, left, problem = list_rows(tmp_path, folders_only=False)
    assert not left
    assert not problem
    shown = [row.text.plain for row, _path in rows]
    assert shown[1:] == ["b/", ".hidden/", "a〔U+001B〕[2J〔U+000A〕.txt", "away（链接，不收）"]
    assert [row.text.plain for row, _path in list_rows(tmp_path, folders_only=True)[0]][1:] == [
        "b/",
        ".hidden/",
    ]
    assert "打不开" in list_rows(tmp_path / "gone", folders_only=False)[2]


def test_what_goes_on_is_told_with_how_much_and_how_long_still() -> None:
    assert (
        work_words("正在收入", 1 << 30, 4 << 30, 10.0)
        == "正在收入　[===         ] 1.0 GB/4.0 GB 25%　约 30 秒"
    )
    assert work_words("正在复查", 3, 12, 0.5) == "正在复查　[===         ] 3/12 25%"
    assert [size_words(size) for size in (17, 2048, 3 << 20)] == ["17 字节", "2.0 KB", "3.0 MB"]


def test_of_a_recorded_form_only_what_holds_of_the_next_item_stays_and_what_was_typed_since() -> None:
    lines = {name: FormLine(name, lambda: "地点", lambda: "") for name in ("place", "method", "title")}
    draft = fresh_draft({"title": ""}) | {"place": "会议室", "method": "当面导出", "title": "群记录"}
    recorded = dict(draft)
    draft["title"] = "下一件"
    kept = {"place": True, "method": False, "title": False}
    assert not begin_next(draft, recorded, {}, kept, "E-01")
    assert [draft[name] for name in lines] == ["会议室", "", "下一件"]
    assert label_of(lines["place"], draft) == "地点 沿用 E-01"
    draft["place"] = "会议室二"
    assert label_of(lines["place"], draft) == label_of(lines["method"], draft) == "地点"
