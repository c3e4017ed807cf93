"""Decodes one picture, in a process of its own: bytes in, a small grid of colours out. Run by `picture.py`.

It is run as a plain script without this package, so that a decoder that is tricked has neither keys nor
vault near it. Arguments: columns, rows, most pixels. In: the file. Out: `width height columns rows` on a
line, then three bytes for each point. Exit 3: no decoder here; 4: too many pixels; 5: no picture.
"""

from __future__ import annotations

import io
import sys

NO_DECODER, TOO_LARGE, NO_PICTURE = 3, 4, 5
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_GROUND = (128, 128, 128)
_MEMORY = 1 << 30
_SECONDS = 20


def _limit() -> None:
    """As little memory and time as the system lets us ask for; it has no such limits on Windows."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(columns: int, rows: int, most_pixels: int) -> int:
    """Read, check the size before anything is decoded, shrink, write."""
    try:
        from PIL import Image, ImageOps
    except ImportError:
        return NO_DECODER
    _limit()
    Image.MAX_IMAGE_PIXELS = most_pixels
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=_FORMATS) as picture:
            size = picture.size
            if size[0] * size[1] > most_pixels:
                return TOO_LARGE
            picture.draft("RGB", (columns, rows))
            shown: Image.Image = picture
            if picture.mode.startswith("I;16"):
                # Sixteen bits of grey: the decoder knows no way from there to colours.
                shown = picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
            shown.thumbnail((columns, rows))
            turned = ImageOps.exif_transpose(shown)
            turned.thumbnail((columns, rows))
            ground = Image.new("RGBA", turned.size, (*_GROUND, 255))
            ground.alpha_composite(turned.convert("RGBA"))
            points = ground.convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - a decoder raises anything on a broken file, and this process ends here
        return NO_PICTURE
    sys.stdout.buffer.write(b"%d %d %d %d\n" % (*size, *points.size))
    sys.stdout.buffer.write(points.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:4])))
