"""Keeping what was imported as files of the user's own content folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from secretguard.compliance.exchange.imported import Imported
from secretguard.content import content_folders, load_standards, standard_json
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.exchange import refuse_existing, write_whole

_FOLDER: Final = "standards"


def keep_standard(imported: Imported, folder: Path, *, replace: bool = False) -> tuple[Path, ...]:
    """Write the standard and its crosswalks into `folder/standards/`; gives the files.

    Raises RefusedError if one of the shipped ones has the same id, or another file is there already and
    `replace` is not said; StorageError. Nothing is written unless all may be.
    """
    _refuse_shipped(imported)
    files = [
        (folder / _FOLDER / f"{model.kind}-{model.id}.json", standard_json(model))
        for model in (imported.standard, *imported.crosswalks)
        if model is not None
    ]
    wanted = [(path, data) for path, data in files if not _is_there(path, data)]
    for path, _data in wanted:
        if not replace:
            refuse_existing(path)
    for path, data in wanted:
        write_whole(path, data)
    return tuple(path for path, _data in files)


def write_new(path: Path, data: bytes) -> Path:
    """Write an export whole or not at all. Raises RefusedError if the file is there already, StorageError."""
    refuse_existing(path)
    write_whole(path, data)
    return path


def _refuse_shipped(imported: Imported) -> None:
    shipped = _shipped_ids()
    models = (imported.standard, *imported.crosswalks)
    taken = next((one.id for one in models if one is not None and one.id in shipped), None)
    if taken is not None:
        raise RefusedError(
            _("编号 {name} 是密盾自带的，导入的不能用它。", name=taken), _("请另起一个编号再导入。")
        )


@cache
def _shipped_ids() -> frozenset[str]:
    """The ids of everything that ships; it does not change while the program runs."""
    shelf = load_standards(content_folders(_FOLDER))
    return frozenset(
        (
            *(one.standard.id for one in shelf.standards),
            *(one.profile.id for one in shelf.profiles),
            *(one.crosswalk.id for one in shelf.crosswalks),
        )
    )


def _is_there(path: Path, data: bytes) -> bool:
    """Whether the very same bytes stand there already. Raises RefusedError for something else than a file."""
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError as error:
        raise RefusedError(
            _("“{name}”读不了：{reason}", name=path.name, reason=error.strerror or str(error)),
            _("请检查文件夹的权限。"),
        ) from error
