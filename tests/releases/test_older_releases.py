"""Older releases beside the one that is served: opened as they were, and told what became of them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.archive import Archive
from lib.archive.archive import check_archive
from lib.archive.publication import UnreadableReleaseError
from lib.archive.time_zone import morocco_zone
from lib.charts import ChartContext, View, build_chart, release_notes
from lib.language import Language
from lib.releases import LiveArchive
from lib.releases.publishing import CORRECTION_TIME
from lib.releases.store import ReleaseStore
from tests.archive.book import FIRST, SECOND, VISITORS, Book
from tests.support.releases import REASONS, Time, publish_folder


@pytest.fixture
def now() -> Time:
    return Time()


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(str(tmp_path / "store"))


def change_total(book: Book, value: str) -> None:
    book.cell(VISITORS, 2, "value", value)


def leave_out_second(book: Book) -> None:
    """Take the second edition out of the book, and put its folder beside it."""
    (book.folder / SECOND).rename(book.folder.parent / SECOND)
    book.write("editions.csv", "\n".join(book.text("editions.csv").splitlines()[:2]) + "\n")
    book.write("organisation.toml", book.text("organisation.toml").replace("default_focus = 2", "default_focus = 1"))


def opened(book: Book, store: ReleaseStore, now: Time) -> LiveArchive:
    live = LiveArchive(book.folder, store, clock=now.seconds, now=now)
    live.archive()
    return live


def notes(archive: Archive | None, lang: str = "en", chart: str = "visitors_total") -> tuple[str, ...]:
    """The notes of a chart that the book itself does not have."""
    assert archive
    shown = build_chart(chart, ChartContext(archive, View(2), Language(lang)))  # type: ignore[arg-type]
    return tuple(
        note.replace("\xa0", " ") for note in shown.notes if "before" in note or "سابق" in note or "auparavant" in note
    )


def test_every_release_that_was_public_is_opened_as_it_was(book: Book, store: ReleaseStore, now: Time) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    first = check_archive(book.folder).archive
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "revision")
    live = opened(book, store, now)
    old = live.release(1)
    assert old
    assert first
    assert old.files == first.files
    assert old.publication
    assert (old.publication.number, old.publication.newest) == (1, 2)
    newest = live.release(2)
    assert newest is live.archive()
    assert newest.publication
    assert not newest.publication.replaced
    assert str(old.publication.day) == "2027-05-17"


def test_a_record_book_knows_the_month_and_stays_the_same_within_it(book: Book, store: ReleaseStore, now: Time) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "revision")
    live = opened(book, store, now)
    shown = live.archive()
    assert shown.publication
    assert str(shown.publication.month) == "2027-05-01"
    now.now = datetime(2027, 5, 31, 23, 59, 58, tzinfo=morocco_zone())
    assert live.archive() is shown
    now.now += timedelta(seconds=3)
    anew = live.archive()
    assert anew.files == shown.files
    assert anew.publication
    assert str(anew.publication.month) == "2027-06-01"
    now.now += timedelta(days=29)
    assert live.archive() is anew
    old = live.release(1)  # its records are drawn as they stood when it was published
    assert old
    assert old.publication
    assert str(old.publication.month) == "2027-05-01"


def test_what_is_not_served_yet_is_not_there(book: Book, store: ReleaseStore, now: Time) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    published = now.now
    publish_folder(book.folder, store, now, "revision")
    now.now = published  # the release is in the store, and its instant is to come
    live = opened(book, store, now)
    assert [live.release(number) is None for number in (0, 1, 2, 3, -1)] == [True, False, True, True, True]


def test_a_release_that_can_not_be_read_is_not_the_same_as_none(
    book: Book, store: ReleaseStore, now: Time, tmp_path: Path
) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "correction", REASONS)
    live = opened(book, store, now)
    (tmp_path / "store" / "releases" / "000001.zip").write_bytes(b"no ZIP")
    with pytest.raises(UnreadableReleaseError):
        live.release(1)
    assert notes(live.archive()) == ()  # the chart stands without the note, and nothing is raised


def test_a_figure_that_holds_no_more_is_named_with_day_and_reason(book: Book, store: ReleaseStore, now: Time) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "revision", REASONS)
    live = opened(book, store, now)
    assert notes(live.release(1)) == (
        "Changed on 18 May 2027: Rabat 2021: nearly 61,000 (before: nearly 60,000). The reason.",
    )
    assert notes(live.release(2)) == ()
    change_total(book, "61000")
    unchanged = build_chart("stands_total", ChartContext(live.release(1) or live.archive(), View(2), Language("en")))
    assert not any("before" in note for note in unchanged.notes)


def test_of_several_changes_the_one_that_made_it_what_it_is_now_is_named(
    book: Book, store: ReleaseStore, now: Time
) -> None:
    for value in ("60000", "61000", "62000"):
        change_total(book, value)
        publish_folder(book.folder, store, now, "revision")
    live = opened(book, store, now)
    (told,) = notes(live.release(1))
    assert told == "Changed on 19 May 2027: Rabat 2021: nearly 62,000 (before: nearly 60,000)."


def test_of_a_change_that_lies_long_back_no_day_is_named(
    book: Book, store: ReleaseStore, now: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release_notes, "MAX_RELEASES", 1)
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "revision")
    book.cell(VISITORS, 2, "note", "as a later release said, which changed no figure")
    publish_folder(book.folder, store, now, "revision")
    (told,) = notes(opened(book, store, now).release(1))
    assert told == "Changed since: Rabat 2021: nearly 61,000 (before: nearly 60,000)."


def test_the_day_of_a_change_is_found_however_many_releases_follow(book: Book, store: ReleaseStore, now: Time) -> None:
    """Those that leave the file of the figure as it is are not even opened."""
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "correction", REASONS)
    for number in range(release_notes.MAX_RELEASES + 10):
        book.cell(f"{FIRST}/vehicles.csv", 2, "note", f"note {number}")
        publish_folder(book.folder, store, now, "typing_error")
    live = opened(book, store, now)
    (told,) = notes(live.release(1))
    assert told == "Changed on 18 May 2027: Rabat 2021: nearly 61,000 (before: nearly 60,000). The reason."
    for archive in (live.archive(), live.release(40)):
        (told,) = notes(archive)
        assert told == "Corrected on 18 May 2027: Rabat 2021: nearly 61,000 (before: nearly 60,000). The reason."


def test_figures_that_are_gone_are_named_and_more_than_three_are_counted(
    book: Book, store: ReleaseStore, now: Time
) -> None:
    """The page of an edition that the record book has no more."""
    publish_folder(book.folder, store, now, "new_edition")
    leave_out_second(book)
    publish_folder(book.folder, store, now, "revision", REASONS)
    old = opened(book, store, now).release(1)
    assert notes(old) == (
        "Changed on 18 May 2027: Rabat 2021: no longer shown (before: nearly 60,000); "
        "Sale 2022: no longer shown (before: 80,000). The reason.",
    )
    (told,) = notes(old, chart="scoreboard")
    assert told.count("no longer shown") == 3
    assert told.endswith("; 17 more figures. The reason.")


def test_a_correction_in_the_release_that_brought_the_edition_has_nothing_before_it(
    book: Book, store: ReleaseStore, now: Time
) -> None:
    whole = {file: book.text(file) for file in ("editions.csv", "organisation.toml")}
    leave_out_second(book)
    publish_folder(book.folder, store, now, "new_edition")
    for file, text in whole.items():
        book.write(file, text)
    (book.folder.parent / SECOND).rename(book.folder / SECOND)
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "correction", REASONS)
    shown = opened(book, store, now).archive()
    assert notes(shown) == ()  # the chart of the second edition
    of_first = build_chart("visitors_total", ChartContext(shown, View(1), Language("en")))
    assert any("Corrected on 18 May 2027: Rabat 2021: nearly\u00a061,000" in note for note in of_first.notes)


def test_a_figure_that_came_back_is_not_called_changed(book: Book, store: ReleaseStore, now: Time) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "revision")
    change_total(book, "60000")
    publish_folder(book.folder, store, now, "revision")
    assert notes(opened(book, store, now).release(1)) == ()


def test_a_correction_is_shown_for_a_year_in_three_languages(book: Book, store: ReleaseStore, now: Time) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    corrected = now.now
    publish_folder(book.folder, store, now, "correction", REASONS)
    live = opened(book, store, now)
    assert notes(live.archive()) == (
        "Corrected on 18 May 2027: Rabat 2021: nearly 61,000 (before: nearly 60,000). The reason.",
    )
    for lang in ("ar", "fr"):
        (told,) = notes(live.archive(), lang)
        assert REASONS[lang] in told
    now.now = corrected + CORRECTION_TIME - timedelta(hours=1)
    assert notes(live.archive())
    now.now += timedelta(hours=2)
    assert notes(live.archive()) == ()
    assert notes(opened(book, store, now).archive()) == ()


def test_a_correction_that_was_changed_again_is_not_shown(book: Book, store: ReleaseStore, now: Time) -> None:
    publish_folder(book.folder, store, now, "new_edition")
    change_total(book, "61000")
    publish_folder(book.folder, store, now, "correction", REASONS)
    change_total(book, "63000")
    publish_folder(book.folder, store, now, "revision")
    assert notes(opened(book, store, now).archive()) == ()
