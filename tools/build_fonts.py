"""Rebuild the four faces that ship with the package, and compare them with what is committed.

`python -m tools.build_fonts --compare` fetches the sources by package name with npm and apt-get into a
temporary folder, builds, and reports every file that differs; without `--compare` it writes them into
`secretguard/fonts/`. `--sources DIR` uses archives that are already there. The same sources give the
same bytes on every machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).parent.parent / "secretguard" / "fonts"


@dataclass(frozen=True)
class Face:
    """One face that ships: where it comes from and what becomes of it."""

    file: str
    package: str
    version: str
    member: str
    licence: str
    family: str
    rename: bool = False
    """The source's name is reserved by its licence (OFL 1.1, clause 3): ours must differ."""
    everything: bool = False


FACES = (
    Face(
        "NotoSansSC-Bold.ttf",
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        "700Bold/NotoSansSC_700Bold.ttf",
        "noto-sans-sc-OFL.txt",
        "Noto Sans SC",
    ),
    Face(
        "NotoSerifSC-Bold.ttf",
        "@expo-google-fonts/noto-serif-sc",
        "0.4.3",
        "700Bold/NotoSerifSC_700Bold.ttf",
        "noto-serif-sc-OFL.txt",
        "Noto Serif SC",
    ),
    Face(
        "NotoEmoji-Regular.ttf",
        "@expo-google-fonts/noto-emoji",
        "0.4.7",
        "400Regular/NotoEmoji_400Regular.ttf",
        "noto-emoji-OFL.txt",
        "Noto Emoji",
        everything=True,
    ),
    Face(
        "SecretGuardKai-Regular.ttf",
        "fonts-lxgw-wenkai",
        "1.250+repack-1",
        "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "secretguard-kai-OFL.txt",
        "SecretGuard Kai",
        rename=True,
    ),
)

_SYMBOLS = "①②③④⑤⑥⑦⑧⑨⑩☐☑☒✓✗▲▼△▽●○■□◆◇★☆→←↑↓‰℃㎡〇⚠々〔〕【】《》䶮㛃"
_EMBEDDED = "☐☑☒✓✗"
"""What the typesetter's own DejaVu Sans Mono adds to the text faces; a test prints each of them."""


def kept_characters() -> set[int]:
    """GB2312, Latin with its extensions A, general punctuation, and the symbols that papers use."""
    rows = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    decoded = (pair.decode("gb2312", errors="ignore") for pair in rows)
    chinese = {ord(character) for text in decoded for character in text}
    return chinese | set(range(0x20, 0x180)) | set(range(0x2000, 0x2070)) | {ord(c) for c in _SYMBOLS}


def fetch(face: Face, folder: Path) -> Path:
    """The unpacked source package of a face, under `folder`; downloads it where it is missing."""
    unpacked = folder / face.file.removesuffix(".ttf")
    if unpacked.is_dir():
        return unpacked
    unpacked.mkdir()
    if face.package.startswith("@"):
        archive = _npm_archive(face, folder)
        with tarfile.open(archive) as bundle:
            bundle.extractall(unpacked, filter="data")
        return unpacked / "package"
    archive = _debian_archive(face, folder)
    _run(["dpkg-deb", "-x", str(archive), str(unpacked)], folder)
    return unpacked


def _npm_archive(face: Face, folder: Path) -> Path:
    archive = folder / f"{face.package.lstrip('@').replace('/', '-')}-{face.version}.tgz"
    if not archive.is_file():
        _run(["npm", "pack", "--silent", f"{face.package}@{face.version}"], folder)
    return archive


def _debian_archive(face: Face, folder: Path) -> Path:
    archive = folder / f"{face.package}_{face.version}_all.deb"
    if not archive.is_file():
        _run(["apt-get", "download", f"{face.package}={face.version}"], folder)
    return archive


def _run(command: list[str], folder: Path) -> None:
    if shutil.which(command[0]) is None:
        raise SystemExit(f"需要 {command[0]}：请先安装它，或用 --sources 指定已下载的软件包所在文件夹。")
    finished = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)  # noqa: S603
    if finished.returncode:
        raise SystemExit(f"{' '.join(command)} 未成功：{finished.stderr.strip()}")


