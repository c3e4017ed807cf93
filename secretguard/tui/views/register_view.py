"""S10: the register as a frozen view: kinds, the table of one of them, what the chosen line lacks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from rich.text import Text

from secretguard.content import LawTable, PlanSections, find_ground
from secretguard.i18n import _, _p
from secretguard.register import Column, Gap, RecordKind, RecordRef, RegisterTable, TableRow, columns
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.views.register_look import KINDS, Lacks, RegisterLook
from secretguard.tui.widgets.grid_view import GridView, Head, Order
from secretguard.tui.widgets.lists import Row

_LONG_GROUND = 20
_ITEMS = {ord(sign): f"（{word}）" for sign, word in zip("①②③④⑤⑥⑦", "一二三四五六七", strict=True)}
"""Signs of uncertain width, which a terminal would be shown as bare digits."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asks to see: a kind, words to narrow it by, gaps alone, an order, lines picked."""

    kind: RecordKind = "secret"
    words: str = ""
    gaps_only: bool = False
    order: Order | None = None
    picked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RegisterView:
    """What is drawn: the list of kinds, the grid, counts for the top line, words where nothing is shown."""

    kinds: tuple[Row, ...]
    grid: GridView
    count: str
    nothing: str


def register_view(look: RegisterLook, wanted: Wanted) -> RegisterView:
    """The register as asked for."""
    whole = look.tables[wanted.kind]
    shown = whole.filtered(wanted.words)
    if wanted.order is not None:
        shown = shown.sorted_by(wanted.order.column, descending=wanted.order.descending)
    known = look.lines[wanted.kind]
    lines = [known[row.record.id] for row in shown.rows]
    if wanted.gaps_only:
        lines = [each for each in lines if RecordRef(wanted.kind, each.id) in look.gaps]
    places = shown_places(wanted.kind)
    grid = GridView(
        tuple(_head(whole.columns[place]) for place in places),
        places,
        tuple(lines),
        wanted.picked,
        wanted.order,
    )
    wide = max(cell_len(kind_word(kind)) for kind in KINDS)
    return RegisterView(
        tuple(_kind_row(number, kind, look, wide) for number, kind in enumerate(KINDS, 1)),
        grid,
        _count(look, wanted, len(whole.rows), len(lines)),
        "" if lines else _nothing(wanted, empty=not whole.rows),
    )


@lru_cache(maxsize=len(KINDS))
def shown_places(kind: RecordKind) -> tuple[int, ...]:
    """The columns in the order shown, by their place in a row: those of the short table before all others."""
    listed = [place for place, column in enumerate(columns(kind)) if column.listed]
    others = [place for place, column in enumerate(columns(kind)) if not column.listed]
    return (*listed, *others)


def _head(column: Column) -> Head:
    return Head(column.id, column.label, column.width, column.is_number)


def _kind_row(number: int, kind: RecordKind, look: RegisterLook, wide: int) -> Row:
    word, count = safe(kind_word(kind)), len(look.state.records(kind))
    parts: list[Text | str] = [f"{number} {word}{' ' * (wide - cell_len(word))}{count:>4}"]
    lacks = look.lacks.get(kind, Lacks())
    if lacks.count:
        parts.append(badge(_p("register", "缺"), "bad" if lacks.serious else "care"))
    return Row(kind, line(*parts), words=word, short=True)


def kind_word(kind: RecordKind) -> str:
    """What a kind is called where room is short."""
    words: dict[RecordKind, Callable[[], str]] = {
        "secret": lambda: _p("kind", "秘密"),
        "person": lambda: _p("kind", "人员"),
        "cleared": lambda: _p("kind", "涉密人员"),
        "agreement": lambda: _p("kind", "协议"),
        "partner": lambda: _p("kind", "合作方"),
        "measure": lambda: _p("kind", "措施"),
        "training": lambda: _p("kind", "培训"),
    }
    return words[kind]()


