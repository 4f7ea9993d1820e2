"""The parts of messages that name a value and what was expected in its place."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from errno import errorcode
from functools import lru_cache
from itertools import chain, pairwise
from typing import NoReturn

from pydantic_core import PydanticCustomError

from lib.archive.message import Message, say

# A cell may hold a whole page by mistake; its beginning is enough to find it.
QUOTE_LENGTH = 60
# The most words with which a text is compared: these take some 40 ms, and a file may be full of mistakes. Of a longer
# list, such as the sources of 600 editions, it is compared with those that share most of its letters.
MAX_COMPARED_CHOICES = 2_000
SHORTLIST_LENGTH = 100

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
    text = text.lower()
    near = get_close_matches(text, choices if len(choices) <= MAX_COMPARED_CHOICES else _shortlist(text, choices), n=1)
    return near[0] if near else None


def _shortlist(text: str, choices: frozenset[str]) -> list[str]:
    """The choices that have most pairs of neighbouring letters in common with the text."""
    index = _pair_index(choices)
    common = Counter(chain.from_iterable(index.get(pair, ()) for pair in _letter_pairs(text)))
    return [word for word, _ in common.most_common(SHORTLIST_LENGTH)]


@lru_cache(maxsize=2)
def _pair_index(choices: frozenset[str]) -> Mapping[str, list[str]]:
    """The choices in which each pair of neighbouring letters stands: {"ab": ["about", …], …}."""
    index: dict[str, list[str]] = {}
    for word in sorted(choices):
        for pair in _letter_pairs(word):
            index.setdefault(pair, []).append(word)
    return index


def _letter_pairs(text: str) -> Iterable[str]:
    """The pairs of neighbouring letters of a text, each once, in their order."""
    return dict.fromkeys(map("".join, pairwise(text)))


def spelling_hint(text: str, choices: Collection[str]) -> str:
    """` (did you mean "about"?)` if one of the choices is spelt like the text, else nothing."""
    near = _nearest(text, frozenset(choices)) if len(text) <= QUOTE_LENGTH else None
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
