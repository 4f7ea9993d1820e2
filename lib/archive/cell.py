"""Functions that turn the text of one cell into its value.

They raise PydanticCustomError (see `refuse_cell`), whose message names the text and what was expected.
The caller has removed the spaces around the text.
"""

import re
from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lib.archive.message import Message, say
from lib.archive.message_parts import expected_choices, quote, refuse_cell, spelling_hint

# ٠١٢٣ (Arabic) and ۰۱۲۳ (Persian keyboards) are the same digits as 0123.
ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
DECIMAL_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
# 1.150.000  1 150 000  1,150,000  1'150'000, with the spaces and marks that word processors put there
GROUPED_NUMBER = re.compile(r"[0-9]{1,3}([.,'’٬\s\u00a0\u2009\u202f][0-9]{3})+")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
UNTIL = re.compile(r"during|([01][0-9]|2[0-3]):[0-5][0-9]")
SNAKE_CASE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
KEBAB_CASE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

WORDING = re.compile(r"[^\W\d_]+([ '’-][^\W\d_]+)*")

POPULATION = 36_828_330  # of Morocco, census of 2024: no more people than that can have come


class NumberRange(NamedTuple):
    """The numbers that a cell may hold: whole ones or with decimals, from `minimum` to `maximum`."""

    whole_only: bool
    maximum: float
    maximum_in_words: Message
    minimum: float = 0


COUNT_RANGE = NumberRange(True, POPULATION, say("the country's population"))
# Views are not people: one film seen twice by everyone alive stays below this.
ONLINE_RANGE = NumberRange(True, 20_000_000_000, say("the most that can be believed of views or reactions"))
PERCENT_RANGE = NumberRange(False, 100, say("the whole"))
AREA_RANGE = NumberRange(False, 100_000_000, say("100 square kilometres"))
ORDINAL_RANGE = NumberRange(True, 999, say("any number of editions"), 1)
HOURS_RANGE = NumberRange(True, 24, say("a whole day"))
# For a value whose unit is itself misspelt: only what would be wrong in every unit is refused.
ANY_RANGE = NumberRange(False, ONLINE_RANGE.maximum, ONLINE_RANGE.maximum_in_words)
LATITUDE_RANGE = NumberRange(False, 36.5, say("the north of Morocco"), 20)
LONGITUDE_RANGE = NumberRange(False, 0, say("the east of Morocco"), -18)


def parse_number(text: str, scale: NumberRange = COUNT_RANGE) -> float:
    """The number that a text of plain digits states. Arabic-Indic digits (٠–٩, ۰–۹) are read as the same digits.

    It refuses separators of thousands, a minus sign on a scale without negative numbers, decimals on a scale of whole
    numbers, and numbers beyond the bounds of the scale.
    """
    digits = text if text.isascii() else text.translate(ASCII_DIGITS)
    if not (digits.isascii() and digits.isdigit()):
        _not_digits(text, digits, scale)
    value = float(digits)
    if value > scale.maximum:
        most = f"{scale.maximum:.12g}"
        refuse_cell(text, say("is more than {bound}; expected at most {most}", bound=scale.maximum_in_words, most=most))
    if value < scale.minimum:
        refuse_cell(text, say("is too low; expected at least {least}", least=f"{scale.minimum:.12g}"))
    return value


