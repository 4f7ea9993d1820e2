"""The command that checks the data."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lib.archive.__main__ import main, problem_line
from lib.archive.archive import check_archive
from lib.language import Language

from .book import VISITORS, Book
from .faults import FAULTS, Fault

NAMES_OF_PROGRAMS = {"Excel", "Windows", "CSV", "ODS", "TOML", "UTF", "XLS", "XLSX"}


def test_a_sound_record_book(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(book.folder)]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings in 2 editions\n"


def test_problems_one_a_line_and_their_count(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    book.cell(VISITORS, 5, "value", "abc")
    book.cell(VISITORS, 4, "value", "-1")
    book.put("sources.csv", 5, "x-1,,,,,,fr,press,")
    assert main(["check", str(book.folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f'{VISITORS}:4: value: "-1" is negative; expected digits such as 145000',
        f'{VISITORS}:5: value: "abc" is not a whole number; expected digits such as 145000',
        'sources.csv:1: id: warning: sources that no row names: 1, the first is "x-1"; expected each source to be used',
        "2 errors, 1 warning in 2 editions",
    ]


def test_warnings_alone_are_no_failure(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    book.put("sources.csv", 5, "x-1,,,,,,fr,press,")
    assert main(["check", str(book.folder)]) == 0
    assert capsys.readouterr().out.endswith("0 errors, 1 warning in 2 editions\n")


def test_nothing_stands(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    (book.folder / "organisation.toml").unlink()
    assert main(["check", str(book.folder)]) == 1
    assert capsys.readouterr().out.endswith("1 error, 0 warnings in 2 editions\n")


def test_the_folder_of_the_environment(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ABWAB_DATA", str(book.folder))
    assert main(["check"]) == 0
    assert "in 2 editions" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "a", "b"], ["check", "/nowhere/at/all"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: python -m lib.archive" in capsys.readouterr().err


def test_a_terminal_that_cannot_write_arabic(book: Book) -> None:
    book.cell(VISITORS, 4, "value", "ألف")
    run = subprocess.run(
        [sys.executable, "-m", "lib.archive", "check", str(book.folder)],
        capture_output=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert run.returncode == 1
    assert b"\\u0623\\u0644\\u0641" in run.stdout


def test_it_ends_quietly_when_its_reader_closes_the_pipe(book: Book) -> None:
    book.cell(VISITORS, 5, "value", "abc")
    command = [sys.executable, "-m", "lib.archive", "check", str(book.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as check:
        assert check.stdout
        assert check.stderr
        check.stdout.close()
        assert check.stderr.read() == b""
    assert check.returncode == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "fr",
            [
                f'{VISITORS}:4: value: "-1" est négatif\u202f; attendu\u202f: des chiffres comme 145000',
                "sources.csv:1: id: avertissement\u00a0: sources qu’aucune ligne ne cite\u202f: 1, "
                'la première est "x-1"\u202f; chaque source doit servir',
                "1 erreur, 1 avertissement dans 2 éditions",
            ],
        ),
        (
            "ar",
            [
                f'{VISITORS}:4: value: "-1" عدد سالب؛ المنتظر أرقام مثل 145000',
                'sources.csv:1: id: تنبيه: مصادر لا يذكرها أي سطر: 1، أولها "x-1"؛ المنتظر استعمال كل مصدر',
                "دورتان: خطأ واحد، تنبيه واحد",
            ],
        ),
    ],
)
def test_the_messages_in_three_languages(
    book: Book, capsys: pytest.CaptureFixture[str], code: str, said: list[str]
) -> None:
    book.cell(VISITORS, 4, "value", "-1")
    book.put("sources.csv", 5, "x-1,,,,,,fr,press,")
    assert main(["check", str(book.folder), "--lang", code]) == 1
    assert [re.sub("[\u2068\u2069]", "", line) for line in capsys.readouterr().out.splitlines()] == said


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_no_message_mixes_languages(book: Book, fault: Fault) -> None:
    """What is said outside the isolated data is Arabic, and no French sentence is left in English."""
    fault.change(book)
    for problem in check_archive(book.folder).problems:
        place, _, said = problem_line(problem, Language("ar")).partition(": \u2068")
        assert place == problem.place
        while said != (said := re.sub("\u2068[^\u2068\u2069]*\u2069", "", said)):  # from the innermost outwards
            pass
        assert re.search("[\u0621-\u064a]", said), said
        assert {*re.findall("[A-Za-z]+", said)} <= NAMES_OF_PROGRAMS, said
        assert problem_line(problem, Language("fr")) != problem_line(problem, Language("en"))
