"""The demo's real incident: from the first minute to papers, with evidence, a hand-over and an end."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from secretguard.demo.stage import DemoFailedError, Stage
from secretguard.i18n import _

INCIDENT_STEPS = 5
_SCRIPTS = Path(__file__).parent / "story"
_FIRST_HOUR, _END = _SCRIPTS / "5-first-hour.txt", _SCRIPTS / "6-end.txt"
_PAPERS = (
    ("incident",),
    ("incident", "--masked"),
    ("evidence",),
    ("custody", "--item", "E-01"),
)


def answer_incident(stage: Stage) -> None:
    """After plan and drill it happens for real, and the plan's own table and limits count."""
    _start(stage)
    _first_hour(stage)
    _evidence(stage)
    _end(stage)
    _papers(stage)


def _start(stage: Stage) -> None:
    stage.step(_("真出事了：三个问题，照预案定级，选响应剧本，打给谁"))
    started = stage.ask(
        "incident", "start", "--what", "离职的工程师拷走图纸，传上了网盘", "--found", "-5",
        "--knows", "示例丙", "--secret", "S1", "--sure",
    )  # fmt: skip
    stage.tell(
        _("{level} 级，剧本 {playbook}，先打给 {person}", level=started["level"],
          playbook=started["playbook"], person=started["calls"][0]["person"]["person"]["name"])
    )  # fmt: skip


def _first_hour(stage: Stage) -> None:
    stage.step(_("第一小时：记、报、断；先停账号被拦下，写明原因才放行"))
    stage.command("drill", "play", str(_FIRST_HOUR), "--echo")
    refused = stage.command("incident", "task", "done", "freeze", expect=1)
    if _("先固定，后处置") not in refused:
        raise DemoFailedError(_("没有固定证据就停账号，没有被拦下。"))
    reason = "他正在从家里登录删记录"
    stage.command("incident", "task", "done", "freeze", "--broke-order", reason, "--by", "示例甲")
    # Taken up again, so that the end finds it done in its turn: the broken order stays in the record.
    stage.command("incident", "task", "reopen", "freeze", "--why", "镜像做完再停一遍")


def _evidence(stage: Stage) -> None:
    stage.step(_("证据：收一个文件夹，断了能接着收；移交时重新算哈希"))
    folder = _material(stage.out / "user" / "网盘导出")
    facts = (
        *("--category", "log", "--title", "网盘导出", "--source", "公司网盘后台", "--holder", "示例丙"),
        *(
            "--method",
            "管理员账号当面导出",
            "--tool",
            "网盘后台",
            "--witness",
            "示例己",
            "--proves",
            "谁在几点下载",
        ),
    )
    taken = stage.ask("evidence", "add", str(folder), *facts)
    again = stage.ask("evidence", "add", str(folder), *facts)
    if (taken["taken"], again["already"]) != (3, 3):
        raise DemoFailedError(_("文件夹没有收全，或者收重了。"))
    stage.command("incident", "task", "done", "duplicate", "--by", "示例丙", "--note", "E-01 到 E-03")
    moved = stage.ask("evidence", "handover", "E-01", "--to", "示例己", "--purpose", "交律师看")
    if moved["digest_again"] != hashlib.sha256((folder / "下载记录.csv").read_bytes()).hexdigest():
        raise DemoFailedError(_("移交时重新算的哈希，和原来的文件不一样。"))
    stage.tell(_("收了 {count} 份；移交相符，SHA-256 {digest}…", count=taken["taken"],
                 digest=moved["digest_again"][:16]))  # fmt: skip


def _material(folder: Path) -> Path:
    """Three small files, as an administrator would export them."""
    folder.mkdir()
    (folder / "下载记录.csv").write_text("时间,账号,文件\n20:15,示例辛,T-01\n", encoding="utf-8")
    (folder / "外链列表.csv").write_text("外链,到期\n示例外链,无\n", encoding="utf-8")
    (folder / "说明.txt").write_text("由管理员当面导出。\n", encoding="utf-8")
    return folder


def _end(stage: Stage) -> None:
    stage.step(_("对外的义务、合同通知；控制、复核证据、结束、复盘"))
    stage.command("drill", "play", str(_END), "--echo")
    status = stage.ask("incident", "status")
    if status["status"] != "closed" or status["wrong"]:
        raise DemoFailedError(_("事件没有好好结束。"))
    times = status["minutes"]
    stage.tell(_("报告用 {report} 分，控制用 {contain} 分", report=times["report"], contain=times["contain"]))
    due = (stage.clock.moment.date() + timedelta(days=30)).isoformat()
    for found in stage.ask("action", "list", "--open")["findings"]:
        if not found["owner"]:
            what = ("--what", "改外链的审批，设到期")
            stage.command("action", "assign", found["id"], *what, "--owner", "示例丙", "--due", due)
    stage.ask("action", "list", "--open")


def _papers(stage: Stage) -> None:
    stage.step(_("出事件报告、遮盖本、证据保全清单、交接单：PDF 和 Word"))
    folder = str(stage.out / "incident")
    made = [
        stage.ask("incident", "report", *paper, "--format", "pdf", "--format", "docx", "--out", folder)
        for paper in _PAPERS
    ]
    masked = made[1]["masked"]
    stage.tell(
        _("{count} 个文件；遮盖本遮掉 {masked} 处", count=sum(len(one["files"]) for one in made),
          masked=sum(masked.values()))
    )  # fmt: skip
