"""^P: every command by its Chinese name, its pinyin and its initials (dc finds 导出, suoding 锁定)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from secretguard.i18n import _, set_language
from secretguard.settings import load_settings, save_settings

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp


@dataclass(frozen=True, slots=True)
class Command:
    """A palette line: its words, the same command on the command line, and what it does."""

    words: str
    shell: str
    run: Callable[[], object]


def commands(app: SecretGuardApp) -> list[Command]:
    """What can be done now: this screen's keys, then what is true everywhere."""
    from secretguard.tui.screens.assessment_door import open_assessment_door
    from secretguard.tui.screens.base import DeskScreen
    from secretguard.tui.screens.incident_door import open_card, open_incident_door
    from secretguard.tui.screens.plan_door import open_plan

    screen = app.screen_stack[0] if app.screen_stack else None
    current = app.screen if isinstance(app.screen, DeskScreen) else screen
    found: list[Command] = []
    if isinstance(current, DeskScreen):
        for key in current.KEYS:
            if key.label():
                found.append(Command(key.label(), key.shown, _runner(current, key.action)))
    if app.desk.unlocked:
        found += [
            Command(_("首页"), "", lambda: app.switch_mode("home")),
            Command(_("桌面推演"), "secretguard drill", lambda: app.switch_mode("drill")),
            *_register_commands(app),
            Command(_("应急预案"), "secretguard plan", lambda: open_plan(app)),
            Command(_("预案检查打分"), "secretguard plan check", lambda: _in_plan(app, "checks")),
            Command(_("预案提交批准"), "secretguard plan approve", lambda: _in_plan(app, "versions")),
            Command(_("预案导出"), "secretguard plan export", lambda: _in_plan(app, "export")),
            Command(_("发生泄密"), "secretguard incident start", lambda: open_incident_door(app)),
            Command(_("第一小时处置卡"), "", lambda: open_card(app)),
            *_incident_commands(app),
            Command(_("合规评估"), "secretguard assess list", lambda: open_assessment_door(app)),
            *_assessment_commands(app),
            Command(_("报告"), "secretguard report", lambda: app.switch_mode("records")),
            Command(_("搜索"), "secretguard search", app.action_search),
            Command(_("锁定"), "^L", app.action_lock),
        ]
    found += [
        Command(_("投影主题（白底）"), "", lambda: _theme(app, "secretguard-projector")),
        Command(_("深色主题"), "", lambda: _theme(app, "secretguard-dark")),
        Command(_("语言：中文"), "--lang zh", lambda: _language(app, "zh")),
        Command("Language: English", "--lang en", lambda: _language(app, "en")),
        Command(_("退出"), "^Q", app.action_leave),
    ]
    return found


def _register_commands(app: SecretGuardApp) -> list[Command]:
    """The register, and each kind of its records."""
    from secretguard.tui.screens.register_door import open_register
    from secretguard.tui.views.register_look import KINDS
    from secretguard.tui.views.register_view import kind_word

    if app.desk.register is None:
        return []
    kinds = [
        Command(
            _("台账：{kind}", kind=kind_word(kind)),
            f"secretguard register show {kind}",
            partial(open_register, app, kind),
        )
        for kind in KINDS
    ]
    return [Command(_("台账"), "secretguard register show", partial(open_register, app)), *kinds]


def _incident_commands(app: SecretGuardApp) -> list[Command]:
    """The screens of the incident at hand."""
    from secretguard.tui.screens.incident_ways import go_to, go_to_level, incident_screens

    if app.desk.register is None or app.desk.incident().room is None:
        return []
    level = partial(_in_incident, app, partial(go_to_level, app))
    return [
        *(
            Command(words(), "secretguard incident", partial(_in_incident, app, partial(go_to, app, name)))
            for name, (words, _screen) in incident_screens().items()
        ),
        Command(_("事件：改等级"), "secretguard incident level", level),
    ]


def _assessment_commands(app: SecretGuardApp) -> list[Command]:
    """A new assessment, the standards, and the screens of the assessment at hand."""
    from secretguard.tui.screens.assessment_door import assessment_screens, go_to_assessment

    if app.desk.register is None:
        return []
    there = app.desk.compliance().room is not None
    return [
        Command(words(), shell, partial(go_to_assessment, app, name))
        for name, (words, shell, needs_one, _made) in assessment_screens().items()
        if there or not needs_one
    ]


def _in_incident(app: SecretGuardApp, then: Callable[[], object]) -> None:
    """Its mode, then one of its screens."""
    app.switch_mode("incident")
    app.call_later(then)


def _in_plan(app: SecretGuardApp, action: str) -> None:
    """The plan, then one of its own screens; before it is begun, the choice of its size."""
    from secretguard.tui.screens.plan_door import open_plan
    from secretguard.tui.screens.plan_wizard import PlanWizardScreen

    async def go_on() -> None:
        if isinstance(app.screen, PlanWizardScreen):
            await app.screen.run_action(action)

    open_plan(app)
    app.call_later(go_on)


def _language(app: SecretGuardApp, language: str) -> None:
    """Switch at once and remember it. Screens that already stand change their titles when opened again."""
    from secretguard.tui.screens.base import DeskScreen

    set_language(language)
    if isinstance(app.screen, DeskScreen):
        app.screen.attempt(lambda: save_settings(replace(load_settings(), language=language)))
        app.screen.refresh(layout=True)
    app.tell(_("界面语言已换；已经打开的画面，重新进入后全部更新。"))


def _theme(app: SecretGuardApp, name: str) -> None:
    app.theme = name


def _runner(screen: object, action: str) -> Callable[[], object]:
    from textual.dom import DOMNode

    assert isinstance(screen, DOMNode)
    name = action if "(" in action else f"{action}()"
    return lambda: screen.run_action(name) if hasattr(screen, "run_action") else None


@lru_cache(maxsize=512)
def spellings(words: str) -> tuple[str, str]:
    """A name's pinyin without tones, and its initials."""
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(words)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def matches(words: str, typed: str) -> bool:
    """Whether what was typed names this command, in characters, pinyin or initials."""
    wanted = typed.casefold().replace(" ", "")
    return any(wanted in form.casefold() for form in (words, *spellings(words)))


class DeskCommands(Provider):
    """The palette's lines."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.words, command.run, help=command.shell or None)

    async def search(self, query: str) -> Hits:
        """What fits; names that begin with the words first."""
        for command in self._commands():
            if matches(command.words, query):
                score = 1.0 if command.words.startswith(query) else 0.5
                yield Hit(score, command.words, command.run, help=command.shell or None)

    def _commands(self) -> list[Command]:
        from secretguard.tui.app import SecretGuardApp

        return commands(self.app) if isinstance(self.app, SecretGuardApp) else []
