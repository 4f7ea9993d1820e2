"""What is wrong in the data files is said in the reader's language; what the files hold stays as it is."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from lib.archive import Message
from lib.archive.archive import check_archive
from lib.language import Language, LanguageCode
from lib.screen.problems import describe_problem, translate_message
from tests.archive.book import Book
from tests.archive.faults import FAULTS, Fault

# Names of formats, which are the same in all languages.
NAMES = r"CSV|Excel|TOML|UTF|Windows"
OTHER_LANGUAGES: tuple[LanguageCode, ...] = ("ar", "fr")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_is_told_in_the_language_of_the_page(tmp_path: Path, fault: Fault) -> None:
    book = Book(tmp_path / "data")
    fault.change(book)
    problems = check_archive(book.folder).problems
    assert problems
    for problem, code in product(problems, OTHER_LANGUAGES):
        assert isinstance(problem.message, Message)
        language = Language(code)
        place, words = describe_problem(problem, language)
        assert place == f"{problem.file}:{problem.line}: {problem.column}"
        assert words != problem.message
        told = re.sub(r"\u2068[^\u2069]*\u2069", "", words)  # without what is quoted
        assert not re.search(r"[{}]", told)
        foreign = rf"\b(?!(?:{NAMES})\b)[A-Za-z]{{2,}}" if code == "ar" else r"\b(?:expected|the|is|not)\b"
        assert not re.search(foreign, told), told


def test_a_message_in_english_is_the_message() -> None:
    message = Message("x")
    message.template, message.parts = "{text} is not a day", {"text": '"abc"'}
    assert (
        translate_message(message, Language("en")).replace("\u2068", "").replace("\u2069", "") == '"abc" is not a day'
    )
