"""The first-hour card: what to do now, what never to do, whom to call. Needs no vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from secretguard.content import content_folders
from secretguard.content.first_hour import load_first_hour
from secretguard.documents.files import write_documents
from secretguard.documents.first_hour_card import CardWords, card_words, first_hour_card
from secretguard.errors import SecretGuardError
from secretguard.i18n import _
from secretguard.locations import default_vault_folder
from secretguard.tui.desk import Desk
from secretguard.tui.keys import Key
from secretguard.tui.printing import print_from, report_folder
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.views.card_view import CardLine, CardView, card_view
from secretguard.tui.widgets import Panel

_WIDE = 100
_SECTIONS = ("steps", "never", "calls", "clocks")


class CardScreen(DeskScreen):
    """Digits go to a section, 5 shows or hides the grounds, arrows scroll, F9 prints."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "section('steps')", lambda: _("先做")),
        Key("2", "section('never')", lambda: _("别做")),
        Key("3", "section('calls')", lambda: _("打给谁")),
        Key("4", "section('clocks')", lambda: _("时限")),
        Key("5", "grounds", lambda: _("依据")),
        Key("f9", "print", lambda: _("打印")),
        Key("escape", "back", lambda: _("返回")),
    )

    def body(self) -> ComposeResult:
        """One scroll at 80 columns; from 100 the sections stand in two columns in it."""
        with VerticalScroll(id="card"):
            yield Static("", id="lead", markup=False)
            titles = {
                "steps": _("1 头一个小时，按分钟"),
                "never": _("2 千万别做"),
                "calls": _("3 打给谁"),
                "clocks": _("4 法定时限（多数事件用不上，对照着看）"),
            }
            for name in _SECTIONS:
                yield Panel(titles[name], Vertical(id=name), id=f"{name}-panel")

    def on_mount(self) -> None:
        """The arrows scroll at once; the grounds stand there at first where there is room for them."""
        self._grounds = self.app.size.width >= _WIDE
        self._drawn: CardView | None = None
        super().on_mount()
        self.query_one("#card").focus()

    def redraw(self) -> None:
        """Draw the card; a broken content file is told in its place."""
        try:
            words = words_for(self.desk)
        except SecretGuardError as error:
            self.head(_("第一小时处置卡"))
            self.query_one("#lead", Static).update(f"{error.message}\n{error.remedy}")
            return
        whose = words.enterprise or _("公开内容，不用开库")
        self.head(words.title, whose)
        self._draw(card_view(words, grounds=self._grounds))

    def _draw(self, view: CardView) -> None:
        if view == self._drawn:
            return
        self._drawn = view
        self.query_one("#lead", Static).update(view.lead)
        for name in _SECTIONS:
            section = self.query_one(f"#{name}", Vertical)
            section.remove_children()
            section.mount_all(_statics(getattr(view, name)))

    def action_grounds(self) -> None:
        """5: the grounds, shown or hidden."""
        self._grounds = not self._grounds
        self.redraw()

    def action_section(self, name: str) -> None:
        """Bring a section to the top."""
        self.query_one(f"#{name}-panel").scroll_visible(top=True, animate=False)

    def action_print(self) -> None:
        """F9: as PDF, in a worker."""
        print_from(self, print_card)


def _statics(lines: Iterable[CardLine]) -> Iterator[Static]:
    """The lines as widgets: the one below is indented, also where it wraps."""
    for line in lines:
        yield Static(line.head, markup=False)
        if line.under:
            yield Static(line.under, markup=False, classes="under")


def words_for(desk: Desk) -> CardWords:
    """The card; with names and telephones while a vault is open. Raises ContentError."""
    law, sections = desk.grounds()
    card = load_first_hour(content_folders("standards", desk.content), law, sections)
    return card_words(card, law, sections, desk.register.state if desk.register else None)


def print_card(desk: Desk) -> str:
    """Print the card; what to tell the user. Raises SecretGuardError."""
    words = words_for(desk)
    folder = report_folder(desk) if desk.unlocked else public_folder()
    path = write_documents(first_hour_card(words, desk.clock()), folder, words.title, ("pdf",))[0]
    if words.enterprise:
        return _("已写入 {path}。上面有姓名和电话，贴在该看的人看得到的地方。", path=path)
    return _("已写入 {path}。空格处手填姓名和电话，贴在墙上。", path=path)


def public_folder() -> Path:
    """Where the public card goes while no vault is open."""
    return default_vault_folder().parent / _("报告")
