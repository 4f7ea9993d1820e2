"""The archive as the rest of the house sees it."""

import dataclasses
import gc
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from lib.archive import Archive, ArchiveError, cached_on_archive, read_archive, vocabulary
from lib.archive.archive import check_archive
from lib.archive.problem import errors
from lib.archive.row_models import RowModel, SourceRow

from .book import FILES, FIRST, SECOND, VISITORS, Book


@pytest.fixture
def archive(book: Book) -> Archive:
    return read_archive(book.folder)


def types(row: RowModel) -> dict[str, type]:
    """The type of each value of a row, by column."""
    return {column: type(getattr(row, column)) for column in row.columns()}


def test_editions_have_their_columns_types_and_length(archive: Archive) -> None:
    header = FILES["editions.csv"].splitlines()[0].split(",")
    special: dict[str, type] = {"number": int, "latitude": float, "longitude": float}
    special |= {"first_day": date, "last_day": date, "translated": tuple, "sources": tuple}
    for edition in archive.editions:
        assert list(edition.columns()) == header
        assert types(edition) == dict.fromkeys(header, str) | special
    assert archive.numbers == tuple(edition.number for edition in archive.editions) == (1, 2)
    assert [edition.days for edition in archive.editions] == [3, 3]
    assert [edition.line for edition in archive.editions] == [2, 3]
    assert [edition.venue_en for edition in archive.editions] == ["", "Stadium"]
    assert archive.editions[1].text_in("venue", "fr") == "Stade"
    languages = vocabulary.TRANSLATION_LANGUAGES
    assert [archive.editions[1].is_translated("venue", code) for code in languages] == [False, True, True]


def test_editions_come_by_number(book: Book) -> None:
    rows = FILES["editions.csv"].splitlines()
    book.write("editions.csv", "\n".join([rows[0], rows[2], rows[1]]))
    archive = read_archive(book.folder)
    assert archive.numbers == (1, 2)
    assert [claim.edition for claim in archive.claims("visitors")] == [1] * 7 + [2]


def test_every_row_of_a_file_is_a_claim_of_its_topic(archive: Archive) -> None:
    for topic in vocabulary.TOPICS:
        places = [
            (topic, number, file, line)
            for number, file in ((1, f"{FIRST}/{topic}.csv"), (2, f"{SECOND}/{topic}.csv"))
            for line in range(2, len(FILES[file].splitlines()) + 1)
        ]
        assert [(claim.topic, claim.edition, claim.file, claim.line) for claim in archive.claims(topic)] == places


def test_claims_are_what_the_files_say(archive: Archive) -> None:
    visitors = archive.claims("visitors")
    assert [claim.line for claim in visitors] == [2, 3, 4, 5, 6, 7, 8, 2]
    assert [claim.file for claim in visitors] == [VISITORS] * 7 + [f"{SECOND}/visitors.csv"]
    assert [claim.value for claim in visitors] == [60000, 65000, 10000, 45000, 20000, 12.5, 99000, 80000]
    assert [claim.until for claim in visitors if claim.until] == ["14:00"]
    assert visitors[3].first_day == date(2021, 6, 2)
    assert visitors[0].sources == ("dgsn-2021", "press-2021")


def test_figures_are_the_preferred_claims_and_the_lone_ones(archive: Archive) -> None:
    assert [claim.value for claim in archive.figures("visitors")] == [60000, 10000, 45000, 20000, 12.5, 80000]
    assert [claim.shown for claim in archive.claims("visitors")] == [True, False, True, True, True, True, False, True]
    assert [claim.value for claim in archive.figures("staff")] == [2300, None]


def test_an_unknown_topic_is_a_mistake_of_the_caller(archive: Archive) -> None:
    with pytest.raises(KeyError):
        archive.claims("weather")


def test_sources_and_statements_left_out(archive: Archive) -> None:
    assert list(archive.sources) == ["dgsn-2021", "press-2021", "dgsn-2022"]
    assert [source.id for source in archive.sources.values()] == list(archive.sources)
    for source in archive.sources.values():
        assert set(types(source).values()) == {str}
    assert [source.url == "" for source in archive.sources.values()] == [False, False, True]
    (statement,) = archive.left_out
    assert (statement.edition, statement.value, statement.line) == (1, 20000, 2)
    assert list(statement.columns()) == FILES["left_out.csv"].splitlines()[0].split(",")


def test_nothing_need_be_left_out(book: Book) -> None:
    (book.folder / "left_out.csv").unlink()
    archive = read_archive(book.folder)
    assert archive.problems == ()
    assert archive.left_out == ()


def test_the_focus_may_be_the_latest_edition_whichever_that_is(book: Book) -> None:
    for focus, number in (("1", 1), ("2", 2), ('"latest"', 2)):
        book.put("organisation.toml", 6, f"default_focus = {focus}")
        archive = read_archive(book.folder)
        assert archive.problems == ()
        assert archive.focus == number


