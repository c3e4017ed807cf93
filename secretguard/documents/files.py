"""Documents into files: PDF, Word, web page, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from secretguard.documents.html import to_html
from secretguard.documents.pdf import to_pdf
from secretguard.documents.terminal import to_terminal
from secretguard.documents.tree.document import Document
from secretguard.errors import StorageError
from secretguard.i18n import _

SUFFIX = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "text": ".txt"}


def write_documents(document: Document, out: Path, name: str, formats: Sequence[str]) -> list[Path]:
    """Write a document in the formats wanted. Raises StorageError; a half-written file is not left."""
    files = []
    for wanted in formats:
        content = _drawn(document, wanted)
        files.append(write_whole(out / f"{name}{SUFFIX[wanted]}", content))
    return files


def write_whole(path: Path, content: bytes) -> Path:
    """The whole file, in the place of an older one, or none. Raises StorageError."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):  # the disk has refused already; that is told below
            part.unlink()
        raise StorageError(
            _("写不进 {path}。", path=path), _("请检查文件夹、权限和磁盘空间，再出一次；记录不受影响。")
        ) from error
    return path


def _drawn(document: Document, wanted: str) -> bytes:
    if wanted == "pdf":
        return to_pdf(document)
    if wanted == "docx":
        from secretguard.documents.word import to_word  # Word is made on demand: python-docx is slow to load

        return to_word(document)
    if wanted == "html":
        return to_html(document).encode()
    return to_terminal(document).encode()
