"""The demo's second half: the register from a spreadsheet, a plan from nothing to paper, the proof of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from secretguard.demo.stage import DemoFailedError, Stage
from secretguard.i18n import _

PLANNING_STEPS = 4
_SCRIPTS = Path(__file__).parent / "story"
_ANSWERS, _NEXT = _SCRIPTS / "3-plan.txt", _SCRIPTS / "4-next-version.txt"
_COLD_CALL = "P7"
"""Whose numbers have not been tried for long: the spreadsheet brings the day on which they were."""


def write_plan(stage: Stage) -> None:
    """After the drill: what it found wanting goes into register and plan. Raises DemoFailedError."""
    _import(stage)
    _answer(stage)
    _approve(stage)
    _prove(stage)


def _import(stage: Stage) -> None:
    stage.step(_("台账：导出表格，在表格里改，先预览再导入；改错一格就一处都不存"))
    folder = stage.out / "register"
    (sheet,) = stage.ask("register", "export", "--out", str(folder))["files"]
    today = stage.clock.moment.date()
    wrong = _typed_over(Path(sheet), folder / "改错的台账.xlsx", _("昨天前"))
    stage.command("register", "import", str(wrong), expect=1)
    right = _typed_over(Path(sheet), folder / "改好的台账.xlsx", today.isoformat())
    looked = stage.ask("register", "import", str(right))
    if looked["applied"] or len(looked["changed"]) != 1:
        raise DemoFailedError(_("预览与表格里改的不一样。"))
    stage.ask("register", "import", str(right), "--apply")
    stage.command("register", "print", "--out", str(folder), "--format", "pdf", "--format", "docx")
    left = stage.ask("register", "show", "--gaps")["gaps"]
    stage.tell(_("改错的一格被指到行列；改好的导入了；台账还缺 {count} 处", count=len(left)))


def _typed_over(sheet: Path, copy: Path, text: str) -> Path:
    """A copy of the workbook in which somebody typed another day for one person."""
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    for page in book.worksheets:
        heads = [str(cell.value or "") for cell in next(page.iter_rows(max_row=1), ())]
        day = next((place for place, head in enumerate(heads) if head == _("核实日期")), None)
        for row in page.iter_rows() if day is not None else ():
            if row[0].value == _COLD_CALL and day is not None:
                row[day].value = text
    book.save(copy)
    return copy


def _answer(stage: Stage) -> None:
    stage.step(_("写应急预案：先一页纸十二项，再长成简版，一行一答"))
    stage.command("drill", "play", str(_ANSWERS), "--echo")


def _approve(stage: Stage) -> None:
    stage.step(_("检查、评分、批准；改一处，逐字比较"))
    checked = stage.ask("plan", "check")
    score = checked["score"]
    review = (stage.clock.moment.date() + timedelta(days=360)).isoformat()
    version = stage.ask("plan", "approve", "--by", "示例甲", "--post", "总经理", "--review", review)
    stage.tell(
        _("{letter} 级 {total} 分；第 {number} 版已批准，{count} 个时限交给推演对照", letter=score["letter"],
          total=score["total"], number=version["number"], count=version["promises"])
    )  # fmt: skip
    stage.command("drill", "play", str(_NEXT), "--echo")


def _prove(stage: Stage) -> None:
    stage.step(_("预案成品出 PDF 和 Word；出今天的保密措施证明卷"))
    papers = stage.ask(
        "plan", "export", "--format", "pdf", "--format", "docx", "--out", str(stage.out / "plan"),
    )["files"]  # fmt: skip
    proof = stage.ask("register", "measures", "--out", str(stage.out / "reports"))
    again = stage.ask("register", "measures", "--out", str(stage.out / "user" / "proof again"))
    first, second = (Path(made["files"][0]).read_bytes() for made in (proof, again))
    if again["new"] or first != second:
        raise DemoFailedError(_("重印的证明卷与先前的不一致。"))
    stage.tell(
        _("预案 {count} 个文件；证明卷 {number}，重印逐字节相同", count=len(papers), number=proof["number"])
    )
