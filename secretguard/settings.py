"""What the program remembers between runs: language and last vault. No secrets, ever."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from secretguard.errors import StorageError
from secretguard.i18n import _
from secretguard.locations import user_config_folder


@dataclass(frozen=True, slots=True)
class Settings:
    """Read from `config.toml`; a missing file means the defaults."""

    language: str | None = None
    last_vault: str | None = None


def load_settings() -> Settings:
    """The settings of this user. Raises StorageError if the file cannot be read or understood."""
    path = user_config_folder() / "config.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StorageError(
            _("设置文件 {path} 读不了。", path=path), _("删掉它即可恢复默认设置；保密库不受影响。")
        ) from error
    language, last_vault = values.get("language"), values.get("last_vault")
    return Settings(
        language if isinstance(language, str) else None, last_vault if isinstance(last_vault, str) else None
    )


def save_settings(settings: Settings) -> None:
    """Write the settings, whole. Raises StorageError if the folder cannot be written."""
    folder = user_config_folder()
    pairs = {"language": settings.language, "last_vault": settings.last_vault}
    # A JSON string is a TOML basic string for every character a path can hold.
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in pairs.items() if value is not None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / "config.toml.part"
        part.write_text(text, encoding="utf-8")
        part.replace(folder / "config.toml")
    except OSError as error:
        raise StorageError(
            _("设置写不进 {path}。", path=folder), _("请检查磁盘空间和权限；保密库不受影响。")
        ) from error


def remember_vault(folder: Path) -> None:
    """Make this the vault that commands use when none is named."""
    settings = load_settings()
    wanted = str(folder.resolve())
    if settings.last_vault != wanted:
        save_settings(Settings(settings.language, wanted))
