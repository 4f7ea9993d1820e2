"""The common letters of the typeface in files of their own: `python -m tests.export.pictures.common_fonts` writes them."""

from __future__ import annotations

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from lib.export.pictures.typeface import COMMON, SCRIPTS, Face

FACES = [Face(script, weight) for weight in (400, 600) for script in SCRIPTS if COMMON[script]]


def cut(face: Face) -> TTFont:
    """The face with nothing in it but its common letters."""
    font = TTFont(face.path)
    options = Options()
    options.flavor = "woff2"
    cutter = Subsetter(options)
    cutter.populate(unicodes=COMMON[face.script])
    cutter.subset(font)
    return font


if __name__ == "__main__":
    for each in FACES:
        cut(each).save(each.common)
