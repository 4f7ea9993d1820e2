"""The archive as the rest of the house sees it."""

import dataclasses
import gc
import shutil
from collections.abc import Callable
from pathlib import Path
from weakref import ref

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.archive import Archive, ArchiveError, cached_on_archive, read_archive, vocabulary
from lib.archive.archive import check_archive
from lib.archive.problem import errors

from .book import FILES, FIRST, SECOND, VISITORS, Book


@pytest.fixture
def archive(book: Book) -> Archive:
    return read_archive(book.folder)


def test_editions_have_their_columns_types_and_length(archive: Archive) -> None:
    editions = archive.editions
    header = FILES["editions.csv"].splitlines()[0].split(",")
    assert list(editions.columns) == [*header[:4], "days", *header[4:]]
    types = {"number": "Int64", "days": "Int64", "latitude": "Float64", "longitude": "Float64"}
    types |= {"first_day": "datetime64[us]", "last_day": "datetime64[us]"}
    assert {name: str(kind) for name, kind in editions.dtypes.items()} == dict.fromkeys(editions, "string") | types
    assert editions["number"].tolist() == [1, 2]
    assert editions["days"].tolist() == [3, 3]
    assert editions["venue_en"].tolist() == [pd.NA, "Stadium"]


def test_editions_come_by_number(book: Book) -> None:
    rows = FILES["editions.csv"].splitlines()
    book.write("editions.csv", "\n".join([rows[0], rows[2], rows[1]]))
    archive = read_archive(book.folder)
    assert archive.editions["number"].tolist() == [1, 2]
    assert archive.claims("visitors")["edition"].tolist() == [1] * 7 + [2]


def test_claims_have_the_columns_of_their_file(archive: Archive) -> None:
    for topic in vocabulary.TOPICS:
        header = FILES[f"{FIRST}/{topic}.csv"].splitlines()[0].split(",")
        claims = archive.claims(topic)
        assert list(claims.columns) == ["edition", *header, "figure", "file", "line"]
        types = {"edition": "Int64", "value": "Float64", "figure": "bool", "line": "Int64"}
        types |= dict.fromkeys(("first_day", "last_day", "day"), "datetime64[us]")
        assert all(str(kind) == types.get(str(name), "string") for name, kind in claims.dtypes.items())
        assert list(claims.index) == list(range(len(claims)))


def test_claims_are_what_the_files_say(archive: Archive) -> None:
    visitors = archive.claims("visitors")
    assert visitors["line"].tolist() == [2, 3, 4, 5, 6, 7, 8, 2]
    assert visitors["file"].tolist() == [VISITORS] * 7 + [f"{SECOND}/visitors.csv"]
    assert visitors["value"].tolist() == [60000, 65000, 10000, 45000, 20000, 12.5, 99000, 80000]
    assert visitors["until"].dropna().tolist() == ["14:00"]
    assert visitors["first_day"].iloc[3] == pd.Timestamp("2021-06-02")
    assert visitors["sources"].iloc[0] == "dgsn-2021;press-2021"


def test_figures_are_the_preferred_claims_and_the_lone_ones(archive: Archive) -> None:
    assert archive.figures("visitors")["value"].tolist() == [60000, 10000, 45000, 20000, 12.5, 80000]
    assert archive.claims("visitors")["figure"].tolist() == [True, False, True, True, True, True, False, True]
    assert archive.figures("staff")["value"].tolist() == [2300, pd.NA]


def test_an_unknown_topic_is_a_mistake_of_the_caller(archive: Archive) -> None:
    with pytest.raises(KeyError):
        archive.claims("weather")


def test_sources_and_statements_left_out(archive: Archive) -> None:
    assert archive.sources["id"].tolist() == ["dgsn-2021", "press-2021", "dgsn-2022"]
    assert {str(kind) for kind in archive.sources.dtypes} == {"string"}
    assert archive.sources["url"].isna().tolist() == [False, False, True]
    assert archive.left_out["edition"].tolist() == [1]
    assert archive.left_out["value"].tolist() == [20000]
    assert list(archive.left_out.columns) == FILES["left_out.csv"].splitlines()[0].split(",")


def test_nothing_need_be_left_out(book: Book) -> None:
    (book.folder / "left_out.csv").unlink()
    archive = read_archive(book.folder)
    assert archive.problems == ()
    assert archive.left_out.empty
    assert "reason" in archive.left_out


