"""Playbooks from files: one by path, or a shelf of folders where later folders go over earlier ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from secretguard.content.playbook import Playbook
from secretguard.content.problems import ContentProblem, content_error, quoted
from secretguard.content.reading import read_model
from secretguard.content.yaml_source import YamlPath, YamlSource, read_yaml
from secretguard.errors import ContentError, RefusedError, SecretGuardError
from secretguard.i18n import _
from secretguard.locations import content_folder

_KINDS: Final = ("playbooks", "standards", "templates")
_SUFFIXES: Final = (".yaml", ".yml")


@dataclass(frozen=True)
class LoadedPlaybook:
    """A playbook with the file it came from, so that whoever checks it can name lines."""

    playbook: Playbook
    source: YamlSource
    path: Path

    def problem(self, place: YamlPath, message: str, hint: str = "") -> ContentProblem:
        """A finding at a place such as `("injects", 3, "decision", "options", 0)`."""
        return self.source.problem(place, message, hint)


@dataclass(frozen=True)
class BrokenFile:
    """A file on the shelf that cannot be read, and why."""

    path: Path
    problems: tuple[ContentProblem, ...]


@dataclass(frozen=True)
class Shelf:
    """All playbooks found, by id in the order of their file names, and the files that are broken."""

    playbooks: tuple[LoadedPlaybook, ...]
    broken: tuple[BrokenFile, ...]


def content_folders(kind: str, overlay: Path | None = None) -> tuple[Path, ...]:
    """The shipped folder of a kind (`playbooks`, `standards`), then the user's, which goes over it.

    Raises ContentError if the overlay is not a folder; it need not hold every kind.
    """
    folders = [content_folder(kind)]
    if overlay is not None:
        if not overlay.is_dir():
            message = _("找不到内容文件夹。")
            problem = ContentProblem(quoted(str(overlay), 300), None, "", message)
            raise content_error([problem], _("请检查 --content 后面的路径。"))
        if not any((overlay / name).is_dir() for name in _KINDS):
            message = _("这个文件夹里没有 playbooks/、standards/ 或 templates/。")
            problem = ContentProblem(quoted(str(overlay), 300), None, "", message)
            raise content_error([problem], _("剧本放进它下面的 playbooks/，法律依据表放进 standards/。"))
        if (overlay / kind).is_dir():
            folders.append(overlay / kind)
    return tuple(folders)


def read_playbook(path: Path) -> LoadedPlaybook:
    """A playbook with its lines. Raises ContentError with file, line, field and hint."""
    source = read_yaml(path)
    return LoadedPlaybook(read_model(source, Playbook), source, path)


def load_playbook(path: Path) -> Playbook:
    """A playbook alone. Raises ContentError with file, line, field and hint."""
    return read_playbook(path).playbook


def list_playbooks(folders: Sequence[Path]) -> Shelf:
    """Every exercise of the folders; response playbooks are passed over.

    A broken file is reported on the shelf, it does not fail the rest.
    """
    found: dict[str, LoadedPlaybook] = {}
    broken: list[BrokenFile] = []
    for folder in folders:
        here: dict[str, LoadedPlaybook] = {}
        for path in yaml_files(folder):
            try:
                source = read_yaml(path)
                if kind_of(source) == "response":
                    continue
                loaded = _unless_taken(LoadedPlaybook(read_model(source, Playbook), source, path), here)
            except ContentError as error:
                broken.append(BrokenFile(path, problems_of(error)))
                continue
            here[loaded.playbook.id] = loaded
        found.update(here)
    return Shelf(tuple(found.values()), tuple(broken))


def find_playbook(playbook_id: str, folders: Sequence[Path]) -> LoadedPlaybook:
    """The playbook of that id. Raises RefusedError naming the nearest id, or why its file is broken."""
    shelf = list_playbooks(folders)
    for loaded in shelf.playbooks:
        if loaded.playbook.id == playbook_id:
            return loaded
    if playbook_id.startswith("response-"):
        raise RefusedError(
            _("{name} 是响应剧本，真出了事才用，不能拿来推演。", name=quoted(playbook_id)),
            _("用 playbook list 选一个推演剧本；真出了事，用 incident start。"),
        )
    known = [loaded.playbook.id for loaded in shelf.playbooks]
    message = _("没有编号为 {name} 的推演剧本。", name=quoted(playbook_id))
    raise not_on_shelf(playbook_id, known, shelf.broken, message)


def not_on_shelf(
    wanted: str, known: Sequence[str], broken: Iterable[BrokenFile], message: str
) -> SecretGuardError:
    """Why a shelf does not have what was asked for: its file is broken, or there is none of that id.

    `message` says that there is none; the remedy names the nearest id, else all of them.
    """
    for file in broken:
        if file.path.stem == wanted:
            return content_error(file.problems)
    near = difflib.get_close_matches(wanted, known, n=1)
    remedy = (
        _("是不是想用 {name}？", name=near[0])
        if near
        else _("现有：{names}。", names=_("、").join(known) or _("没有"))
    )
    return RefusedError(message, remedy)


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """The YAML files of a folder, by name; a folder that is not there has none."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES))


def kind_of(source: YamlSource) -> object:
    """What the file says it is (`exercise`, `response`); None if it does not say."""
    return source.data.get("kind") if isinstance(source.data, dict) else None


def problems_of(error: ContentError) -> tuple[ContentProblem, ...]:
    """The problems a ContentError carries."""
    problems = error.facts.get("problems", ())
    assert isinstance(problems, Iterable)
    return tuple(problem for problem in problems if isinstance(problem, ContentProblem))


def _unless_taken(loaded: LoadedPlaybook, here: dict[str, LoadedPlaybook]) -> LoadedPlaybook:
    other = here.get(loaded.playbook.id)
    if other is None:
        return loaded
    message = _("编号 {name} 已经被 {file} 用了。", name=loaded.playbook.id, file=other.source.file)
    raise content_error([loaded.problem(("id",), message, _("请换一个编号。"))])
