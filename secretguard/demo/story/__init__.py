"""The story the demo tells: an enterprise, a drill, a power cut, a report, a plan, an incident, a score."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from secretguard.demo.assessing import ASSESSING_STEPS, assess_enterprise
from secretguard.demo.clock import StoryClock
from secretguard.demo.incident import INCIDENT_STEPS, answer_incident
from secretguard.demo.planning import PLANNING_STEPS, write_plan
from secretguard.demo.stage import DemoFailedError, Stage, show
from secretguard.i18n import _

PASSPHRASE = "演示口令 苹果 扳手 台风"  # noqa: S105 - shown on purpose: the demo's vault is thrown away
_SCRIPTS = Path(__file__).parent
_TOLD_BY_CRASH = timedelta(minutes=34)
_DARK = timedelta(minutes=4)
_STEPS = 13 + PLANNING_STEPS + INCIDENT_STEPS + ASSESSING_STEPS


def play(out: Path) -> None:
    """Play the story into `out`, replacing an earlier demo there. Raises DemoFailedError."""
    stage = _prepare(out)
    _set_up(stage)
    _prepare_drill(stage)
    _drill(stage)
    _actions(stage)
    _report(stage)
    write_plan(stage)
    answer_incident(stage)
    assess_enterprise(stage)
    _vault(stage)
    account = stage.write_account()
    _summary(stage, account)


def _prepare(out: Path) -> Stage:
    marker = out / "演示记录.txt"
    if out.exists() and any(out.iterdir()) and not (marker.exists() or (out / "user").exists()):
        raise DemoFailedError(
            _("{path} 里有别的东西，演示不会动它。", path=out), _("换一个文件夹，或先清空它。")
        )
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    # All is over before now: everything the demo records lies in the past.
    here = timezone(timedelta(hours=8))
    start = datetime.now(here).replace(microsecond=0) - timedelta(minutes=150)
    secret = out / "user" / "passphrase.txt"
    secret.parent.mkdir()
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return Stage(out, StoryClock(start), secret, total=_STEPS)


def _set_up(stage: Stage) -> None:
    stage.step(_("新建保密库（口令慢算防猜，恢复码写进文件）"))
    stage.command(
        "vault", "create", str(stage.vault), "--member", "行政指导员（示例）",
        "--recovery-file", str(stage.out / "user" / "recovery-code.txt"),
    )  # fmt: skip
    stage.tell(_("库 {path}，口令“{passphrase}”", path=stage.vault, passphrase=PASSPHRASE))
    stage.step(_("登记示例公司：八个人，两个电话，替补"))
    stage.command("enterprise", "add", "--sample")
    stage.command("people", "list")
    stage.step(_("检查剧本，把所有走法试一遍"))
    stage.command("playbook", "check", "departing-engineer", "--sheet")
    stage.command("playbook", "check", "cloud-misdelivery")
    stage.command("playbook", "simulate", "cloud-misdelivery")
    forms = stage.ask("playbook", "simulate", "departing-engineer")["forms"]
    names = {"full": _("完整版"), "short": _("短版")}
    teams = {"best": _("处处做对"), "typical": _("慢半拍"), "worst": _("处处做错")}
    for form in forms:
        name = names[form["form"]]
        grades = _("、").join(f"{teams[team]} {run['ending']}" for team, run in form["runs"].items())
        stage.tell(_("{form}：{paths} 条走法；{grades}", form=name, paths=form["paths"], grades=grades))


def _prepare_drill(stage: Stage) -> None:
    stage.step(_("排好一场推演，出会前资料包"))
    stage.command(
        "drill", "new", "departing-engineer", "--place", "三楼会议室", "--facilitator", "行政指导员（示例）",
    )  # fmt: skip
    papers = stage.ask("drill", "kit", "--out", str(stage.out / "kit"))["papers"]
    stage.tell(
        _("资料包 {count} 份：{titles}", count=len(papers), titles=_("、").join(p["title"] for p in papers))
    )


def _drill(stage: Stage) -> None:
    stage.step(_("开演：选人、开场检查、前三个注入，然后断电（强行杀掉进程）"))
    until = stage.clock.moment + _TOLD_BY_CRASH
    stage.command_killed(until, "drill", "play", str(_SCRIPTS / "1-before-crash.txt"), "--echo")
    stage.clock.moment = until + _DARK
    stage.step(_("重开：记录都在，时钟停在断电的那一刻"))
    status = stage.ask("drill", "status")
    if not status["crashed"]:
        raise DemoFailedError(_("断电没有被认出来。"))
    lost = int(_TOLD_BY_CRASH.total_seconds() * 1000) - status["elapsed_ms"]
    stage.tell(
        _("断电前 {seq} 条记录一条不少；{marks} 个标记", seq=status["seq"], marks=len(status["marks"]))
    )
    stage.command("vault", "check")
    stage.step(_("接着演完：备用注入、自由回答、结局、复盘、改评级"))
    stage.command("drill", "play", str(_SCRIPTS / "2-after-crash.txt"), "--echo")
    after = stage.ask("drill", "status")
    scores = "　".join(f"{goal} {score}" for goal, score in after["scores"].items())
    stage.tell(_("得分 {scores}", scores=scores))
    stage.account.append(f"clock difference at the power cut: {lost} ms (pause included)\n")


def _actions(stage: Stage) -> None:
    stage.step(_("发现变成整改：谁、何时；关掉一条"))
    owners = ("示例乙", "示例丙", "示例丁", "示例戊", "示例己")
    today = stage.clock.moment.date()
    opened = [item for item in stage.ask("action", "list", "--open")["findings"] if item["status"] == "open"]
    for number, item in enumerate(opened):
        due = (today + timedelta(days=10 + 5 * (number % 4))).isoformat()
        stage.command(
            "action", "assign", item["id"],
            "--owner", owners[number % len(owners)], "--due", due,
        )  # fmt: skip
    first = stage.ask("action", "list", "--open")["findings"][0]["id"]
    stage.command("drill", "finish")
    stage.command("action", "close", first, "--how", "当场改了上报卡，主持人看过")
    stage.tell(_("{count} 条发现都有了责任人和期限，{id} 已关闭", count=len(opened) + 1, id=first))


def _report(stage: Stage) -> None:
    folder = stage.out / "reports"
    stage.step(_("签发速报：PDF、网页、终端文字"))
    made = stage.ask("report", "make", "--out", str(folder))
    stage.step(_("重印一次，核对字节"))
    again = stage.ask("report", "make", "--out", str(stage.out / "user" / "reprint"))
    if again["new"] or [_digest(path) for path in made["files"]] != [
        _digest(path) for path in again["files"]
    ]:
        raise DemoFailedError(_("重印的报告与签发的不一致。"))
    stage.tell(_("三份文件逐字节相同；检查点大小 {size}", size=made["checkpoint_size"]))
    stage.step(_("听企业的意见，签发终稿；速报和终稿各出一份 Word"))
    stage.command("report", "comment", "第三幕的密点清单，请研发下周补成一页纸", "--by", "示例甲")
    final = stage.ask("report", "make", "--kind", "final", "--out", str(folder))
    for number in (made["number"], final["number"]):
        stage.command("report", "make", "--number", number, "--format", "docx", "--out", str(folder))
    stage.tell(_("终稿 {number}，检查点大小 {size}", number=final["number"], size=final["checkpoint_size"]))
    text = next(Path(path) for path in made["files"] if path.endswith(".txt"))
    stage.account.append(text.read_text(encoding="utf-8"))


def _vault(stage: Stage) -> None:
    stage.step(_("核对保密库，备份，恢复到别处，再核对"))
    stage.command("vault", "check", "--deep")
    backup = stage.out / "密盾库-演示.sgvb"
    receipt = stage.ask("vault", "backup", str(backup))
    restored = stage.out / "user" / "恢复的库.sgv"
    with stage.elsewhere():
        stage.command("vault", "restore", str(backup), str(restored))
        stage.command("vault", "check", "--vault", str(restored), "--against", str(backup))
    stage.tell(
        _("备份 {bytes} 字节，SHA-256 {digest}…", bytes=receipt["bytes"], digest=receipt["sha256"][:16])
    )
    stage.step(_("导出检查点，请旁人用 openssl 核对；出密钥登记表"))
    point = stage.ask("vault", "checkpoint", "--out", str(stage.out / "checkpoint"))
    stage.tell(_stranger([Path(path) for path in point["files"]]))
    stage.command("vault", "enrolment", "--out", str(stage.out / "reports"))
    stage.command(
        "vault", "recovery", "--prove",
        "--recovery-code-file", str(stage.out / "user" / "recovery-code.txt"),
    )  # fmt: skip


def _stranger(files: list[Path]) -> str:
    """Verify the checkpoint's signature with openssl alone, as somebody without SecretGuard would."""
    openssl = shutil.which("openssl")
    if openssl is None:
        return _("这台机器没有 openssl，检查点的签名没有由旁人核对")
    note, signature, key = (
        next(path for path in files if path.suffix == end) for end in (".txt", ".sig", ".pem")
    )
    words = ["pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", note, "-sigfile", signature]
    answer = subprocess.run([openssl, *map(str, words)], capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode != 0:
        raise DemoFailedError(_("openssl 说检查点的签名不对。"), answer.stdout + answer.stderr)
    return _("openssl：{answer}", answer=answer.stdout.strip())


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _summary(stage: Stage, account: Path) -> None:
    show()
    show(_("演示完成。请看："))
    for folder in ("reports", "plan", "incident", "assessment", "register"):
        for path in sorted((stage.out / folder).iterdir()):
            show(f"  {path}")
    show(_("  {path}（每一条命令和回答）", path=account))
    show(_("  {path}（保密库，口令“{passphrase}”）", path=stage.vault, passphrase=PASSPHRASE))
