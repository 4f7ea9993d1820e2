"""The typeface: small files hold what they should, texts break where they may, directions stay where they are."""

from __future__ import annotations

import re

import pytest
from fontTools.ttLib import TTFont

from lib.export.pictures import typeface
from lib.export.pictures.typeface import COMMON_LETTERS, FontFace
from lib.export.stylesheet import document_css
from lib.language import LANGUAGE_CODES
from tests.export.pictures.common_fonts import FACES, cut, is_presentation_form

OPEN, CLOSE = "\u2068", "\u2069"


@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face.script}-{face.weight}")
def test_small_files_are_cut_from_the_whole_ones(face: FontFace) -> None:
    """Else: make fonts."""
    kept, new = TTFont(face.common), cut(face)
    assert (
        set(kept.getBestCmap())
        == set(new.getBestCmap())
        == set(TTFont(face.path).getBestCmap()) & COMMON_LETTERS[face.script]
    )
    assert len(kept.getGlyphOrder()) == len(new.getGlyphOrder())  # joined forms included
    assert face.common.stat().st_size < face.path.stat().st_size


def test_no_file_has_presentation_forms() -> None:
    """A PDF would say them in place of letters, and no word would be found. Else: make fonts."""
    for file in typeface.FONT_FOLDER.glob("*.woff2"):
        assert not [code for code in TTFont(file).getBestCmap() if is_presentation_form(code)], file.name


def test_every_letter_is_in_one_file_and_no_more() -> None:
    whole = [typeface.unicode_range(FontFace(script, 400)) for script in typeface.FONT_SCRIPTS]
    named = [part.split("-") for names in whole for part in names.replace("U+", "").split(",")]
    letters = [letter for ends in named for letter in range(int(ends[0], 16), int(ends[-1], 16) + 1)]
    assert len(letters) == len(set(letters)) > 600
    for face in FACES:
        usual, others = typeface.unicode_range(face, True), typeface.unicode_range(face, False)
        assert usual != others
        assert document_css().count(usual) == 2  # of both weights
    assert "https:" not in document_css()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_lines_are_no_wider_than_their_room(code: str) -> None:
    texts = {
        "ar": "فاس 2023: ما\u00a0يناهز\u00a01.150.000 زائر، أي حوالي\u00a02,2 مرة حصيلة دورة طنجة 2019",
        "fr": "Fès 2023 : près de 1 150 000 visiteurs, soit environ 2,2 fois le chiffre de l’édition Tanger 2019",
        "en": "Fes 2023: nearly\u00a01,150,000 visitors, about\u00a02.2 times as many as Tangier 2019",
    }
    for room in (120, 200, 300, 1000):
        for make in (typeface.wrap_text, typeface.balance_lines):
            lines = make(texts[code], 20, room)
            assert " ".join(lines) == texts[code]
            assert all(typeface.text_width(line, 20) <= room or line.count(" ") <= 1 for line in lines)
            # A number is not parted from the word before it, unless it begins something new.
            assert not any(line[0].isdigit() for line in lines)


def test_a_number_stays_with_what_it_counts_where_there_is_room() -> None:
    text = "The editions were not open for the same number of days. 3 days: Casablanca 2017; on 15 January 2026."
    for room in range(300, 500, 5):
        for line in typeface.wrap_text(text, 10, room):
            assert not re.search(r"(?<!\d)\d{1,2}$", line), (room, line)
    assert typeface.wrap_text("31 demonstrations", 10, 70) == ["31", "demonstrations"]  # too wide for one line
    assert "Fes 2023" in typeface.wrap_text("Fes 2023 broke the record", 10, 50)


def test_what_is_isolated_stays_so_on_every_line() -> None:
    text = f"المصادر: {OPEN}L'Observateur du Maroc et d'Afrique{CLOSE}؛ {OPEN}Le Matin{CLOSE}."
    for lines in (
        typeface.wrap_text(text, 12, 90),
        typeface.truncate_lines(typeface.wrap_text(text, 12, 90), 2, 12, 90),
    ):
        assert len(lines) > 1
        for line in lines:
            assert line.count(OPEN) == line.count(CLOSE)


def test_what_is_cut_says_so() -> None:
    lines = ["one two three", "four five six", "seven"]
    assert typeface.truncate_lines(lines, 3, 10, 80) == lines
    assert typeface.truncate_lines(lines, 2, 10, 80) == ["one two three", "four five six…"]
    assert typeface.truncate_lines(lines, 0, 10, 80) == []


def test_a_picture_carries_only_the_letters_that_it_needs() -> None:
    plain, odd = typeface.embedded_font_css([("فاس 2023", 400)]), typeface.embedded_font_css([("فاس ڭ", 400)])
    assert plain.count("@font-face") == 2
    assert len(plain) < len(odd)