def _count(look: RegisterLook, wanted: Wanted, whole: int, shown: int) -> str:
    parts = [_("{count} 条", count=whole)]
    if shown != whole:
        parts.append(_("显示 {count}", count=shown))
    if wanted.gaps_only:
        parts.append(_("只看缺项"))
    elif lacks := look.lacks.get(wanted.kind):
        parts.append(_("缺 {count} 项", count=lacks.count))
    return " ・ ".join(parts)


def _nothing(wanted: Wanted, *, empty: bool) -> str:
    if empty:
        return _("{question}\n按 F4 写下来，一行就行；已有表格的按 F8 导入。", question=question(wanted.kind))
    if wanted.words:
        return _("没有含「{words}」的。Esc 清掉筛选。", words=wanted.words)
    return _("这里没有缺项。^O 看全部。")


def question(kind: RecordKind, *, first: bool = True) -> str:
    """What is asked before a record is added: plainly, the legal term comes later."""
    if kind == "secret" and not first:
        return _("还有哪样被对手拿走会疼？写代号，不写内容")
    words: dict[RecordKind, Callable[[], str]] = {
        "secret": lambda: _("哪三样被对手拿走最疼？写代号，用顿号隔开"),
        "person": lambda: _("新来的人，姓名"),
        "cleared": lambda: _("谁能接触到秘密？写人员名单里的姓名或编号"),
        "agreement": lambda: _("签了什么？写名称，如 保密协议（某某）"),
        "partner": lambda: _("外面还有谁碰得到您的秘密？写单位名称"),
        "measure": lambda: _("平时做了什么来防？一句话"),
        "training": lambda: _("培训讲了什么？写主题"),
    }
    return words[kind]()


def gap_rows(found: Sequence[Gap], ground: Callable[[str], str]) -> tuple[Row, ...]:
    """What a record lacks, each with its ground; `ground` puts a basis into words."""
    rows = []
    for number, gap in enumerate(found):
        sign = badge(_p("register", "缺"), "bad" if gap.serious else "care")
        text = line(sign, gap.sentence.translate(_ITEMS))
        text.append(safe(_("　据{ground}", ground=ground(gap.basis))), style="dim")
        rows.append(Row(str(number), text, words=gap.sentence))
    return tuple(rows)


def ground_in_words(basis: str, law: LawTable, sections: PlanSections) -> str:
    """A gap's ground, a long statute by its number. Raises RefusedError for a basis nothing answers to."""
    ground = find_ground(basis, law, sections)
    words, found = ground.name, law.article(basis)
    if found is not None and found[0].edition and len(words) > _LONG_GROUND:
        words = found[0].edition + words.rpartition("）")[2]
    return words + (_("（待核）") if ground.pending else "")


def cell_words(table: RegisterTable, row: TableRow, column_id: str, draft: str | None) -> Text:
    """The cell under the cursor in full, and what was left unfinished in it."""
    place = next(place for place, each in enumerate(table.columns) if each.id == column_id)
    column = table.columns[place]
    text = Text(f"{safe(column.label)}　", style="dim")
    if draft is not None:
        text.append(safe(_("没存的：{draft}（回车接着改）", draft=draft)), style="not dim bold")
        return text
    words = row.cells[place]
    if not words and not column.editable:
        words = _("由别的内容算出来")
    text.append(safe(words.replace("\n", " ") or _("还没有")), style="not dim" if words else "dim italic")
    return text


def field_rows(table: RegisterTable, row: TableRow) -> tuple[Row, ...]:
    """A record field by field, for a pane of its own; a row's id is the column's."""
    rows = []
    for place in shown_places(table.kind):
        column, words = table.columns[place], row.cells[place].replace("\n", " ")
        text = Text(f"{safe(column.label)}　", style="dim")
        text.append(safe(words or _("还没有")), style="not dim" if words else "italic")
        rows.append(Row(column.id, text, words=column.label))
    return tuple(rows)