def test_the_organisation(archive: Archive) -> None:
    organisation = archive.organisation
    assert organisation.name["fr"] == "Sûreté nationale"
    assert organisation.event["en"] == "Open Days"
    assert organisation.languages == ("ar", "fr", "en")
    assert (organisation.short_name, organisation.default_focus) == ("DGSN", 2)


@pytest.mark.parametrize(
    "rows",
    [
        lambda a: a.editions,
        lambda a: a.left_out,
        lambda a: a.gaps,
        lambda a: a.claims("visitors"),
        lambda a: a.figures("visitors"),
        lambda a: a.sources,
        lambda a: a.files,
        lambda a: a.claims("staff")[1].names,
    ],
    ids=["editions", "left_out", "gaps", "claims", "figures", "sources", "files", "names"],
)
def test_a_caller_cannot_exchange_what_others_see(book: Book, rows: Callable[[Archive], Any]) -> None:
    book.write("gaps.csv", b"edition,reason,sources,note\n2,pandemic,dgsn-2021,\n")
    held = rows(read_archive(book.folder))
    key = next(iter(held)) if isinstance(held, Mapping) else 0
    assert held[key]
    with pytest.raises(TypeError, match="does not support item assignment"):
        held[key] = held[key]


@pytest.mark.parametrize(
    "row",
    [
        lambda a: a.editions[0],
        lambda a: a.left_out[0],
        lambda a: a.gaps[0],
        lambda a: a.claims("visitors")[0],
        lambda a: a.sources["dgsn-2021"],
    ],
    ids=["edition", "left_out", "gap", "claim", "source"],
)
def test_a_caller_cannot_change_a_row(book: Book, row: Callable[[Archive], Any]) -> None:
    book.write("gaps.csv", b"edition,reason,sources,note\n2,pandemic,dgsn-2021,\n")
    mine = row(read_archive(book.folder))
    with pytest.raises((dataclasses.FrozenInstanceError, ValidationError)):
        mine.note = "spoilt"
    assert mine.note != "spoilt"
    assert hash(mine) == hash(row(read_archive(book.folder)))


def test_the_archive_itself_cannot_be_changed(archive: Archive) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        archive.folder = Path("elsewhere")  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        archive.organisation.short_name = "X"


@pytest.mark.parametrize("topic", vocabulary.TOPICS)
def test_an_edition_with_an_error_goes_and_the_others_stay(book: Book, topic: str) -> None:
    whole = read_archive(book.folder)
    book.write(f"{FIRST}/{topic}.csv", "")
    archive = read_archive(book.folder)
    assert archive.numbers == (2,)
    assert {problem.file for problem in errors(archive.problems)} == {f"{FIRST}/{topic}.csv"}
    for other in vocabulary.TOPICS:
        assert archive.claims(other) == tuple(claim for claim in whole.claims(other) if claim.edition == 2)
    assert archive.left_out == ()


def test_an_error_in_a_row_of_editions_concerns_that_edition(book: Book) -> None:
    book.cell("editions.csv", 2, "first_day", "June")
    archive = read_archive(book.folder)
    assert archive.numbers == (2,)
    assert {claim.edition for claim in archive.claims("visitors")} == {2}


@pytest.mark.parametrize("row", ["1,1-rabat-2021", '1,1-rabat-2021,"a"b'], ids=["short", "stray quotation mark"])
def test_a_row_of_editions_that_cannot_be_read_concerns_that_edition(book: Book, row: str) -> None:
    book.put("editions.csv", 2, row)
    archive = read_archive(book.folder)
    assert archive.numbers == (2,)
    assert [(problem.file, problem.line) for problem in errors(archive.problems)] == [("editions.csv", 2)]


def test_a_faulty_source_takes_no_edition_down_and_its_faulty_cell_is_not_shown(book: Book) -> None:
    book.cell("sources.csv", 2, "url", "javascript:alert(1)")
    archive = read_archive(book.folder)
    assert archive.numbers == (1, 2)
    assert list(archive.sources) == ["dgsn-2021", "press-2021", "dgsn-2022"]
    assert [source.url == "" for source in archive.sources.values()] == [True, False, True]
    assert archive.sources["dgsn-2021"].publisher == "DGSN"
    assert [problem.file for problem in errors(archive.problems)] == ["sources.csv"]


def test_a_short_source_keeps_its_id(book: Book) -> None:
    book.put("sources.csv", 2, "dgsn-2021,DGSN")
    sources = read_archive(book.folder).sources
    assert sorted(sources) == ["dgsn-2021", "dgsn-2022", "press-2021"]
    assert types(sources["dgsn-2021"]) == dict.fromkeys(SourceRow.columns(), str)


