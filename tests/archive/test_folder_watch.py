"""The watch of a folder: what counts as a change."""

from __future__ import annotations

from pathlib import Path

from lib.archive.folder_watch import FolderWatch
from lib.archive.problem import errors

from .book import VISITORS, Book


def test_a_link_to_nothing_is_a_missing_file_until_what_it_names_is_there(book: Book, tmp_path: Path) -> None:
    """As when a folder is shared over a disk that is not mounted yet."""
    elsewhere = (book.folder / VISITORS).rename(tmp_path / "visitors.csv")
    link = book.folder / VISITORS
    link.symlink_to(tmp_path / "not mounted" / "visitors.csv")
    watch = FolderWatch(book.folder, rest=0)
    broken = watch.read()
    assert broken
    assert [problem.file for problem in errors(broken.problems)] == [VISITORS]
    assert watch.look() is None
    (tmp_path / "not mounted").mkdir()
    elsewhere.rename(link.readlink())
    mended = watch.look()
    assert mended
    assert mended.problems == ()
