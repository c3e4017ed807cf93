"""The columns of agreements, partners, measures and training sessions."""

from __future__ import annotations

from secretguard.i18n import deferred
from secretguard.register.columns.column import Column
from secretguard.register.columns.trade_secrets import MEASURE_KINDS
from secretguard.register.columns.values import Choice, Day, Fields, Many, Number, Phone, Ref, Text
from secretguard.register.parts import FileDigest

_AGREEMENT_KINDS = {
    "nda": deferred("保密协议"),
    "non_compete": deferred("竞业限制协议"),
    "clause": deferred("合同保密条款"),
    "pledge": deferred("保密承诺书"),
    "other": deferred("其他"),
}

_PARTNER_KINDS = {
    "supplier": deferred("供应商"),
    "customer": deferred("客户"),
    "research": deferred("研发合作"),
    "contract_maker": deferred("代工"),
    "service": deferred("服务机构"),
    "other": deferred("其他"),
}

_FILE = Fields(
    FileDigest,
    {"name": Text(), "sha256": Text()},
    deferred("签字页.pdf | 六十四位 SHA-256 校验值"),
)

AGREEMENT = (
    Column("id", deferred("编号"), 5, Text(needed=True), "agreement.id", listed=True),
    Column("name", deferred("名称"), 22, Text(needed=True), "agreement.title", listed=True),
    Column("kind", deferred("种类"), 12, Choice(_AGREEMENT_KINDS, "nda"), "agreement.kind", listed=True),
    Column("parties", deferred("对方"), 24, Many(Ref(("person", "partner"))), "parties", listed=True),
    Column("signed", deferred("签订日期"), 10, Day(), "signed", listed=True),
    Column("until", deferred("到期日期"), 10, Day(), "until", listed=True),
    Column("file", deferred("扫描件"), 24, _FILE, "file"),
    Column("kept", deferred("原件存放处"), 18, Text(), "kept", listed=True),
)

PARTNER = (
    Column("id", deferred("编号"), 5, Text(needed=True), "partner.id", listed=True),
    Column("name", deferred("名称"), 20, Text(needed=True), "partner.name", listed=True),
    Column("kind", deferred("种类"), 10, Choice(_PARTNER_KINDS, "supplier"), "partner.kind", listed=True),
    Column("secrets", deferred("接触的秘密"), 24, Many(Ref(("secret",))), "secrets", listed=True),
    Column("agreement", deferred("协议"), 18, Ref(("agreement",)), "agreement", listed=True),
    Column("contact", deferred("联系人"), 10, Text(), "contact.name", listed=True),
    Column("contact_phone", deferred("联系电话"), 15, Phone(), "contact.phone", private=True),
    Column("contact_email", deferred("联系邮箱"), 20, Text(), "contact.email", private=True),
    Column("notice_hours", deferred("通知时限（小时）"), 8, Number(), "notice_hours", listed=True),
    Column("disclosed", deferred("首次提供日期"), 10, Day(), "disclosed"),
    Column("reviewed", deferred("保密能力评价"), 10, Day(), "reviewed"),
    Column("ended", deferred("合作结束"), 10, Day(), "ended"),
    Column("returned", deferred("返还销毁确认"), 10, Day(), "returned"),
)

MEASURE = (
    Column("id", deferred("编号"), 5, Text(needed=True), "measure.id", listed=True),
    Column("name", deferred("措施"), 24, Text(needed=True), "measure.what", listed=True),
    Column("kind", deferred("种类（解释第六条）"), 16, Choice(MEASURE_KINDS), "measure.kind", listed=True),
    Column("where", deferred("地点或系统"), 16, Text(), "where", listed=True),
    Column("since", deferred("开始日期"), 10, Day(), "since", listed=True),
    Column("checked", deferred("检查日期"), 10, Day(), "checked.on", listed=True),
    Column("checker", deferred("检查人"), 10, Text(), "checked.by"),
    Column("evidence", deferred("证据文件"), 24, Many(_FILE), "evidence"),
    Column("secrets", deferred("覆盖的秘密"), 24, Many(Ref(("secret",))), "secrets", listed=True),
)

TRAINING = (
    Column("id", deferred("编号"), 5, Text(needed=True), "training.id", listed=True),
    Column("name", deferred("主题"), 24, Text(needed=True), "training.topic", listed=True),
    Column("on", deferred("日期"), 10, Day(), "training.on", listed=True),
    Column("attended", deferred("参加人员"), 30, Many(Ref(("person",))), "attended", listed=True),
    Column("evidence", deferred("证据文件"), 24, Many(_FILE), "evidence"),
)
