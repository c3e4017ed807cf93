"""S12, F5: an item's file written plain into a folder; it says where, and that it is not encrypted."""

from __future__ import annotations

from typing import ClassVar

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import Exported, Item, export_item, export_notice, item_of, plain_name
from secretguard.tui.evidence_work import Progress, watcher
from secretguard.tui.keys import Key
from secretguard.tui.screens.incident_form import IncidentFormScreen
from secretguard.tui.views.incident_evidence_view import size_words
from secretguard.tui.widgets.form_lines import FormLine


class IncidentExportScreen(IncidentFormScreen):
    """F8 writes; nothing that is there is overwritten."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "export", lambda: _("写出去（不加密）")),
        Key("f4", "pick", lambda: _("选文件夹")),
        Key("f6", "choose", lambda: _("换区")),
        Key("ctrl+g", "stop", lambda: _("停")),
        Key("escape", "back", lambda: _("返回")),
    )
    LINES = (
        FormLine(
            "folder", lambda: _("写到哪里"), lambda: _("一个已有的文件夹，最好在加密的盘上"), needed=True
        ),
        FormLine("taker", lambda: _("给谁"), lambda: _("律师、公证处、鉴定机构"), needed=True),
        FormLine("purpose", lambda: _("做什么用"), lambda: _("送公证、送鉴定"), needed=True),
    )

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._notice = ""

    @property
    def item(self) -> Item:
        """What is written out."""
        return item_of(self.room.state, self._number)

    @property
    def draft_name(self) -> str:
        """One draft for each item."""
        return f"export-{self.room.id}-{self._number}"

    @property
    def crumb(self) -> str:
        """Which item."""
        return _("导出 E-{number}", number=f"{self._number:02d}")

    def aside(self) -> str:
        """What will be written, and what that means."""
        item = self.item
        size = size_words(item.blob.size) if item.blob else ""
        return _(
            "写成 {name}　{size}。写出去的文件没有加密，谁拿到都能打开；会记入监管链。",
            name=plain_name(item),
            size=size,
        )

    def idle_words(self) -> str:
        """Where it was written; stays until the screen is left."""
        return self._notice or _("F8 写出去；同名的不会被盖掉。")

    def action_pick(self) -> None:
        """F4: choose a folder."""
        self.pick_path("folder", folders_only=True)

    def action_export(self) -> None:
        """F8."""
        self.attempt(self._export)

    def _export(self) -> None:
        self.require_all()
        folder = self.path("folder")
        if folder is None:
            raise RefusedError(_("还没有写文件夹。"), _("按 F4 选一个。"))
        room, desk, app = self.room, self.desk, self.desk_app
        taker, purpose = self.value("taker"), self.value("purpose")
        item = self.item

        def job(progress: Progress) -> Exported:
            return export_item(
                room, self._number, folder, taker=taker, purpose=purpose, progress=watcher(desk, progress)
            )

        def then(exported: Exported) -> str:
            self._notice = export_notice(exported)
            return self._notice

        words = _("正在导出 {item}", item=item.name)
        self.incident.work.begin(app, words, job, then, size=item.blob.size if item.blob else 0)
