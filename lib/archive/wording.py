"""How messages name a value and what was expected in its place."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import NoReturn

from pydantic_core import PydanticCustomError

# A cell may hold a whole page by mistake; its beginning is enough to find it.
LONGEST = 60


def quote(text: str) -> str:
    """`text` between quotation marks, cut to 60 characters, with whatever can't be seen written as an escape.

    A right-to-left mark in a number can then be read (as u200f), and a cell can't send commands to a terminal.
    """
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    seen = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in cut)
    return f'"{seen}"'


@lru_cache(maxsize=4096)
def _nearest(text: str, choices: frozenset[str]) -> str | None:
    near = get_close_matches(text.lower(), sorted(choices), n=1)
    return near[0] if near else None


def hint(text: str, choices: Collection[str]) -> str:
    """` (did you mean "about"?)` if one of the choices is spelt like the text, else nothing."""
    near = _nearest(text, frozenset(choices)) if len(text) <= LONGEST else None
    return f' (did you mean "{near}"?)' if near else ""


def listing(choices: Iterable[str]) -> str:
    """`expected one of exact, about, nearly`."""
    return "expected one of " + ", ".join(choices)


def refuse(text: str, fault: str, column: str = "") -> NoReturn:
    """Refuse a cell: raises PydanticCustomError (a ValueError) with the message `"text" fault`, or `is empty; fault`.

    `column` names another column of the row than the one being read, where the fault is there.
    """
    message = f"{quote(text)} {fault}" if text else f"the cell is empty; {fault}"
    raise PydanticCustomError("refused", "{message}", {"message": message, "column": column})
