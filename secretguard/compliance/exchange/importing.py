"""Importing a standard that others wrote: what the file is, is seen from what it says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from secretguard.compliance.exchange.ciso_reading import is_ciso_library, read_ciso_library
from secretguard.compliance.exchange.document import Document
from secretguard.compliance.exchange.document_reading import read_document, refused
from secretguard.compliance.exchange.imported import Imported
from secretguard.compliance.exchange.oscal_reading import read_oscal_catalog
from secretguard.content import quoted
from secretguard.i18n import _, deferred

_OTHER_OSCAL: Final[Mapping[str, str]] = {
    "profile": deferred(
        "这是 OSCAL 的基线选择（profile），只有编号，没有条文。请导入它解析后的目录（resolved catalog）。"
    ),
    "mapping-collection": deferred("这是 OSCAL 的对照表，还不能导入；CISO Assistant 的对照表可以。"),
    "component-definition": deferred("这是 OSCAL 的组件说明，不是标准。"),
    "system-security-plan": deferred("这是 OSCAL 的系统安全计划，不是标准。"),
    "assessment-plan": deferred("这是 OSCAL 的评估计划，不是标准。"),
    "assessment-results": deferred("这是 OSCAL 的评估结果，不是标准。"),
    "plan-of-action-and-milestones": deferred("这是 OSCAL 的整改计划，不是标准。"),
}
_OURS: Final = ("standard", "profile", "crosswalk")


def import_standard(path: Path, *, standard_id: str | None = None) -> Imported:
    """The standard or the mappings of a file; nothing is kept yet. `standard_id`: call it so instead.

    Raises ContentError with every fault: in YAML its line, in JSON its pointer.
    """
    return imported_from(read_document(path), standard_id)


def imported_from(document: Document, standard_id: str | None = None) -> Imported:
    """The same from a document that was read already. Pure."""
    data = document.data
    if not isinstance(data, dict):
        raise refused(document.file, _("文件的最外层必须是“字段: 内容”的形式。"))
    if isinstance(data.get("catalog"), dict):
        return read_oscal_catalog(document, standard_id)
    if is_ciso_library(data):
        return read_ciso_library(document, standard_id)
    raise refused(document.file, *_what_it_is(data))


def _what_it_is(data: Mapping[str, Any]) -> tuple[str, str]:
    for key, words in _OTHER_OSCAL.items():
        if key in data:
            return _(words), _("可以导入的是 CISO Assistant 标准库和 OSCAL 目录（catalog）。")
    if data.get("kind") in _OURS:
        return (
            _("这已经是密盾自己的格式，不用导入。"),
            _("请直接放进内容文件夹的 standards/ 里。"),
        )
    names = _("、").join(quoted(str(name)) for name in list(data)[:6]) or _("没有")
    return (
        _("认不出这是什么文件。最外层的字段：{names}。", names=names),
        _("可以导入的是 CISO Assistant 标准库和 OSCAL 目录（catalog）。"),
    )
