"""Pictures in the programs of designers: each line of text stands whole, in order and in place, as in Chromium."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser

from lib.charts import CHARTS
from lib.charts.kinds.style import CHART_FONT
from lib.export.pictures.typeface import FONT_SCRIPTS, FontFace
from tests.programs.conftest import find_folder, find_program

pytestmark = pytest.mark.timeout(900)

WIDTH, HEIGHT = 1600, 900
MARGIN, SHARE = 6, 0.08  # a line may end beside its place by so many pixels, and by that share of its width
# Width of the pieces of a line, and the least likeness with Chromium's line. Lines in order have more than 0.89, lines
# with disordered words in Inkscape had 0.66 to 0.86.
PIECE, LIKENESS = 30, 0.87
# The lightest grey of a letter, and of a dash: some programs draw one of two rows paler on twice as many.
DARK, PALE = 160, 235
DASH_ROWS = 2
LINES = """[...document.querySelectorAll("svg text")].map(text => {
  const box = text.getBoundingClientRect()
  return [box.left, box.top, box.right, box.bottom]
})"""
RESVG = """
const { Resvg } = require(process.argv[1] + "/node_modules/@resvg/resvg-js"), fs = require("fs")
const [source, target, family, ...fontFiles] = process.argv.slice(2)
const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: family }
fs.writeFileSync(target, new Resvg(fs.readFileSync(source, "utf8"), { font }).render().asPng())
"""

Ink = NDArray[np.bool_]
Place = tuple[int, int, int, int]
# Draws the first file into the second.
Program = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Typeface:
    """The typeface as newsrooms install it: one file per weight."""

    files: tuple[Path, ...]
    settings: Path

    def run(self, *command: str | Path) -> None:
        """Run a program that finds this typeface and no other."""
        environment = os.environ | {"FONTCONFIG_FILE": str(self.settings)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def typeface(tmp_path_factory: pytest.TempPathFactory) -> Typeface:
    """The files of each weight, merged."""
    folder = tmp_path_factory.mktemp("typeface")
    files = []
    for weight, style in ((400, "Regular"), (600, "SemiBold")):
        parts = []
        for script in FONT_SCRIPTS:
            font = TTFont(FontFace(script, weight).path)  # type: ignore[arg-type]
            font.flavor = None
            parts.append(folder / f"{script}-{weight}.part")
            font.save(parts[-1])
        whole = Merger().merge(parts)
        for name, words in ((16, CHART_FONT), (17, style)):
            whole["name"].setName(words, name, 3, 1, 0x409)
        files.append(folder / f"{weight}.ttf")
        whole.save(files[-1])
    settings = folder / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>")
    return Typeface(tuple(files), settings)


@pytest.fixture(scope="module", params=["inkscape", "libreoffice", "librsvg", "resvg"])
def program(request: pytest.FixtureRequest, typeface: Typeface, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Each program in turn."""
    if request.param == "inkscape":
        inkscape = find_program("inkscape")
        return lambda source, target: typeface.run(inkscape, source, "-w", str(WIDTH), "-o", target)
    if request.param == "librsvg":
        rsvg = find_program("rsvg-convert")
        return lambda source, target: typeface.run(rsvg, source, "-w", str(WIDTH), "-o", target)
    if request.param == "resvg":
        node, folder = find_program("node"), find_folder("node_modules/@resvg/resvg-js").parents[2]
        return lambda source, target: typeface.run(
            node, "-e", RESVG, folder, source, target, CHART_FONT, *typeface.files
        )
    office, own = find_program("soffice"), tmp_path_factory.mktemp("office")

    def convert(source: Path, target: Path) -> None:
        options = (f"-env:UserInstallation=file://{own}", "--headless", "--convert-to", "png", "--outdir", own)
        typeface.run(office, *options, source)
        shutil.move(own / f"{source.stem}.png", target)

    return convert


@dataclass(frozen=True)
class Written:
    """The texts of a picture without its shapes: the file, Chromium's drawing of it, and the place of each line."""

    path: Path
    ink: Ink
    places: list[Place]


