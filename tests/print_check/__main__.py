"""`python -m tests.print_check FOLDER`: hold every PDF and Word file there against tools that are not ours.

qpdf (structure), pdffonts (every font embedded), pdfinfo (A4, tagged, title), pdftotext (text comes out
whole), soffice (a Word file has the headings and tables of its PDF). One sample paper of each style is
made and checked as well. A tool that is not installed is named as skipped, never passed over. Exit 0 all
good, 1 a check failed or there was nothing to check, 5 some checks could not run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.print_check.word import soffice, write_samples

_FAMILIES = ("NotoSansSC", "NotoSerifSC", "NotoEmoji", "SecretGuardKai", "DejaVuSansMono")
_A4 = "(A4)"
_HARMLESS = "Suspects object is wrong type"
"""poppler expects a name where PDF/UA asks for a boolean."""


def qpdf(pdf: Path) -> list[str]:
    """Structure, cross references, streams."""
    finished = _run("qpdf", "--check", str(pdf))
    return [] if finished.returncode == 0 else [finished.stdout.strip() or finished.stderr.strip()]


def pdffonts(pdf: Path) -> list[str]:
    """Each font is embedded, a subset, maps to Unicode, and is one of the faces that ship."""
    complaints = []
    for line in _run("pdffonts", str(pdf)).stdout.splitlines()[2:]:
        name, *columns = line.split()
        embedded, subset, unicode = columns[-5:-2]
        if (embedded, subset, unicode) != ("yes", "yes", "yes") or "Type 3" in line:
            complaints.append(f"字体没有完整嵌入：{line.strip()}")
        if not name.partition("+")[2].startswith(_FAMILIES):
            complaints.append(f"不是随附的字体：{name}")
    return complaints


def pdfinfo(pdf: Path) -> list[str]:
    """Title, author, tags, A4."""
    facts = dict(
        re.split(r":\s+", line, maxsplit=1)
        for line in _run("pdfinfo", str(pdf)).stdout.splitlines()
        if re.search(r":\s+\S", line)
    )
    complaints = [f"缺少 {name}" for name in ("Title", "Author", "CreationDate") if name not in facts]
    if facts.get("Tagged") != "yes":
        complaints.append("没有标签")
    if _A4 not in facts.get("Page size", ""):
        complaints.append(f"纸张不是 A4：{facts.get('Page size')}")
    return complaints


def pdftotext(pdf: Path) -> list[str]:
    """Text on every page, no replacement or zero-width character."""
    pages = _run("pdftotext", "-raw", str(pdf), "-").stdout.split("\f")[:-1]
    complaints = [f"第 {number} 页没有文字" for number, page in enumerate(pages, 1) if not page.strip()]
    text = "".join(pages)
    for character, name in (("\ufffd", "U+FFFD"), ("\u200b", "U+200B")):
        if character in text:
            complaints.append(f"文字里有 {name}")
    return complaints


Check = Callable[[Path], list[str]]
CHECKS: dict[str, tuple[Check, ...]] = {"*.pdf": (qpdf, pdffonts, pdfinfo, pdftotext), "*.docx": (soffice,)}


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    unexpected = [line for line in finished.stderr.splitlines() if line.strip() and _HARMLESS not in line]
    if unexpected:
        print(f"    {command[0]}：{'；'.join(unexpected)}")
    return finished


def main(arguments: list[str]) -> int:
    """Check every paper below the folder, and the samples."""
    folder = Path(arguments[0]) if arguments else Path("out")
    if not any(folder.rglob("*.pdf")):
        print(f"{folder} 里没有 PDF，先运行 make demo。/ no PDF to check")
        return 1
    with TemporaryDirectory() as samples:
        write_samples(Path(samples))
        good = [_checked(one) for one in (folder, Path(samples))]
    skipped = [check.__name__ for checks in CHECKS.values() for check in checks if not _installed(check)]
    for name in skipped:
        print(f"跳过 {name}：没有安装 / SKIPPED, not installed")
    if not all(good):
        return 1
    return 5 if skipped else 0


def _checked(folder: Path) -> bool:
    good = True
    for pattern, checks in CHECKS.items():
        for paper in sorted(folder.rglob(pattern)):
            print(paper)
            for check in filter(_installed, checks):
                complaints = check(paper)
                good = good and not complaints
                print(f"  {check.__name__:10} {'通过' if not complaints else '；'.join(complaints)}")
    return good


def _installed(check: Check) -> bool:
    return shutil.which(check.__name__) is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
