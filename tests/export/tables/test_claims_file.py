"""The files of the list of claims say what the list says."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given, settings
from openpyxl import load_workbook

from lib.content.claim_list import ClaimFilter, describe_filter, entry_sources, filter_entries
from lib.export.tables.claims_file import CODE_COLUMNS, claims_csv, claims_xlsx
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.language import Language, LanguageCode
from tests.content.test_claim_list import ARCHIVE, WHOLE, claim_filters, codes


@given(codes, claim_filters)
@settings(deadline=None, derandomize=True, max_examples=25)
def test_csv_reads_back_as_the_list(code: LanguageCode, claim_filter: ClaimFilter) -> None:
    found = filter_entries(WHOLE[code], claim_filter)
    written = claims_csv(found, Language(code), figure_address)
    assert written.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert head[: len(CODE_COLUMNS)] == list(CODE_COLUMNS)
    assert len(set(head)) == len(head)
    assert len(rows) == len(found)
    for row, entry in zip(rows, found, strict=True):
        claim, held = entry.claim, dict(zip(CODE_COLUMNS, row, strict=False))
        assert (held["edition"], held["topic"], held["file"], held["line"]) == (
            str(claim.edition),
            claim.topic,
            claim.file,
            str(claim.line),
        )
        assert (float(held["value"]) if held["value"] else None) == claim.value
        assert (held["qualifier"], held["rank"], held["reason"]) == (
            claim.qualifier,
            claim.rank,
            ";".join(claim.reasons),
        )
        assert tuple(held["sources"].split(";")) == claim.sources
        assert held["figure"] == figure_address(claim.id)
        assert row[len(CODE_COLUMNS) :][:3] == [bare(entry.edition), bare(entry.topic), bare(entry.subject)]


@given(codes, claim_filters)
@settings(deadline=None, derandomize=True, max_examples=15)
def test_xlsx_reads_back_as_the_list(code: LanguageCode, claim_filter: ClaimFilter) -> None:
    language = Language(code)
    found = filter_entries(WHOLE[code], claim_filter)
    book = load_workbook(io.BytesIO(claims_xlsx(ARCHIVE, found, claim_filter, language, figure_address)))
    cover, table, sources = book.worksheets
    assert all(bool(page.sheet_view.rightToLeft) == language.rtl for page in book.worksheets)
    head, *rows = table.iter_rows(values_only=True)
    rows = rows[: len(found)]
    assert all(head)
    for row, entry in zip(rows, found, strict=True):
        edition, topic, subject, value, wording, figure, rank, reason, _, labels, page = row
        assert page == figure_address(entry.claim.id)
        assert value == entry.claim.value
        assert value is None or isinstance(value, (int, float))
        assert (edition, topic, subject) == (entry.edition, entry.topic, bare(entry.subject))
        assert (wording, figure, rank, reason or "") == (entry.wording, entry.figure, entry.rank, entry.reason)
        assert labels.split("\n") == [bare(source.label) for source in entry.sources]
    listed = [row[0] for row in list(sources.iter_rows(values_only=True))[1:] if row[0]]
    assert listed == [bare(source.label) for source in entry_sources(found)]
    about = {row[0]: row[1] for row in cover.iter_rows(values_only=True) if row[0]}
    assert about[language.text("Claims")] == language.number(len(found))
    for _, text in describe_filter(ARCHIVE, claim_filter, language):
        assert spreadsheet(bare(text)) in about[language.text("Selection")]
    assert about[language.text("Selection")] in about[language.text("How to cite")]


def test_a_file_holds_links_to_its_sources() -> None:
    found = filter_entries(WHOLE["ar"], ClaimFilter(of="4", topic="staff"))
    book = load_workbook(
        io.BytesIO(claims_xlsx(ARCHIVE, found, ClaimFilter(of="4", topic="staff"), Language("ar"), figure_address))
    )
    links = [row[3].hyperlink.target for row in list(book.worksheets[2].iter_rows())[1:] if row[3].hyperlink]
    assert len(links) == sum(1 for source in entry_sources(found) if source.url) > 0
    pages = [row[-1].hyperlink.target for row in list(book.worksheets[1].iter_rows())[1:]]
    assert pages == [figure_address(entry.claim.id) for entry in found]


def test_no_text_becomes_a_formula() -> None:
    claim_filter = ClaimFilter(q="=1+1")
    book = load_workbook(io.BytesIO(claims_xlsx(ARCHIVE, (), claim_filter, Language("en"), figure_address)))
    assert all(cell.data_type != "f" for page in book for row in page.iter_rows() for cell in row)


def figure_address(claim: str) -> str:
    return f"https://abwab.example/figures/{claim}"


def bare(text: str) -> str:
    return text.translate(DIRECTION_MARKS)


def spreadsheet(text: str) -> str:
    """The text as the XML of a workbook holds it, which openpyxl reads without decoding it: _x001F_."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", lambda sign: f"_x{ord(sign[0]):04X}_", text)