def test_the_organisation(archive: Archive) -> None:
    organisation = archive.organisation
    assert organisation.name["fr"] == "Sûreté nationale"
    assert organisation.event["en"] == "Open Days"
    assert organisation.languages == ("ar", "fr", "en")
    assert (organisation.short_name, organisation.default_focus) == ("DGSN", 2)


@pytest.mark.parametrize(
    "frame",
    [
        lambda a: a.editions,
        lambda a: a.sources,
        lambda a: a.left_out,
        lambda a: a.claims("visitors"),
        lambda a: a.figures("visitors"),
    ],
    ids=["editions", "sources", "left_out", "claims", "figures"],
)
def test_a_caller_cannot_reach_what_others_see(archive: Archive, frame: Callable[[Archive], pd.DataFrame]) -> None:
    before = frame(archive).copy(deep=True)
    mine = frame(archive)
    mine.loc[:, "note"] = "spoilt"
    mine.iloc[0, 0] = pd.NA
    mine["new"] = 1
    mine.index.name = "spoilt"
    mine.columns = [f"x_{name}" for name in mine.columns]
    pd.testing.assert_frame_equal(frame(archive), before)
    assert frame(archive).index.name is None


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
    assert archive.editions["number"].tolist() == [2]
    assert {problem.file for problem in errors(archive.problems)} == {f"{FIRST}/{topic}.csv"}
    for other in vocabulary.TOPICS:
        left = whole.claims(other)
        left = left[left["edition"] == 2].reset_index(drop=True)
        pd.testing.assert_frame_equal(archive.claims(other), left)
    assert archive.left_out.empty


def test_an_error_in_a_row_of_editions_concerns_that_edition(book: Book) -> None:
    book.cell("editions.csv", 2, "first_day", "June")
    archive = read_archive(book.folder)
    assert archive.editions["number"].tolist() == [2]
    assert set(archive.claims("visitors")["edition"]) == {2}


@pytest.mark.parametrize("row", ["1,1-rabat-2021", '1,1-rabat-2021,"a"b'], ids=["short", "stray quotation mark"])
def test_a_row_of_editions_that_cannot_be_read_concerns_that_edition(book: Book, row: str) -> None:
    book.put("editions.csv", 2, row)
    archive = read_archive(book.folder)
    assert archive.editions["number"].tolist() == [2]
    assert [(problem.file, problem.line) for problem in errors(archive.problems)] == [("editions.csv", 2)]


def test_a_faulty_source_takes_no_edition_down_and_its_faulty_cell_is_not_shown(book: Book) -> None:
    book.cell("sources.csv", 2, "url", "javascript:alert(1)")
    archive = read_archive(book.folder)
    assert archive.editions["number"].tolist() == [1, 2]
    assert archive.sources["id"].tolist() == ["dgsn-2021", "press-2021", "dgsn-2022"]
    assert archive.sources["url"].isna().tolist() == [True, False, True]
    assert archive.sources["publisher"].tolist()[0] == "DGSN"
    assert [problem.file for problem in errors(archive.problems)] == ["sources.csv"]


def test_a_short_source_keeps_its_id(book: Book) -> None:
    book.put("sources.csv", 2, "dgsn-2021,DGSN")
    sources = read_archive(book.folder).sources
    assert sorted(sources["id"]) == ["dgsn-2021", "dgsn-2022", "press-2021"]
    assert {str(kind) for kind in sources.dtypes} == {"string"}


def test_a_faulty_statement_left_out_takes_no_edition_down(book: Book) -> None:
    book.put("left_out.csv", 3, "2,visitors,x,,1,,dgsn-2022,because,")
    archive = read_archive(book.folder)
    assert archive.editions["number"].tolist() == [1, 2]
    assert archive.left_out["edition"].tolist() == [1]
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
    assert archive.editions["number"].tolist() == [1, 2, 3]
    assert archive.figures("visitors")["value"].tolist()[-1] == 80000


def test_an_edition_on_the_first_day_of_the_calendar(book: Book) -> None:
    book.cell("editions.csv", 2, "first_day", "0001-01-01")
    assert read_archive(book.folder).editions["days"].tolist()[0] > 700_000


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
    assert found.archive.gaps[["edition", "reason"]].to_numpy().tolist() == [[2, "pandemic"]]
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
