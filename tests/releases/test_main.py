"""The commands, as a timer and an operator run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from lib.releases import __main__ as commands
from lib.releases.__main__ import main
from lib.releases.publishing import current_instant, publish_due
from lib.releases.release import whole_second
from lib.releases.store import FileStore
from tests.archive.book import SECOND, Book

NUMBERS = f"{SECOND}/visitors.csv"
NOTE = ("--note-ar", "تصحيح", "--note-fr", "Une correction", "--note-en", "A correction")


@pytest.fixture(autouse=True)
def settings(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABWAB_STORE", address)
    monkeypatch.setenv("ABWAB_DESK_STORE", f"{address}-desk")


def publish(book: Book, *more: str) -> int:
    return main(["publish", str(book.folder), "--kind", "new_edition", *more])


def test_a_record_book_and_its_correction(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(book) == 0
    book.cell(NUMBERS, 2, "value", "90000")
    corrected = ["publish", str(book.folder), "--kind", "correction", *NOTE, "--author", "A", "--approver", "B"]
    assert main(corrected) == 0
    assert main(["restore", "1"]) == 0
    capsys.readouterr()
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert [line.split()[2] for line in lines] == ["new_edition", "correction", "revision"]
    assert lines[1].endswith("A / B / A correction")
    assert main(["show", "2"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["note"]["ar"] == "تصحيح"
    assert (shown["number"], shown["author"], shown["approver"]) == (2, "A", "B")
    assert shown["previous"]
    assert main(["show", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["sha256"] == shown["previous"]
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.startswith("3 releases, each as it was published.\nSHA-256 of release 3: ")


def test_the_first_release_that_was_tampered_with_is_named(
    book: Book, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(book)
    book.cell(NUMBERS, 2, "value", "90000")
    publish(book)
    store = FileStore(address)
    data = store.get("releases/000001.zip")
    assert data
    store.remove("releases/000001.zip")
    store.create("releases/000001.zip", data.replace(b"80000", b"81000"))
    capsys.readouterr()
    assert main(["verify"]) == 1
    said = capsys.readouterr().out
    assert said == "Release 1 is not as it was published: it is not a whole ZIP file (BadZipFile).\n"


def test_the_list_says_which_releases_can_not_be_read(
    book: Book, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(book)
    book.cell(NUMBERS, 2, "value", "90000")
    publish(book)
    store = FileStore(address)
    second = store.get("releases/000002.zip")
    assert second
    store.remove("releases/000001.zip")
    store.create("releases/000001.zip", b"no ZIP")
    store.create("releases/000003.zip", second)
    capsys.readouterr()
    assert main(["list"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "     1  it is not a whole ZIP file (BadZipFile)"
    assert [line[:8] for line in rest] == ["     2  ", "     3  "]
    assert rest[-1] == "     3  release.json says 2"


def test_what_has_errors_is_not_published(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    book.cell(NUMBERS, 2, "value", "many")
    assert publish(book) == 1
    assert capsys.readouterr().err.splitlines() == [
        f'{NUMBERS}:2: value: "many" is not a whole number; expected digits such as 145000',
        f"Not published: {book.folder} has 1 errors.",
    ]
    assert main(["list"]) == 0
    assert capsys.readouterr().out == ""


def test_what_is_public_already(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    publish(book)
    capsys.readouterr()
    assert publish(book) == 0
    assert capsys.readouterr().out == "Not published: release 1 holds the same already.\n"


def test_scheduled_and_due(
    book: Book, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hour = whole_second(current_instant()) + timedelta(hours=1)
    assert publish(book, "--at", hour.isoformat()) == 0
    assert "Scheduled as scheduled/" in capsys.readouterr().out
    assert main(["list"]) == 0
    assert main(["due"]) == 0
    assert capsys.readouterr().out == ""
    assert FileStore(address).keys("") == []
    monkeypatch.setattr(commands, "publish_due", partial(publish_due, now=lambda: hour))
    assert main(["due"]) == 0
    assert capsys.readouterr().out.startswith("Published:      1")
    assert main(["due"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "the following arguments are required"),
        (["publish", "{book}"], "--kind"),
        (["publish", "{book}", "--kind", "correction"], "a correction needs a reason"),
        (["publish", "{book}", "--kind", "correction", "--note-ar", "نص"], "in all of them or in none"),
        (["publish", "{book}", "--kind", "revision", "--at", "tomorrow"], "tomorrow is not an hour"),
        (["publish", "{book}", "--kind", "revision", "--at", "2099-05-17T10:00"], "is not an hour; expected one such"),
        (["publish", "{book}", "--kind", "revision", "--at", "2020-05-17T10:00Z"], "has passed; expected an hour"),
        (["show", "one"], "invalid int value"),
    ],
)
def test_wrong_usage(book: Book, arguments: list[str], fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([argument.replace("{book}", str(book.folder)) for argument in arguments])
    assert left.value.code == 2
    assert fault in capsys.readouterr().err


def test_no_store_for_what_is_scheduled(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ABWAB_DESK_STORE")
    for arguments in (["due"], ["publish", str(book.folder), "--kind", "revision", "--at", "2099-05-17T10:00Z"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
        assert "ABWAB_DESK_STORE names no store" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["show", "7"], ["restore", "7"]])
def test_a_release_that_is_not_there(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err == "There is no release 7.\n"


def test_two_processes_at_once(book: Book, address: str, tmp_path: Path) -> None:
    """Each publishes another record book; none is lost, and no number is there twice."""
    running = []
    for value in ("90000", "95000"):
        folder = tmp_path / value
        other = Book(folder)
        other.cell(NUMBERS, 2, "value", value)
        command = [sys.executable, "-m", "lib.releases", "publish", str(folder), "--kind", "revision"]
        running.append(subprocess.Popen(command, env=os.environ.copy(), stdout=subprocess.PIPE, text=True))
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sorted(line.split()[1] for line in said) == ["1", "2"]
    assert FileStore(address).keys("releases") == ["releases/000001.zip", "releases/000002.zip"]
