"""A file of the data folder is read whole, or refused with a word: it may be huge, and it may have no end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lib.archive.archive import check_archive
from lib.archive.data_file import MAX_MEGABYTES, read_data_file

from .book import VISITORS, Book


@pytest.fixture(params=["huge", "pipe", "device", "grows"])
def refused(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "visitors.csv"
    if request.param == "huge":
        with path.open("wb") as file:
            file.truncate(MAX_MEGABYTES * 1024 * 1024 + 1)
    elif request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "device":
        path.symlink_to("/dev/zero")
    else:  # its size is not known before it is read
        monkeypatch.setattr("lib.archive.data_file.MAX_MEGABYTES", 0)
        path.symlink_to("/proc/self/status")
    return path


def test_what_is_too_large_or_has_no_end_is_refused(refused: Path) -> None:
    content = read_data_file(refused)
    assert isinstance(content, str)
    assert "is larger than" in content or "is not a plain file" in content


def test_a_file_of_the_size_that_is_allowed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "visitors.csv"
    with path.open("wb") as file:
        file.truncate(MAX_MEGABYTES * 1024 * 1024)
    content = read_data_file(path)
    assert isinstance(content, bytes)
    assert len(content) == MAX_MEGABYTES * 1024 * 1024


@pytest.mark.parametrize("file", [VISITORS, "sources.csv", "organisation.toml"])
def test_a_pipe_in_the_folder_is_a_problem_with_its_place(book: Book, file: str) -> None:
    (book.folder / file).unlink()
    os.mkfifo(book.folder / file)
    found = [problem for problem in check_archive(book.folder).problems if problem.file == file]
    assert ["is not a plain file" in problem.message for problem in found] == [True]