def test_a_faulty_statement_left_out_takes_no_edition_down(book: Book) -> None:
    book.put("left_out.csv", 3, "2,visitors,x,,1,,dgsn-2022,because,")
    archive = read_archive(book.folder)
    assert archive.numbers == (1, 2)
    assert [statement.edition for statement in archive.left_out] == [1]
    assert [problem.file for problem in errors(archive.problems)] == ["left_out.csv"]


@pytest.mark.parametrize("file", ["organisation.toml", "editions.csv", "sources.csv"])
def test_without_a_file_at_the_top_nothing_stands(book: Book, file: str) -> None:
    book.write(file, b"\xff\xfe\x00")
    with pytest.raises(ArchiveError) as raised:
        read_archive(book.folder)
    assert [problem.file for problem in raised.value.problems] == [file]
    assert file in str(raised.value)


def test_nothing_stands_if_no_edition_does(book: Book) -> None:
    for folder in (FIRST, SECOND):
        book.write(f"{folder}/site.csv", "")
    with pytest.raises(ArchiveError) as raised:
        read_archive(book.folder)
    assert [problem.file for problem in raised.value.problems] == [f"{FIRST}/site.csv", f"{SECOND}/site.csv"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is not a folder"):
        read_archive(tmp_path / "nowhere")


def test_the_folder_is_named_by_the_environment(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABWAB_DATA", str(book.folder))
    assert read_archive().folder == book.folder
    assert read_archive(str(book.folder)).folder == book.folder


def test_an_edition_is_added_by_a_folder_and_a_row(book: Book) -> None:
    shutil.copytree(book.folder / SECOND, book.folder / "3-fes-2023")
    visitors = book.text(f"{SECOND}/visitors.csv").replace("2022-06", "2023-05")
    book.write("3-fes-2023/visitors.csv", visitors)
    book.put("editions.csv", 4, "3,3-fes-2023,2023-05-01,2023-05-03,فاس,Fès,Fes,,,,,,,,,,dgsn-2022,")
    archive = read_archive(book.folder)
    assert archive.problems == ()
    assert archive.numbers == (1, 2, 3)
    assert archive.figures("visitors")[-1].value == 80000


def test_an_edition_on_the_first_day_of_the_calendar(book: Book) -> None:
    book.cell("editions.csv", 2, "first_day", "0001-01-01")
    assert read_archive(book.folder).editions[0].days > 700_000


def test_problems_come_by_file_and_line(book: Book) -> None:
    for line in (7, 4, 2):
        book.cell(VISITORS, line, "value", "x")
    book.cell("editions.csv", 3, "city_ar", "")
    found = check_archive(book.folder)
    assert [(problem.file, problem.line) for problem in found.problems] == [
        *((VISITORS, line) for line in (2, 4, 7)),
        ("editions.csv", 3),
    ]
    assert found.editions == 2


def test_a_gap_is_explained_by_a_word_of_the_list_and_a_source(book: Book) -> None:
    book.write("gaps.csv", b"edition,reason,sources,note\n2,pandemic,dgsn-2021,\n9,rain,nobody,\n")
    found = check_archive(book.folder)
    faulty = [(p.file, p.line, p.column) for p in errors(found.problems)]
    assert faulty == [("gaps.csv", 3, column) for column in ("edition", "reason", "sources")]
    assert found.archive
    assert [(gap.edition, gap.reason) for gap in found.archive.gaps] == [(2, "pandemic")]
    assert found.archive.numbers == (1, 2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(file=st.sampled_from(sorted(FILES)), data=st.binary(max_size=80), keep=st.integers(0, 200))
def test_any_bytes_in_any_file_give_problems_and_no_exception(book: Book, file: str, data: bytes, keep: int) -> None:
    book.write(file, FILES[file].encode()[:keep] + data)
    try:
        found = check_archive(book.folder)
    finally:
        book.write(file, FILES[file])
    assert found.archive or errors(found.problems)
    assert all(str(problem).isprintable() for problem in found.problems)


def test_what_is_cached_on_an_archive_is_computed_once_for_each_argument_and_goes_with_it(book: Book) -> None:
    calls: list[str] = []

    @cached_on_archive(maxsize=2)
    def doubled(archive: Archive, text: str) -> str:
        calls.append(text)
        return f"{archive.folder.name} {text}"

    archive, other = read_archive(book.folder), read_archive(book.folder)
    assert {doubled(archive, "a"), doubled(archive, "a")} == {f"{book.folder.name} a"}
    doubled(other, "a")
    assert calls == ["a", "a"]
    for text in "bca":  # the third makes the first go
        doubled(archive, text)
    assert calls == ["a", "a", "b", "c", "a"]
    gone = ref(archive)
    gc.disable()
    try:
        del archive
        assert gone() is None
    finally:
        gc.enable()
