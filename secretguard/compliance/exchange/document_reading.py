"""Reading a foreign document defensively: YAML or JSON, whichever it is, whatever it is called."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from secretguard.compliance.exchange.document import Document
from secretguard.compliance.exchange.limits import MAX_BYTES, MAX_DEPTH, MAX_VALUES
from secretguard.compliance.exchange.yaml_reading import parse_yaml_document
from secretguard.content import ContentProblem, content_error, quoted
from secretguard.i18n import _

_ARCHIVE: Final = b"PK\x03\x04"
_LONGEST_NUMBER: Final = 40


def read_document(path: Path) -> Document:
    """The document of a file. Raises ContentError, with the line where there is one."""
    name = quoted(path.name, 120)
    try:
        if not path.is_file():
            raise refused(name, _("找不到这个文件，或者它不是普通文件。"), _("请检查路径是否写对。"))
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = quoted(error.strerror or type(error).__name__)
        message = _("读不了这个文件（{reason}）。", reason=reason)
        raise refused(name, message, _("请检查文件的读取权限，再试一次。")) from error
    return parse_document(raw, name)


def parse_document(raw: bytes, name: str) -> Document:
    """The document of some bytes; `name` is the file's name as shown. Raises ContentError."""
    text = _decoded(raw, name)
    start = text.lstrip()[:1]
    if start == "<":
        message = _("这是 XML 文件，只能导入 JSON 或 YAML。")
        raise refused(name, message, _("OSCAL 目录同时以 JSON 发布，请下载 JSON 那一份。"))
    return _parse_json(text, name) if start in ("{", "[") else parse_yaml_document(text, name)


def refused(name: str, message: str, hint: str = "", line: int | None = None) -> Exception:
    """The error of one problem that is nowhere in particular."""
    return content_error([ContentProblem(name, line, "", message, hint)], _("请换一个文件，再试一次。"))


def _decoded(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise refused(name, _("文件超过 {limit} MiB，不读取。", limit=MAX_BYTES >> 20))
    if raw.startswith(_ARCHIVE):
        message = _("这是表格或压缩文件，不是标准的文本。")
        raise refused(name, message, _("CISO Assistant 的标准请用 YAML 文件，不用做它的那张表格。"))
    try:
        return raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refused(name, _("文件不是 UTF-8 编码的文本。"), _("请另存为 UTF-8。"), line) from error


def _parse_json(text: str, name: str) -> Document:
    try:
        data = json.loads(
            text, object_pairs_hook=_no_key_twice, parse_int=_integer, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise refused(name, _("这里不符合 JSON 的写法。"), "", error.lineno) from error
    except _BadJsonError as error:
        raise refused(name, str(error)) from error
    except RecursionError as error:
        raise refused(name, _("嵌套超过 {limit} 层。", limit=MAX_DEPTH)) from error
    _refuse_huge(data, name)
    return Document(name, data)


class _BadJsonError(Exception):
    """JSON that parses, and that no sane tool writes. Not a ValueError, which the parser's own error is."""


def _no_key_twice(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            raise _BadJsonError(_("字段 {name} 写了两次。", name=quoted(key)))
        result[key] = value
    return result


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise _BadJsonError(_("数字太长：{number}", number=quoted(digits)))
    return int(digits)


def _no_constant(word: str) -> object:
    raise _BadJsonError(_("JSON 里没有 {word} 这个值。", word=word))


def _refuse_huge(data: object, name: str) -> None:
    """Depth and number of values, level by level, so that a hostile file costs no deep call."""
    level, count = [data], 0
    for _depth in range(MAX_DEPTH + 1):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        count += len(below)
        if count > MAX_VALUES:
            raise refused(name, _("内容太多，不再往下读。"))
        if not below:
            return
        level = below
    raise refused(name, _("嵌套超过 {limit} 层。", limit=MAX_DEPTH))
