"""What the parser knows of an argument or option, asked in one place: its insides move between versions."""

from __future__ import annotations

from enum import Enum
from typing import Any, Literal

from secretguard.i18n import _

Shape = Literal["text", "integer", "path"]


def choices_of(parameter: Any) -> tuple[str, ...]:
    """The words that may be written; empty where any text may."""
    found = parameter.type_descriptor.choices or ()
    return tuple(str(item.value if isinstance(item, Enum) else item) for item in found)


def shape_of(parameter: Any) -> Shape:
    """What kind of value is wanted."""
    descriptor = parameter.type_descriptor
    if descriptor.is_path or descriptor.is_file:
        return "path"
    return "integer" if descriptor.annotation is int else "text"


def shape_word(parameter: Any) -> str:
    """What stands for the value on a help page: its choices, else 文字, 数字 or 路径."""
    choices = choices_of(parameter)
    if choices:
        return "|".join(choices)
    return {"text": _("文字"), "integer": _("数字"), "path": _("路径")}[shape_of(parameter)].upper()


def place_of(parameter: Any) -> str:
    """The name by which a help page and an error call an argument."""
    # English writes what is to be replaced in capitals; Chinese has none.
    return _(parameter.metavar).upper() if parameter.metavar else shape_word(parameter)


def spelling_of(parameter: Any) -> str:
    """An option's long name, or an argument's place."""
    long = [name for name in parameter.opts if name.startswith("--")]
    return long[0] if long else place_of(parameter)


def bounds_of(parameter: Any) -> tuple[int | None, int | None]:
    """The least and the greatest number allowed, None where there is no bound."""
    return parameter.min, parameter.max
