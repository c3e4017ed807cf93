"""The projector's page: one HTML file with its own style and script, and a policy that allows no other."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from secretguard.i18n import _, current_language

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """The page as sent (UTF-8) and its content security policy."""

    body: bytes
    policy: str


def page() -> Page:
    """The page in the language in force. It holds no word of any drill."""
    return _page(current_language())


@lru_cache(maxsize=2)
def _page(language: str) -> Page:
    style, script = _source("page.css"), _source("page.js")
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    html = environment.get_template("page.html.j2").render(
        language="zh-CN" if language == "zh" else language,
        words=_words(),
        style=Markup(style),  # noqa: S704 - our own files, which hold no data
        script=Markup(script),  # noqa: S704
    )
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
    return Page(html.encode(), policy)


def _source(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _words() -> dict[str, str]:
    return {
        "title": _("密盾・桌面推演投影"),
        "code": _("请输入主持人屏幕上的六位代码"),
        "enter": _("进入"),
        "full_screen": _("投到墙上时按 F11 全屏。这一页只在本机打开，不连外网。"),
        "lost": _("正在重连"),
        "no_script": _(
            "这一页要用脚本接收推演画面：请在浏览器里允许本机网页运行脚本，或改用 secretguard stage。"
        ),
        "handouts": _("材料"),
        "questions": _("请大家说说"),
        "options": _("怎么做"),
        "consequence": _("后来"),
        "dark": _("深色"),
        "light": _("浅色"),
    }
