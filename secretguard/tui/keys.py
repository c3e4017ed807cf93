"""Keys as screens declare them: one list makes the bindings, the key line and the help page.

No letter is ever a command: with a Chinese input method on, letters open a candidate window. Commands
are digits, function keys, Enter, Space, Esc, arrows and a few Ctrl keys, each with its full-width twin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual.binding import Binding

from secretguard.i18n import _p

_DIGIT_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TWINS = {
    # Textual names a full-width digit by itself; other versions by its Unicode name.
    **{
        str(number): f"{number},{chr(0xFF10 + number)},fullwidth_digit_{name}"
        for number, name in enumerate(_DIGIT_NAMES)
    },
    "space": "space,ideographic_space",
    "f1": "f1,question_mark,fullwidth_question_mark",
    "f3": "f3,slash,ideographic_comma",
    "ctrl+p": "ctrl+p,colon,fullwidth_colon",
}
_SHOWN: dict[str, Callable[[], str]] = {
    "enter": lambda: _p("key", "回车"),
    "space": lambda: _p("key", "空格"),
    "escape": lambda: "Esc",
    "up": lambda: _p("key", "上"),
    "down": lambda: _p("key", "下"),
    "left": lambda: _p("key", "左"),
    "right": lambda: _p("key", "右"),
    "tab": lambda: "Tab",
    "delete": lambda: "Del",
    "pageup": lambda: "PgUp",
    "pagedown": lambda: "PgDn",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a screen: what is pressed, which action runs, what the key line says, more for the help page.

    `label` is called when drawn, so that a language change shows at once. An empty label stays off the line.
    """

    key: str
    action: str
    label: Callable[[], str]
    help: Callable[[], str] | None = None

    @property
    def shown(self) -> str:
        """How the key is written for people: F8, ^P, 空格."""
        if self.key.startswith("ctrl+"):
            return "^" + self.key[5:].upper()
        shown = _SHOWN.get(self.key)
        return shown() if shown else self.key.upper()


def twins(key: str) -> str:
    """A key with its full-width twins, as Textual's bindings want them."""
    return _TWINS.get(key, key)


def bindings(keys: Iterable[Key], *, priority: bool = False) -> list[Binding]:
    """Textual bindings for declared keys; descriptions are ours to draw."""
    return [Binding(twins(key.key), key.action, show=False, priority=priority) for key in keys]