def build(face: Face, source: Path, target: Path) -> None:
    """Subset one face: no hinting, no time stamp, every layout feature."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.recalc_timestamp = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=font.getBestCmap().keys() if face.everything else kept_characters())
    cutter.subset(font)
    if face.rename:
        _rename(font, face.family)
    subset.save_font(font, str(target), options)


def _rename(font: TTFont, family: str) -> None:
    names = {
        1: family,
        3: f"{family} Regular",
        4: f"{family} Regular",
        6: f"{family.replace(' ', '')}-Regular",
    }
    names |= {16: family, 18: f"{family} Regular", 21: family}
    table = font["name"]
    for record in table.names:
        if record.nameID in names:
            record.string = names[record.nameID]


def licence_text(face: Face, folder: Path) -> str:
    """The licence as its authors ship it, byte for byte in words."""
    if face.package.startswith("@"):
        return (folder / "LICENSE_FONT").read_text("utf-8").replace("\r\n", "\n").rstrip() + "\n"
    notice = (folder / "usr/share/doc" / face.package / "copyright").read_text("utf-8")
    copyright_line = re.search(
        r"Files: \*\nCopyright:\n (.+)\nLicense: OFL-1\.1\nComment:\n(( .+\n)+)", notice
    )
    body = re.search(r"\nLicense: OFL-1\.1\n((?: .*\n)+)", notice)
    if copyright_line is None or body is None:
        raise SystemExit(f"{face.package}: 未找到许可文本。")
    lines = [line[1:] if line != " ." else "" for line in body[1].splitlines()]
    reserved = " ".join(line.strip() for line in copyright_line[2].splitlines())
    head = f"Copyright {copyright_line[1]}\n{reserved}\n\nThe subset in this folder is named {face.family}.\n"
    return head + "\n" + "\n".join(lines).rstrip() + "\n"


def coverage(folder: Path) -> list[list[int]]:
    """Ranges of characters that at least one regular text face or the emoji face can draw."""
    sources = [
        pylopdf_fonts_zh_cn.sans_path(),
        pylopdf_fonts_zh_cn.serif_path(),
        folder / "NotoEmoji-Regular.ttf",
    ]
    covered = {ord(character) for character in _EMBEDDED}
    for source in sources:
        covered |= set(TTFont(source, lazy=True).getBestCmap())
    return list(_ranges(sorted(covered)))


def _ranges(points: Iterable[int]) -> Iterator[list[int]]:
    start = end = -2
    for point in points:
        if point != end + 1:
            if start >= 0:
                yield [start, end]
            start = point
        end = point
    if start >= 0:
        yield [start, end]


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build_all(sources: Path, target: Path) -> None:
    """Everything that stands in `secretguard/fonts/`, made anew in `target`."""
    (target / "licences").mkdir(parents=True, exist_ok=True)
    faces: list[dict[str, str]] = []
    for face in FACES:
        unpacked = fetch(face, sources)
        build(face, unpacked / face.member, target / face.file)
        (target / "licences" / face.licence).write_text(licence_text(face, unpacked), "utf-8")
        faces.append(
            {
                "file": face.file,
                "family": face.family,
                "licence": f"licences/{face.licence}",
                "source_package": face.package,
                "source_version": face.version,
                "source_file": face.member,
                "source_sha256": sha256(unpacked / face.member),
                "sha256": sha256(target / face.file),
            }
        )
    (target / "manifest.json").write_text(json.dumps({"faces": faces}, indent=2) + "\n", "utf-8")
    lines = ",\n".join(json.dumps(pair) for pair in coverage(target))
    (target / "coverage.json").write_text(f'{{"ranges": [\n{lines}\n]}}\n', "utf-8")


def differences(built: Path, committed: Path) -> list[str]:
    """Names of files that are missing, superfluous or different, sorted."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in (built, committed)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return sorted(name for name in names if _content(built / name) != _content(committed / name))


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def main(arguments: list[str] | None = None) -> int:
    """Build or compare; returns 0 when all is well, 1 when something differs."""
    reader = argparse.ArgumentParser(description="重建字体 / rebuild the fonts")
    reader.add_argument("--compare", action="store_true", help="只比对，不写入 / compare only")
    reader.add_argument("--sources", type=Path, help="已下载的软件包所在文件夹 / folder with the archives")
    options = reader.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        sources = Path(scratch) / "sources"
        sources.mkdir()
        for archive in options.sources.glob("*") if options.sources else ():
            if archive.suffix in (".tgz", ".deb"):
                (sources / archive.name).symlink_to(archive.resolve())
        target = Path(scratch) / "built" if options.compare else FONTS
        build_all(sources, target)
        changed = differences(target, FONTS) if options.compare else []
    for name in changed:
        sys.stdout.write(f"不同 / differs: {name}\n")
    if not changed:
        sys.stdout.write(
            "字体与清单一致 / the fonts are as committed\n" if options.compare else "字体已写入 / written\n"
        )
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
