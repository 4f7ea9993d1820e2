"""Single figures: found from the draft's pages, filled in as a form, confirmed in words where they are unusual."""

from __future__ import annotations

import re

import pytest
from httpx2 import Response

from lib.archive import Archive
from lib.archive.vocabulary import CONFIRMED
from lib.desk.open_books import OpenBooks
from tests.desk.desk_client import DeskClient, DeskHouse, page_text
from tests.desk.filled_workbooks import seventh_edition
from tests.support.html_document import Document

TOTAL = "7.visitors.2026-05-15.2026-05-19..all.visitors"


@pytest.fixture
def house(drafted_house: DeskHouse) -> DeskHouse:
    return drafted_house


@pytest.fixture
def samira(house: DeskHouse) -> DeskClient:
    return house.client("Samira")


def filled(page: str) -> dict[str, str]:
    """What stands in the fields of the form, as a browser would send it."""
    form = re.search(r'<form method="post" action="/desk/rows/.*?</form>', page, flags=re.DOTALL)
    assert form
    found = dict(re.findall(r'<input[^>]*? name="(\w+)"[^>]*? value="([^"]*)"', form[0]))
    for name, options in re.findall(r'<select[^>]*? name="(\w+)"[^>]*>(.*?)</select>', form[0], flags=re.DOTALL):
        found[name] = "; ".join(re.findall(r'<option value="([^"]*)" selected', options))
    for name, text in re.findall(r'<textarea[^>]*? name="(\w+)"[^>]*>(.*?)</textarea>', form[0], flags=re.DOTALL):
        found[name] = text
    return found


def change_total(client: DeskClient, **cells: str) -> tuple[str, str]:
    """The address of the form of the seventh edition's total, and the page after it was sent."""
    links = [link.attributes["href"] for link in Document(client.get(f"/desk/figures/{TOTAL}")).all("a")]
    address = next(href for href in links if href.startswith("/desk/rows/visitors?") and "row=" in href)
    answer = client.http.post(address, data=filled(client.get(address)) | cells)
    return address, answer.text


def bare(text: str) -> str:
    """A text without the marks that keep names in their own direction, and with plain spaces."""
    return text.translate({ord(mark): None for mark in "\u2068\u2069"} | {0xA0: " ", 0x202F: " "})


def keep_stand(client: DeskClient, source: str) -> Response:
    """Keep a named stand of the seventh edition."""
    address = "/desk/rows/pavilions?edition=7"
    form = client.get(address)
    assert {"theme", "name_ar"} <= set(filled(form))
    theme = re.findall(r'<option value="(\w+)"', form.split('name="theme"')[1].split("</select>")[0])[0]
    sent = {"kind": "stand", "pavilion": "horses", "theme": theme, "rank": "normal", "sources": source}
    names = {"name_ar": "الخيالة", "name_fr": "La cavalerie", "name_en": "Mounted police"}
    return client.send(client.http.post(address, data=filled(form) | sent | names).text, "/desk/keep")


def total(house: DeskHouse) -> tuple[float | None, tuple[str, ...]]:
    draft = OpenBooks(house.desk()).archive(house.desk().state().draft)
    claim = next(claim for claim in draft.figures("visitors") if claim.id == TOTAL)
    return claim.value, claim.reasons


def test_a_figure_is_changed(house: DeskHouse, samira: DeskClient) -> None:
    _, page = change_total(samira, value="2.651.000", qualifier="over")
    told = page_text(page)
    assert "2.651.000 = مليونان و651 ألفا" in told
    assert total(house) == (2_650_000, ())  # shown, and not kept
    assert samira.send(page, "/desk/keep").status_code == 303
    assert total(house) == (2_651_000, ())
    assert "غير Samira سطرا في المسودة: الزوار، الدورة السابعة" in page_text(samira.get("/desk/log"))


def test_what_is_wrong_is_said_at_its_field(samira: DeskClient) -> None:
    _, page = change_total(samira, value="كثير")
    told = page_text(page)
    assert "العدد:" in told or "الرقم:" in told
    assert 'action="/desk/keep"' not in page
    assert filled(page)["value"] == "كثير"


