"""What one cell may hold: functions from a cell's text to its value.

All of them raise PydanticCustomError (see `wording.refuse`), whose message names the text and what was expected.
A cell has no spaces around it by the time that it gets here.
"""

import re
from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lib.archive.message import Message, say
from lib.archive.message_parts import (
    hint,
    listing,
    quote,
    refuse,
)

# ٠١٢٣ (Arabic) and ۰۱۲۳ (Persian keyboards) are the same digits as 0123.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
# 1.150.000  1 150 000  1,150,000  1'150'000, with the spaces and marks that word processors put there
GROUPED = re.compile(r"[0-9]{1,3}([.,'’٬\s\u00a0\u2009\u202f][0-9]{3})+")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
SNAKE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

POPULATION = 36_828_330  # of Morocco, census of 2024: no more people than that can have come


class Scale(NamedTuple):
    """What a number may be: whole or with decimals, from `least` to `most`; `bound` says in words what `most` is."""

    whole: bool
    most: float
    bound: Message
    least: float = 0


COUNT = Scale(True, POPULATION, say("the country's population"))
# Views are not people: one film seen twice by everyone alive stays below this.
ONLINE = Scale(True, 20_000_000_000, say("the most that can be believed of views or reactions"))
PERCENT = Scale(False, 100, say("the whole"))
AREA = Scale(False, 100_000_000, say("100 square kilometres"))
ORDINAL = Scale(True, 999, say("any number of editions"), 1)
HOURS = Scale(True, 24, say("a whole day"))
# For a value whose unit is itself misspelt: only what would be wrong in every unit is refused.
ANY = Scale(False, ONLINE.most, ONLINE.bound)
LATITUDE = Scale(False, 36.5, say("the north of Morocco"), 20)
LONGITUDE = Scale(False, 0, say("the east of Morocco"), -18)


def plain(text: str) -> float:
    """The number of a text that `number` has accepted."""
    return float(text if text.isascii() else text.translate(DIGITS))


def number(text: str, scale: Scale = COUNT) -> float:
    """A number in plain digits. Arabic-Indic digits (٠–٩, ۰–۹) are read as the same digits.

    Refused: separators of thousands, a sign where nothing below zero makes sense, decimals of a count, and whatever
    is beyond the bounds of its scale.
    """
    digits = text if text.isascii() else text.translate(DIGITS)
    if not (digits.isascii() and digits.isdigit()):
        _not_digits(text, digits, scale)
    value = float(digits)
    if value > scale.most:
        refuse(text, say("is more than {bound}; expected at most {most}", bound=scale.bound, most=f"{scale.most:.12g}"))
    if value < scale.least:
        refuse(text, say("is too low; expected at least {least}", least=f"{scale.least:.12g}"))
    return value


def _not_digits(text: str, digits: str, scale: Scale) -> None:
    """Refuse a number that is not digits alone, unless it has a sign or a decimal point that its scale allows."""
    unsigned = digits.removeprefix("-")
    example = say("digits such as 145000") if scale.whole else say("a number such as 12.5")
    if not text:
        refuse(text, say("expected {example}", example=example))
    if unsigned != digits and scale.least >= 0 and DECIMAL.fullmatch(unsigned):
        refuse(text, say("is negative; expected {example}", example=example))
    if not scale.whole and DECIMAL.fullmatch(unsigned):
        return
    if not scale.whole and DECIMAL.fullmatch(pointed := re.sub("[,٫]", ".", unsigned, count=1)):
        refuse(text, say("has no decimal point; write {number}", number=pointed))
    if GROUPED.fullmatch(unsigned):
        bare = re.sub("[^0-9]", "", unsigned)
        refuse(text, say("has separators between its digits; write {number}", number=bare))
    if scale.whole:
        refuse(text, say("is not a whole number; expected {example}", example=example))
    refuse(text, say("is not a number; expected {example}", example=example))


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """A day, written 2023-05-17."""
    if not ISO_DAY.fullmatch(text):
        refuse(text, say("is not a day; expected a date such as 2023-05-17"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse(text, say("is not in the calendar; expected a date such as 2023-05-17"))


def moment(text: str) -> str:
    """When something was published: 2023, 2023-05, 2023-05-17, or nothing if it isn't known."""
    if text:
        try:
            day({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
        except ValueError:
            refuse(text, say("is not a date; expected one such as 2023, 2023-05 or 2023-05-17"))
    return text


def until(text: str) -> str:
    """Up to when a day was counted: nothing (to its end), a clock time such as 14:00, or `during`."""
    if text and text != "during" and not CLOCK.fullmatch(text):
        refuse(
            text,
            say(
                "is not a time of day; expected one such as {example}, or {word}, or an empty cell",
                example="14:00",
                word=quote("during"),
            ),
        )
    return text


def listed(text: str, choices: Collection[str], what: Message) -> str:
    """One word of a closed list; `what` says what the list holds (`a qualifier`)."""
    if text not in choices:
        expected = listing(choices)
        if not text:
            refuse(text, expected)
        refuse(text, say("is not {what}{hint}; {expected}", what=what, hint=hint(text, choices), expected=expected))
    return text


def slug(text: str) -> str:
    """The short name of a thing: lower-case letters a-z, digits and underscores (`road_safety`)."""
    if not SNAKE.fullmatch(text):
        refuse(
            text,
            say(
                "is not a short name; expected lower-case letters a-z, digits and underscores, as in {example}",
                example="road_safety",
            ),
        )
    return text


def dashed(text: str) -> str:
    """The name of a folder or a source: lower-case letters a-z, digits and hyphens (`4-fes-2023`)."""
    if not KEBAB.fullmatch(text):
        refuse(
            text,
            say(
                "is not a short name; expected lower-case letters a-z, digits and hyphens, as in {example}",
                example="4-fes-2023",
            ),
        )
    return text


def address(text: str) -> str:
    """A web address that begins with https:// or http://, or nothing if there is none."""
    if not text:
        return text
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:  # https://[
        good = False
    if not good:
        refuse(text, say("is not a web address; expected one such as {example}", example="https://www.dgsn.gov.ma/"))
    return text


def parts(text: str, choices: Collection[str] | None, what: Message, where: str) -> tuple[str, ...]:
    """The words of a list joined by `;` without spaces, each of them once; `()` for an empty cell.

    `choices` are the words that exist, None if that isn't known; `what` and `where` say it: `a source`, `sources.csv`.
    """
    if not text:
        return ()
    if choices is not None and text in choices and ";" not in text:  # nearly every cell
        return (text,)
    words = tuple(text.split(";"))
    for word in words:
        if not word or word != word.strip():
            refuse(
                text,
                say(
                    "is not a list; expected words joined by {sign} without spaces, as in {example}",
                    sign=quote(";"),
                    example="one;two",
                ),
            )
        if choices is not None and word not in choices:
            refuse(
                word,
                say(
                    "is not {what}{hint}; expected one of {choices}",
                    what=what,
                    hint=hint(word, choices),
                    choices=where,
                ),
            )
    if len(set(words)) < len(words):
        twice = next(word for word, times in Counter(words).items() if times > 1)
        refuse(text, say("names {word} twice; expected it once", word=quote(twice)))
    return words
