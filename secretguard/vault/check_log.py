"""Checking the log: leaves against entries, checkpoints against the tree and their signatures."""

from __future__ import annotations

from itertools import groupby

from secretguard.i18n import _
from secretguard.vault.check_chain import Authors
from secretguard.vault.check_report import Examination, entry_name, entry_row
from secretguard.vault.errors import DamagedVault
from secretguard.vault.keys import is_signed_by
from secretguard.vault.log import MerkleTree, leaf_hash
from secretguard.vault.notes import CheckpointNote, NoteError
from secretguard.vault.primitives import HASH_SIZE
from secretguard.vault.shown import shown
from secretguard.vault.store.rows import StoredCheckpoint, checked_checkpoint

_LEAVES = (
    'SELECT l."index", l.journal, l.seq, l.hash, e.link FROM leaf AS l'
    ' LEFT JOIN entry AS e ON e.journal = l.journal AND e.seq = l.seq ORDER BY l."index"'
)
_ORPHANS = (
    "SELECT l.journal, l.seq FROM leaf AS l"
    " LEFT JOIN entry AS e ON e.journal = l.journal AND e.seq = l.seq"
    " WHERE e.seq IS NULL ORDER BY l.journal, l.seq"
)


def examine_leaves(exam: Examination) -> MerkleTree:
    """The tree as stored; each leaf must follow from its entry's link, each journal's in its order."""
    tree = MerkleTree()
    reached: dict[object, int] = {}
    for index, journal, seq, value, link in exam.db.execute(_LEAVES):
        exam.step()
        if index != tree.size:
            exam.find("leaf", str(tree.size), _("总日志缺第 {index} 片叶：它被删除了。", index=tree.size))
            exam.leave_out(_("总日志在缺口之后的部分没有核对。"))
            break
        if not isinstance(value, bytes) or len(value) != HASH_SIZE or not isinstance(seq, int):
            exam.find("leaf", str(index), _("总日志第 {index} 片叶的形状不对。", index=index))
            exam.leave_out(_("总日志在这片叶之后的部分没有核对。"))
            break
        tree.append(value)
        if isinstance(link, bytes) and leaf_hash(link) != value:
            sentence = _(
                "总日志第 {index} 片叶与{entry}的链接值不符：其中一个被改动。",
                index=index,
                entry=entry_name(journal, seq),
            )
            exam.find("leaf", str(index), sentence)
        if seq != reached.get(journal, 0) + 1:
            exam.find(
                "leaf",
                str(index),
                _("总日志第 {index} 片叶的次序不对：它不接同一卷宗的前一条。", index=index),
            )
        reached[journal] = seq
    exam.facts["leaves"] = tree.size
    exam.facts["root"] = tree.root().hex()
    _examine_orphans(exam)
    return tree


def _examine_orphans(exam: Examination) -> None:
    """Entries that the log remembers and the vault no longer has; a whole journal as one finding."""
    for journal, group in groupby(exam.db.execute(_ORPHANS).fetchall(), key=lambda values: values[0]):
        missing = [seq for _journal, seq in group]
        name = shown(journal)
        exam.find(
            "entry",
            f"{name}/{missing[0]}",
            _(
                "卷宗 {journal} 有 {count} 条记录（第 {first} 至 {last} 条）在总日志里，"
                "卷宗里却没有：它们被删除了。",
                journal=name[:8],
                count=len(missing),
                first=missing[0],
                last=missing[-1],
            ),
        )


def examine_checkpoints(exam: Examination, tree: MerkleTree, authors: Authors) -> None:
    """Every signed note against the tree and its signer; the last one must cover the whole log."""
    largest = 0
    for values in exam.db.execute("SELECT size, note, sig FROM checkpoint ORDER BY size"):
        exam.count("checkpoints")
        try:
            stored = checked_checkpoint(values)
            note = CheckpointNote.decode(stored.note)
        except (DamagedVault, NoteError) as problem:
            exam.find("checkpoint", str(values[0]), problem.message)
            continue
        largest = max(largest, stored.size)
        _examine_checkpoint(exam, tree, authors, stored, note)
    if largest < tree.size:
        exam.find(
            "checkpoint",
            str(tree.size),
            _(
                "总日志有 {size} 片叶，但没有覆盖到末尾的检查点：检查点被删除，或叶不是本程序写的。",
                size=tree.size,
            ),
        )
    exam.facts["unlogged"] = max(0, int(exam.facts.get("entries", 0)) - tree.size)


def _examine_checkpoint(
    exam: Examination, tree: MerkleTree, authors: Authors, stored: StoredCheckpoint, note: CheckpointNote
) -> None:
    row, size = str(stored.size), stored.size
    if note.vault != exam.vault or note.size != size:
        exam.find("checkpoint", row, _("检查点 {size} 写的是别的库或别的大小。", size=size))
    if size > tree.size:
        exam.find(
            "checkpoint",
            row,
            _(
                "检查点 {size} 覆盖 {size} 条，总日志却只有 {now} 片叶：末尾被截去。",
                size=size,
                now=tree.size,
            ),
        )
    elif tree.root(size) != note.root:
        exam.find("checkpoint", row, _("检查点 {size} 的根值与总日志算出的不同：两者之一被改动。", size=size))
    signer = authors.get(note.signer)
    if signer is None:
        exam.find("checkpoint", row, _("检查点 {size} 的签名人不是任何已知成员。", size=size))
    elif not is_signed_by(signer, stored.sig, stored.note):
        exam.find("checkpoint", row, _("检查点 {size} 的签名不对：它在签过之后被改动。", size=size))


def examine_unlogged(exam: Examination) -> None:
    """An entry may lack a leaf only at the end of its journal: the log takes them in order."""
    rows = exam.db.execute(
        "SELECT e.journal, min(e.seq), (SELECT max(seq) FROM leaf WHERE leaf.journal = e.journal"
        " AND typeof(seq) = 'integer')"
        " FROM entry AS e LEFT JOIN leaf AS l ON l.journal = e.journal AND l.seq = e.seq"
        " WHERE l.seq IS NULL AND typeof(e.seq) = 'integer' GROUP BY e.journal"
    )
    for journal, first, last_logged in rows:
        if last_logged is not None and first < last_logged:
            exam.find(
                "leaf",
                entry_row(journal, first),
                _(
                    "{entry}之后的记录已进总日志，它自己却不在：叶被删除或换过。",
                    entry=entry_name(journal, first),
                ),
            )
