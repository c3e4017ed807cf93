"""The fonts that ship: as their manifest says, and free to ship."""

from __future__ import annotations

import hashlib
import json

from fontTools.ttLib import TTFont

from secretguard import locations
from secretguard.documents.coverage import is_covered, printable

FONTS = locations.fonts_folder()
FACES = json.loads((FONTS / "manifest.json").read_text("utf-8"))["faces"]


def test_every_face_is_the_one_in_the_manifest():
    for face in FACES:
        assert hashlib.sha256((FONTS / face["file"]).read_bytes()).hexdigest() == face["sha256"]
    assert sorted(path.name for path in FONTS.glob("*.ttf")) == sorted(face["file"] for face in FACES)


def test_every_face_comes_with_its_licence():
    for face in FACES:
        assert "SIL OPEN FONT LICENSE" in (FONTS / face["licence"]).read_text("utf-8").upper()


def test_the_renamed_face_does_not_carry_a_reserved_name():
    names = TTFont(FONTS / "SecretGuardKai-Regular.ttf", lazy=True)["name"].names
    families = {record.toUnicode() for record in names if record.nameID in (1, 3, 4, 6, 16, 18)}
    assert families
    assert not [name for name in families if "LXGW" in name or "霞鹜" in name]


def test_common_and_rare_characters_are_covered_and_others_are_not():
    assert all(is_covered(character) for character in "国密盾䶮㛃〇々，。☐☑😀A\U0002cc56")
    assert not any(is_covered(character) for character in "𠮷\u0e01\U0001fb00")
    assert printable("𠮷a\n国") == "〔U+20BB7〕a\n国"