@pytest.fixture(scope="module")
def written(
    server: str, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Written]]:
    """Makes the texts of a chart: written("visitors_total", "ar")."""
    folder = tmp_path_factory.mktemp("pictures")
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})

    def make(name: str, code: str) -> Written:
        svg = urllib.request.urlopen(f"{server}/charts/{name}.svg?edition=6&lang={code}", timeout=120).read().decode()
        path = folder / f"{name}-{code}.svg"
        path.write_text(re.sub(r"<(?:path|rect|circle|line)(?= )[^>]*/>", "", svg), encoding="utf-8")
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready.then(() => 1)")
        ink = read_ink(page.screenshot())
        return Written(path, ink, join_neighbours(tuple(map(round, box)) for box in page.evaluate(LINES)))

    yield make
    page.close()


def join_neighbours(boxes: Iterable[tuple[int, ...]]) -> list[Place]:
    """The places of lines, of which some are several text elements side by side: left, top, right, bottom."""
    joined: list[Place] = []
    for left, top, right, low in sorted((box for box in boxes if box[2] > box[0]), key=lambda box: box[:1]):
        for number, (first, upper, last, lower) in enumerate(joined):
            if abs(top + low - upper - lower) < 4 and left - last < 2 * MARGIN:
                joined[number] = first, upper, max(last, right), lower
                break
        else:
            joined.append((left, top, right, low))
    return joined


def read_ink(png: bytes, lightest: int = DARK) -> Ink:
    """Where something is drawn that is as dark as the lightest grey asked for, row by row."""
    with Image.open(io.BytesIO(png)) as picture:
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.convert("RGBA").getchannel("A"))
    return np.asarray(flat.convert("L"))[:HEIGHT, :WIDTH] < lightest


def likeness(drawn: Ink, expected: Ink, shift: int) -> float:
    """How much of a line is where it is expected: the mean correlation of its pieces, 0 to 1, each where it fits best
    within `shift` pixels.
    """
    blurred = [blur(np.pad(ink, ((0, 0), (shift, shift)))) for ink in (drawn, expected)]
    found = []
    for start in range(shift, shift + expected.shape[1] - PIECE, PIECE):
        piece = blurred[1][:, start : start + PIECE].ravel()
        if piece.any():
            near = blurred[0][:, start - shift : start + shift + PIECE]
            places = sliding_window_view(near, PIECE, axis=1).transpose(1, 0, 2).reshape(2 * shift + 1, -1)
            lengths = np.linalg.norm(places, axis=1) * np.linalg.norm(piece)
            found.append(float((places @ piece / np.maximum(lengths, 1e-9)).max()))
    return sum(found) / len(found) if found else 1.0


def blur(ink: Ink) -> NDArray[np.float64]:
    """The ink spread by two pixels, since programs smooth edges each in its way."""
    spread = np.pad(ink.astype(float), 2)
    blurred: NDArray[np.float64] = sliding_window_view(spread, (5, 5)).sum(axis=(2, 3))
    return blurred


def misplaced(png: bytes, expected: Written) -> list[str]:
    """The faults of a drawing, in words."""
    drawn, pale = read_ink(png), read_ink(png, PALE)
    faults, outside = [], drawn.copy()
    for left, top, right, low in expected.places:
        reach = int(MARGIN + SHARE * (right - left))
        around = slice(max(left - reach, 0), right + reach)
        outside[max(top - MARGIN, 0) : low + MARGIN, around] = False
        third = (low - top) // 3  # the letters of other lines reach into the rest
        middle = slice(max(top + third, 0), low - third)
        here, there = drawn[middle, around], expected.ink[middle, around]
        if not there.any():  # a dash
            continue
        if not here.any():
            is_dash = np.count_nonzero(there.any(axis=1)) <= DASH_ROWS
            if not (is_dash and pale[middle, around].any()):
                faults.append(f"nothing at {left}, {top}")
            continue
        ends, wanted = (np.flatnonzero(ink.any(axis=0))[[0, -1]] for ink in (here, there))
        if abs(ends - wanted).max() > reach:
            faults.append(f"the line at {left}, {top} goes from {ends}, not {wanted}")
        elif (alike := likeness(here, there, reach)) < LIKENESS:
            faults.append(f"the words at {left}, {top} are not in order: {alike:.2f}")
    if outside.sum() > 20:
        faults.append(f"{outside.sum()} pixels outside all lines, the first at {np.argwhere(outside)[0][::-1]}")
    return faults


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_each_line_stands_as_in_chromium(
    program: Program, written: Callable[..., Written], code: str, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    for name in CHARTS:
        with subtests.test(chart=name):
            expected, target = written(name, code), tmp_path / f"{name}.png"
            program(expected.path, target)
            assert misplaced(target.read_bytes(), expected) == []
