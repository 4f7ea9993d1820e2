"""Days in the forms of offices: this module finds the day that is meant, so that a message can say how to write it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import cache

from babel.dates import get_month_names

# Spreadsheets count days from here; five digits are a day between 1982 and 2064.
SPREADSHEET_EPOCH = date(1899, 12, 30)
SERIAL_DAY = re.compile(r"([3-5][0-9]{4})([.,][0-9]+)?")
COMPACT_DAY = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
TIME_AT_END = re.compile(r"[T\s][0-9]{1,2}:[0-9]{2}(:[0-9.]+)?(\s*[AaPp][Mm])?Z?$")
MONTH_LOCALES = ("ar_MA", "ar", "fr", "en")  # plain "ar" has the month names of Egypt and the press of the Gulf


def meant_days(text: str) -> tuple[date, ...]:
    """The days that a text with ASCII digits may mean, the likeliest first; () if it can't be told.

    17/05/2023 means one day, 05/06/2023 two: the day stands first in Morocco, the month in American programs.
    """
    text = TIME_AT_END.sub("", text)
    if serial := SERIAL_DAY.fullmatch(text):
        return (SPREADSHEET_EPOCH + timedelta(int(serial[1])),)
    if compact := COMPACT_DAY.fullmatch(text):
        return _days([compact.groups()])
    numbers, words = re.findall("[0-9]+", text), _words(text)
    month = _month(words)
    if month and len(numbers) == 2:
        day, year = sorted(numbers, key=len) if len(numbers[0]) == 4 else numbers
        return _days([(year, month, day)])
    if words or len(numbers) != 3:
        return ()
    first, second, third = numbers
    if len(first) == 4:
        return _days([(first, second, third), (first, third, second)])[:1]
    return _days([(third, second, first), (third, first, second)])


def meant_month(text: str) -> str:
    """The month that a text with ASCII digits means, written 2023-05; "" if it can't be told."""
    numbers, words = re.findall("[0-9]+", text), _words(text)
    month = _month(words)
    if month:
        numbers.append(month)
    if len(numbers) != 2 or (words and not month):
        return ""
    year, number = sorted(numbers, key=len, reverse=True)
    return f"{year}-{int(number):02}" if len(year) == 4 and 1 <= int(number) <= 12 else ""


def _days(orders: Iterable[Sequence[str]]) -> tuple[date, ...]:
    """Those of (year, month, day) that are in the calendar, each once. A year of two digits is in this century."""
    found: dict[date, None] = {}
    for year, month, day in orders:
        if len(year) in (2, 4):
            with suppress(ValueError):
                found[date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))] = None
    return tuple(found)


def _words(text: str) -> list[str]:
    """The words of a text in small letters without accents: août is aout, أبريل is ابريل."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"[^\W\d_]+", bare.casefold())


def _month(words: Iterable[str]) -> str | None:
    """The number of the month that the words name; None if they name none, or several."""
    named = {_month_names()[word] for word in words if word in _month_names()}
    return named.pop() if len(named) == 1 else None


@cache
def _month_names() -> dict[str, str]:
    """The names of the months, abbreviated ones too, with their numbers."""
    return {
        word: str(number)
        for locale in MONTH_LOCALES
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, locale=locale).items()
        for word in _words(name)
    }
