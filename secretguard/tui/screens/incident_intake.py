"""S12, F4: taking evidence in. A file, a folder after a look at its listing, or something without a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from rich.text import Text
from textual.widgets import Input

from secretguard.i18n import _
from secretguard.incidents import (
    EVIDENCE_CATEGORIES,
    Facts,
    FolderProgress,
    FolderTaken,
    IncidentRoom,
    Listing,
    Taken,
    list_folder,
    take_file,
    take_folder,
    take_object,
)
from secretguard.incidents.safe_source import shown_name
from secretguard.tui.evidence_work import Progress, stop_if_asked, watcher
from secretguard.tui.keys import Key
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_form import IncidentFormScreen
from secretguard.tui.views.incident_evidence_view import size_words
from secretguard.tui.views.incident_intake_view import (
    folder_taken_rows,
    folder_taken_words,
    listing_rows,
    listing_words,
    taken_words,
)
from secretguard.tui.widgets import Panel, PickList
from secretguard.tui.widgets.form_lines import Choice, FormLine


class IncidentIntakeScreen(IncidentFormScreen):
    """F8 takes in; of a folder it first shows what is in it. Esc leaves, the intake goes on."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f4", "pick", lambda: _("选文件")),
        Key("f8", "take", lambda: _("封存")),
        Key("f6", "choose", lambda: _("换区")),
        Key("f7", "duplicates", lambda: _("重复的")),
        Key("ctrl+g", "stop", lambda: _("停")),
        Key("escape", "back", lambda: _("返回（收入不停）")),
    )
    LINES = (
        FormLine(
            "category", lambda: _("是什么"), lambda: _("哪一种：打字或按数字选"), needed=True, strict=True
        ),
        FormLine("path", lambda: _("文件"), lambda: _("文件或文件夹，可拖进来；实物空着")),
        FormLine("title", lambda: _("题名"), lambda: _("一眼认得出；空着用文件名")),
        FormLine("source", lambda: _("从哪来"), lambda: _("谁的哪台设备、哪个账号"), needed=True),
        FormLine("method", lambda: _("怎么取得"), lambda: _("本人同意，当面导出"), needed=True),
        FormLine("holder", lambda: _("谁保管"), lambda: _("原件现在在谁手里"), needed=True),
        FormLine("tool", lambda: _("工具"), lambda: _("用什么取的；没用就空着")),
        FormLine("tool_version", lambda: _("版本"), lambda: _("工具的版本号")),
        FormLine("place", lambda: _("地点"), lambda: _("在哪里取的")),
        FormLine("witness", lambda: _("见证"), lambda: _("在场的第二个人")),
        FormLine(
            "original", lambda: _("是否原件"), lambda: _("收的是原件还是复制件"), needed=True, strict=True
        ),
        FormLine("proves", lambda: _("证明什么"), lambda: _("它证明哪一件事")),
        FormLine("seal", lambda: _("封签"), lambda: _("封条上的号码")),
        FormLine("at", lambda: _("取得时间"), lambda: _("14:05、半小时前；空着是现在")),
    )

    KEPT = ("place", "witness")

    def __init__(self) -> None:
        super().__init__()
        self._listing: Listing | None = None
        self._leave_duplicates = False
        self._looking = False

    @property
    def crumb(self) -> str:
        """收证据."""
        return _("收证据")

    def start_values(self) -> dict[str, str]:
        """Who types holds it, and it is a copy, until somebody says otherwise."""
        return {"holder": self.desk.vault.member.name, "original": _("复制件")}

    def choices(self, field: str) -> Sequence[Choice]:
        """Kinds with what loses them; original or copy; people."""
        if field == "category":
            return tuple(Choice(one.id, one.label) for one in EVIDENCE_CATEGORIES)
        if field == "original":
            return (Choice("original", _("原件")), Choice("copy", _("复制件")))
        return super().choices(field)

    def aside(self) -> str:
        """Of a kind: what loses it."""
        words = self.value("category")
        kind = next((one for one in EVIDENCE_CATEGORIES if one.label == words), None)
        return _("最怕：{killed}", killed=kind.warning) if kind and self.place == "category" else ""

    def idle_words(self) -> str:
        """What F8 would do."""
        if self._looking:
            return _("正在看文件夹里有什么⋯")
        if self._listing is not None:
            again = _("不收") if self._leave_duplicates else _("也收")
            return _("再按 F8 开始收；内容重复的{again}（F7 改）；Esc 不收", again=again)
        return _("F8 封存：读一遍、加密、读回来核对，才算收好。")

    def redraw(self) -> None:
        """The fields, or what the folder at hand holds, or what became of it."""
        super().redraw()
        if self.at_hand:
            self._draw_listing()

    def draw_choices(self) -> None:
        """A listing stays in sight until it is taken or left."""
        if self._listing is None:
            super().draw_choices()
            done = self.incident.work.last_folder
            if done is not None and self.place == "path":
                self.query_one("#choices-panel", Panel).retitle(folder_taken_words(done))
                self.query_one("#choices", PickList).show(folder_taken_rows(done))

    def _draw_listing(self) -> None:
        listing = self._listing
        if listing is not None:
            self.query_one("#choices-panel", Panel).retitle(listing_words(listing))
            self.query_one("#choices", PickList).show(listing_rows(listing))
            self.query_one("#aside").update(Text(safe(shown_name(listing.folder))))  # type: ignore[attr-defined]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another path: what was listed is no longer meant."""
        if event.input.id == "f-path":
            self._listing = None
        super().on_input_changed(event)

    async def leave_field(self) -> bool:
        """Esc: from a listing back to the form; from the form up, the draft stays."""
        if self._listing is None:
            return False
        self._listing = None
        self.redraw()
        return True

    # ---- taking in

    def action_duplicates(self) -> None:
        """F7: whether a content that is in already is taken once more from a folder."""
        self._leave_duplicates = not self._leave_duplicates
        again = _("不再收，只列出来") if self._leave_duplicates else _("也收，各给一个编号")
        self.tell(_("收文件夹时，内容和已收的一样的：{again}。", again=again))
        self.draw_work()

    def action_take(self) -> None:
        """F8."""
        self.attempt(self._take)

    def _take(self) -> None:
        if not self.value("title"):
            self._title_from_path()
        self.require_all()
        facts = self._facts()
        path = self.path("path")
        if path is None:
            taken = take_object(self.room, facts)
            self.begin_next(self.draft(), dict(self.draft()), taken.item.name)
            self.tell(_("{item} 已登记（没有文件）。", item=taken.item.name))
        elif self._listing is not None:
            self._take_folder(self._listing, facts)
        elif path.is_dir() and not path.is_symlink():
            self._look(path)
        else:
            self._take_file(path, facts)

    def _title_from_path(self) -> None:
        path = self.path("path")
        name = shown_name(Path(path.name)) if path is not None and path.name else ""
        self.field("title").value = name or self.value("category")

    def _facts(self) -> Facts:
        original: Literal["original", "copy"] = (
            "original" if self.chosen("original").id == "original" else "copy"
        )
        return Facts(
            category=self.chosen("category").id,
            title=self.value("title"),
            source=self.value("source"),
            method=self.value("method"),
            holder=self.value("holder"),
            tool=self.optional("tool"),
            tool_version=self.optional("tool_version"),
            place=self.optional("place"),
            witness=self.optional("witness"),
            original=original,
            proves=self.optional("proves"),
            seal=self.optional("seal"),
            at=self.moment(),
        )

    def _take_file(self, path: Path, facts: Facts) -> None:
        room, desk, draft = self.room, self.desk, self.draft()
        recorded = dict(draft)

        def job(progress: Progress) -> Taken:
            return take_file(room, path, facts, progress=watcher(desk, progress))

        def then(taken: Taken) -> str:
            desk_app.call_from_thread(self._is_in, room, recorded, draft)
            return taken_words(taken)

        desk_app = self.desk_app
        size = path.lstat().st_size if path.exists() else 0
        words = _("正在收入 {name} {size}", name=shown_name(Path(path.name)), size=size_words(size))
        self.incident.work.begin(desk_app, words, job, then, size=size)

    def _is_in(self, room: IncidentRoom, recorded: dict[str, str], draft: dict[str, str]) -> None:
        """What was recorded is done with; what has been typed meanwhile stays. The screen may be gone."""
        if self.desk.unlocked and room.state.evidence:
            self.begin_next(draft, recorded, [*room.state.evidence.values()][-1].name)

    def _look(self, folder: Path) -> None:
        """List a folder in a thread; nothing is taken before F8 is pressed again."""
        self._looking = True
        app = self.desk_app

        def work() -> None:
            from secretguard.errors import SecretGuardError

            found: Listing | None = None
            told = ""
            try:
                found = list_folder(folder)
            except SecretGuardError as error:
                told = f"{error.message} {error.remedy}".strip()
            finally:
                app.call_from_thread(self._looked, found, told)

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="listing")

    def _looked(self, found: Listing | None, told: str) -> None:
        self._looking = False
        if not self.is_mounted or not self.desk.unlocked:
            return
        if told:
            self.tell(told, bad=True)
        elif found is not None and not found.files:
            self.tell(
                _("文件夹里没有可收的文件；留下没收的 {count} 项。", count=len(found.left_out)), bad=True
            )
        self._listing = found if found is not None and found.files else None
        self.redraw()

    def _take_folder(self, listing: Listing, facts: Facts) -> None:
        room, desk, work, app = self.room, self.desk, self.incident.work, self.desk_app
        draft = self.draft()
        recorded = dict(draft)
        duplicates: Literal["take", "leave"] = "leave" if self._leave_duplicates else "take"

        def job(progress: Progress) -> FolderTaken:
            def tell(at: FolderProgress) -> None:
                progress.done, progress.now = at.done, f"{at.files}/{at.all_files} {Path(at.shown).name}"
                stop_if_asked(desk, progress)

            return take_folder(room, listing, facts, duplicates=duplicates, report=tell)

        def then(taken: FolderTaken) -> str:
            work.last_folder = taken
            app.call_from_thread(self._is_in, room, recorded, draft)
            return folder_taken_words(taken)

        work.begin(app, _("正在收入"), job, then, size=listing.size)
        self._listing = None
