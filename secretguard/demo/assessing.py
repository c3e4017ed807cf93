"""The demo's assessment: what the records answer, what people answer, signed, printed, handed on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from secretguard.demo.stage import DemoFailedError, Stage
from secretguard.i18n import _

ASSESSING_STEPS = 2
_ANSWERS = Path(__file__).parent / "story" / "7-assess.txt"
_BOTH = ("--format", "pdf", "--format", "docx")
_RAISED = "3"


def assess_enterprise(stage: Stage) -> None:
    """After plan, drill and incident: how much of it the standard finds. Raises DemoFailedError."""
    _answer(stage)
    _print(stage)


def _answer(stage: Stage) -> None:
    stage.step(_("合规评估：记录答得出的先认可，其余看过再答，签字封存"))
    stage.command("drill", "play", str(_ANSWERS), "--echo")
    frozen = stage.ask("assess", "freeze", "--by", "示例甲", "--post", "总经理", "--reviewer", "示例己")
    result = frozen["result"]
    stage.command("assess", "answer", "ORG-05", "met", expect=1)
    stage.command("assess", "result")
    stage.tell(
        _("{percent} 分，{letter} 级；{count} 项基本项没有做到", percent=result["percent"],
          letter=result["letter"], count=len(result["stops"]))
    )  # fmt: skip
    _hand_on(stage)


def _hand_on(stage: Stage) -> None:
    """The first gaps become corrective actions with an owner and a day."""
    due = (stage.clock.moment.date() + timedelta(days=30)).isoformat()
    for found in stage.ask("assess", "raise", "--most", _RAISED)["findings"]:
        stage.command("action", "assign", found["id"], "--owner", "示例乙", "--due", due)
    stage.ask("action", "list", "--open")


def _print(stage: Stage) -> None:
    stage.step(_("出评估报告、两页摘要、申报表；结果给别的工具"))
    folder = stage.out / "assessment"
    made = stage.ask("assess", "report", *_BOTH, "--out", str(folder))
    again = stage.ask(
        "assess", "report", "--format", "pdf", "--out", str(stage.out / "user" / "report again")
    )
    first, second = (Path(one["files"][0]).read_bytes() for one in (made, again))
    if again["new"] or first != second:
        raise DemoFailedError(_("重印的评估报告与签发的不一致。"))
    stage.command("assess", "report", "--paper", "brief", *_BOTH, "--out", str(folder))
    stage.command("assess", "report", "--paper", "form", "--out", str(folder))
    stage.command("assess", "export", "--format", "oscal", "--format", "xlsx", "--out", str(folder))
    stage.tell(
        _("报告 {number}，重印逐字节相同；共 {count} 个文件", number=made["number"],
          count=len(list(folder.iterdir())))
    )  # fmt: skip
