"""What a Word paper looks like: the sizes and margins of the PDF, faces that every Office brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secretguard.documents.tree.document import Style

INK, GREY, HAIR, RED = "1F1F1F", "616161", "9E9E9E", "D0021B"
HEAD_FILL, GROUP_FILL, LABEL_FILL = "EDEDED", "F7F7F7", "F2F2F2"
ROW_FILLS = {"": "", "pale": "F5F5F5", "mid": "E0E0E0", "dark": "C7C7C7"}
CALLOUT_FILLS = {"note": "F7F7F7", "key": "F0F0F0", "warn": ""}

_PAGE = (210.0, 297.0)
_LANDSCAPE = (26.0, 22.0, 25.0, 25.0)

FaceName = Literal["song", "hei", "kai", "fang", "title", "mono", "symbol"]


@dataclass(frozen=True, slots=True)
class Face:
    """What draws Chinese, what draws Latin; `also` is what the Chinese face is called elsewhere."""

    chinese: str
    latin: str
    also: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in mm: how large, and its margins."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - self.left - self.right

    @property
    def is_landscape(self) -> bool:
        """Wider than high."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points. `pitch` is from line to line, `after` what a paragraph adds; headings by level 1–4.

    An exact line of Word has its white above the type, so a heading needs less around it than in the PDF.
    """

    body: float
    pitch: float
    after: float
    heading: tuple[float, float, float, float]
    above: tuple[float, float, float, float]
    below: tuple[float, float, float, float]
    table: float
    small: float
    pad: float
    apart: float
    callout: float
    form: float
    quiet: float
    margins: tuple[float, float, float, float]
    official: bool = False

    @property
    def portrait(self) -> Sheet:
        """The page of the text."""
        return Sheet(*_PAGE, *self.margins)

    @property
    def landscape(self) -> Sheet:
        """The page of a wide annex."""
        width, height = _PAGE
        return Sheet(height, width, *_LANDSCAPE)

    @property
    def cover(self) -> Sheet:
        """The page of the title."""
        return Sheet(*_PAGE, 28, 27, 28, 28)

    def face(self, name: FaceName) -> Face:
        """The face for a purpose; an official document follows GB/T 9704-2012."""
        if self.official and name in _OFFICIAL_FACES:
            return _OFFICIAL_FACES[name]
        return FACES[name]


FACES: dict[FaceName, Face] = {
    "song": Face("宋体", "Times New Roman", "SimSun"),
    "hei": Face("微软雅黑", "Arial", "Microsoft YaHei"),
    "kai": Face("楷体", "Times New Roman", "KaiTi"),
    "fang": Face("仿宋", "Times New Roman", "FangSong"),
    "title": Face("宋体", "Times New Roman", "SimSun"),
    "mono": Face("宋体", "Consolas", "SimSun"),
    "symbol": Face("Segoe UI Symbol", "Segoe UI Symbol", "MS Gothic"),
}
_OFFICIAL_FACES: dict[FaceName, Face] = {
    "hei": Face("黑体", "Times New Roman", "SimHei"),
    "title": Face("方正小标宋简体", "Times New Roman", "FZXiaoBiaoSong-B05S, 华文中宋, STZhongsong"),
}

LOOKS: dict[Style, Look] = {
    "report": Look(
        body=12, pitch=21, after=1.5,
        heading=(17, 13.5, 12, 12), above=(24, 16, 11, 11), below=(5, 2, 1, 1),
        table=9.5, small=8.5, pad=4, apart=11, callout=11, form=10.5, quiet=9.5,
        margins=(30, 27, 28, 26),
    ),
    "brief": Look(
        body=10.5, pitch=17.1, after=0,
        heading=(14, 11.5, 10.5, 10.5), above=(12, 9, 7, 7), below=(1, 1, 1, 1),
        table=9, small=8, pad=3.2, apart=8, callout=10.5, form=9.5, quiet=8,
        margins=(23, 20, 24, 22),
    ),
    "card": Look(
        body=10.5, pitch=17.1, after=0,
        heading=(14, 11.5, 10.5, 10.5), above=(14, 11, 9, 9), below=(6, 5, 4, 4),
        table=9, small=8, pad=3.2, apart=8, callout=10.5, form=9.5, quiet=8,
        margins=(23, 20, 24, 22),
    ),
    "gongwen": Look(
        body=16, pitch=28.9, after=0,
        heading=(16, 16, 16, 16), above=(0, 0, 0, 0), below=(0, 0, 0, 0),
        table=12, small=10.5, pad=4, apart=11, callout=14, form=12, quiet=12,
        margins=(37, 35, 28, 26), official=True,
    ),
}  # fmt: skip
