"""Addresses with `release=N`: the record book as it was, marked where it holds no more; nothing of what is to come."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from lib.archive.publication import UnreadableReleaseError
from lib.charts import ChartContext, View, build_chart
from lib.export.data_package import descriptors
from lib.export.rendering.chromium import Chromium
from lib.language import Language
from lib.releases import LiveArchive
from lib.web import data_routes, routes
from tests.support.fake_chromium import FakeChromium
from tests.support.html_document import Document
from tests.support.releases import REASONS, ReleasedBook, serve_book
from tests.support.web_fixtures import BASE

TEXTS = {
    "en": "Changed on 18 May 2027: Fes 2023: nearly 1,151,000 (before: nearly 1,150,000). The reason.",
    "fr": "Modifié le 18 mai 2027 : Fès 2023 : près de 1 151 000 (auparavant : près de 1 150 000). La raison.",
    "ar": "تغيّر في 18 ماي 2027: فاس 2023: ما يناهز 1.151.000 (سابقا: ما يناهز 1.150.000). السبب.",
}
# Every address that can be asked of a release.
RELEASED = [
    "/charts?edition=4&lang=ar&release={number}",
    "/charts.json?release={number}",
    "/charts/visitors_total?edition=4&lang=ar&release={number}",
    "/charts/visitors_total/embed?edition=4&lang=fr&release={number}",
    "/charts/visitors_total/embed?edition=4&lang=fr&interactive=1&release={number}",
    "/charts/visitors_total.svg?edition=4&lang=ar&release={number}",
    "/charts/visitors_total.csv?edition=4&lang=en&release={number}",
    "/charts/visitors_total.xlsx?edition=4&lang=en&release={number}",
    "/charts/visitors_total.json?edition=4&lang=en&release={number}",
    "/charts/visitors_total.pptx?edition=4&lang=ar&release={number}",
    "/editions/4.pptx?lang=ar&release={number}",
    "/editions/4.docx?lang=fr&release={number}",
    "/pages/visitors.pptx?edition=4&lang=en&release={number}",
    "/data.zip?release={number}",
    "/data/sources.csv?release={number}",
    "/citations.csv?release={number}",
    "/datapackage.json?release={number}",
    "/csv-metadata.json?release={number}",
    "/kit/4.json?release={number}",
]


@pytest.fixture(scope="module")
def released_book(tmp_path_factory: pytest.TempPathFactory, chromium: Chromium) -> Iterator[ReleasedBook]:
    with serve_book(ReleasedBook(tmp_path_factory.mktemp("released"), chromium)) as book:
        yield book


def svg_words(svg: str) -> str:
    return " ".join(" ".join(ElementTree.fromstring(svg).itertext()).split())


@pytest.mark.parametrize("lang", TEXTS)
@pytest.mark.parametrize("form", ["", "/embed", ".csv", ".json"])
def test_what_holds_no_more_is_said_in_every_form(released_book: ReleasedBook, form: str, lang: str) -> None:
    def plain(text: str) -> str:
        if text.startswith("<!DOCTYPE"):  # as it is read: figures in it are links
            text = Document(text).all("body")[0].text
        return "".join(sign for sign in text if sign not in "\u2066\u2067\u2068\u2069\u200e\u200f")

    assert TEXTS[lang] in plain(released_book.text(form, 1, lang))
    assert TEXTS[lang] not in plain(released_book.text(form, 2, lang))


def test_what_holds_no_more_is_drawn(released_book: ReleasedBook) -> None:
    def words(number: int) -> str:
        return svg_words(released_book.text(".svg", number))

    assert "Changed on 18 May 2027" in words(1)
    assert "Changed" not in words(2)
    assert "Release 1, 17 May 2027" in words(1)
    assert "Release 2, 18 May 2027" in words(2)


def test_a_page_leads_from_an_older_release_to_the_chart_as_it_is(released_book: ReleasedBook) -> None:
    for form in ("", "/embed"):
        links = [link.attributes["href"] for link in Document(released_book.text(form, 1)).all("a")]
        assert "/charts/visitors_total?edition=4&lang=en" in links
    unchanged = released_book.client.get("/charts/staff_total?edition=4&lang=en&release=1").text
    assert "abwab-changed" not in unchanged.partition("</style>")[2]


def test_all_links_of_a_frozen_page_stay_at_its_release(released_book: ReleasedBook) -> None:
    page = Document(released_book.text("", 1))
    inner = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("/charts")]
    followed = [link for link in inner if link != "/charts/visitors_total?edition=4&lang=en"]
    assert followed
    assert [link for link in followed if "release=1" not in link] == []


def test_a_change_is_said_once_on_an_older_page(released_book: ReleasedBook) -> None:
    assert released_book.text("", 1).count("Changed on 18 May 2027") == 1


def test_the_address_of_the_newest_release_does_not_move_with_the_months(tmp_path: Path) -> None:
    book = ReleasedBook(tmp_path, FakeChromium())
    book.now.now += timedelta(days=100)
    today, frozen = book.live.archive(), book.live.release(3)
    assert frozen is book.live.release(3)  # one value, on which its charts hang
    assert today.publication
    assert frozen
    assert frozen.publication
    assert (str(today.publication.month), str(frozen.publication.month)) == ("2027-08-01", "2027-05-01")
    climb, then = (
        build_chart("visitors_climb", ChartContext(each, View(4), Language("en"))) for each in (today, frozen)
    )
    assert climb.plot.spec != then.plot.spec
    assert "May 2027" in then.subtitle


def test_a_current_page_offers_both_addresses(released_book: ReleasedBook) -> None:
    page = released_book.client.get("/charts/visitors_total?edition=4&lang=en").text
    codes = [code.text for code in Document(page).all("pre")]
    live, frozen = (f"{BASE}/charts/visitors_total?edition=4&lang=en{end}" for end in ("", "&release=2"))
    assert live in codes
    assert frozen in codes
    embeds = [code for code in codes if code.startswith("<iframe")]
    assert ["release=2" in code for code in embeds] == [False, True, False, True]
    assert ["interactive=1" in code for code in embeds] == [False, False, True, True]
    assert f" {frozen.replace('&', '&amp;')}</p>" in page  # the citation ends with the frozen one


@pytest.mark.parametrize("address", RELEASED)
def test_a_release_can_be_asked_everywhere(released_book: ReleasedBook, address: str) -> None:
    assert released_book.client.get(address.format(number=1)).status_code == 200


@pytest.mark.parametrize("address", RELEASED)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_what_is_to_come_is_answered_as_what_never_was(released_book: ReleasedBook, address: str, accept: str) -> None:
    answers = [
        released_book.client.get(address.format(number=number), headers={"Accept": accept}) for number in (3, 4, 999)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


@pytest.mark.parametrize(
    "wrong", ["release=", "release=0", "release=01", "release=x", "release=1&release=1", "release=-1"]
)
def test_what_is_no_number_is_refused(released_book: ReleasedBook, wrong: str) -> None:
    assert released_book.client.get(f"/charts/visitors_total?{wrong}").status_code == 400


def test_a_misspelt_release_is_refused(released_book: ReleasedBook) -> None:
    assert released_book.client.get("/charts/visitors_total?relase=1").status_code == 400


def test_the_data_package_of_a_release_has_the_same_bytes_for_ever(
    released_book: ReleasedBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = released_book.client.get("/data.zip?release=1").content
    described = json.loads(zipfile.ZipFile(io.BytesIO(first)).read("datapackage.json"))
    assert (described["version"], described["created"]) == ("1", "2027-05-17T10:00:00Z")
    # Another server with a later program, which would write it otherwise.
    other = LiveArchive(released_book.folder, released_book.store, now=released_book.now)
    other.archive()
    for module in (routes, data_routes):
        monkeypatch.setattr(module, "open_live_archive", lambda: other)
    monkeypatch.setattr(descriptors, "data_zip", lambda archive, address: b"otherwise")
    assert released_book.client.get("/data.zip?release=1").content == first


def test_oembed_takes_the_address_of_a_release(released_book: ReleasedBook) -> None:
    url = f"{BASE}/charts/visitors_total?edition=4&lang=en&release=1"
    told = released_book.client.get("/oembed?" + urlencode({"url": url})).json()
    assert "release=1" in told["html"]
    assert "release=1" in told["thumbnail_url"]
    missing = [
        released_book.client.get("/oembed?" + urlencode({"url": url.replace("release=1", f"release={number}")}))
        for number in (3, 999)
    ]
    assert [answer.status_code for answer in missing] == [404, 404]
    assert missing[0].content == missing[1].content


def test_a_release_that_can_not_be_read_is_tried_again(
    released_book: ReleasedBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(number: int) -> None:
        raise UnreadableReleaseError("release 1")

    monkeypatch.setattr(released_book.live, "release", unreadable)
    answer = released_book.client.get("/data.zip?release=1")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


def test_the_correction_stands_in_every_output(tmp_path: Path, chromium: Chromium) -> None:
    book = ReleasedBook(tmp_path, chromium)
    book.now.now += timedelta(days=1)
    book.change("1152000", "1153000")
    book.publish("correction", REASONS)
    book.live = LiveArchive(book.folder, book.store, clock=book.now.seconds, now=book.now)
    said = "Corrected on 20 May 2027"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes, "open_live_archive", lambda: book.live)
        patch.setattr(routes, "shared_copy_maker", lambda: book.maker)
        for form in ("", ".csv", ".json", ".svg"):
            answer = book.client.get(f"/charts/visitors_total{form}?edition=4&lang=en").text.replace("\xa0", " ")
            assert said in (svg_words(answer) if form == ".svg" else answer), form
