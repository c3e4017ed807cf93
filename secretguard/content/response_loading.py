"""Response playbooks from folders: later folders go over earlier ones, a broken file spoils no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from secretguard.content.loading import BrokenFile, kind_of, not_on_shelf, problems_of, yaml_files
from secretguard.content.problems import ContentProblem, content_error, quoted
from secretguard.content.reading import read_model
from secretguard.content.response import ResponsePlaybook
from secretguard.content.response_order import unsafe_problems
from secretguard.content.yaml_source import YamlPath, YamlSource, read_yaml
from secretguard.errors import ContentError
from secretguard.i18n import _

GENERAL: Final = "response-general"
"""The playbook for whatever fits no other."""

_PREFIX: Final = "response-"


@dataclass(frozen=True)
class LoadedResponse:
    """A response playbook with the file it came from, so that whoever checks it can name lines."""

    playbook: ResponsePlaybook
    source: YamlSource
    path: Path

    def problem(self, place: YamlPath, message: str, hint: str = "") -> ContentProblem:
        """A finding at a place such as `("tasks", 3, "after")`."""
        return self.source.problem(place, message, hint)


@dataclass(frozen=True)
class ResponseShelf:
    """All response playbooks found, by id in the order of their file names, and the files that are broken."""

    responses: tuple[LoadedResponse, ...]
    broken: tuple[BrokenFile, ...]


def read_response(path: Path) -> LoadedResponse:
    """A response playbook with its lines, as written. Raises ContentError with file, line, field and hint.

    Its names and order are not judged here: that is for `list_responses` and `response_problems`.
    """
    source = read_yaml(path)
    return LoadedResponse(read_model(source, ResponsePlaybook), source, path)


def list_responses(folders: Sequence[Path]) -> ResponseShelf:
    """Every response playbook that is safe to follow; a broken or unsafe file is named on the shelf.

    A user's file that is broken leaves the shipped one of the same id in its place.
    """
    found: dict[str, LoadedResponse] = {}
    broken: list[BrokenFile] = []
    for folder in folders:
        here: dict[str, LoadedResponse] = {}
        for path in yaml_files(folder):
            try:
                loaded = _safe_response(path, here)
            except ContentError as error:
                broken.append(BrokenFile(path, problems_of(error)))
                continue
            if loaded is not None:
                here[loaded.playbook.id] = loaded
        found.update(here)
    return ResponseShelf(tuple(found.values()), tuple(broken))


def load_responses(folders: Sequence[Path]) -> tuple[LoadedResponse, ...]:
    """Every response playbook. Raises ContentError (file, line, field, hint): any file broken or unsafe."""
    shelf = list_responses(folders)
    if shelf.broken:
        raise content_error(problem for file in shelf.broken for problem in file.problems)
    return shelf.responses


def find_response(response_id: str, folders: Sequence[Path]) -> LoadedResponse:
    """The response playbook of that id. Raises RefusedError naming the nearest, or why its file is broken."""
    shelf = list_responses(folders)
    for loaded in shelf.responses:
        if loaded.playbook.id == response_id:
            return loaded
    known = [loaded.playbook.id for loaded in shelf.responses]
    message = _("没有编号为 {name} 的响应剧本。", name=quoted(response_id))
    raise not_on_shelf(response_id, known, shelf.broken, message)


def suggest_responses(responses: Iterable[LoadedResponse], what: str) -> tuple[LoadedResponse, ...]:
    """All responses, those whose words the answer to 出了什么事 holds first, the general one next. Pure."""
    told = what.casefold()

    def rank(loaded: LoadedResponse) -> tuple[int, bool]:
        hits = sum(len(word) for word in loaded.playbook.when.words if word.casefold() in told)
        return -hits, loaded.playbook.id != GENERAL

    return tuple(sorted(responses, key=rank))


def _safe_response(path: Path, here: dict[str, LoadedResponse]) -> LoadedResponse | None:
    """The response in this file; None if the file holds something else. Raises ContentError."""
    try:
        source = read_yaml(path)
    except ContentError:
        if path.name.startswith(_PREFIX):
            raise
        return None  # `list_playbooks` names it: its kind cannot be told
    if kind_of(source) != "response" and not path.name.startswith(_PREFIX):
        return None
    loaded = LoadedResponse(read_model(source, ResponsePlaybook), source, path)
    problems = unsafe_problems(loaded.playbook, source)
    if problems:
        raise content_error(problems)
    if (other := here.get(loaded.playbook.id)) is not None:
        message = _("编号 {name} 已经被 {file} 用了。", name=loaded.playbook.id, file=other.source.file)
        raise content_error([loaded.problem(("id",), message, _("请换一个编号。"))])
    return loaded
