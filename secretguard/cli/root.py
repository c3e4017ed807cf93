"""The top of the command tree: which groups there are, and running a line of words against them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from pydantic import ValidationError

from secretguard.cli.failures import usage_error
from secretguard.cli.grammar import LazyGroup
from secretguard.cli.state import CommandState
from secretguard.entries import unfit_values
from secretguard.i18n import deferred

GROUPS = {
    "vault": ("secretguard.cli.vault", deferred("保密库：新建、检查、备份、恢复、改口令")),
    "enterprise": ("secretguard.cli.enterprise", deferred("企业：新增、列表、查看")),
    "people": ("secretguard.cli.people", deferred("人员：两个电话、替补、职责")),
    "register": (
        "secretguard.cli.register",
        deferred("台账：人员、秘密、涉密人员、协议、伙伴、措施、培训"),
    ),
    "plan": ("secretguard.cli.plan", deferred("应急预案：回答、检查、批准、比较、导出")),
    "playbook": (
        "secretguard.cli.playbook",
        deferred("推演剧本、响应剧本：列表、查看、检查；推演的还有路线图、试走"),
    ),
    "drill": ("secretguard.cli.drill", deferred("桌面推演：从选人到复盘")),
    "stage": ("secretguard.cli.stage", deferred("投影画面：在第二个终端窗口里给参演的人看，不用开库")),
    "incident": ("secretguard.cli.incident", deferred("泄密事件：开卷、任务、记录、时限、结束、文书")),
    "evidence": ("secretguard.cli.evidence", deferred("证据：收取、交接、查阅、导出、复核")),
    "standard": (
        "secretguard.cli.standard",
        deferred("评估标准：列表、查看、检查、导入、导出、条号对照表"),
    ),
    "assess": ("secretguard.cli.assess", deferred("合规评估：答题、凭据、结果、封存、报告、导出")),
    "search": ("secretguard.cli.search", deferred("搜索：一个字也能搜，只在解锁后的内存里")),
    "action": ("secretguard.cli.action", deferred("发现与整改：指派、关闭、查看")),
    "report": ("secretguard.cli.report", deferred("报告：列表、生成 PDF、网页、终端文字")),
    "doctor": ("secretguard.cli.doctor", deferred("体检：这台电脑的终端、字体、数据库、磁盘")),
}

# The parser's usage error, by its public child: the class itself has no public name.
USAGE_ERROR: type[Any] = typer.BadParameter.__mro__[1]


class Root(LazyGroup):
    """`secretguard`."""

    lazy = GROUPS


def invoke(words: Sequence[str], state: CommandState, program: str = "secretguard") -> int:
    """Run a command line (without the common options). Raises SecretGuardError; returns 0 when done."""
    root = Root(name=program, no_args_is_help=True)
    return invoke_in(root, words, state, program)


def invoke_in(root: Any, words: Sequence[str], state: CommandState, program: str) -> int:
    """Run words against a group; the parser's own errors come out as UsageError in the user's language."""
    try:
        # Not `root.main`: that one turns an interrupt and a closed pipe into silent exits of its own.
        with root.make_context(program, list(words), obj=state) as context:
            root.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except USAGE_ERROR as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            state.out.say(error.ctx.get_help())
            return 0
        raise usage_error(error) from error
    except ValidationError as error:
        raise unfit_values(error) from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    return 0
