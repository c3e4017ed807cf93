"""The first minute: three questions on one screen. Nothing typed is lost; nothing is recorded yet."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from secretguard.i18n import _
from secretguard.incidents import Answers
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.incident_door import open_card
from secretguard.tui.views.incident_start_view import StartDraft, answers_of, moment_words
from secretguard.tui.widgets import LineInput

_FIELDS = ("what", "found", "knows")


class IncidentStartScreen(DeskScreen):
    """Enter goes from question to question, after the last to the level. `known`: what a drill has told."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "next", lambda: _("下一问")),
        Key("f8", "level", lambda: _("定级、叫人")),
        Key("f5", "card", lambda: _("第一小时卡")),
        Key("escape", "back", lambda: _("返回（写的留着）")),
    )

    def __init__(self, known: Answers | None = None) -> None:
        super().__init__()
        self._known = known

    @property
    def draft(self) -> StartDraft:
        """What was typed so far; it outlives this screen."""
        return self.desk.incident().start_draft

    @property
    def type_target(self) -> Input:
        """The question one is in, else the first."""
        focused = self.focused
        return focused if isinstance(focused, Input) else self.query_one("#what", LineInput)

    def body(self) -> ComposeResult:
        """The three questions, each with a line of help."""
        if self._known is not None:
            self.draft.known = self._known
            self.draft.what = self.draft.what or self._known.what
        draft = self.draft
        with VerticalScroll(id="questions"):
            yield Static(
                _("出了什么事？一句话，能写上是哪份秘密、谁、怎么出去的更好"), classes="title", markup=False
            )
            yield LineInput(draft.what, placeholder=_("例 报价单误发到客户微信群"), id="what")
            yield Static(_("什么时候发现的？"), classes="title spaced", markup=False)
            yield LineInput(draft.found, placeholder=_("例 -10　14:05　昨天下午3点　半小时前"), id="found")
            yield Static("", id="understood", classes="quiet", markup=False)
            yield Static(_("现在谁知道？只写名字，人越少越好"), classes="title spaced", markup=False)
            yield LineInput(draft.knows, placeholder=_("例 示例乙 示例丙"), id="knows")
            yield Static("", id="from-drill", classes="spaced", markup=False)
            yield Static(
                _("先别做：别找当事人谈，别关机重装，别撤回删帖，别群发。先固定证据，再动人动账号。"),
                classes="spaced",
                id="never",
                markup=False,
            )

    def on_mount(self) -> None:
        """To the first question that has no answer; the time is worked out again every minute."""
        super().on_mount()
        empty = next((one for one in _FIELDS if not self.query_one(f"#{one}", LineInput).value), "knows")
        self.query_one("#found" if empty == "found" else f"#{empty}", LineInput).focus()
        self.set_interval(10, self.draw_time)

    def redraw(self) -> None:
        """The head and how the time is understood."""
        if not self.desk.unlocked or self.desk.register is None:
            return
        self.head(_("实战 ＞ 发生泄密：三问"), f"{self.desk.clock():%Y-%m-%d %H:%M}")
        known = self.draft.known
        words = _("由推演转来，标题和途径已带过来。") if known is not None and known.from_drill else ""
        self.query_one("#from-drill", Static).update(words)
        self.draw_time()

    def draw_time(self) -> None:
        """What the typed time means, as of now."""
        if self.desk.unlocked:
            words = moment_words(self.query_one("#found", LineInput).value, self.desk.clock())
            self.query_one("#understood", Static).update(safe(words))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Kept as it is typed."""
        event.stop()
        if self.desk.unlocked and event.input.id in _FIELDS:
            setattr(self.draft, event.input.id, event.value)
            self.draw_time()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the next question, after the last one the level."""
        event.stop()
        place = _FIELDS.index(event.input.id or "what")
        if event.input.id == "what" and not event.value.strip():
            self.attempt(
                lambda: answers_of(self.draft, self.desk.clock(), self.desk.incident().register_state)
            )
        elif place + 1 < len(_FIELDS):
            self.query_one(f"#{_FIELDS[place + 1]}", LineInput).focus()
        else:
            self.action_level()

    async def leave_field(self) -> bool:
        """There is nothing here but fields: Esc leaves the screen."""
        return False

    def action_next(self) -> None:
        """A click on the key line: as Enter in the question one is in."""
        target = self.type_target
        target.post_message(Input.Submitted(target, target.value))

    def action_level(self) -> None:
        """F8: the level proposed, whom to call, the playbook."""
        from secretguard.tui.screens.incident_start_level import IncidentStartLevelScreen

        found: list[Answers] = []
        desk = self.desk.incident()
        if self.attempt(lambda: found.append(answers_of(self.draft, self.desk.clock(), desk.register_state))):
            self.app.push_screen(IncidentStartLevelScreen(found[0].found))

    def action_card(self) -> None:
        """F5: the card of the first hour."""
        open_card(self.desk_app)
