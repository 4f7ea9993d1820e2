"""Functions that turn the text of one cell into its value.

They raise PydanticCustomError (see `refuse_cell`), whose message names the text and what was expected.
The caller has removed the spaces around the text.
"""

import re
from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import NamedTuple, NoReturn
from urllib.parse import urlsplit

from lib.archive.meant_date import meant_days, meant_month
from lib.archive.message import Message, say
from lib.archive.message_parts import expected_choices, quote, refuse_cell, spelling_hint

# ٠١٢٣ (Arabic) and ۰۱۲۳ (Persian keyboards) are the same digits as 0123.
ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
DIGITS_WITH_POINTS = re.compile(r"-?[0-9]+([.-][0-9]+)*")  # 145000, -6.84, 2023-05-17
DECIMAL_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
# 1.150.000  1 150 000  1,150,000  1'150'000, with the spaces and marks that word processors put there
GROUPED_NUMBER = re.compile(r"[0-9]{1,3}([.,'’٬\s\u00a0\u2009\u202f][0-9]{3})+")
# The signs of the minus in word processors and spreadsheets: before the number, behind it, or as brackets around it.
MINUS = "[-−‐‑–—﹣－]"
SIGNED_NUMBER = re.compile(rf"\s*(?:{MINUS}\s*(?P<before>.+)|(?P<behind>.+?)\s*{MINUS}|\((?P<inside>.+)\))\s*")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
UNTIL = re.compile(r"during|([01][0-9]|2[0-3]):[0-5][0-9]")
SPREADSHEET_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?")
# 14h  14h30  14.30  2:30 PM
OTHER_TIME = re.compile(r"([0-9]{1,2})\s*[hH:.]?\s*([0-5][0-9])?(?:[:.]00)?\s*(?:([AaPp])\.?[Mm]\.?)?")
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


def ascii_digits(text: str) -> str:
    """A number or a day with its Arabic-Indic digits (٠–٩, ۰–۹) written 0–9; any other text as it is."""
    if text.isascii():
        return text
    digits = text.translate(ASCII_DIGITS)
    return digits if DIGITS_WITH_POINTS.fullmatch(digits) else text


@lru_cache(maxsize=4096)
def usual_time(text: str) -> str:
    """A time of day as spreadsheets write it (9:00, 14:00:00) in the form 09:00; any other text as it is."""
    time = SPREADSHEET_TIME.fullmatch(text.translate(ASCII_DIGITS))
    return f"{int(time[1]):02}:{time[2]}" if time else text


def parse_number(text: str, scale: NumberRange = COUNT_RANGE) -> float:
    """The number that a text of plain digits states. Arabic-Indic digits (٠–٩, ۰–۹) are read as the same digits.

    It refuses separators of thousands, a minus sign on a scale without negative numbers, decimals on a scale of whole
    numbers, and numbers beyond the bounds of the scale.
    """
    digits = ascii_digits(text)
    if not (digits.isascii() and digits.isdigit()):
        _not_digits(text, scale)
    value = float(digits)
    if value > scale.maximum:
        most = f"{scale.maximum:.12g}"
        refuse_cell(text, say("is more than {bound}; expected at most {most}", bound=scale.maximum_in_words, most=most))
    if value < scale.minimum:
        refuse_cell(text, say("is too low; expected at least {least}", least=f"{scale.minimum:.12g}"))
    return value


def meant_numbers(text: str, scale: NumberRange) -> list[str]:
    """The numbers in digits that a text with separators, a decimal comma or another minus sign may mean.

    12,500 has thousands or three decimals; one of the two is often beyond the scale, and then it isn't meant.
    """
    digits = text.translate(ASCII_DIGITS)
    signed = SIGNED_NUMBER.fullmatch(digits)
    grouped, decimal = _forms(next(filter(None, signed.groups())) if signed else digits)
    sign = "-" if signed else ""
    forms = [sign + number for number in ("" if scale.whole_only else decimal, grouped) if number]
    return [number for number in forms if scale.minimum <= float(number) <= scale.maximum] or forms[:1]


