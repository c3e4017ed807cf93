"""Word files held against their PDFs: LibreOffice prints them, and both papers must say the same in order."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from secretguard import documents
from tests.documents.conftest import MOMENT, TEMPLATES
from tests.documents.reading_pdf import outline, pages, squeezed
from tests.documents.sample_report import sample_report

_CAPTION = re.compile(r"^([表图]\s*\d+　.*)$", re.MULTILINE)
_ANNEX = re.compile(r"^附件\d*")
_PATIENCE = 180


def soffice(word: Path) -> list[str]:
    """Headings, captions of tables and figures: as many, the same, in the same order as in the PDF."""
    paper = word.with_suffix(".pdf")
    if not paper.exists():
        return [f"旁边没有 {paper.name}，无从比较"]
    with tempfile.TemporaryDirectory() as folder:
        printed = _converted(word, Path(folder))
        if printed is None:
            return ["LibreOffice 打不开"]
        return _differences(paper.read_bytes(), printed)


def write_samples(folder: Path) -> None:
    """One paper of each style, as PDF and as Word."""
    made = {
        "brief": documents.quick_report(sample_report()),
        "report": documents.read("specimen.md", {"x": "示例甲", "rows": 60}, moment=MOMENT, folder=TEMPLATES),
        "gongwen": documents.read("official.md", {"filler": "国" * 900}, moment=MOMENT, folder=TEMPLATES),
    }
    for name, document in made.items():
        (folder / f"{name}.pdf").write_bytes(documents.to_pdf(document))
        (folder / f"{name}.docx").write_bytes(documents.to_word(document))


def _converted(word: Path, folder: Path) -> bytes | None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)
    printed = folder / word.with_suffix(".pdf").name
    return printed.read_bytes() if printed.exists() else None


def _differences(paper: bytes, printed: bytes) -> list[str]:
    complaints = []
    for what, find in (("标题", _headings), ("图表标题", _captions)):
        wanted, found = find(paper), find(printed)
        if wanted != found:
            complaints.append(f"{what}不同：PDF {wanted}；Word {found}")
    return complaints


def _headings(pdf: bytes) -> list[str]:
    """An annex has its number on a line of its own in Word."""
    return [_ANNEX.sub("", squeezed(title)) for title, _page in outline(pdf)]


def _captions(pdf: bytes) -> list[str]:
    text = "\n".join(pages(pdf)).replace("\r", "")
    return [squeezed(caption) for caption in _CAPTION.findall(text)]
