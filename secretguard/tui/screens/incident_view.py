"""S12: what is in an evidence file, as text, bytes or a picture. No plain file is ever written.

Looking is an event of the chain of custody: recorded, with the digest taken again, before anything shows.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from secretguard.errors import RefusedError, SecretGuardError
from secretguard.i18n import _
from secretguard.incidents import CustodyLink, Handing, Item, hand_over, item_of, open_item
from secretguard.tui.evidence_work import Progress, watcher
from secretguard.tui.keys import Key
from secretguard.tui.picture import MOST_BYTES, Picture, UndrawablePictureError, decode_picture
from secretguard.tui.screens.incident_base import IncidentScreen
from secretguard.tui.screens.incident_handover import link_told
from secretguard.tui.views.incident_evidence_view import size_words
from secretguard.tui.views.incident_text_view import (
    ENCODINGS,
    PIECE,
    Encoding,
    Page,
    encoding_of,
    encoding_word,
    hex_page,
    is_picture,
    text_page,
)
from secretguard.tui.widgets.picture_box import PictureBox
from secretguard.vault import BlobReader


class IncidentViewScreen(IncidentScreen):
    """1 text, 2 bytes, 3 picture; arrows right and left go on and back in the file."""

    ALLOW_SELECT = False
    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("right", "piece(1)", lambda: _("下一段")),
        Key("left", "piece(-1)", lambda: _("上一段")),
        Key("1", "kind(1)", lambda: _("文字")),
        Key("2", "kind(2)", lambda: _("字节")),
        Key("3", "kind(3)", lambda: _("图片")),
        Key("0", "encoding", lambda: _("换编码")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._reader: BlobReader | None = None
        self._starts = [0]
        self._used = 0
        self._kind = 1
        self._encoding: Encoding | None = None
        self._picture: Picture | None = None

    @property
    def crumb(self) -> str:
        """Which item."""
        return _("看 E-{number}", number=f"{self._number:02d}")

    def body(self) -> ComposeResult:
        """Where one is, then the text or the picture."""
        yield Static("", id="place", markup=False)
        with VerticalScroll(id="piece-scroll"):
            yield Static("", id="piece", markup=False)
        yield PictureBox(id="picture")

    def on_mount(self) -> None:
        """Look at the first bytes: they tell what it is."""
        super().on_mount()
        self.query_one("#piece-scroll").focus()
        self.attempt(self._open)

    def on_unmount(self) -> None:
        """Let go of the file; nothing of it stays."""
        if self._reader is not None:
            self._reader.close()

    def _open(self) -> None:
        self._reader = open_item(self.room, self._number)
        head = self._reader.read(0, PIECE)
        self._encoding = encoding_of(head)
        self._kind = 3 if is_picture(head) else 1 if self._encoding else 2
        if self._kind == 3:
            self._draw_picture()

    def redraw(self) -> None:
        """The piece at hand."""
        super().redraw()
        if not self.at_hand or self._reader is None:
            return
        is_drawn = self._kind == 3 and self._picture is not None
        self.query_one("#picture").display = is_drawn
        self.query_one("#piece-scroll").display = not is_drawn
        place = self.query_one("#place", Static)
        if self._kind == 3:
            place.update(self._picture_words())
            return
        page = self._page(self._reader)
        self._used = page.used
        self.query_one("#piece", Static).update(page.text)
        place.update(self._place_words(page))

    def _page(self, reader: BlobReader) -> Page:
        start = self._starts[-1]
        raw = reader.read(start, PIECE)
        if self._kind == 1 and self._encoding is not None:
            return text_page(raw, self._encoding, last=start + len(raw) >= reader.size)
        return hex_page(raw, start, self.size.width)

    def _place_words(self, page: Page) -> str:
        assert self._reader is not None
        start = self._starts[-1]
        return _(
            "{how}　{start} 到 {end}，共 {size}　看的是库里的内容，没有写出文件",
            how=encoding_word(self._encoding if self._kind == 1 else None),
            start=size_words(start),
            end=size_words(start + page.used),
            size=size_words(self._reader.size),
        )

    def _picture_words(self) -> str:
        if self._picture is None:
            return _("正在解码图片⋯")
        return _(
            "图片 {width} x {height} 像素，缩小了看　没有写出文件",
            width=self._picture.width,
            height=self._picture.height,
        )

    # ---- going about

    def action_piece(self, step: int) -> None:
        """→ and ←: the next piece of the file, the one before."""
        reader = self._reader
        if reader is None or self._kind == 3:
            self.tell(_("图片只有一页。"))
        elif step > 0 and self._used and self._starts[-1] + self._used < reader.size:
            self._starts.append(self._starts[-1] + self._used)
            self._show_piece()
        elif step < 0 and len(self._starts) > 1:
            self._starts.pop()
            self._show_piece()
        else:
            self.tell(_("已经到头了。") if step < 0 else _("已经到尾了。"))

    def _show_piece(self) -> None:
        self.attempt(lambda: None)
        self.query_one("#piece-scroll", VerticalScroll).scroll_home(animate=False)

    def action_kind(self, kind: int) -> None:
        """1 to 3: another way of looking at it."""
        words = {1: _("按文字看。"), 2: _("按字节看。"), 3: _("按图片看。")}[kind]
        if kind == 1 and self._encoding is None:
            self._encoding = "utf-8"
        self._kind, self._starts = kind, [0]
        self.tell(words)
        if kind == 3 and self._picture is None:
            self._draw_picture()
        self._show_piece()

    def action_encoding(self) -> None:
        """0: the next encoding."""
        here = ENCODINGS.index(self._encoding) if self._encoding in ENCODINGS else -1
        self._encoding = ENCODINGS[(here + 1) % len(ENCODINGS)]
        self._kind, self._starts = 1, [0]
        self.tell(_("按 {encoding} 读。", encoding=encoding_word(self._encoding)))
        self._show_piece()

    # ---- pictures

    def _draw_picture(self) -> None:
        reader, app = self._reader, self.desk_app
        if reader is None:
            return
        if reader.size > MOST_BYTES:
            self._kind = 2
            raise UndrawablePictureError(
                _("图片文件超过 {limit} MiB，不在这里解码。", limit=MOST_BYTES // 2**20),
                _("先按字节看，或导出再看。"),
            )
        content = reader.read(0, reader.size)
        columns, rows = max(20, self.app.size.width - 2), max(10, (self.app.size.height - 4) * 2)

        def work() -> None:
            picture, told = None, ""
            try:
                picture = decode_picture(content, columns, rows)
            except SecretGuardError as error:
                told = f"{error.message} {error.remedy}".strip()
            app.call_from_thread(self._decoded, picture, told)

        self.run_worker(work, thread=True, exit_on_error=False, exclusive=True, group="picture")

    def _decoded(self, picture: Picture | None, told: str) -> None:
        if not self.is_mounted or not self.desk.unlocked:
            return
        self._picture = picture
        if picture is None:
            self._kind = 1 if self._encoding else 2
            self.tell(told, bad=True)
        self.query_one("#picture", PictureBox).show(picture)
        self.redraw()


def look_into(screen: IncidentScreen, item: Item) -> None:
    """Ask what one looks for, record it, then show. Raises RefusedError where there is no file."""
    if item.blob is None:
        raise RefusedError(
            _("{item} 没有文件，只有登记。", item=item.name), _("原件在 {holder} 处。", holder=item.holder)
        )
    if item.is_returned:
        # Its chain has ended; what is in the vault may still be read, and says so.
        screen.tell(_("{item} 已经交还，这次查看不再记入监管链。", item=item.name))
        screen.app.push_screen(IncidentViewScreen(item.number))
        return
    screen.ask_text(
        _("看 {item} 会记入监管链。看它做什么", item=item.name),
        lambda purpose: _record_and_show(screen, item.number, purpose),
        value=_("核对内容"),
    )


def _record_and_show(screen: IncidentScreen, number: int, purpose: str) -> None:
    room, desk, app = screen.room, screen.desk, screen.desk_app
    item = item_of(room.state, number)
    who = desk.vault.member.name
    handing = Handing("accessed", item.holder, who, purpose)

    def job(progress: Progress) -> CustodyLink:
        return hand_over(room, number, handing, progress=watcher(desk, progress))

    def then(link: CustodyLink) -> str:
        if link.entry.faults:
            return link_told(item, link)
        app.call_from_thread(_show, screen, number)
        return ""

    size = item.blob.size if item.blob else 0
    words = _("正在核对 {item}", item=item.name)
    screen.incident.work.begin(app, words, job, then, size=size, alarm=lambda link: bool(link.entry.faults))


def _show(screen: IncidentScreen, number: int) -> None:
    """Only if nobody went elsewhere while the file was read."""
    if screen.desk.unlocked and screen.app.screen is screen:
        screen.app.push_screen(IncidentViewScreen(number))
