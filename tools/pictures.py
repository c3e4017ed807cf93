"""Pictures of the main screens at 80×24, drawn from the running app on the sample enterprise.

`python -m tools.pictures` writes home.png, library.png, console.png and player.png to docs/pictures. It needs
Pillow, wcwidth, fontconfig and the font Noto Sans Mono CJK SC (Debian: fonts-noto-cjk); what is missing is
said, and nothing is written. Textual's own SVG squeezes wide characters, so the cells are drawn here.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

FAMILY = "Noto Sans Mono CJK SC"
CELL_WIDTH, CELL_HEIGHT, FONT_SIZE = 9, 21, 17
COLOURS = 32
MORNING = datetime(2026, 11, 24, 9, 2, tzinfo=timezone(timedelta(hours=8)))


def main(folder: Path) -> int:
    """Draw all pictures into the folder; 2 if something needed is missing."""
    missing = _missing()
    if missing:
        sys.stderr.write("还缺 / missing: " + "、".join(missing) + "\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        # The user's settings and last vault are not touched.
        os.environ.update(SECRETGUARD_DATA=f"{own}/data", SECRETGUARD_CONFIG=f"{own}/config")
        asyncio.run(_session(Path(own), folder))
    return 0


def _missing() -> list[str]:
    missing = []
    for module in ("PIL", "wcwidth"):
        try:
            __import__(module)
        except ImportError:
            missing.append({"PIL": "Pillow"}.get(module, module))
    if shutil.which("fc-match") is None:
        missing.append("fontconfig (fc-match)")
    elif FAMILY not in _matched("%{family}"):
        missing.append(f"{FAMILY} (fonts-noto-cjk)")
    return missing


async def _session(own: Path, folder: Path) -> None:
    """From home into the first decision of the first playbook."""
    from secretguard.locations import samples_folder
    from secretguard.register import add_from_file, load_profile
    from secretguard.tui.app import SecretGuardApp
    from secretguard.tui.desk import Desk
    from secretguard.vault import FLOOR_KDF

    now = [MORNING]
    desk = Desk(clock=lambda: now[0], kdf=FLOOR_KDF)
    desk.create(own / "sample.sgv", "样例", "示例甲", "样例库")
    register = add_from_file(desk.vault, load_profile(samples_folder() / "example-company.yaml"))
    desk.choose_enterprise(register.id)
    app = SecretGuardApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        draw(app, folder / "home.png")
        await pilot.press("2")
        await pilot.pause(0.3)
        draw(app, folder / "library.png")
        await pilot.press("enter", "f8", "f8", "f8")
        now[0] += timedelta(minutes=4)
        await pilot.press("1", "down", "2", "f8", "2", "enter", "f5")
        await pilot.pause(0.3)
        draw(app, folder / "player.png")
        await pilot.press("f5", *"先别惊动他", "enter")
        await pilot.pause(0.3)
        draw(app, folder / "console.png")


def draw(app: Any, path: Path) -> None:
    """The app's screen, cell by cell, as a PNG of few colours."""
    from PIL import Image, ImageDraw

    columns, rows = app.screen.outer_size
    image = Image.new("RGB", (columns * CELL_WIDTH, rows * CELL_HEIGHT), "#12151a")
    pen = ImageDraw.Draw(image)
    fonts = {False: _font("Regular"), True: _font("Bold")}
    for row, strip in enumerate(app.screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            column = _segment(pen, fonts, segment, column, row * CELL_HEIGHT)
    image.quantize(COLOURS).save(path, optimize=True)


def _segment(pen: Any, fonts: dict[bool, Any], segment: Any, column: int, top: int) -> int:
    from wcwidth import wcwidth

    front, back = _colours(segment.style)
    for character in segment.text:
        width = max(wcwidth(character), 0)
        left, right, bottom = column * CELL_WIDTH, (column + width) * CELL_WIDTH, top + CELL_HEIGHT
        pen.rectangle((left, top, right - 1, bottom - 1), fill=back)
        if character in "─━":
            middle = top + CELL_HEIGHT // 2
            pen.rectangle((left, middle, right - 1, middle + (character == "━")), fill=front)
        elif character != " ":
            bold = bool(segment.style and segment.style.bold)
            pen.text((left, top - 3), character, font=fonts[bold], fill=front)
        column += width
    return column


def _colours(style: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    front = _rgb(style.color if style else None, (233, 236, 239))
    back = _rgb(style.bgcolor if style else None, (18, 21, 26))
    if style and style.reverse:
        front, back = back, front
    if style and style.dim:
        front = tuple((6 * a + 4 * b) // 10 for a, b in zip(front, back, strict=True))
    return front, back


def _rgb(colour: Any, default: tuple[int, ...]) -> tuple[int, ...]:
    return default if colour is None or colour.is_default else tuple(colour.get_truecolor())


def _matched(wanted: str, style: str = "Regular") -> str:
    command = ["fc-match", "-f", wanted, f"{FAMILY}:style={style}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


def _font(style: str) -> Any:
    """The face of a collection that bears the family's name."""
    from PIL import ImageFont

    path = _matched("%{file}", style)
    for index in range(16):
        font = ImageFont.truetype(path, FONT_SIZE, index=index)
        if font.getname()[0] == FAMILY:
            return font
    raise SystemExit(f"{FAMILY}: {path}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")))
