"""Press kits: complete and true."""

from __future__ import annotations

import asyncio
import io
import zipfile

import pytest
from PIL import Image

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.caption import picture_caption
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web import chart_catalogue, kit
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from lib.web.kit import MAX_KIT_BYTES, MAX_WHOLE_KIT_BYTES, plan_kit, write_kit
from tests.support.fake_chromium import DAY, FakeChromium, make_kit_jobs
from tests.web.conftest import KIT_CHARTS, LINKS


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, archive: Archive) -> dict[str, bytes]:
    """What is in a kit of two charts: {path: content}."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kit, "KIT_CHART_NAMES", KIT_CHARTS)
        path = make_kit_jobs(tmp_path_factory.mktemp("kit"), FakeChromium()).make_kit(4, archive, LINKS)
    with zipfile.ZipFile(path) as held:
        assert held.testzip() is None
        return {info.filename: held.read(info) for info in held.infolist()}


def test_plan_has_every_chart_in_every_shape_and_language(archive: Archive) -> None:
    paths = [entry.path for entry in plan_kit(4)]
    listed = chart_catalogue.build_catalogue(archive, LINKS)["graphics"]
    assert isinstance(listed, list)
    names = [entry["id"] for entry in listed]
    assert sorted(names) == sorted(CHARTS)
    assert len(paths) == len(set(paths))
    wanted = {
        f"abwab-kit-4/{code}/{name}/abwab-{name}-4-{code}{end}"
        for name in names
        for code in LANGUAGE_CODES
        for end in (
            *(f"{size}.png" for size in ("", "-square", "-story")),
            ".svg",
            *(".xlsx", "-caption.txt", "-alternative.txt", "-citation.txt", "-citation.bib"),
        )
    }
    rest = {f"abwab-kit-4/README-{code}.txt" for code in LANGUAGE_CODES}
    rest |= {f"abwab-kit-4/abwab-facts-4-{code}.{form}" for code in LANGUAGE_CODES for form in ("pdf", "docx")}
    rest |= {f"abwab-kit-4/abwab-sentences-4-{code}.txt" for code in LANGUAGE_CODES}
    assert set(paths) == wanted | rest


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_kit_in_one_language_has_the_same_files(code: LanguageCode) -> None:
    own = {entry.path.partition("/")[2] for entry in plan_kit(4, code)}
    assert {entry.path.partition("/")[0] for entry in plan_kit(4, code)} == {f"abwab-kit-4-{code}"}
    whole = {entry.path.partition("/")[2] for entry in plan_kit(4) if entry.lang == code}
    assert own == whole


def test_pictures_in_a_kit_have_few_colours(packed: dict[str, bytes]) -> None:
    pictures = [data for path, data in packed.items() if path.endswith(".png")]
    assert pictures
    for data in pictures:
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.mode == "P"
            assert picture.info["Title"]


@pytest.mark.timeout(600)
def test_a_kit_weighs_no_more_than_it_says(copy_maker: CopyMaker, archive: Archive) -> None:
    """With the pictures and sheets that readers get, in Arabic, which weighs most; the whole one is three."""
    file = io.BytesIO()
    asyncio.run(write_kit(file, plan_kit(4, "ar"), archive, copy_maker, LINKS, lambda done: None))
    assert len(file.getvalue()) <= MAX_KIT_BYTES
    assert len(LANGUAGE_CODES) * MAX_KIT_BYTES <= MAX_WHOLE_KIT_BYTES


def test_kit_holds_what_is_planned(few: None, packed: dict[str, bytes]) -> None:
    assert list(packed) == [entry.path for entry in plan_kit(4)]
    begin = {
        ".png": b"\x89PNG",
        ".pdf": b"%PDF-",
        ".svg": b"<svg ",
        ".xlsx": b"PK",
        ".docx": b"PK",
        ".txt": b"\xef\xbb\xbf",
        ".bib": b"@misc{",
    }
    for path, data in packed.items():
        assert data.startswith(begin[path[path.rindex(".") :]]), path


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", KIT_CHARTS)
def test_texts_are_those_of_the_chart(
    name: str, code: LanguageCode, packed: dict[str, bytes], archive: Archive
) -> None:
    asked, language = ChartAddress(name, View(4), Language(code).code), Language(code)
    shown = build_chart(name, ChartContext(archive, View(4), language))
    stem = f"abwab-kit-4/{code}/{name}/{asked.stem}"

    def text(end: str) -> list[str]:
        return packed[stem + end].decode("utf-8-sig").split("\r\n")

    provenance = Provenance(LINKS.address(asked), DAY, archive.organisation)
    cited = cite_chart(shown, language, provenance)
    assert text("-alternative.txt") == [shown.alternative.translate(DIRECTION_MARKS), ""]
    assert text("-citation.txt") == [cited.long, "", cited.short, ""]
    assert packed[f"{stem}-citation.bib"].decode() == cited.bibtex
    told = picture_caption(shown, language, provenance).translate(DIRECTION_MARKS)
    assert text("-caption.txt") == [*told.splitlines(), ""]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_readme_names_every_chart_and_says_what_is_not_stated(
    code: LanguageCode, packed: dict[str, bytes], archive: Archive
) -> None:
    language = Language(code)
    said = packed[f"abwab-kit-4/README-{code}.txt"].decode("utf-8-sig")
    for name in KIT_CHARTS:
        assert build_chart(name, ChartContext(archive, View(4), language)).headline.translate(DIRECTION_MARKS) in said
        assert f"{code}/{name}/" in said
    organisation = archive.organisation
    for stated, label in ((organisation.licence, "Licence: {licence}"), (organisation.contact, "Contact: {contact}")):
        told = stated or language.text("not stated")
        assert language.text(label, licence=told, contact=told) in said
