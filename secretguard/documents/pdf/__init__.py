"""PDF/A-3b and PDF/UA-1 by Typst. The same document gives the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from secretguard import locations
from secretguard.documents.coverage import printable
from secretguard.documents.tree.document import Document
from secretguard.documents.tree.plain import to_plain
from secretguard.errors import SecretGuardError
from secretguard.i18n import _

_SOURCE = Path(__file__).parent / "report.typ"
_ARCHIVAL: Literal["a-3b"] = "a-3b"
_ACCESSIBLE: Literal["ua-1"] = "ua-1"
_FACES: Mapping[str, object] = {
    "serif": "Noto Serif SC",
    "sans": "Noto Sans SC",
    "kai": "SecretGuard Kai",
    "fang": [],
    "emoji": "Noto Emoji",
    "mono": "DejaVu Sans Mono",
}


class PrintingError(SecretGuardError):
    """The typesetter refused the document, or warned about it."""

    code = "printing"


def to_pdf(document: Document) -> bytes:
    """The document as PDF, its attachments inside. Raises PrintingError; a warning counts as failure."""
    import typst  # 0.1 s and 80 MB that only printing needs

    tree = {"meta": to_plain(document.meta, printable), "blocks": to_plain(document.blocks, printable)}
    inputs = {
        "tree": _json(tree),
        "words": _json(_words()),
        "faces": _json(_FACES),
        "attachments": _json([asdict(attachment) for attachment in document.attachments]),
    }
    try:
        compiler = typst.Compiler(
            str(_SOURCE), font_paths=shipped_fonts(), ignore_system_fonts=True, sys_inputs=inputs
        )
        printed, warnings = compiler.compile_with_warnings(
            format="pdf", timestamp=int(document.moment.timestamp()), pdf_standards=[_ARCHIVAL, _ACCESSIBLE]
        )
    except typst.TypstError as error:
        raise _refused(str(error)) from error
    if warnings:
        raise _refused(_("；").join(f"{warning.message}" for warning in warnings))
    if not isinstance(printed, bytes):
        raise _refused(_("没有得到一份文件"))
    return printed


def _refused(reason: str) -> PrintingError:
    return PrintingError(
        _("无法排成 PDF：{reason}", reason=reason),
        _("请改为导出 HTML，并把这条信息报告给密盾的维护者。"),
    )


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


def _words() -> dict[str, str]:
    return {
        "page": _("第 {page} 页　共 {pages} 页"),
        "signature": _("签名"),
        "date": _("日期"),
        "date-blank": _("年　　月　　日"),
        "copies-to": _("抄送："),
        "grade": _("综合评定"),
    }


@lru_cache(maxsize=1)
def shipped_fonts() -> Any:
    import pylopdf_fonts_zh_cn
    import typst

    folders = [Path(pylopdf_fonts_zh_cn.sans_path()).parent, locations.fonts_folder()]
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in folders],
    )
