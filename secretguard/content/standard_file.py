"""The file of a standard, profile or crosswalk: YAML that people write, JSON that an import wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from secretguard.content.crosswalk import Crosswalk
from secretguard.content.playbook import ContentModel
from secretguard.content.problems import UNWANTED, ContentProblem, content_error, quoted
from secretguard.content.profile import Profile
from secretguard.content.standard import Standard
from secretguard.content.yaml_source import YamlPath, YamlSource, read_yaml
from secretguard.i18n import _

KINDS: Final = ("standard", "profile", "crosswalk")
MAX_JSON_BYTES: Final = 32 * 1024 * 1024
"""Room for 5 000 requirements in three languages; written by the tool, not by hand."""

_SUFFIXES: Final = (".yaml", ".yml", ".json")
_KIND: Final = re.compile(rb'^[ \t{]*"?kind"?[ \t]*:[ \t]*"?([a-z-]{1,40})', re.MULTILINE)
_HEAD: Final = 64 * 1024


def standard_files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that say they are a standard, profile or crosswalk, or are named like one."""
    if not folder.is_dir():
        return ()
    found = sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)
    return tuple(path for path in found if _claims_to_be_one(path))


def read_standard_source(path: Path) -> YamlSource:
    """The file as plain data. Raises ContentError with file and, in YAML, line."""
    return read_yaml(path) if path.suffix != ".json" else _read_json(path)


def standard_json(model: Standard | Profile | Crosswalk) -> bytes:
    """The model as a file that `load_standards` reads again: UTF-8, one indent, defaults left out."""
    data = _plain(model)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(model: ContentModel) -> dict[str, object]:
    data = model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"kind": data.pop("kind"), **data}


def _claims_to_be_one(path: Path) -> bool:
    if path.name.startswith(tuple(f"{kind}-" for kind in KINDS)):
        return True
    try:
        with path.open("rb") as file:
            found = _KIND.search(file.read(_HEAD))
    except OSError:
        return False
    return found is not None and found[1].decode() in KINDS


def _read_json(path: Path) -> YamlSource:
    name = quoted(path.name, 120)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_JSON_BYTES + 1)
        if len(raw) > MAX_JSON_BYTES:
            raise _refusal(name, None, _("文件超过 {limit} MiB，不读取。", limit=MAX_JSON_BYTES // 1024**2))
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_key_twice)
    except OSError as error:
        reason = quoted(error.strerror or type(error).__name__)
        raise _refusal(name, None, _("读不了这个文件（{reason}）。", reason=reason)) from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refusal(name, line, _("文件不是 UTF-8 编码的文本。")) from error
    except json.JSONDecodeError as error:
        raise _refusal(name, error.lineno, _("这里不符合 JSON 的写法。")) from error
    except (_KeyTwiceError, RecursionError) as error:
        message = (
            _("字段 {name} 写了两次。", name=quoted(error.key))
            if isinstance(error, _KeyTwiceError)
            else _("嵌套太深。")
        )
        raise _refusal(name, None, message) from error
    source = YamlSource(name, data, {})
    unwanted = [source.problem(place, _("有看不见的或控制字符。")) for place in _unwanted(data, ())]
    if unwanted:
        raise content_error(unwanted, _("请重新导入这部标准。"))
    return source


def _unwanted(value: object, place: YamlPath) -> Iterator[YamlPath]:
    """The places whose text holds what no text may hold."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _unwanted(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unwanted(inner, (*place, index))
    elif isinstance(value, str) and UNWANTED.search(value) is not None:
        yield place


class _KeyTwiceError(ValueError):
    """A JSON object names a key twice."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _no_key_twice(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            raise _KeyTwiceError(key)
        result[key] = value
    return result


def _refusal(name: str, line: int | None, message: str) -> Exception:
    return content_error([ContentProblem(name, line, "", message, _("请重新导入这部标准。"))])
