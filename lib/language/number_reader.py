"""Numbers as people and communiqués write them: مليونان و400 ألف, 2,4 millions, 2.4 million, 2.400.000."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

# 1.150.000  1 150 000  1,150,000  1'150'000, with the spaces that word processors put there; or 2.4  2,4  2400
GROUPS = r"[0-9]{1,3}(?:(?P<mark>[.,'’٬ \u00a0\u2009\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?![0-9])"
DECIMAL = r"[0-9]+(?:[.,٫][0-9]+)?"
TOKEN = re.compile(rf"(?P<grouped>{GROUPS})|(?P<decimal>{DECIMAL})|(?P<word>[^\W\d_]+)")

THOUSAND, MILLION, BILLION = 1_000, 1_000_000, 1_000_000_000
# The words of a scale, as `_plain` writes them, and how many of it they state by themselves.
SCALE_WORDS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("الف", "الفا", "الاف", "mille", "millier", "milliers", "thousand", "thousands"), (THOUSAND, 1)),
    **dict.fromkeys(("الفان", "الفين", "الفي"), (THOUSAND, 2)),
    **dict.fromkeys(("مليون", "مليونا", "ملايين", "million", "millions"), (MILLION, 1)),
    **dict.fromkeys(("مليونان", "مليونين", "مليوني"), (MILLION, 2)),
    **dict.fromkeys(
        ("مليار", "مليارا", "ملايير", "مليارات", "milliard", "milliards", "billion", "billions"), (BILLION, 1)
    ),
    **dict.fromkeys(("ملياران", "مليارين", "ملياري"), (BILLION, 2)),
}
# What stands for a scale only behind digits.
SHORT_SCALES = {"k": THOUSAND, "m": MILLION, "md": BILLION, "bn": BILLION}
# What may stand before a scale instead of digits.
COUNT_WORDS: dict[str, Decimal] = {
    word: Decimal(value)
    for value, words in {
        "0.5": "half demi نصف",
        "1": "a one un une",
        "2": "two deux",
        "3": "three trois ثلاثه ثلاث",
        "4": "four quatre اربعه اربع",
        "5": "five cinq خمسه خمس",
        "6": "six سته ست",
        "7": "seven sept سبعه سبع",
        "8": "eight huit ثمانيه ثماني",
        "9": "nine neuf تسعه تسع",
        "10": "ten dix عشره عشر",
    }.items()
    for word in words.split()
}
HALVES = {"half", "demi", "demie", "نصف"}
CONJUNCTIONS = {"and", "et", "و"}
# The same words with the conjunction written to them: ونصف.
JOINED = {f"و{word}": word for word in (*SCALE_WORDS, *COUNT_WORDS, "نصف")}
LETTER_FORMS = str.maketrans({"ى": "ي", "ة": "ه", "ء": None, "ـ": None})


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number as it stands in a text, and every value that it can mean: 2.400 may be 2400 or 2.4."""

    text: str
    values: frozenset[float]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str = ""
    values: frozenset[Decimal] = frozenset()


def read_numbers(text: str) -> tuple[tuple[WrittenNumber, ...], str]:
    """The numbers written in a text, in Arabic, French or English, and the text without them.

    >>> read_numbers("Fes 2,4 millions")
    ((WrittenNumber(text='2,4 millions', values=frozenset({2400000.0})),), 'Fes')
    """
    digits = "".join(str(unicodedata.digit(letter, letter)) for letter in text)
    tokens, numbers, left, place = list(_tokens(digits)), [], [], 0
    while place < len(tokens):
        end, values = _number_at(tokens, place)
        if values:
            written = text[tokens[place].start : tokens[end - 1].end]
            numbers.append(WrittenNumber(written, frozenset(map(float, values))))
        else:
            end = place + 1
            left.append(text[tokens[place].start : tokens[place].end])
        place = end
    return tuple(numbers), " ".join(left)


def _tokens(text: str) -> Iterator[_Token]:
    """The numerals and words; ونصف is two of them."""
    for match in TOKEN.finditer(text):
        start, end, word = *match.span(), _plain(match["word"] or "")
        if match["word"] is None:
            yield _Token(start, end, values=frozenset(_readings(match)))
        elif word in JOINED:
            yield _Token(start, start + 1, "و")
            yield _Token(start + 1, end, JOINED[word])
        else:
            yield _Token(start, end, word)


def _readings(match: re.Match[str]) -> Iterator[Decimal]:
    """What a numeral can mean: with one separator before three digits, thousands or decimals."""
    text = match[0]
    if match["decimal"]:
        yield Decimal(re.sub("[,٫]", ".", text))
        return
    yield Decimal(re.sub("[^0-9]", "", text))
    if match["mark"] in ".," and text.count(match["mark"]) == 1:
        yield Decimal(text.replace(",", "."))


def _number_at(tokens: Sequence[_Token], place: int) -> tuple[int, frozenset[Decimal]]:
    """Where the number that begins at a token ends, and its values; none if there is no number.

    Each part is below the scale of the part before it: 2 million 400 thousand.
    """
    total: frozenset[Decimal] = frozenset()
    limit = 0
    while True:
        start = place
        if total and start < len(tokens) and tokens[start].word in CONJUNCTIONS:
            start += 1
        if total and limit > 1 and start > place and start < len(tokens) and tokens[start].word in HALVES:
            after = tokens[start + 1].word if start + 1 < len(tokens) else ""
            named = (
                SCALE_WORDS.get(after, (0, 0))[0] == limit
            )  # مليونان ونصف مليون, "two and a half" has no scale after
            return start + 1 + named, frozenset(value + Decimal(limit) / 2 for value in total)
        end, values, scale = _part_at(tokens, start)
        # A numeral of four digits behind a scale is a year: 2.4 million 2025.
        if not values or (total and not (scale < limit and max(values) < min(limit, 1000 if scale == 1 else limit))):
            return place, total
        total = frozenset(value + part for value in total or (Decimal(0),) for part in values)
        place, limit = end, scale
        if scale == 1:
            return place, total


def _part_at(tokens: Sequence[_Token], place: int) -> tuple[int, frozenset[Decimal], int]:
    """One part of a number: where it ends, its values, and its scale. 400 ألف ends two tokens on, with scale 1,000."""
    words = [token.word for token in tokens[place : place + 5]]
    values = tokens[place].values if words else frozenset[Decimal]()
    if words and words[0] in SCALE_WORDS:
        scale, count = SCALE_WORDS[words[0]]
        return place + 1, frozenset((Decimal(scale) * count,)), scale
    counts = values or frozenset(COUNT_WORDS[word] for word in words[:1] if word in COUNT_WORDS)
    between = 1
    if words[1:4] == ["and", "a", "half"]:  # two and a half million
        counts, between = frozenset(count + COUNT_WORDS["half"] for count in counts), 4
    elif words[:2] == ["half", "a"]:  # half a million
        between = 2
    behind = words[between] if len(words) > between else ""
    if counts and behind in SCALE_WORDS:
        scale = SCALE_WORDS[behind][0]
        return place + between + 1, frozenset(count * scale for count in counts), scale
    if values and behind in SHORT_SCALES:  # 30 k, but also 30 m for metres
        scale = SHORT_SCALES[behind]
        return place + 2, values | frozenset(count * scale for count in values), scale
    return (place + 1, values, 1) if values else (place, values, 1)


def _plain(word: str) -> str:
    """A word without case, vowel signs and hamzas."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").translate(LETTER_FORMS)
