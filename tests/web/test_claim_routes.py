"""Each figure has an address: what is claimed, by whom, what became of it, and where it is used."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from lib.archive import Archive
from lib.archive.vocabulary import TOPICS
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.fake_chromium import FakeChromium
from tests.support.html_document import Document
from tests.support.releases import ReleasedBook, serve_book
from tests.support.six_editions import SIX_EDITIONS

TOTAL = "4.visitors.2023-05-17.2023-05-21..all.visitors"
KNOWN_IDS = SIX_EDITIONS.parent / "claim_ids.txt"


@pytest.fixture(scope="module")
def released_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReleasedBook]:
    with serve_book(ReleasedBook(tmp_path_factory.mktemp("released"), FakeChromium())) as book:
        yield book


def test_the_ids_are_those_that_were_given_out(archive: Archive) -> None:
    """An id that is gone or changed would break the addresses that others have written down."""
    ids = sorted({claim.id for topic in TOPICS for claim in archive.claims(topic)})
    assert ids == KNOWN_IDS.read_text(encoding="utf-8").splitlines()


def test_an_id_is_one_thing(archive: Archive) -> None:
    things = {claim.thing: claim.id for topic in TOPICS for claim in archive.claims(topic)}
    assert len(set(things.values())) == len(things)
    assert not [name for name in things.values() if not re.fullmatch(r"[1-9]\d*\.[a-z]+(\.[a-z0-9_-]*)+", name)]


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_a_figure_has_a_page(released_book: ReleasedBook, lang: LanguageCode) -> None:
    answer = released_book.client.get(f"/figures/{TOTAL}?lang={lang}")
    assert answer.status_code == 200
    language = Language(lang)
    for number in (1_151_000, 1_150_000):  # as it is, and as release 1 had it
        assert language.number(number) in answer.text
    page = Document(answer.text)
    assert page.all("html")[0].attributes["lang"] == language.tag
    links = [link.attributes["href"] for link in page.all("a")]
    assert f"/charts/visitors_total?edition=4&lang={lang}" in links
    assert {f"/releases/{number}?lang={lang}" for number in (1, 2)} <= set(links)
    assert not [href for href in links if "/releases/3" in href]


def test_the_page_of_an_older_release_says_what_was_known_then(released_book: ReleasedBook) -> None:
    text = released_book.client.get(f"/figures/{TOTAL}?lang=en&release=1").text
    assert "1,151,000" not in text
    assert "as it was then" in text


def test_programs_read_the_same(released_book: ReleasedBook) -> None:
    told = released_book.client.get(f"/figures/{TOTAL}.json?lang=en").json()
    assert (told["shown"]["value"], told["shown"]["qualifier"]) == (1_151_000, "nearly")
    assert [past["release"] for past in told["history"]] == [2, 1]
    assert "visitors_total" in told["charts"]
    assert len(told["others"]) >= 3
    assert told["frozen"].endswith("&release=2")


def test_every_claim_has_a_page(released_book: ReleasedBook, archive: Archive) -> None:
    for name in sorted({claim.id for topic in TOPICS for claim in archive.claims(topic)})[::25]:
        assert released_book.client.get(f"/figures/{name}?lang=ar").status_code == 200, name


@pytest.mark.parametrize(
    "path", ["", "4", "4.visitors", f"{TOTAL}.csv", "7.visitors.2026-05-18.2026-05-22..all.visitors"]
)
def test_what_nobody_claimed_is_not_found(released_book: ReleasedBook, path: str) -> None:
    answer = released_book.client.get(f"/figures/{path}")
    assert answer.status_code == 404
    assert answer.content == released_book.client.get("/figures/none").content


def test_an_embed_leads_to_no_page_that_may_not_be_framed(released_book: ReleasedBook) -> None:
    assert "/figures/" not in released_book.client.get("/charts/visitors_total/embed?edition=4&lang=en").text


@pytest.mark.parametrize("topic", TOPICS)
def test_the_description_of_a_file_gives_each_row_its_page(released_book: ReleasedBook, topic: str) -> None:
    """What a program makes of the template of CSV on the Web, percent-encoded times included, is found."""
    tables = released_book.client.get("/csv-metadata.json").json()["tables"]
    (table,) = (table for table in tables if table["url"] == f"data/4-fes-2023/{topic}.csv")
    template = table["tableSchema"]["aboutUrl"]
    rows = list(csv.DictReader(released_book.client.get(f"/{table['url']}").text.splitlines()))
    assert rows
    for row in rows:
        address = re.sub(r"{(\w+)}", lambda column, row=row: quote(row[column[1]], safe=""), template)  # type: ignore[misc]
        assert released_book.client.get(f"{address}?lang=en").status_code == 200, address


def test_the_file_of_citations_names_the_page_of_each_figure(released_book: ReleasedBook, archive: Archive) -> None:
    rows = csv.DictReader(released_book.client.get("/citations.csv").content.decode("utf-8-sig").splitlines())
    named = {row["figure"] for row in rows if row["file"] == "data/4-fes-2023/visitors.csv"}
    ids = {claim.id for claim in archive.claims("visitors") if claim.edition == 4}
    assert {address.rpartition("/")[2] for address in named} == ids
    assert all(released_book.client.get(f"{address}?lang=ar").status_code == 200 for address in named)


def test_tables_lead_to_the_figures(released_book: ReleasedBook) -> None:
    page = Document(released_book.client.get("/charts/visitors_total?edition=4&lang=en").text)
    assert f"/figures/{TOTAL}?lang=en" in [link.attributes["href"] for link in page.all("a")]
    told = json.loads(released_book.client.get("/charts/visitors_total.json?edition=4&lang=en").text)
    assert TOTAL in [cell["claim"] for row in told["rows"] for cell in row]
