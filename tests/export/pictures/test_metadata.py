"""The facts about a picture are read back from its file, and its drawing stays as it was."""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image

from lib.charts import ChartContext, View
from lib.export.pictures.metadata import NAMESPACES, pdf_with_facts, png_with_facts, svg_with_facts, xmp_packet
from lib.export.pictures.picture_facts import PictureFacts, collect_picture_facts
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.chart_cases import MARKED, archive, bare, case_chart, provenance

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DESCRIPTION = f"{{{NAMESPACES['rdf']}}}Description"


def facts(code: LanguageCode = "ar") -> PictureFacts:
    context = ChartContext(archive(), View(4, later=True), Language(code))
    return collect_picture_facts("visitors_total", context, provenance("visitors_total", 4, code))


def properties(root: ElementTree.Element) -> dict[str, dict[str, str] | str]:
    """The XMP below an element: {"dc:title": {"x-default": "…"}, "photoshop:Credit": "…"}."""
    found: dict[str, dict[str, str] | str] = {}
    description = root if root.tag == DESCRIPTION else root.find(f".//{DESCRIPTION}")
    assert description is not None
    for part in description:
        address, name = part.tag.removeprefix("{").split("}")
        prefix = next(prefix for prefix, known in NAMESPACES.items() if known == address)
        items = [*part.iter(f"{{{NAMESPACES['rdf']}}}li")]
        texts = {item.get(XML_LANG, ""): item.text or "" for item in items}
        found[f"{prefix}:{name}"] = texts if items else part.text or ""
    return found


def test_the_facts_are_those_of_the_chart_in_three_languages() -> None:
    held = facts("fr")
    assert held.title == bare(case_chart("visitors_total", 4, "fr").headline)
    assert held.credit == "Direction générale de la Sûreté nationale"
    assert [*held.alternatives] == ["fr-MA", "ar-MA", "en-GB"]
    for code in LANGUAGE_CODES:
        assert held.alternatives[Language(code).tag] == bare(case_chart("visitors_total", 4, code).alternative)
    assert not MARKED.search(repr(held))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_xmp_names_title_credit_address_origin_and_alternative_texts(code: LanguageCode) -> None:
    held = facts(code)
    packet = xmp_packet(held)
    read = properties(ElementTree.fromstring(packet.partition("?>")[2].rpartition("<?")[0]))
    tag = Language(code).tag
    assert read["dc:title"] == {"x-default": held.title}
    assert read["dc:creator"] == {"": held.credit}
    assert read["dc:language"] == {"": tag}
    assert read["photoshop:Credit"] == held.credit
    assert read["xmpRights:WebStatement"] == held.address
    assert read["Iptc4xmpExt:DigitalSourceType"] == ("http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia")
    assert read["Iptc4xmpCore:AltTextAccessibility"] == {"x-default": held.alternatives[tag], **held.alternatives}
    assert "xmpRights:UsageTerms" not in read  # the institution has stated no licence


def test_a_licence_stands_in_every_format() -> None:
    held = replace(facts(), licence="CC-BY-4.0 <&>")
    drawn = io.BytesIO()
    Image.new("RGB", (3, 2), "#123456").save(drawn, "PNG")
    with Image.open(io.BytesIO(png_with_facts(drawn.getvalue(), held))) as image:
        assert image.info["Copyright"] == held.licence
    root = ElementTree.fromstring(svg_with_facts("<svg><desc>…</desc></svg>", held))
    assert properties(root)["xmpRights:UsageTerms"] == {"x-default": held.licence}


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_png_keeps_its_pixels_and_has_resolution_texts_and_xmp(code: LanguageCode) -> None:
    held, drawn = facts(code), io.BytesIO()
    Image.new("RGB", (3, 2), "#123456").save(drawn, "PNG")
    written = png_with_facts(drawn.getvalue(), held)
    with Image.open(io.BytesIO(drawn.getvalue())) as before, Image.open(io.BytesIO(written)) as after:
        after.verify()  # the sums of all chunks
        assert after.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert after.info["Title"] == held.title
        assert after.info["Title"].lang == held.language.tag
        assert after.info["Author"] == held.credit
        assert after.info["Description"] == held.alternatives[held.language.tag]
        assert after.info["URL"] == held.address
        assert after.info["XML:com.adobe.xmp"] == xmp_packet(held)
        assert "Copyright" not in after.info
        with Image.open(io.BytesIO(written)) as again:
            assert again.tobytes() == before.tobytes()


def test_what_is_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        png_with_facts(b"<svg>", facts())


def test_an_svg_has_the_same_description_and_only_once() -> None:
    held = facts("fr")
    svg = "<svg><title>a</title><desc>b</desc><text>&lt;/desc></text></svg>"
    root = ElementTree.fromstring(svg_with_facts(svg, held))
    assert [part.tag for part in root] == ["title", "desc", "metadata", "text"]
    assert properties(root)["Iptc4xmpCore:AltTextAccessibility"] == {
        "x-default": held.alternatives["fr-MA"],
        **held.alternatives,
    }


def test_a_pdf_has_the_same_description_and_its_properties(caplog: pytest.LogCaptureFixture) -> None:
    held, drawn = facts("ar"), io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(drawn, deterministic_id=True)
    written = pdf_with_facts(drawn.getvalue(), held)
    assert written == pdf_with_facts(drawn.getvalue(), held)
    with caplog.at_level(logging.WARNING), pikepdf.open(io.BytesIO(written)) as document:
        assert len(document.pages) == 1
        assert str(document.docinfo["/Author"]) == held.credit
        assert str(document.docinfo["/Subject"]) == held.caption
        packet = document.Root.Metadata.read_bytes().decode()
        assert packet == xmp_packet(held)
        assert document.open_metadata().get("photoshop:Credit") == held.credit
    assert not caplog.records
