"""Slides and briefs look in LibreOffice as they did when somebody last looked at them (see office_pictures.py)."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from lib.language import LANGUAGE_CODES, LanguageCode
from lib.web.copies import CopyMaker
from lib.web.document_address import DocumentFormat
from tests.export.pictures.kept_pictures import TOLERATED
from tests.programs.conftest import find_program
from tests.programs.office_pictures import MADE_WITH, PAGE_PIXELS, made_with, most_different, path, shown


@pytest.mark.timeout(300)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("form", PAGE_PIXELS)
def test_a_document_looks_as_it_did(copy_maker: CopyMaker, form: DocumentFormat, code: LanguageCode) -> None:
    soffice = find_program("soffice")
    kept = Image.open(path(form, code))
    if (here := made_with(soffice)) != kept.info[MADE_WITH]:
        pytest.skip(f"the picture is kept of {kept.info[MADE_WITH]}; here is {here}")
    differs = most_different(kept, shown(copy_maker, soffice, form, code), form)
    assert differs <= TOLERATED, f"{differs:.2%} of a page differ: python -m tests.programs.office_pictures accept"


@pytest.mark.parametrize("form", PAGE_PIXELS)
def test_a_word_that_is_gone_is_seen(form: DocumentFormat) -> None:
    kept = Image.open(path(form, "ar")).convert("RGB")
    changed = kept.copy()
    ImageDraw.Draw(changed).rectangle((kept.width - 160, 60, kept.width - 12, 140), fill="white")
    assert most_different(kept, changed, form) > TOLERATED
    assert most_different(kept, kept, form) == 0
    longer = kept.crop((0, 0, kept.width, kept.height + PAGE_PIXELS[form][1]))
    assert most_different(kept, longer, form) == 1
