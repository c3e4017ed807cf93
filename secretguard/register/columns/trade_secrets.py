"""The columns of trade secrets: everything about one but its content."""

from __future__ import annotations

from typing import Any

from secretguard.i18n import deferred
from secretguard.register.columns.column import Column, Parts
from secretguard.register.columns.values import Choice, Day, Fields, Many, Number, Ref, Text
from secretguard.register.names import Names
from secretguard.register.trade_secret import CircleRole, SecretMeasure, SecretSet

CLASSIFICATIONS = {
    "core": deferred("核心"),
    "important": deferred("重要"),
    "general": deferred("一般"),
}

MEASURE_KINDS = {
    1: deferred("（一）协议或合同条款"),
    2: deferred("（二）制度、培训、书面告知"),
    3: deferred("（三）限制场所、来访"),
    4: deferred("（四）标记、分类、隔离、加密、限制范围"),
    5: deferred("（五）限制设备、存储、复制"),
    6: deferred("（六）离职登记、返还、清除"),
    7: deferred("（七）其他"),
}
"""The seven kinds of 法释〔2020〕7号 art. 6 in short."""

_CATEGORIES = {"technical": deferred("技术信息"), "business": deferred("经营信息")}

_DECISIONS = {
    "kept": deferred("保密"),
    "to_file": deferred("拟申请专利"),
    "filed": deferred("已申请专利"),
    "partly_public": deferred("部分已公开"),
}

_ROLE = Fields(CircleRole, {"role": Text(), "count": Number()}, deferred("研发 | 6"))

_MEASURE = Fields(
    SecretMeasure,
    {
        "kind": Choice(MEASURE_KINDS),
        "measure": Ref(("measure",)),
        "text": Text(),
        "on": Day(),
        "not_applicable": Text(),
    },
    deferred("4 | M2 | 图纸盖章 | 2026-05-01（种类、措施编号、说明、起始日期；不适用的，第五格写理由）"),
)


class _Holder:
    """The holder: someone of the register, kept by id and by name; an older entry may know the name only."""

    def show(self, value: Any, names: Names) -> str:
        key, name = value
        return names.label(("person",), key) if key else name or ""

    def read(self, text: str, names: Names) -> Any:
        return Ref(("person",)).read(text, names), None


def _put_holder(parts: Parts, value: Any, names: Names) -> None:
    key, _name = value
    parts["holder_id"] = key
    parts["holder"] = names.by_id["person"].get(key) if key else None


def _put_systems(parts: Parts, value: Any, _names: Names) -> None:
    parts["system"], parts["also_in"] = (value[0], value[1:]) if value else (None, ())


def _holder(record: SecretSet) -> tuple[str | None, str | None]:
    return record.holder_id, record.holder


def _systems(record: SecretSet) -> tuple[str, ...]:
    return record.systems


SECRET = (
    Column("id", deferred("编号"), 5, Text(needed=True), "secret.id", listed=True),
    Column("name", deferred("代号"), 18, Text(needed=True), "secret.code_name", listed=True),
    Column(
        "classification",
        deferred("密级"),
        6,
        Choice(CLASSIFICATIONS, "important"),
        "secret.classification",
        listed=True,
    ),
    Column("category", deferred("类别"), 8, Choice(_CATEGORIES), "secret.category"),
    Column("holder", deferred("归口人"), 10, _Holder(), listed=True, get=_holder, put=_put_holder),
    Column("points", deferred("密点数"), 6, Number(), "points.count"),
    Column("points_kept", deferred("密点文本存放处"), 18, Text(), "points.kept"),
    Column("points_version", deferred("密点版本日期"), 10, Day(), "points.version"),
    Column("carriers", deferred("载体"), 16, Many(Text()), "carriers", listed=True),
    Column("systems", deferred("系统"), 14, Many(Text()), listed=True, get=_systems, put=_put_systems),
    Column("circle_size", deferred("知悉人数"), 5, Number(), "circle.size", listed=True, shown_only=True),
    Column("circle", deferred("知悉人员"), 24, Many(Ref(("person",))), "circle.people"),
    Column("circle_roles", deferred("知悉岗位"), 18, Many(_ROLE), "circle.roles"),
    Column("circle_approved", deferred("范围批准日期"), 10, Day(), "circle.approved.on"),
    Column("circle_approver", deferred("范围批准人"), 10, Text(), "circle.approved.by"),
    Column("value_yuan", deferred("估值（元）"), 12, Number(), "value.yuan", private=True),
    Column("value_method", deferred("估值方法"), 16, Text(), "value.method", private=True),
    Column("value_on", deferred("估值日期"), 10, Day(), "value.on"),
    Column("not_public", deferred("不为公众所知悉的依据"), 30, Text(), "basis.not_public", private=True),
    Column("searched", deferred("检索日期"), 10, Day(), "basis.searched"),
    Column("value_reason", deferred("具有商业价值的依据"), 30, Text(), "basis.value", private=True),
    Column("measures", deferred("保密措施"), 30, Many(_MEASURE), "measures"),
    Column("started", deferred("形成日期"), 10, Day(), "started"),
    Column("term", deferred("保密期限"), 10, Text(), "term"),
    Column("graded", deferred("定级日期"), 10, Day(), "graded.on"),
    Column("grader", deferred("定级批准人"), 10, Text(), "graded.by"),
    Column("reviewed", deferred("上次复核"), 10, Day(), "review.last"),
    Column("review_due", deferred("下次复核"), 10, Day(), "review.due", listed=True),
    Column("patent", deferred("秘转专决定"), 10, Choice(_DECISIONS), "patent.decision"),
    Column("patent_on", deferred("决定日期"), 10, Day(), "patent.decided.on"),
    Column("patent_by", deferred("决定人"), 10, Text(), "patent.decided.by"),
    Column("leaked_on", deferred("泄露日期"), 10, Day(), "patent.leaked_on"),
    Column("patent_reasons", deferred("决定理由"), 30, Text(), "patent_reasons", private=True),
    Column("remark", deferred("备注"), 20, Text(), "remark", private=True),
)
