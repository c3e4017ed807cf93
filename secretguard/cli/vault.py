"""`secretguard vault`: create, look, check, back up, restore, change the ways in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from secretguard.cli.grammar import command, group
from secretguard.cli.printing import print_report
from secretguard.cli.state import CommandState, ask_passphrase, read_passphrase_file
from secretguard.cli.vault_ways import choose_passphrase, refuse_existing, show_recovery_code
from secretguard.errors import RefusedError
from secretguard.i18n import _, deferred
from secretguard.locations import default_vault_folder
from secretguard.settings import remember_vault
from secretguard.vault import create_vault, open_vault, vault_info
from secretguard.vault.backup import back_up
from secretguard.vault.backup_restore import restore
from secretguard.vault.check import check_folder, check_vault

app = group(deferred("保密库：新建、检查、备份、恢复、改口令"))


@command(app, "create", deferred("新建保密库，显示恢复码"))
def create(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help=_("放在哪里；文件夹名会被人看见，别写内容"), metavar=_("文件夹"))
    ] = None,
    member: Annotated[str | None, typer.Option(help=_("您的姓名或岗位，写入成员名单"))] = None,
    name: Annotated[str | None, typer.Option(help=_("库的名称（加密保存）"))] = None,
    recovery_file: Annotated[
        Path | None, typer.Option(help=_("把恢复码写进这个新文件，打印后请删除"), metavar=_("路径"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    target = folder or state.vault_path or default_vault_folder()
    refuse_existing(recovery_file)
    passphrase = choose_passphrase(state.passphrase_file, _("新口令："))
    vault, code = create_vault(
        target,
        passphrase,
        member_name=member or _("管理员"),
        vault_name=name or _("密盾库"),
        clock=state.clock,
    )
    with vault:
        for notice in vault.notices:
            state.out.say(notice)
        state.out.say(_("已新建保密库：{path}", path=target))
        state.out.facts(vault=vault.id.hex(), folder=str(target), member=vault.member.id.hex())
    # The code is shown before anything else can go wrong: it is shown only once.
    show_recovery_code(state, code, recovery_file)
    remember_vault(target)


@command(app, "info", deferred("不用口令也能看到的：格式、大小、谁在用"))
def info(context: typer.Context) -> None:
    state: CommandState = context.obj
    found = vault_info(state.vault_folder())
    holder = (
        _(
            "{host} 上的进程 {pid}，自 {since}",
            host=found.holder.host,
            pid=found.holder.pid,
            since=found.holder.since,
        )
        if found.holder
        else _("没有人在写")
    )
    rows = [
        [_("文件夹"), str(found.folder)],
        [_("库编号"), found.id.hex()],
        [_("格式"), str(found.format)],
        [_("卷宗"), str(found.journals)],
        [_("记录"), str(found.entries)],
        [_("检查点大小"), "—" if found.checkpoint_size is None else str(found.checkpoint_size)],
        [_("数据库字节"), str(found.database_bytes)],
        [_("证据字节"), str(found.blob_bytes)],
        [_("写入方式"), found.journal_mode],
        [_("SQLite 版本"), found.sqlite_version],
        [_("正在使用"), holder],
    ]
    state.out.table([_("项"), _("值")], rows)
    state.out.facts(
        folder=str(found.folder),
        vault=found.id.hex(),
        format=found.format,
        journals=found.journals,
        entries=found.entries,
        checkpoint_size=found.checkpoint_size,
        database_bytes=found.database_bytes,
        held_by=found.holder.pid if found.holder else None,
    )


@command(app, "check", deferred("检查：有没有损坏、改动、缺失、退回旧版"))
def check(
    context: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help=_("每个签名和每段内容都核对"))] = False,
    against: Annotated[
        str | None, typer.Option(help=_("对照：检查点文件、备份、另一份库，或“大小 根值”"), metavar=_("对照"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    progress = state.out.progress(_("检查"))
    if state.session_vault is not None:
        report = check_vault(state.session_vault, deep=deep, against=against, progress=progress)
    else:
        report = check_folder(
            state.vault_folder(),
            passphrase=state.passphrase(),
            deep=deep,
            against=against,
            progress=progress,
        )
    print_report(state.out, report)


@command(app, "backup", deferred("备份成一个文件，写完重新读一遍才算数"))
def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help=_("新文件，以 .sgvb 结尾"), metavar=_("文件"))],
) -> None:
    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        receipt = back_up(vault, target, progress=state.out.progress(_("备份")))
    state.out.say(_("已备份并核对：{path}", path=receipt.path))
    state.out.say(_("{length} 字节，检查点大小 {size}，SHA-256 {digest}", length=receipt.length,
                    size=receipt.size, digest=receipt.sha256.hex()))  # fmt: skip
    state.out.say(_("备份和库用同一个口令；以后改口令，旧备份仍用旧口令。"))
    state.out.facts(
        path=str(receipt.path),
        bytes=receipt.length,
        checkpoint_size=receipt.size,
        root=receipt.root.hex(),
        sha256=receipt.sha256.hex(),
    )


@command(app, "restore", deferred("从备份恢复到一个新的或空的文件夹"))
def restore_backup(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help=_("备份文件 .sgvb"), metavar=_("备份"))],
    folder: Annotated[Path, typer.Argument(help=_("恢复到哪里"), metavar=_("文件夹"))],
    recovery_code_file: Annotated[
        Path | None, typer.Option(help=_("用恢复码代替口令：写有恢复码的文件"), metavar=_("路径"))
    ] = None,
) -> None:
    state: CommandState = context.obj
    code = read_passphrase_file(recovery_code_file) if recovery_code_file else None
    receipt = restore(
        source,
        folder,
        passphrase=None if code else state.passphrase(),
        recovery_code=code,
        clock=state.clock,
        progress=state.out.progress(_("恢复")),
    )
    state.out.say(_("已恢复到 {path}（备份时间 {time}）。", path=receipt.folder, time=receipt.backed_up_at))
    for warning in receipt.warnings:
        state.out.say(_("注意：{message}", message=warning.message), style="bold")
        state.out.say(warning.remedy)
    state.out.facts(
        folder=str(receipt.folder),
        vault=receipt.vault.hex(),
        checkpoint_size=receipt.size,
        warnings=[warning.code for warning in receipt.warnings],
    )


@command(app, "checkpoint", deferred("签一个检查点，导出给别人核对：文本、签名、公钥"))
def checkpoint(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help=_("写到哪个文件夹"), metavar=_("文件夹"))],
) -> None:
    from secretguard.cli.vault_ways import export_checkpoint

    state: CommandState = context.obj
    with state.vault(write=True) as vault:
        point = vault.checkpoint()
        files = export_checkpoint(vault, point, out)
    state.out.say(_("检查点大小 {size}，根 {root}", size=point.size, root=point.root.hex()))
    for path in files:
        state.out.say(str(path))
    state.out.say(_("核对方法见 docs/FORMAT.md；只需 openssl，不需要密盾。"))
    state.out.facts(
        size=point.size, root=point.root.hex(), time=point.time, files=[str(path) for path in files]
    )


@command(app, "passwd", deferred("换口令；忘了旧口令时用 --recovery-code-file"))
def passwd(
    context: typer.Context,
    new_file: Annotated[
        Path | None, typer.Option("--new-passphrase-file", help=_("新口令所在的文件"), metavar=_("路径"))
    ] = None,
    recovery_code_file: Annotated[
        Path | None, typer.Option(help=_("写有恢复码的文件"), metavar=_("路径"))
    ] = None,
) -> None:
    from secretguard.vault import change_passphrase

    state: CommandState = context.obj
    code = read_passphrase_file(recovery_code_file) if recovery_code_file else None
    old = None if code else state.passphrase(_("现在的口令："))
    with open_vault(state.vault_folder(), passphrase=old, recovery_code=code, clock=state.clock) as vault:
        change_passphrase(vault, choose_passphrase(new_file, _("新口令：")))
    state.out.say(_("口令已换。以前的备份仍然用旧口令。"))
    state.out.facts(changed=True)


@command(app, "recovery", deferred("试恢复码（--prove），或换一张新的（--replace）"))
def recovery(
    context: typer.Context,
    prove: Annotated[bool, typer.Option("--prove", help=_("试一试手里的恢复码开不开得了"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=_("换新恢复码，旧的作废"))] = False,
    code_file: Annotated[
        Path | None, typer.Option("--recovery-code-file", help=_("写有恢复码的文件"), metavar=_("路径"))
    ] = None,
    recovery_file: Annotated[
        Path | None, typer.Option(help=_("把新恢复码写进这个新文件"), metavar=_("路径"))
    ] = None,
) -> None:
    from secretguard.errors import UsageError
    from secretguard.vault import prove_recovery_code, replace_recovery_code

    state: CommandState = context.obj
    if prove == replace:
        raise UsageError(_("写 --prove 或 --replace 之一。"))
    if replace:
        refuse_existing(recovery_file)
        with state.vault(write=True) as vault:
            code = replace_recovery_code(vault)
        show_recovery_code(state, code, recovery_file)
        return
    typed = read_passphrase_file(code_file) if code_file else ask_passphrase(_("恢复码："))
    if not prove_recovery_code(state.vault_folder(), typed):
        raise RefusedError(_("这张恢复码打不开这个库。"), _("核对是不是这个库的、最新的一张。"))
    state.out.say(_("这张恢复码打得开这个库。"))
    state.out.facts(proved=True)


@command(app, "enrolment", deferred("出密钥登记表：成员、密钥编号、签名栏"))
def enrolment(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help=_("写到哪个文件夹"), metavar=_("文件夹"))],
) -> None:
    from secretguard.documents.enrolment import enrolment_sheet
    from secretguard.documents.files import write_documents

    state: CommandState = context.obj
    with state.vault() as vault:
        document = enrolment_sheet(vault, state.clock())
    files = write_documents(document, out, "enrolment", ("pdf", "html"))
    for path in files:
        state.out.say(str(path))
    state.out.facts(files=[str(path) for path in files])


__all__ = ["app"]