def _not_digits(text: str, digits: str, scale: NumberRange) -> None:
    """Refuse a number that is not digits alone, unless it has a sign or a decimal point that its scale allows."""
    unsigned = digits.removeprefix("-")
    example = say("digits such as 145000") if scale.whole_only else say("a number such as 12.5")
    if not text:
        refuse_cell(text, say("expected {example}", example=example))
    if unsigned != digits and scale.minimum >= 0 and DECIMAL_NUMBER.fullmatch(unsigned):
        refuse_cell(text, say("is negative; expected {example}", example=example))
    if not scale.whole_only and DECIMAL_NUMBER.fullmatch(unsigned):
        return
    if not scale.whole_only and DECIMAL_NUMBER.fullmatch(pointed := re.sub("[,٫]", ".", unsigned, count=1)):
        refuse_cell(text, say("has no decimal point; write {number}", number=pointed))
    if GROUPED_NUMBER.fullmatch(unsigned):
        bare = re.sub("[^0-9]", "", unsigned)
        refuse_cell(text, say("has separators between its digits; write {number}", number=bare))
    if scale.whole_only:
        refuse_cell(text, say("is not a whole number; expected {example}", example=example))
    refuse_cell(text, say("is not a number; expected {example}", example=example))


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date:
    """A day, written 2023-05-17."""
    if not ISO_DAY.fullmatch(text):
        refuse_cell(text, say("is not a day; expected a date such as 2023-05-17"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        refuse_cell(text, say("is not in the calendar; expected a date such as 2023-05-17"))


def parse_partial_date(text: str) -> str:
    """A date of publication: 2023, 2023-05, 2023-05-17, or an empty text if it isn't known."""
    if text:
        try:
            parse_day({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
        except ValueError:
            refuse_cell(text, say("is not a date; expected one such as 2023, 2023-05 or 2023-05-17"))
    return text


def parse_until(text: str) -> str:
    """The time up to which a day was counted: 14:00, `during`, or an empty text for the whole day."""
    if text and not UNTIL.fullmatch(text):
        refuse_cell(
            text,
            say(
                "is not a time of day; expected one such as {example}, or {word}, or an empty cell",
                example="14:00",
                word=quote("during"),
            ),
        )
    return text


def parse_choice(text: str, choices: Collection[str], what: Message) -> str:
    """One word of a closed list; `what` says what the list holds (`a qualifier`)."""
    if text not in choices:
        expected = expected_choices(choices)
        if not text:
            refuse_cell(text, expected)
        refuse_cell(
            text,
            say("is not {what}{hint}; {expected}", what=what, hint=spelling_hint(text, choices), expected=expected),
        )
    return text


def parse_slug(text: str) -> str:
    """The short name of a thing: lower-case letters a-z, digits and underscores (`road_safety`)."""
    if not SNAKE_CASE.fullmatch(text):
        refuse_cell(
            text,
            say(
                "is not a short name; expected lower-case letters a-z, digits and underscores, as in {example}",
                example="road_safety",
            ),
        )
    return text


def parse_kebab_name(text: str) -> str:
    """The name of a folder or a source: lower-case letters a-z, digits and hyphens (`4-fes-2023`)."""
    if not KEBAB_CASE.fullmatch(text):
        refuse_cell(
            text,
            say(
                "is not a short name; expected lower-case letters a-z, digits and hyphens, as in {example}",
                example="4-fes-2023",
            ),
        )
    return text


def parse_wording(text: str) -> str:
    """The words that a source writes before a number: ما يناهز, plus de."""
    if not WORDING.fullmatch(text):
        refuse_cell(
            text, say("is not the wording of a qualifier; expected words alone, such as {example}", example="plus de")
        )
    return text


def parse_web_address(text: str) -> str:
    """A web address that begins with https:// or http://, or an empty text."""
    if not text:
        return text
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:  # https://[
        good = False
    if not good:
        refuse_cell(
            text, say("is not a web address; expected one such as {example}", example="https://www.dgsn.gov.ma/")
        )
    return text


def split_list(text: str) -> tuple[str, ...]:
    """The words of a list joined by `;`; `()` for an empty cell."""
    return tuple(text.split(";")) if text else ()


def parse_list(text: str, choices: Collection[str] | None, what: Message, where: str) -> tuple[str, ...]:
    """The words of a list joined by `;` without spaces, each of them once; `()` for an empty cell.

    `choices` are the words that are allowed; None allows any. For messages, `what` names the kind of word (`a source`)
    and `where` the place that lists them (`sources.csv`).
    """
    if not text:
        return ()
    if choices is not None and text in choices and ";" not in text:  # nearly every cell
        return (text,)
    words = split_list(text)
    for word in words:
        if not word or word != word.strip():
            refuse_cell(
                text,
                say(
                    "is not a list; expected words joined by {sign} without spaces, as in {example}",
                    sign=quote(";"),
                    example="one;two",
                ),
            )
        if choices is not None and word not in choices:
            refuse_cell(
                word,
                say(
                    "is not {what}{hint}; expected one of {choices}",
                    what=what,
                    hint=spelling_hint(word, choices),
                    choices=where,
                ),
            )
    if len(set(words)) < len(words):
        twice = next(word for word, times in Counter(words).items() if times > 1)
        refuse_cell(text, say("names {word} twice; expected it once", word=quote(twice)))
    return words
