"""The Word file of a plan, opened by an office suite, says what its PDF says. Skipped where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from secretguard.documents import to_pdf, to_word
from secretguard.documents.plan import plan_document
from tests.documents.reading_pdf import pages, whole_text
from tests.documents.sample_plan import sample_paper

OFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="soffice is not installed: the Word file was not opened")
def test_an_office_suite_reads_the_same_plan_from_the_word_file(tmp_path: Path) -> None:
    document = plan_document(sample_paper())
    word = tmp_path / "plan.docx"
    word.write_bytes(to_word(document))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        str(OFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(word),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # found by which
    printed, opened = to_pdf(document), (tmp_path / "plan.pdf").read_bytes()
    text = whole_text(opened)
    for said in ("示例公司文件", "（草稿）", "30分钟‡1", "承诺一览", "待补1", "事件报告表", "修订记录"):
        assert said in text, said
    assert abs(len(pages(opened)) - len(pages(printed))) <= len(pages(printed)) // 5
