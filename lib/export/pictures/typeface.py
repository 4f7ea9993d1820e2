"""The typeface of pictures: text widths, line breaking and embedded fonts."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, groupby
from pathlib import Path
from typing import Literal

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from lib.charts.kinds.style import CHART_FONT
from lib.templates.static_asset import STATIC_FOLDER

FontWeight = Literal[400, 600]
FONT_FOLDER = STATIC_FOLDER / "fonts"
# The family has three files per weight, one per script. A letter is drawn from the first file that contains it.
FONT_SCRIPTS = ("latin", "arabic", "latin-ext")
# The letters of nearly all texts. They have files of their own (made by tests/export/pictures/common_fonts.py), a third
# of the size. Only texts with other letters need the complete file.
COMMON_LETTERS: Mapping[str, frozenset[int]] = {
    "latin": frozenset({*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), 0x202F, 0x2212}),
    "arabic": frozenset({0x20, 0x60C, 0x61B, 0x61F, *range(0x621, 0x653)}),
    "latin-ext": frozenset(),
}
# Direction marks have no width and no glyph.
INVISIBLE_MARKS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# Where a line may end: not before a number; better not between a number and what it counts either.
LINE_BREAK = re.compile(r"(?<=[:;؛,،.]) | (?!\d)")
COUNT_BREAK = re.compile(r"(?<=[:;؛,،.]) |(?<=(?<!\d)(?:19|20)\d\d) (?!\d)|(?<!\d) (?!\d)")
# What a number and what it counts may take of a line to be kept together; more would leave the line before it short.
MAX_COUNT_SHARE = 0.4
ISOLATE_OPENERS, ISOLATE_CLOSER = "\u2066\u2067\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class FontFace:
    """One file of the family."""

    script: str
    weight: FontWeight

    @property
    def path(self) -> Path:
        """The path of the complete file."""
        return FONT_FOLDER / f"ibm-plex-sans-arabic-{self.script}-{self.weight}-normal.woff2"

    @property
    def common(self) -> Path:
        """The path of the file with only the common letters."""
        return FONT_FOLDER / f"ibm-plex-sans-arabic-{self.script}-{self.weight}-common.woff2"


def text_width(text: str, size: float, weight: FontWeight = 400) -> float:
    """The width of a text on one line, in the unit of `size`. Arabic letters are shaped."""
    return _advance(text, weight) * size


@lru_cache(maxsize=8192)
def _advance(text: str, weight: FontWeight) -> float:
    """The width of a text in letters of size 1: the sizes that are tried for a picture share it."""
    total = 0.0
    for face, letters in groupby(text.translate(INVISIBLE_MARKS), lambda letter: _face(ord(letter), weight)):
        run = hb.Buffer()
        run.add_str("".join(letters))
        run.guess_segment_properties()
        font = _shaper(face)
        hb.shape(font, run)
        total += sum(glyph.x_advance for glyph in run.glyph_positions) / font.face.upem
    return total


def wrap_text(text: str, size: float, room: float, weight: FontWeight = 400) -> list[str]:
    """Wrap text between words into lines no wider than `room`. A word that is wider gets a line of its own.

    A number stays with the word before it (Day 4, Fes 2023) and, if it is no year and there is room, with the one after
    it: 31 stands. Text in direction isolates stays isolated on each line.
    """
    lines: list[str] = []
    line = ""
    units = [
        [unit] if text_width(unit, size, weight) <= room * MAX_COUNT_SHARE else LINE_BREAK.split(unit)
        for unit in COUNT_BREAK.split(text)
    ]
    for word in chain.from_iterable(units):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, weight) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return _isolate_lines([*lines, line])


def balance_lines(text: str, size: float, room: float, weight: FontWeight = 400) -> list[str]:
    """Wrap text into as few lines as `wrap_text` does, but of similar length, so that no single word is left over."""
    lines = wrap_text(text, size, room, weight)
    low, high = room / len(lines) * 0.8, room
    while len(lines) > 1 and high - low > size / 2:
        middle = (low + high) / 2
        closer = wrap_text(text, size, middle, weight)
        if len(closer) > len(lines):
            low = middle
        else:
            high, lines = middle, closer
    return lines


def truncate_lines(lines: list[str], most: int, size: float, room: float, weight: FontWeight = 400) -> list[str]:
    """At most `most` of the lines. If some are dropped, the last one ends with an ellipsis."""
    if len(lines) <= most or most < 1:
        return lines[: max(most, 0)]
    kept, last = lines[: most - 1], lines[most - 1]
    while " " in last and text_width(f"{last}…", size, weight) > room:
        last = last.rpartition(" ")[0]
    return [*kept, *_isolate_lines([f"{last.rstrip(' ،,;؛:.')}…"])]


def embedded_font_css(texts: Iterable[tuple[str, FontWeight]]) -> str:
    """The style sheet that embeds the fonts needed for the texts of an SVG."""
    wanted: dict[FontFace, set[int]] = {}
    for text, weight in texts:
        for letter in set(map(ord, text.translate(INVISIBLE_MARKS))):
            wanted.setdefault(_face(letter, weight), set()).add(letter)
    rules = []
    for face in sorted(wanted, key=lambda face: (face.weight, face.script)):
        there = frozenset(wanted[face]) - {0x20}
        if there:
            rules.append(_rule(face, there <= COMMON_LETTERS[face.script]))
    return "".join(rules)


def full_font_css() -> str:
    """The style sheet that embeds the whole family, for the browser that draws the charts."""
    return "".join(_rule(FontFace(script, weight), False) for weight in (400, 600) for script in FONT_SCRIPTS)


@cache
def unicode_range(face: FontFace, common: bool | None = None) -> str:
    """The CSS unicode-range of a face: U+20-7E,U+A0. `common` limits it to the common letters, or to the others.

    Each letter is listed for one file only. If several listed it, a browser would load the last one, and all of them
    contain the space.
    """
    others = (_letters(FontFace(script, face.weight)) for script in FONT_SCRIPTS[: FONT_SCRIPTS.index(face.script)])
    every, usual = _letters(face).difference(*others), COMMON_LETTERS[face.script]
    return ",".join(_ranges(sorted(every if common is None else every & usual if common else every - usual)))


@cache
def _rule(face: FontFace, common: bool) -> str:
    """One @font-face with its file inside; with `common` only the letters that are nearly always enough."""
    data = (face.common if common else face.path).read_bytes()
    return (
        f'@font-face{{font-family:"{CHART_FONT}";font-weight:{face.weight};'
        f"unicode-range:{unicode_range(face, common or None)};"
        f"src:url(data:font/woff2;base64,{base64.b64encode(data).decode()})format('woff2')}}"
    )


def _ranges(sorted_letters: list[int]) -> list[str]:
    """Runs of consecutive code points: U+20-7E, U+A0."""
    runs = [[pair[1] for pair in run] for _, run in groupby(enumerate(sorted_letters), lambda pair: pair[1] - pair[0])]
    return [f"U+{run[0]:X}-{run[-1]:X}" if len(run) > 1 else f"U+{run[0]:X}" for run in runs]


def _isolate_lines(lines: list[str]) -> list[str]:
    """Close open direction isolates at the end of each line and reopen them on the next."""
    whole, open_before = [], ""
    for line in lines:
        opened = open_before
        for letter in line:
            if letter in ISOLATE_OPENERS:
                opened += letter
            elif letter in ISOLATE_CLOSER:
                opened = opened[:-1]
        whole.append(open_before + line + ISOLATE_CLOSER * len(opened))
        open_before = opened
    return whole


@lru_cache(maxsize=4096)
def _face(letter: int, weight: FontWeight) -> FontFace:
    """The first file that contains a letter, or the Latin one if none does."""
    faces = _faces(weight)
    return next((face for face in faces if letter in _letters(face)), faces[0])


@cache
def _faces(weight: FontWeight) -> tuple[FontFace, ...]:
    """The files of a weight. Letters of one file have the same object, which is found equal without a comparison."""
    return tuple(FontFace(script, weight) for script in FONT_SCRIPTS)


@cache
def _letters(face: FontFace) -> frozenset[int]:
    with TTFont(face.path, lazy=True) as font:
        return frozenset(font.getBestCmap()) - {0, 0xD}


@cache
def _shaper(face: FontFace) -> hb.Font:
    plain = TTFont(face.path)
    plain.flavor = None  # the shaper cannot read compressed fonts
    written = io.BytesIO()
    plain.save(written)
    return hb.Font(hb.Face(written.getvalue()))
