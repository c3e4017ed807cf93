"""One requirement of the assessment: answered, remarked on, proofs named, an owner, what people said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.compliance import named_proof, proof_digest, verdict_badge
from secretguard.content import Requirement
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.times import day
from secretguard.tui.keys import Key
from secretguard.tui.screens.assessment_base import VERDICTS, AssessmentScreen
from secretguard.tui.screens.assessment_door import open_record
from secretguard.tui.screens.finding_lines import split_assignment
from secretguard.tui.views.assessment_requirement_view import belongings_rows, full_text, record_rows
from secretguard.tui.views.assessment_words import area_words
from secretguard.tui.widgets import Panel, PickList
from secretguard.tui.widgets.busy import BusyLine

_COLON = re.compile("[:\N{FULLWIDTH COLON}]")


class AssessmentRequirementScreen(AssessmentScreen):
    """The whole text, the records behind it, what was named for it; left and right go to its neighbours."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("1", "verdict(1)", lambda: verdict_badge("met")),
        Key("2", "verdict(2)", lambda: verdict_badge("partly")),
        Key("3", "verdict(3)", lambda: verdict_badge("unmet")),
        Key("4", "verdict(4)", lambda: verdict_badge("na")),
        Key("space", "confirm", lambda: _("采纳自动")),
        Key("f2", "remark", lambda: _("说明")),
        Key("f4", "link", lambda: _("凭据")),
        Key("f5", "owner", lambda: _("谁来办")),
        Key("f7", "interview", lambda: _("访谈")),
        Key("enter", "nothing", lambda: _("去那条记录")),
        Key("left", "neighbour(-1)", lambda: _("上一项")),
        Key("right", "neighbour(1)", lambda: _("下一项")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("0", "clear", lambda: _("清掉")),
        Key("delete", "unlink", lambda: _("去掉凭据")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, requirement: str) -> None:
        super().__init__()
        self._wanted = requirement

    @property
    def item(self) -> Requirement:
        """The requirement shown."""
        found = self.room.state.requirement(self._wanted)
        if found is None:
            raise RefusedError(_("这次评估里没有“{wanted}”这一项。", wanted=self._wanted), _("按 Esc 返回。"))
        return found

    def body(self) -> ComposeResult:
        """The text; beside it the records, and what belongs to the answer."""
        with Horizontal(id="requirement-side"):
            with Panel("", id="text-panel"), VerticalScroll(id="text-scroll"):
                yield Static("", id="text", markup=False)
            with Vertical(id="beside"):
                yield Panel(_("凭这些记录"), PickList(id="records"), id="records-panel")
                yield Panel(_("凭据和责任人"), PickList(id="belongings"), id="belongings-panel")
                yield Static("", id="none", classes="quiet", markup=False)
        yield BusyLine()

    def on_mount(self) -> None:
        """The records under the cursor; without any, the text."""
        super().on_mount()
        records = self.query_one("#records", PickList)
        (records if records.option_count else self.query_one("#text-scroll")).focus()
        self.look()

    def on_screen_resume(self) -> None:
        """Back from a record: look again if something was written there."""
        super().on_screen_resume()
        self.look()

    def redraw(self) -> None:
        """Text and lists."""
        if not self.at_hand:
            return
        item, state = self.item, self.room.state
        self.compliance.place = item.id
        place = state.requirements.index(item) + 1
        self.head(
            _("评估 ＞ {name}", name=item.printed_number),
            _("第 {place} 项 / {all}", place=place, all=len(state.requirements)),
        )
        told = self.told_of(item)
        self.query_one("#text-panel", Panel).retitle(area_words(state, item.area))
        self.query_one("#text", Static).update(full_text(item, state, told))
        rule = state.story.standard.rule(item.auto) if state.story and item.auto else None
        records = record_rows(item, told, tuple(rule.reads) if rule else ())
        belongings = belongings_rows(item, state)
        self.query_one("#records", PickList).show(records)
        self.query_one("#records-panel").display = bool(records)
        self.query_one("#belongings", PickList).show(belongings)
        self.query_one("#belongings-panel").display = bool(belongings)
        nothing = "" if belongings else _("F4 记下凭据：文件路径，或者看到了什么、在哪里。")
        self.query_one("#none", Static).update(nothing)

    # ---- answering

    def action_verdict(self, number: int) -> None:
        """1 to 4."""
        self.give(self.item, VERDICTS[number - 1], _nothing)

    def action_confirm(self) -> None:
        """Space: what the records say."""
        self.confirm(self.item, _nothing)

    def action_clear(self) -> None:
        """0."""
        self.clear(self.item)

    def went_back(self, requirement: str) -> None:
        """To the requirement whose answer was taken back."""
        self._wanted = requirement
        self.redraw()

    def action_remark(self) -> None:
        """F2: say more to the answer."""
        item = self.item
        answered = self.room.state.answers.get(item.id)
        if answered is None:
            self.tell(_("先按 1 到 4 答，再写说明。"))
            return
        given = answered.given
        question = _("{name} 的说明", name=item.printed_number)
        by = self.compliance.member
        self.ask_text(
            question,
            lambda text: self.room.answer(item.id, given.verdict, remark=text, by=by),
            value=given.remark or "",
        )

    # ---- what belongs to it

    def action_link(self) -> None:
        """F4: a file (its digest is kept), a register line, evidence, a paper; or what was seen."""
        self.ask_text(_("凭据：文件路径、台账编号 M3、证据 E-01、文书编号，或者看到了什么"), self._link)

    def _link(self, text: str) -> None:
        room = self.room
        named = named_proof(text, room.vault, room.register, room.clock)
        if named is not None:
            room.link(self.item.id, named.sort, named.what, place=named.place, sha256=named.sha256)
            return
        path = Path(text.strip("\"'")).expanduser()
        if not _is_file(path):
            self.room.link(self.item.id, "outside", text)
            return
        self.room.link(self.item.id, "file", path.name, place=str(path), sha256=proof_digest(path))

    def action_unlink(self) -> None:
        """Del: the proof under the cursor was named wrongly."""
        chosen = self.query_one("#belongings", PickList).chosen or ""
        if not chosen.startswith("link:"):
            self.tell(_("先用 F6 把光标放到一条凭据上。"))
            return
        seq = int(chosen.removeprefix("link:"))
        if self.attempt(lambda: self.room.unlink(seq)):
            self.tell(_("凭据已去掉；记下的话留在日志里。"))

    def action_owner(self) -> None:
        """F5: who sees to it, by when."""
        item = self.item
        known = self.room.state.owners.get(item.id)
        value = f"{known.name} {known.due.isoformat() if known.due else ''}".strip() if known else ""
        question = _("{name} 谁来办、哪天前（例 示例丙 2026-12-20）", name=item.printed_number)
        self.ask_text(question, self._own, value=value)

    def _own(self, text: str) -> None:
        who, _owner, when = split_assignment(text.replace("@", " "))
        if not who:
            raise RefusedError(_("没有写谁来办。"), _("写姓名，再写日期。"))
        self.room.own(self.item.id, who, day(when) if when else None)

    def action_interview(self) -> None:
        """F7: what somebody said when asked."""
        self.ask_text(_("问了谁、怎么说（例 示例丙：图纸柜钥匙只有两把）"), self._interview)

    def _interview(self, text: str) -> None:
        who, said = _said_by(text)
        if not said:
            raise RefusedError(_("看不出是谁说的。"), _("写成：姓名：说了什么。"))
        self.room.interview(who, said, self.item.id)

    # ---- going about

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a record: where it is mended; on the owner, another one."""
        event.stop()
        chosen = event.option.id or ""
        if chosen.startswith("place:"):
            open_record(self, chosen.split(":", 2)[2])
        elif chosen == "owner":
            self.action_owner()
        else:
            self.tell(_("按 Del 去掉这条凭据，F4 另记一条。"))

    def action_nothing(self) -> None:
        """A click on the key line, or Enter in the text: the record under the cursor."""
        self.query_one("#records", PickList).action_select()

    def action_neighbour(self, step: int) -> None:
        """Left, right."""
        items = self.room.state.requirements
        place = items.index(self.item) + step
        if not 0 <= place < len(items):
            self.tell(_("到头了。"))
            return
        self._wanted = items[place].id
        self.query_one("#text-scroll", VerticalScroll).scroll_home(animate=False)
        self.redraw()


def _said_by(text: str) -> tuple[str, str]:
    """`示例丙：钥匙两把` as name and words; a colon of either width parts them."""
    found = _COLON.split(text, maxsplit=1)
    return found[0].strip(), found[1].strip() if len(found) > 1 else ""


def _nothing() -> None:
    """The requirement stays where it is."""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # a sentence, not a path
