"""Addresses of documents for meetings: strict, and the documents behind them whole, light and the same again."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import View
from lib.export.rendering.chromium import NoChromiumError
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web import copies, document_maker
from lib.web.address import RefusedError
from lib.web.document_address import (
    DOCUMENT_PAGES,
    EDITION_LIMITS,
    PAGE_LIMITS,
    DocumentAddress,
    parse_edition_document,
    parse_page_document,
)
from lib.web.links import Links, StaticLinks
from lib.web.meeting import meeting_control
from tests.support.fake_chromium import FakeChromium, make_copy_maker
from tests.support.html_document import Document


@pytest.mark.parametrize("link", [
    "/editions/4.pptx?lang=ar",
    "/editions/4.pdf?lang=fr",
    "/pages/record.pptx?edition=4&lang=ar",
    "/pages/record-visitors.pptx?edition=2&lang=fr&later=1",
    "/pages/compare.pptx?edition=4&lang=en&measure=stands&basis=per_day&editions=2-4",
    "/pages/compare.pptx?edition=4&lang=en&measure=visitors&basis=total&highlight=leader",
    "/pages/trends.pptx?edition=4&lang=en&order=rank",
    "/pages/compare.docx?edition=4&lang=en&measure=stands&basis=per_day&editions=2-4",
    "/pages/visitors.pdf?edition=4&lang=ar",
])  # fmt: skip
def test_an_address_reads_back(link: str, archive: Archive) -> None:
    path, _, query = link.partition("?")
    folder, _, rest = path.removeprefix("/").partition("/")
    parse = parse_edition_document if folder == "editions" else parse_page_document
    assert parse(rest, query, archive).link == link


@pytest.mark.parametrize(("path", "query", "status"), [
    ("4.pdfx", "", 404),
    ("4", "", 404),
    ("9.pptx", "", 404),
    ("4.pptx", "lang=xx", 400),
    ("4.pptx", "edition=4", 400),
    ("4.pptx", "lang=ar&lang=fr", 400),
])  # fmt: skip
def test_an_edition_that_is_none_is_refused(path: str, query: str, status: int, archive: Archive) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_edition_document(path, query, archive)
    assert refused.value.status == status


@pytest.mark.parametrize(("path", "query", "status"), [
    ("press.pptx", "", 404),
    ("record-.pptx", "", 404),
    (".pptx", "", 404),
    ("record-visitors.pdf", "", 404),
    ("record.odt", "", 404),
    ("record.pptx", "measure=stands", 400),
    ("record.pptx", "edition=9", 400),
])  # fmt: skip
def test_a_page_that_is_none_is_refused(path: str, query: str, status: int, archive: Archive) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_page_document(path, query, archive)
    assert refused.value.status == status


@pytest.mark.parametrize("page", DOCUMENT_PAGES)
@pytest.mark.timeout(300)
def test_slides_of_a_page_are_whole_and_light(client: TestClient, page: str) -> None:
    answer = client.get(f"/pages/{page}.pptx?edition=4&lang=ar")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers["cache-control"]
    assert answer.headers["content-disposition"] == f'attachment; filename="abwab-{page}-4-ar.pptx"'
    assert len(answer.content) <= PAGE_LIMITS[0]
    assert len(Presentation(io.BytesIO(answer.content)).slides) >= 1
    again = client.get(answer.url, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.timeout(300)
def test_slides_of_an_edition_are_whole_and_light(client: TestClient) -> None:
    answer = client.get("/editions/6.pptx?lang=ar")
    assert len(answer.content) <= EDITION_LIMITS[0]
    deck = Presentation(io.BytesIO(answer.content))
    assert Language("ar").text("Sources") in deck.slides[2].notes_slide.notes_text_frame.text
    assert len([shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]) > 10


def test_the_fact_sheet_has_an_address_of_its_own(client: TestClient) -> None:
    answer = client.get("/editions/4.pdf?lang=fr")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) <= PAGE_LIMITS[0]
    assert answer.headers["content-disposition"] == 'attachment; filename="abwab-edition-4-fr.pdf"'


def test_the_fact_sheet_can_be_edited(client: TestClient) -> None:
    answer = client.get("/editions/4.docx?lang=ar")
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert len(answer.content) <= PAGE_LIMITS[0]
    assert docx.Document(io.BytesIO(answer.content)).inline_shapes


@pytest.mark.parametrize(
    ("page", "query"), [("visitors", ""), ("figures", ""), ("compare", "&measure=stands&basis=total&editions=2-4-5")]
)
def test_a_page_and_a_comparison_have_a_brief(client: TestClient, page: str, query: str) -> None:
    printed = client.get(f"/pages/{page}.pdf?edition=4&lang=ar{query}")
    assert printed.status_code == 200
    assert printed.content.startswith(b"%PDF-")
    assert len(printed.content) <= PAGE_LIMITS[0]
    assert printed.headers["content-disposition"] == f'attachment; filename="abwab-{page}-4-ar.pdf"'
    edited = client.get(f"/pages/{page}.docx?edition=4&lang=ar{query}")
    assert edited.status_code == 200
    assert len(edited.content) <= PAGE_LIMITS[0]
    document = docx.Document(io.BytesIO(edited.content))
    assert document.inline_shapes
    if query:
        assert any("2024" in paragraph.text for paragraph in document.paragraphs)


def test_without_chromium_the_tables_stand_alone_and_are_not_kept(
    tmp_path: Path, archive: Archive, loops_apart: None
) -> None:
    def stop(count: int) -> None:
        raise NoChromiumError("gone")

    maker, links = make_copy_maker(tmp_path, FakeChromium(stop)), Links("https://abwab.example")
    asked = DocumentAddress(("journey",), View(4), "fr")
    copy = asyncio.run(maker.documents.document(asked, archive, links))
    deck = Presentation(io.BytesIO(copy.body))
    assert copy.is_fallback
    assert [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    with pytest.raises(NoChromiumError):
        asyncio.run(maker.documents.document(asked, archive, links, whole=True))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_control_says_what_it_makes_and_what_that_takes(code: LanguageCode) -> None:
    language = Language(code)
    page = Document(meeting_control("record", View(4), language, Links("https://abwab.example")))
    assert [link.attributes["href"] for link in page.all("a")] == [
        f"/pages/record.pptx?edition=4&lang={code}",
        f"/pages/record.pdf?edition=4&lang={code}",
        f"/pages/record.docx?edition=4&lang={code}",
        f"/editions/4.pptx?lang={code}",
        f"/editions/4.pdf?lang={code}",
        f"/editions/4.docx?lang={code}",
    ]
    said = " ".join(part.text for part in page.all("span"))
    assert language.file_size(PAGE_LIMITS[0]) in said
    assert language.file_size(EDITION_LIMITS[0]) in said
    press = Document(meeting_control("press", View(4), language, Links("https://abwab.example")))
    assert len(press.all("a")) == 3


def test_the_static_site_has_the_documents_of_editions() -> None:
    links = StaticLinks("https://abwab.example").within("charts/4/ar.html")
    assert links.document(DocumentAddress((), View(4), "ar")) == "../../editions/4/abwab-edition-4-ar.pptx"


def test_a_deck_of_several_pages_names_them(client: TestClient) -> None:
    answer = client.get("/pages/record-visitors.pptx?lang=en")
    assert "abwab-record-visitors-4-en.pptx" in answer.headers["content-disposition"]
    first, *_ = Presentation(io.BytesIO(answer.content)).slides
    assert "The record; Visitors" in " ".join(shape.text_frame.text for shape in first.placeholders)


def test_a_template_that_is_none_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (copies, document_maker):
        monkeypatch.setattr(module, "read_template", lambda folder: b"no presentation")
    for path in ("/editions/4.pptx", "/charts/visitors_total.pptx"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "template.pptx" in answer.text
        assert "no PowerPoint presentation" in answer.text
    assert client.get("/charts/visitors_total.xlsx").status_code == 200
