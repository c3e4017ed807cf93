"""settings.xml and fontTable.xml."""

from __future__ import annotations

from secretguard.documents.word.footnotes import separator_references
from secretguard.documents.word.look import Look
from secretguard.documents.word.styles import paragraph_styles
from secretguard.documents.word.xml import Element, element

_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_EAST_ASIAN = (
    "spaceForUL",
    "balanceSingleByteDoubleByteWidth",
    "ulTrailSpace",
    "doNotExpandShiftReturn",
    "adjustLineHeightInTable",
    "useFELayout",
)


def settings_elements(look: Look, language: str, *, notes: bool) -> list[Element]:
    """The children of `w:settings`: Chinese punctuation compressed, blanks underlined, Word 2013 layout."""
    drawn = [element("zoom", percent=100), element("defaultTabStop", val=420)]
    if look.official:
        drawn.append(element("evenAndOddHeaders"))
    drawn.append(element("characterSpacingControl", val="compressPunctuation"))
    if notes:
        drawn.append(element("footnotePr", *separator_references()))
    compatible = element("compat", *(element(name) for name in _EAST_ASIAN))
    for name, value in _COMPATIBILITY.items():
        compatible.append(element("compatSetting", name=name, uri=_WORD, val=value))
    drawn.append(compatible)
    drawn.append(element("themeFontLang", val="en-US", eastAsia="zh-CN" if language == "zh" else "en-US"))
    drawn += [element("decimalSymbol", val="."), element("listSeparator", val=",")]
    return drawn


def font_elements(look: Look) -> list[Element]:
    """The children of `w:fonts`: what each Chinese face is called where its Chinese name is unknown."""
    faces = {look.face(style.face) for style in paragraph_styles(look)}
    also = {face.chinese: face.also for face in faces}
    return [
        element("font", element("altName", val=also[name]), element("charset", val="86"), name=name)
        for name in sorted(also)
    ]
