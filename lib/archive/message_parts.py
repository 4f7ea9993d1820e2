"""The parts of messages that name a value and what was expected in its place."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from errno import errorcode
from functools import lru_cache
from typing import NoReturn

from pydantic_core import PydanticCustomError

from lib.archive.message import Message, say

# A cell may hold a whole page by mistake; its beginning is enough to find it.
QUOTE_LENGTH = 60
# Among more words none that is spelt alike is searched for: 2,000 take some 40 ms, and a file may be full of mistakes.
MAX_HINT_CHOICES = 2_000

LANGUAGE_LABELS = {"ar": say("Arabic"), "fr": say("French"), "en": say("English")}


def error_code(error: OSError) -> str:
    """The system's name of an error, which is the same in all languages: EACCES."""
    return errorcode.get(error.errno or 0, "OSError")


def quote(text: str) -> str:
    """`text` between quotation marks, cut to 60 characters, with whatever can't be seen written as an escape.

    A right-to-left mark in a number can then be read (as u200f), and a cell can't send commands to a terminal.
    """
    cut = text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1] + "…"
    seen = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in cut)
    return f'"{seen}"'


@lru_cache(maxsize=4096)
def _nearest(text: str, choices: frozenset[str]) -> str | None:
    near = get_close_matches(text.lower(), choices, n=1)
    return near[0] if near else None


def spelling_hint(text: str, choices: Collection[str]) -> str:
    """` (did you mean "about"?)` if one of the choices is spelt like the text, else nothing."""
    searched = len(text) <= QUOTE_LENGTH and len(choices) <= MAX_HINT_CHOICES
    near = _nearest(text, frozenset(choices)) if searched else None
    return say(" (did you mean {near}?)", near=quote(near)) if near else ""


def expected_choices(choices: Iterable[str]) -> Message:
    """`expected one of exact, about, nearly`."""
    return say("expected one of {choices}", choices=", ".join(choices))


def refuse_cell(text: str, fault: Message, column: str = "") -> NoReturn:
    """Refuse a cell: raises PydanticCustomError (a ValueError) with the message `"text" fault`, or `is empty; fault`.

    `column` names another column of the row than the one being read, where the fault is there.
    """
    if text:
        message = say("{text} {fault}", text=quote(text), fault=fault)
    else:
        message = say("the cell is empty; {fault}", fault=fault)
    raise PydanticCustomError("refused", "{message}", {"message": message, "column": column})
