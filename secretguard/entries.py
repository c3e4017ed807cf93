"""How a room's frozen entry models travel through a sealed journal: one field is one part.

A part is the grain of redaction (FORMAT.md), so a model keeps what may be withheld separately in
separate fields. `None` fields are not written. Kinds and versions never change meaning once released.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from secretguard.clock import to_microseconds
from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _


class UnreadableEntryError(SecretGuardError):
    """An entry's parts do not fit its kind and version."""

    code = "unreadable-entry"
    exit_code = 4


class EntryModel(BaseModel):
    """Base of every entry kind. `occurred` is when it happened (microseconds UTC), if not when recorded."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    occurred: int | None = None

    def parts(self) -> dict[str, Any]:
        """The entry's data parts: plain JSON values, absent fields left out."""
        return self.model_dump(mode="json", exclude_none=True)


class OpenedEntry(Protocol):
    """What a fold needs of an opened journal entry (the vault's `Entry` fits)."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> int: ...
    @property
    def tz(self) -> int: ...
    @property
    def author(self) -> bytes: ...
    @property
    def parts(self) -> Mapping[str, Any]: ...
    @property
    def erased(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class UnrecordedEntry:
    """An entry as a fold sees one, without a journal behind it: one foreseen, or one written for a test."""

    seq: int
    kind: str
    parts: Mapping[str, Any]
    at: int = 0
    tz: int = 0
    author: bytes = b""
    erased: bool = False


def unrecorded(models: Iterable[EntryModel], first: int = 1, at: int = 0) -> list[UnrecordedEntry]:
    """Models as the entries they would become, numbered from `first`, all at one moment (microseconds)."""
    return [UnrecordedEntry(seq, model.kind, model.parts(), at) for seq, model in enumerate(models, first)]


Model = TypeVar("Model", bound=EntryModel)


def kinds(models: Iterable[type[Model]]) -> dict[str, type[Model]]:
    """Index entry models by kind."""
    return {model.kind: model for model in models}


def decode(entry: OpenedEntry, known: Mapping[str, type[Model]]) -> Model | None:
    """The model of an opened entry; None for an erased body or a kind this room does not know.

    Raises UnreadableEntryError when the parts do not fit: the record is damaged or newer than the program.
    """
    model = known.get(entry.kind)
    if model is None or entry.erased:
        return None
    try:
        return model.model_validate(entry.parts)
    except ValidationError as error:
        raise UnreadableEntryError(
            _("第 {seq} 条记录（{kind}）读不懂：内容与这一版程序不符。", seq=entry.seq, kind=entry.kind),
            _("请先做一次库检查；若检查无误，可能是更新版本写下的记录，请升级密盾后再打开。"),
            seq=entry.seq,
            kind=entry.kind,
        ) from error


def unfit_values(error: ValidationError, own_words: Mapping[str, str] | None = None) -> UsageError:
    """What somebody typed cannot be an entry: which field, and why, in words. The value is not repeated.

    `own_words` are what a room calls its fields, before the words that all rooms share.
    """
    detail = error.errors(include_url=False, include_context=True, include_input=False)[0]
    field = next((str(step) for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    word = (own_words or {}).get(field) or _field_word(field)
    context = detail.get("ctx", {})
    match detail["type"]:
        case "string_too_long":
            message = _("“{field}”太长，最多 {limit} 个字。", field=word, limit=context.get("max_length"))
            return UsageError(message, _("请分成几条记。"), field=field)
        case "string_too_short":
            return UsageError(_("“{field}”不能是空的。", field=word), _("请写上内容。"), field=field)
        case "greater_than_equal":
            message = _("“{field}”不能小于 {limit}。", field=word, limit=context.get("ge"))
            return UsageError(message, _("请改一个数。"), field=field)
        case "less_than_equal":
            message = _("“{field}”不能大于 {limit}。", field=word, limit=context.get("le"))
            return UsageError(message, _("请改一个数。"), field=field)
    return UsageError(
        _("“{field}”的写法不对。", field=word),
        _("编号只用英文字母、数字、“.”、“-”和“_”，不留空格。"),
        field=field,
    )


def _field_word(field: str) -> str:
    """A field of an entry as a person calls it; one that nobody types keeps its own name."""
    return {
        "name": _("名称"),
        "id": _("编号"),
        "person": _("编号"),
        "text": _("内容"),
        "words": _("原话"),
        "why": _("原因"),
        "how": _("凭据"),
        "reason": _("理由"),
        "remark": _("说明"),
        "by": _("谁"),
        "evaluator": _("评估人"),
        "facilitator": _("主持人"),
        "owner": _("责任人"),
        "what": _("整改"),
        "plan": _("预案章节"),
        "duties": _("职责"),
        "title": _("职务"),
        "first": _("第一个电话"),
        "second": _("第二个电话"),
        "place": _("地点"),
        "industry": _("行业"),
        "address": _("地址"),
        "role": _("岗位"),
        "parameters": _("参数"),
        "minutes": _("时限（分钟）"),
        "headcount": _("人数"),
    }.get(field, field or _("内容"))


def happened_at(entry: OpenedEntry, model: EntryModel) -> int:
    """Microseconds UTC at which it happened: as stated, else as recorded."""
    return entry.at if model.occurred is None else model.occurred


def occurred_us(moment: datetime | None) -> int | None:
    """An optional aware datetime as an entry's `occurred` field."""
    return None if moment is None else to_microseconds(moment)
