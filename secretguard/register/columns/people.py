"""The columns of people and of their clearances."""

from __future__ import annotations

from secretguard.i18n import deferred
from secretguard.register.clearance import ExitItem
from secretguard.register.columns.column import Column
from secretguard.register.columns.values import (
    Choice,
    Day,
    Duties,
    Fields,
    Many,
    Number,
    Phone,
    Ref,
    Text,
    YesNo,
)

_ITEM_STATES = {
    "open": deferred("未办"),
    "returned": deferred("已返还"),
    "erased": deferred("已清除"),
    "destroyed": deferred("已销毁"),
}

EXIT_ITEM = Fields(
    ExitItem,
    {"what": Text(), "state": Choice(_ITEM_STATES, "open"), "on": Day()},
    deferred("公司电脑 | 已返还 | 2026-06-01"),
)

PERSON = (
    Column("id", deferred("编号"), 5, Text(needed=True), "person.id", listed=True),
    Column("name", deferred("姓名"), 10, Text(needed=True), "person.name", listed=True),
    Column("title", deferred("职务"), 16, Text(), "person.title", listed=True),
    Column("duties", deferred("职责"), 14, Duties(), "duties", listed=True),
    Column("phone", deferred("电话"), 15, Phone(), "phones.first", listed=True, private=True),
    Column("phone_2", deferred("第二电话"), 15, Phone(), "phones.second", listed=True, private=True),
    Column("deputy", deferred("替补"), 10, Ref(("person",)), "deputy", listed=True),
    Column("confirmed", deferred("核实日期"), 10, Day(), "confirmed", listed=True),
    Column("email", deferred("外部邮箱"), 20, Text(), "outside.email", private=True),
    Column("messenger", deferred("外部即时通信"), 16, Text(), "outside.messenger", private=True),
    Column("authority", deferred("权限"), 24, Text(), "authority.may"),
    Column("authority_yuan", deferred("可批金额（元）"), 12, Number(), "authority.yuan", private=True),
    Column("trained", deferred("岗位培训日期"), 10, Day(), "trained"),
    Column(
        "status",
        deferred("在职状态"),
        8,
        Choice({"in": deferred("在职"), "left": deferred("离职")}, "in"),
        "service.status",
    ),
    Column("since", deferred("入职日期"), 10, Day(), "service.since"),
    Column("left_on", deferred("离职日期"), 10, Day(), "service.left_on"),
)

CLEARED = (
    Column("id", deferred("编号"), 5, Text(needed=True), "cleared.id", listed=True),
    Column("person", deferred("姓名"), 12, Ref(("person",)), "cleared.person", listed=True),
    Column("post", deferred("涉密岗位"), 14, Text(), "cleared.post", listed=True),
    Column("secrets", deferred("接触的秘密"), 24, Many(Ref(("secret",))), "secrets", listed=True),
    Column("granted", deferred("开始接触"), 10, Day(), "granted"),
    Column("agreement", deferred("协议"), 18, Ref(("agreement",)), "agreement", listed=True),
    Column("trained", deferred("另行培训日期"), 14, Many(Day()), "trained"),
    Column("declared", deferred("入职承诺日期"), 10, Day(), "declaration.declared"),
    Column(
        "former_duties", deferred("原单位义务核查"), 20, Text(), "declaration.former_duties", private=True
    ),
    Column("non_compete", deferred("竞业限制"), 8, YesNo(), "non_compete.agreed", listed=True),
    Column("non_compete_until", deferred("竞业限制到"), 10, Day(), "non_compete.until"),
    Column("exit_opened", deferred("离职清单开始"), 10, Day(), "exit.opened"),
    Column("exit_items", deferred("离职清单"), 30, Many(EXIT_ITEM), "exit.items"),
    Column("interview", deferred("离职面谈"), 10, Day(), "exit.interview"),
    Column("letter", deferred("提醒函送达"), 10, Day(), "exit.letter"),
    Column("access_ended", deferred("停权日期"), 10, Day(), "exit.access_ended"),
    Column("exit_closed", deferred("离职清单办结"), 10, Day(), "exit.closed"),
)
