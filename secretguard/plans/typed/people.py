"""Contacts, people and secrets as people write them, tied to the register where it knows them."""

from __future__ import annotations

import re
from typing import Final

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.plans.typed.numbers import plain
from secretguard.plans.values import contact_value
from secretguard.register import PersonSet, RegisterState, SecretSet, split_phones
from secretguard.vault import Json

_BODIES: Final = (
    *("事务所", "公司", "集团", "法院", "银行", "协会", "中心", "机构", "大队", "支队", "大厅", "专班"),
    *("分局", "公证处", "服务站", "派出所", "厂", "局", "处", "站", "所", "院", "部", "科", "室", "园区"),
)
_DEPARTMENTS: Final = ("部", "科", "室")
_ITEMS: Final = re.compile(r"[;；\n]+")
_NAMES: Final = re.compile(r"[\s,，、;；/|｜和]+")
_PLACE: Final = re.compile(r"\s*(?:——|—|--|[:：@→]|存放在|存放于|保存在|存在|存于|放在|在)\s*")


def contact(text: str, register: RegisterState) -> Json:
    """One contact: a register person by name or id, or name, phones and organisation in any order.

    Raises UsageError if there is neither a name nor an organisation, or two people share the name,
    or a telephone number is none.
    """
    typed = plain(text)
    known = _known_person(typed, register)
    if known is not None:
        return contact_value(known.person.name, person=known.person.id)
    if "不知道" in typed:
        raise UsageError(
            _("“{text}”里还留着“不知道”。", text=typed),
            _("知道了就把“不知道”删掉；还不知道，就只写“不知道”。"),
        )
    words, phones = split_phones(text)
    if not words:
        raise UsageError(
            _("还缺一个名字：只写了电话，不知道打给谁。") if phones else _("还没有写是谁。"),
            _("写成“示例甲 000-0000-0001 000-0000-0002”，在人员名单里的写姓名就行。"),
        )
    bodies = [word for word in words if word.endswith(_BODIES)]
    names = [word for word in words if word not in bodies]
    # Somebody of another house who shares an employee's name is not the employee.
    outside = [word for word in bodies if not _is_own(word, register)]
    known = _known_person(names[0], register) if names and not outside else None
    if known is not None:
        return contact_value(known.person.name, phones, person=known.person.id)
    return contact_value(" ".join(names), phones, organisation=" ".join(bodies) or None)


def _is_own(body: str, register: RegisterState) -> bool:
    """Whether it is the enterprise itself or one of its departments, as far as the word tells."""
    own = register.profile.name if register.profile else ""
    return body == own or body.endswith(_DEPARTMENTS)


def contacts(text: str, register: RegisterState) -> Json:
    """Several contacts, one a line or with ； between. Raises UsageError as `contact`."""
    return [contact(item, register) for item in _ITEMS.split(text) if item.strip()]


def register_people(text: str, register: RegisterState) -> Json:
    """People of the register by name or id. Raises UsageError for one it does not know."""
    found: dict[str, None] = {}
    for word in (word for word in _NAMES.split(plain(text)) if word):
        person = _known_person(word, register)
        if person is None:
            raise UsageError(
                _("人员名单里没有“{name}”。", name=word),
                _("现有：{names}；新的人请先登记到台账。", names=_names(register)),
            )
        found[person.person.id] = None
    return list(found)


def secrets(text: str, register: RegisterState) -> Json:
    """Secrets by code name with their place: `公差链 在 PDM；报价底表：ERP`, lines or ； between."""
    typed = plain(text)
    items = [item for item in _ITEMS.split(typed) if item.strip()]
    if len(items) == 1 and re.search("[、，,]", typed) and not _PLACE.search(typed):
        items = re.split("[、，,]", typed)
    return [_secret(item.strip(), register) for item in items if item.strip()]


def _secret(item: str, register: RegisterState) -> Json:
    known = _known_secret(item, register)
    name, place = item, ""
    if known is None:
        name, place = _name_and_place(item, register)
        known = _known_secret(name, register)
    if known is not None:
        return {
            "secret": known.secret.id,
            "code_name": known.secret.code_name,
            "place": place or known.system or "",
        }
    return {"secret": None, "code_name": name, "place": place}


def _name_and_place(item: str, register: RegisterState) -> tuple[str, str]:
    """Where the name ends: at the place that leaves a known name, else at the first sign of a place."""
    splits = [(item[: sign.start()].strip(), item[sign.end() :].strip()) for sign in _PLACE.finditer(item)]
    splits = [(name, place) for name, place in splits if name and place]
    known = (split for split in splits if _known_secret(split[0], register) is not None)
    return next(known, splits[0] if splits else (item, ""))


def _known_secret(text: str, register: RegisterState) -> SecretSet | None:
    if text in register.secrets:
        return register.secrets[text]
    return next((line for line in register.secrets.values() if line.secret.code_name == text), None)


def _known_person(text: str, register: RegisterState) -> PersonSet | None:
    found = register.called(text)
    if len(found) > 1:
        ids = _("、").join(person.person.id for person in found)
        raise UsageError(
            _("人员名单里有 {count} 个人叫“{name}”。", count=len(found), name=text),
            _("请写编号：{ids}。", ids=ids),
        )
    return found[0] if found else None


def _names(register: RegisterState) -> str:
    names = [person.person.name for person in register.people.values()]
    return _("、").join(names[:8]) + ("……" if len(names) > 8 else "") if names else _("还没有人")
