"""S12: a link of the chain of custody. The giver holds it; the digest is taken again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from secretguard.i18n import _
from secretguard.incidents import CustodyLink, Handing, Item, event_word, hand_over, item_of
from secretguard.incidents.evidence_entries import Event
from secretguard.tui.evidence_work import Progress, watcher
from secretguard.tui.keys import Key
from secretguard.tui.screens.incident_form import IncidentFormScreen
from secretguard.tui.widgets.form_lines import Choice, FormLine

_EVENTS: tuple[Event, ...] = ("transferred", "returned", "collected", "accessed")


class IncidentHandoverScreen(IncidentFormScreen):
    """F8 records it."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "record", lambda: _("记入监管链")),
        Key("f6", "choose", lambda: _("换区")),
        Key("ctrl+g", "stop", lambda: _("停")),
        Key("escape", "back", lambda: _("返回")),
    )
    LINES = (
        FormLine("event", lambda: _("哪一种"), lambda: _("移交、交还、收取、查阅"), needed=True, strict=True),
        FormLine("giver", lambda: _("从谁"), lambda: _("现在的保管人"), needed=True),
        FormLine("taker", lambda: _("到谁"), lambda: _("接收的人，和交出的不是一个"), needed=True),
        FormLine("purpose", lambda: _("做什么用"), lambda: _("送公证、入库、还给本人"), needed=True),
        FormLine("seal_before", lambda: _("原封签"), lambda: _("看着实物抄：交出时封条上的号码")),
        FormLine("seal_after", lambda: _("新封签"), lambda: _("重新封的号码；没动就空着")),
        FormLine("condition", lambda: _("状况"), lambda: _("完好，或哪里破损")),
        FormLine("at", lambda: _("什么时候"), lambda: _("14:40、十分钟前；空着是现在")),
    )

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    @property
    def item(self) -> Item:
        """What is handed over."""
        return item_of(self.room.state, self._number)

    @property
    def draft_name(self) -> str:
        """One draft for each item."""
        return f"handover-{self.room.id}-{self._number}"

    @property
    def crumb(self) -> str:
        """Which item."""
        return _("移交 E-{number}", number=f"{self._number:02d}")

    def start_values(self) -> dict[str, str]:
        """From who holds it now; an item that was returned can only be collected again."""
        item = self.item
        event: Event = "collected" if item.is_returned else "transferred"
        return {"event": event_word(event), "giver": item.holder}

    def choices(self, field: str) -> Sequence[Choice]:
        """Events, people."""
        if field == "event":
            return tuple(Choice(event, event_word(event)) for event in _EVENTS)
        return super().choices(field)

    def aside(self) -> str:
        """The item and its seal: the number on the object is to be copied, not taken over from here."""
        item = self.item
        words = _(
            "{item} {title}　现在在 {holder} 处", item=item.name, title=item.taken.title, holder=item.holder
        )
        if item.seal and self.place in ("seal_before", "seal_after"):
            words += _("　上次封签 {seal}", seal=item.seal)
        return words

    def idle_words(self) -> str:
        """What F8 does."""
        if self.item.blob is None:
            return _("F8 记入监管链。没有文件，只核对封签。")
        return _("F8 记入监管链：文件会再读一遍，和收进来时比。")

    def action_record(self) -> None:
        """F8."""
        self.attempt(self._record)

    def _record(self) -> None:
        self.require_all()
        room, desk, at = self.room, self.desk, self.moment()
        event = next(one for one in _EVENTS if one == self.chosen("event").id)
        handing = Handing(
            event,
            self.value("giver"),
            self.value("taker"),
            self.value("purpose"),
            self.optional("seal_before"),
            self.optional("seal_after"),
            self.optional("condition"),
        )
        item, app = self.item, self.desk_app
        drafts, name = self.incident.work.drafts, self.draft_name

        def job(progress: Progress) -> CustodyLink:
            return hand_over(room, self._number, handing, at=at, progress=watcher(desk, progress))

        def then(link: CustodyLink) -> str:
            drafts.pop(name, None)
            app.call_from_thread(self._recorded)
            return link_told(item, link)

        size = item.blob.size if item.blob else 0
        words = _("正在核对 {item}", item=item.name)
        self.incident.work.begin(app, words, job, then, size=size, alarm=lambda link: bool(link.entry.faults))

    def _recorded(self) -> None:
        if self.is_attached and self.app.screen is self:
            self.app.call_later(self.desk_app.go_back)


def link_told(item: Item, link: CustodyLink) -> str:
    """What to tell of a recorded link; a mismatch first."""
    entry = link.entry
    if entry.faults:
        return _(
            "{item} 对不上：{wrong}。已照实记入监管链，原来的没有动；先停手，告诉律师。",
            item=item.name,
            wrong=_("；").join(entry.faults),
        )
    words = _(
        "{item} {event} {giver} 到 {taker}，已记入监管链。",
        item=item.name,
        event=event_word(entry.event),
        giver=entry.giver,
        taker=entry.taker,
    )
    return words + (_("内容和收进来时一样。") if entry.matches and item.blob else "")
