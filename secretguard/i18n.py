"""What a user reads, in the user's language: gettext with Chinese as the source.

Mark a string with `_("中文 {name}", name=value)`; the value is filled in after translation. The
language is process-wide and may be changed at any time: nothing translates at import time; what a
module must keep is marked with `deferred`. `make catalogue` gathers all marks.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh", "en")
_LOCALE = Path(__file__).parent / "locale"
_current = "zh"


def set_language(language: str) -> None:
    """Choose `zh` or `en` for everything shown from now on; anything else means `zh`."""
    global _current
    _current = language if language in LANGUAGES else "zh"


def current_language() -> str:
    """The language in force, `zh` or `en`."""
    return _current


def language_from_environment() -> str:
    """`SECRETGUARD_LANG` if set, else Chinese: the first language of every user, whatever the locale says."""
    wanted = os.environ.get("SECRETGUARD_LANG", "zh").lower()
    return "en" if wanted.startswith("en") else "zh"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "zh":
        return gettext.NullTranslations()
    return gettext.translation("secretguard", _LOCALE, [language], fallback=True)


def _(message: str, /, **values: object) -> str:
    """Translate `message` and fill its `{named}` places."""
    # The empty message is the catalogue's own header.
    text = _catalogue(_current).gettext(message) if message else ""
    return text.format(**values) if values else text


def deferred(message: str, /) -> str:
    """Mark a message that is kept now (in a table, a help text) and goes through `_` where it is shown."""
    return message


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences one after the other: Chinese sets nothing between them, English a space."""
    return ("" if _current == "zh" else " ").join(parts)


def _p(context: str, message: str, /, **values: object) -> str:
    """Translate a word whose meaning depends on where it stands (评估: evaluator, or assessment)."""
    text = _catalogue(_current).pgettext(context, message)
    return text.format(**values) if values else text


def _n(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Translate a sentence with a number in it; `{number}` is filled in."""
    text = _catalogue(_current).ngettext(singular, plural, number)
    return text.format(number=number, **values)