def test_an_unusual_figure_is_confirmed_in_words(house: DeskHouse, samira: DeskClient) -> None:
    """A zero too many is not kept by a tick, and the words stand in the log for whoever approves it."""
    address, page = change_total(samira, value="26500000")
    assert 'action="/desk/keep"' not in page
    fields = filled(page)
    assert fields["words"] == ""
    for words in ("", "نعم", "1234567890 1234567890"):
        page = samira.http.post(address, data=fields | {"words": words}).text
        assert 'action="/desk/keep"' not in page
    page = samira.http.post(address, data=fields | {"words": "أعيدت قراءته في بلاغ 20 ماي"}).text
    assert samira.send(page, "/desk/keep").status_code == 303
    assert total(house) == (26_500_000, (CONFIRMED,))
    assert "أعيدت قراءته في بلاغ 20 ماي" in page_text(samira.get("/desk/log"))


def test_a_new_source_and_a_named_thing(house: DeskHouse, samira: DeskClient) -> None:
    address = "/desk/rows/sources?edition=7"
    sent = {"id": "made-up-8", "publisher": "Testing Times", "kind": "press", "language": "fr"}
    page = samira.http.post(address, data=filled(samira.get(address)) | sent).text
    samira.send(page, "/desk/keep")
    assert keep_stand(samira, "made-up-8").status_code == 303
    draft = OpenBooks(house.desk()).archive(house.desk().state().draft)
    assert next(c.names["ar"] for c in draft.claims("pavilions") if c.edition == 7) == "الخيالة"


@pytest.mark.parametrize(
    "path",
    ["/desk/figures/7.visitors.x", "/desk/figures/x", "/desk/rows/unknown?edition=7", "/desk/rows/visitors?edition=99"],
)
def test_what_is_not_there(samira: DeskClient, path: str) -> None:
    assert samira.http.get(path).status_code == 404


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_each_sheet_is_listed_in_words(samira: DeskClient, code: str) -> None:
    for sheet in ("visitors", "sources", "programme", "editions"):
        page = samira.get(f"/desk/rows?edition=4&sheet={sheet}&lang={code}")
        if code == "ar":
            assert not re.search(r"\b(?:nearly|preferred|all|seminar)\b", page_text(page))


def test_what_was_confirmed_stays_marked_for_the_approver(house: DeskHouse, samira: DeskClient) -> None:
    """Until the figure is another one; who confirmed it and in which words stand beside it."""
    address, page = change_total(samira, value="26500000")
    page = samira.http.post(address, data=filled(page) | {"words": "أعيدت قراءته في بلاغ 20 ماي"}).text
    samira.send(page, "/desk/keep")
    house.clock.forward(minutes=5)
    assert keep_stand(samira, "made-up-7").status_code == 303  # another step, of another sheet
    samira.request_review()
    youssef = house.client("Youssef", "fr")
    told = bare(page_text(youssef.get("/desk/review")))
    assert "Inhabituels, mais confirmés" in told
    assert told.index("26 500 000") < told.index("Ce que change le brouillon")
    assert "Samira l’a confirmé le 20 novembre 2026" in told
    assert "أعيدت قراءته في بلاغ 20 ماي" in told
    youssef.send(youssef.get("/desk/review"), "/desk/return", reason="un zéro de trop")
    _, page = change_total(samira, value="2650000")
    assert samira.send(page, "/desk/keep").status_code == 303
    assert "غير معتادة" not in page_text(samira.get("/desk/review"))


def test_what_a_workbook_confirms_without_a_word_is_marked_too(
    house: DeskHouse, samira: DeskClient, archive: Archive
) -> None:
    workbook = seventh_edition(archive, "ar")
    workbook.write("visitors", 9, value=26_500_000, reason=CONFIRMED)
    assert samira.keep_workbook(workbook.xlsx()).status_code == 303
    told = bare(page_text(samira.get("/desk/review?lang=en")))
    assert (
        "It came with a workbook of Samira on 20 November 2026, 19:30 (UTC+00:00), confirmed without a comment" in told
    )
