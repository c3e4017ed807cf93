"""An evidence file as text or as bytes, piece by piece. Pure: what is shown is never written anywhere.

The encoding is told from the content; control characters are shown as their numbers; bytes that are no
text in that encoding as U+FFFD.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final, Literal

from secretguard.i18n import _
from secretguard.tui.safe_text import safe

Encoding = Literal["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
PIECE: Final = 16 * 1024
"""Bytes of the file on one page."""
_ROW, _SHORT_ROW = 16, 8
_WIDE_FROM: Final = 80
_LARGE_FROM: Final = 2**32
_MOST_CONTROLS: Final = 0.02
_MOST_ZEROES: Final = 0.4
_LAST_LINE_FROM: Final = 0.75
_MARKS: Final[tuple[tuple[bytes, Encoding], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A piece as it is shown: its words, and how many bytes of the file they stand for."""

    text: str
    used: int


def is_picture(head: bytes) -> bool:
    """Whether the first bytes are those of a picture that can be drawn."""
    return head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def encoding_of(head: bytes) -> Encoding | None:
    """The encoding of a text by its first bytes; None for what is no text."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    wide = _wide_encoding(head)
    if wide is not None:
        return wide
    for encoding in ("utf-8", "gb18030"):
        text = _strictly(head, encoding)
        if text is not None and _is_text(text):
            return encoding
    return None


def text_page(raw: bytes, encoding: Encoding, *, last: bool) -> Page:
    """A piece of a text that begins at a character; it ends with a whole character or line.

    `last`: nothing follows in the file.
    """
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(raw, final=last)
    used = len(raw) - (0 if last else len(decoder.getstate()[0]))
    cut = text.rfind("\n") + 1
    if not last and cut > len(text) * _LAST_LINE_FROM:
        used -= len(text[cut:].encode(encoding, "replace")) if "\ufffd" not in text[cut:] else 0
        text = text[:cut] if "\ufffd" not in text[cut:] else text
    return Page(safe(text.removeprefix("\ufeff")), used)


def hex_page(raw: bytes, offset: int, width: int = _WIDE_FROM) -> Page:
    """Sixteen bytes a line, eight where the screen is narrow: where, the bytes, the letters among them."""
    lines = []
    length = _ROW if width >= _WIDE_FROM else _SHORT_ROW
    digits = 10 if offset + len(raw) > _LARGE_FROM else 8
    for start in range(0, len(raw), length):
        row = raw[start : start + length]
        left, right = row[:8].hex(" "), row[8:].hex(" ")
        letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)
        middle = f"{left:<23}  {right:<23}" if length == _ROW else f"{left:<23}"
        lines.append(f"{offset + start:0{digits}x} {middle} {letters}")
    return Page("\n".join(lines), len(raw))


def encoding_word(encoding: Encoding | None) -> str:
    """UTF-8, GB18030, UTF-16, or bytes."""
    return encoding.upper() if encoding else _("字节")


def _strictly(head: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(head, final=False)
    except UnicodeDecodeError:
        return None


def _is_text(text: str) -> bool:
    controls = sum(1 for letter in text if ord(letter) < 0x20 and letter not in "\a\b\t\r\n\f\x1b")
    return "\x00" not in text and controls <= len(text) * _MOST_CONTROLS


def _wide_encoding(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: many zero bytes, all on the same side (Latin letters and line ends)."""
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    found: Encoding | None = None
    if odd > half * _MOST_ZEROES and even == 0:
        found = "utf-16-le"
    elif even > half * _MOST_ZEROES and odd == 0:
        found = "utf-16-be"
    text = _strictly(head, found) if found else None
    return found if text is not None and _is_text(text) else None
