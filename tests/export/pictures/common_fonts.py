"""The small files of the typeface, with its common letters only, and the whole ones without presentation forms.

`make fonts` writes them.
"""

from __future__ import annotations

from unicodedata import decomposition

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from lib.export.pictures.typeface import COMMON_LETTERS, FONT_SCRIPTS, FontFace

FACES = [FontFace(script, weight) for weight in (400, 600) for script in FONT_SCRIPTS if COMMON_LETTERS[script]]


def drop_presentation_forms(font: TTFont) -> TTFont:
    """The font without code points for the forms that a letter has within words. Browsers find the forms by their
    shaping. With the code points, a PDF says ﻦ where ن is meant, and the word is not found.
    """
    for table in font["cmap"].tables:
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if not is_presentation_form(code)}
    return font


def is_presentation_form(code: int) -> bool:
    """Whether a code point is a letter, or several, in the form of one place within a word."""
    return decomposition(chr(code)).startswith(("<initial>", "<medial>", "<final>", "<isolated>"))


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
    for face in (FontFace("arabic", 400), FontFace("arabic", 600)):
        drop_presentation_forms(TTFont(face.path, recalcTimestamp=False)).save(face.path)
    for each in FACES:
        cut(each).save(each.common)
