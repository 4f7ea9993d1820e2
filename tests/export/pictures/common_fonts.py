"""The small files of the typeface, which hold its common letters only. `make fonts` writes them."""

from __future__ import annotations

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from lib.export.pictures.typeface import COMMON_LETTERS, FONT_SCRIPTS, FontFace

FACES = [FontFace(script, weight) for weight in (400, 600) for script in FONT_SCRIPTS if COMMON_LETTERS[script]]


def cut(face: FontFace) -> TTFont:
    """The face with its common letters only. The same face gives the same bytes every time."""
    font = TTFont(face.path, recalcTimestamp=False)
    options = Options()
    options.flavor = "woff2"
    cutter = Subsetter(options)
    cutter.populate(unicodes=COMMON_LETTERS[face.script])
    cutter.subset(font)
    return font


if __name__ == "__main__":
    for each in FACES:
        cut(each).save(each.common)