def _forms(unsigned: str) -> tuple[str, str]:
    """A number without its sign as one with separators of thousands, and as one with decimals; "" if it isn't that."""
    grouped = re.sub("[^0-9]", "", unsigned) if GROUPED_NUMBER.fullmatch(unsigned) else ""
    pointed = re.sub("[,٫]", ".", unsigned, count=1)
    return grouped, pointed if DECIMAL_NUMBER.fullmatch(pointed) else ""


def _not_digits(text: str, scale: NumberRange) -> None:
    """Refuse a number that is not digits alone, unless it has a sign or a decimal point that its scale allows."""
    digits = text.translate(ASCII_DIGITS)
    signed = SIGNED_NUMBER.fullmatch(digits)
    unsigned = next(filter(None, signed.groups())) if signed else digits
    plain = digits == unsigned or digits == f"-{unsigned}"
    example = say("digits such as 145000") if scale.whole_only else say("a number such as 12.5")
    if not text:
        refuse_cell(text, say("expected {example}", example=example))
    grouped, decimal = _forms(unsigned)
    if signed and scale.minimum >= 0 and (decimal or grouped):
        refuse_cell(text, say("is negative; expected {example}", example=example))
    if plain and decimal == unsigned and not scale.whole_only:
        return
    sign = "-" if signed else ""
    meant = meant_numbers(text, scale)
    if len(meant) > 1:
        refuse_cell(text, say("can be read in two ways; write {number} or {other}", number=meant[0], other=meant[1]))
    if meant == [sign + grouped]:
        refuse_cell(text, say("has separators between its digits; write {number}", number=meant[0]))
    if meant and decimal == unsigned:
        refuse_cell(text, say("has another minus sign; write {number}", number=meant[0]))
    if meant:
        refuse_cell(text, say("has no decimal point; write {number}", number=meant[0]))
    if scale.whole_only:
        refuse_cell(text, say("is not a whole number; expected {example}", example=example))
    refuse_cell(text, say("is not a number; expected {example}", example=example))


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date:
    """A day, written 2023-05-17."""
    if not ISO_DAY.fullmatch(text):
        _refuse_day(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse_day(text)


def _refuse_day(text: str) -> NoReturn:
    """Refuse what is no day, and say which day is meant if that can be told."""
    days = meant_days(text.translate(ASCII_DIGITS))
    if len(days) > 1:
        either = say(
            "is a day in another form; write {day}, or {other} if the month comes before the day",
            day=days[0],
            other=days[1],
        )
        refuse_cell(text, either)
    if days:
        refuse_cell(text, say("is a day in another form; write {day}", day=days[0]))
    if ISO_DAY.fullmatch(text):
        refuse_cell(text, say("is not in the calendar; expected a date such as 2023-05-17"))
    refuse_cell(text, say("is not a day; expected a date such as 2023-05-17"))


def parse_partial_date(text: str) -> str:
    """A date of publication: 2023, 2023-05, 2023-05-17, or an empty text if it isn't known."""
    if text:
        try:
            parse_day({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
        except ValueError:
            digits = text.translate(ASCII_DIGITS)
            meant = next(map(str, meant_days(digits)), "") or meant_month(digits)
            if meant:
                refuse_cell(text, say("is a date in another form; write {date}", date=meant))
            refuse_cell(text, say("is not a date; expected one such as 2023, 2023-05 or 2023-05-17"))
    return text


@lru_cache(maxsize=4096)
def parse_until(text: str) -> str:
    """The time up to which a day was counted: 14:00, `during`, or an empty text for the whole day."""
    text = usual_time(text)
    if text and not UNTIL.fullmatch(text):
        if meant := _meant_time(text.translate(ASCII_DIGITS)):
            refuse_cell(text, say("is a time in another form; write {time}", time=meant))
        refuse_cell(
            text,
            say(
                "is not a time of day; expected one such as {example}, or {word}, or an empty cell",
                example="14:00",
                word=quote("during"),
            ),
        )
    return text


def _meant_time(text: str) -> str:
    """The time of day that a text in another form means, written 14:00; "" if it can't be told."""
    time = OTHER_TIME.fullmatch(text)
    if not time or int(time[1]) > (12 if time[3] else 23):
        return ""
    hour = int(time[1]) % 12 + 12 * (time[3] in "Pp") if time[3] else int(time[1])
    return f"{hour:02}:{time[2] or '00'}"


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
