"""What a chart is offered as: every shape with its preview, in light and dark, with and without its headline."""

from __future__ import annotations

import asyncio
import io

import pytest
from PIL import Image

from lib.charts import View
from lib.export.pictures.sizes import PICTURE_SIZES
from lib.language import Language
from lib.web.address import ChartAddress, RefusedError, parse_chart_address
from lib.web.chart_offers import chart_downloads
from lib.web.copies import CopyMaker
from lib.web.links import Links, StaticLinks
from tests.support.chart_cases import archive
from tests.support.web_fixtures import LINKS

ADDRESS = ChartAddress("visitors_total", View(4), "en")


def parse(link: str) -> ChartAddress:
    path, _, query = link.removeprefix("/charts/").partition("?")
    return parse_chart_address(path, query, archive())


def test_every_shape_has_a_preview_and_every_format() -> None:
    offers = chart_downloads(ADDRESS, Language("en"), Links("https://abwab.example"))
    assert len(offers.pictures) == len(PICTURE_SIZES)
    for picture, size in zip(offers.pictures, PICTURE_SIZES, strict=True):
        assert [name for name, _ in picture.forms] == ["PNG", "SVG", "PDF"]
        assert all((parse(href).size, parse(href).preview) == (size, False) for _, href in picture.forms)
        shown = parse(picture.preview)
        assert (shown.form, shown.size, shown.preview) == ("png", size, True)
    looks = {
        name: {(parse(href).theme, parse(href).headline) for picture in pictures for _, href in picture.forms}
        for name, pictures in offers.variants
    }
    assert looks == {
        "Dark": {("dark", True)},
        "Without headline": {("light", False)},
        "Dark, without headline": {("dark", False)},
    }


def test_a_static_site_offers_what_it_holds() -> None:
    offers = chart_downloads(ADDRESS, Language("en"), StaticLinks("https://press.example"))
    assert offers.variants == ()
    assert {picture.preview for picture in offers.pictures} == {""}


@pytest.mark.parametrize("query", ["preview=1", "headline=0"])
@pytest.mark.parametrize("form", ["", ".xlsx", "/embed"])
def test_a_choice_that_a_form_does_not_have_is_refused(form: str, query: str) -> None:
    with pytest.raises(RefusedError):
        parse_chart_address(f"visitors_total{form}", query, archive())


def test_files_of_different_choices_have_different_names() -> None:
    links = ["", "theme=dark", "headline=0", "theme=dark&headline=0", "size=story&headline=0", "preview=1"]
    names = [parse_chart_address("visitors_total.png", f"edition=4&{query}", archive()).file_name for query in links]
    assert len(set(names)) == len(links)
    assert names[3] == "abwab-visitors_total-4-ar-dark-plain.png"
    with pytest.raises(RefusedError):
        parse_chart_address("visitors_total.svg", "preview=1", archive())


def test_a_preview_is_small(copy_maker: CopyMaker) -> None:
    offers = chart_downloads(ADDRESS, Language("en"), LINKS)
    for picture in offers.pictures:
        body = asyncio.run(copy_maker.copy(parse(picture.preview), archive(), LINKS)).body
        with Image.open(io.BytesIO(body)) as preview:
            assert preview.size == (picture.width, picture.height)
        assert len(body) < 16_000


def test_without_headline_the_chart_has_its_room_and_says_what_it_counts(copy_maker: CopyMaker) -> None:
    plain = asyncio.run(
        copy_maker.copy(parse("/charts/visitors_total.svg?edition=4&lang=en&headline=0"), archive(), LINKS)
    )
    whole = asyncio.run(copy_maker.copy(parse("/charts/visitors_total.svg?edition=4&lang=en"), archive(), LINKS))
    drawn = [copy.body.decode().partition("</metadata>")[2] for copy in (plain, whole)]
    assert [">Fes 2023: nearly" in svg for svg in drawn] == [False, True]
    assert all("Visitors over all" in svg for svg in drawn)
    assert b"<title" in plain.body
