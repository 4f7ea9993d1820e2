"""`Language` formats words, numbers, dates and plurals. It is passed as an argument; no global locale is set."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal
from babel.support import NullTranslations

from lib.language.catalogue import load_catalogue
from lib.language.nouns import NOUNS
from lib.language.terms import TERMS
from lib.language.text_parts import TextWithFigures, fill_placeholders
from lib.language.translation_marks import mark_message

LanguageCode = Literal["ar", "fr", "en"]
LANGUAGE_CODES: tuple[LanguageCode, ...] = get_args(LanguageCode)

# Plain "ar" uses Levantine month names and "en" American dates; our readers are in Morocco.
LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}
LANGUAGE_NAMES = {"ar": "العربية", "fr": "Français", "en": "English"}

QUALIFIER_PATTERNS = {
    "exact": "{count}",
    "about": mark_message("about {count}"),
    "nearly": mark_message("nearly {count}"),
    "over": mark_message("over {count}"),
    "at_least": mark_message("at least {count}"),
    "up_to": mark_message("up to {count}"),
}

# Words that a source gives instead of a number, so that no number follows them.
NUMBERLESS_WORDINGS = {"dozens": mark_message("dozens")}

NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE = "\u00a0", "\u202f"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
# For lines of SVG text: WebKit (2.50) ignores isolating marks there; every program supports embedding marks.
RIGHT_TO_LEFT_EMBEDDING, POP_EMBEDDING = "\u202b", "\u202c"


@dataclass(frozen=True)
class Language:
    """The formatting rules of one language. Raises KeyError for a code that is not in LANGUAGE_CODES.

    >>> Language("en").quantity(1150000, noun="visitor")
    '1,150,000 visitors'
    """

    code: LanguageCode

    def __post_init__(self) -> None:
        if self.code not in LOCALES:
            raise KeyError(f"no language {self.code!r}; there are {', '.join(LANGUAGE_CODES)}")

    @property
    def direction(self) -> Literal["rtl", "ltr"]:
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"

    @property
    def locale(self) -> Locale:
        return _locale(self.code)

    @property
    def tag(self) -> str:
        """The BCP 47 tag: ar-MA."""
        return LOCALES[self.code].replace("_", "-")

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return LANGUAGE_NAMES[self.code]

    # Words

    def text(self, message: str, **values: object) -> str:
        """The message in this language, with its {placeholders} filled in."""
        return fill_placeholders(self._catalogue.gettext(message), values)

    def plural(self, one: str, many: str, number: float, **values: object) -> str:
        """The plural form for `number`; {number} is formatted as this language writes numbers.

        In French a fraction takes the form of the integer below it (1,5 visiteur); elsewhere it takes the general form.
        """
        whole = int(number) if number == int(number) or self.code == "fr" else 100
        return fill_placeholders(self._catalogue.ngettext(one, many, whole), {"number": self.number(number), **values})

    def term(self, kind: str, code: str) -> str:
        """The name of a code in a closed list: the measure "staff" is Police staff. Raises KeyError."""
        return self.text(TERMS[kind][code])

    def term_in_sentence(self, kind: str, code: str) -> str:
        """The same with a lower-case first letter, for use inside a sentence: police staff."""
        return lower_first(self.term(kind, code))

    def join(self, items: Sequence[str]) -> str:
        """The items as a list in a sentence: A, B and C."""
        if not any(isinstance(item, TextWithFigures) for item in items):
            return format_list(list(items), locale=self.locale) if items else ""
        places = [f"{{item{place}}}" for place in range(len(items))]
        pattern = format_list(places, locale=self.locale)
        return fill_placeholders(pattern, {f"item{place}": item for place, item in enumerate(items)})

    def isolate(self, text: str) -> str:
        """`text` isolated from the direction of the surrounding text, for names in another script."""
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"

    # Numbers

    def number(self, value: float) -> str:
        """1.150.000 / 1 150 000 / 1,150,000: at most two decimals, but three significant digits below one (0.0135)."""
        return _decimal(value, "@##" if 0 < abs(value) < 1 else "#,##0.##", self.locale)

    def millions(self, value: float) -> str:
        """Whole millions in compact form, for tight spaces: 29M. Other numbers are formatted by `number`."""
        if value % 1_000_000:
            return self.number(value)
        return _with_visible_spaces(format_compact_decimal(value, format_type="short", locale=self.locale))

    def percent(self, value: float) -> str:
        """`value` per cent (not a fraction), for tables and charts: 12,5 %."""
        gap = NO_BREAK_SPACE if self.code == "fr" else ""
        return f"{self.number(value)}{gap}%"

    def percent_in_words(self, value: float) -> str:
        """`value` per cent for a sentence; Arabic uses words instead of the sign: 13 في المائة."""
        return self.text("{number}%", number=self.number(value))

    def file_size(self, count: int) -> str:
        """A file size of `count` bytes: 18 kB, 18 ko; from a million bytes up, 104 MB, 104 Mo."""
        if count < 1_000_000:
            return self.text("{number} kB", number=self.number(max(1, round(count / 1000))))
        return self.text("{number} MB", number=self.number(round(count / 1_000_000, 1 if count < 10_000_000 else None)))

    def noun(self, value: float, noun: str) -> str:
        """The number with its noun: 31 رواقا. Raises KeyError for a noun that is not in NOUNS."""
        return self.plural(*NOUNS[noun], value)

    def add_qualifier(self, text: str, qualifier: str, wording: str = "") -> str:
        """`text` with its qualifier, joined by no-break spaces: ما يناهز 1.150.000.

        `wording` is what the sources in this language write for the qualifier: quelque 2 400 000.
        """
        pattern = f"{wording} {{count}}" if wording else self.text(QUALIFIER_PATTERNS[qualifier], count="{count}")
        return pattern.replace(" ", NO_BREAK_SPACE).format(count=text)

    def wording(self, qualifier: str) -> str:
        """The word that a source gives instead of a number: dozens. Raises KeyError for other qualifiers."""
        return self.text(NUMBERLESS_WORDINGS[qualifier])

    def quantity(self, value: float, qualifier: str = "exact", noun: str | None = None, wording: str = "") -> str:
        """A qualified number, followed by `noun` if one is given. `wording` is that of `add_qualifier`."""
        return self.add_qualifier(self.noun(value, noun) if noun else self.number(value), qualifier, wording)

    def times(self, ratio: float) -> str:
        """A ratio in words: twice, 2.2 times."""
        if ratio == 2:
            return self.text("twice")
        if ratio == 1.5:
            return self.text("one and a half times")
        return self.plural("{number} time", "{number} times", ratio)

    def duration(self, years: int, months: int, days: int, *, oblique: bool = False) -> str:
        """3 years, 7 months and 11 days; parts that are 0 are left out.

        Set `oblique` after a verb or a preposition, where the Arabic dual ends in ين: سنتين for سنتان.
        """
        parts = [self.noun(count, noun) for count, noun in ((years, "year"), (months, "month"), (days, "day")) if count]
        if oblique and self.code == "ar":
            parts = [f"{part[:-2]}ين" if part.endswith("ان") else part for part in parts]
        return self.join(parts) or self.noun(0, "day")

    def ordinal(self, edition: int) -> str:
        """The name of an edition by its number, in words up to the tenth: الدورة الرابعة, 4e édition."""
        words = EDITION_ORDINALS.get(edition)
        return self.text(words) if words else self.text("Edition {number}", number=self.number(edition))

    def open_day(self, day: int) -> str:
        """The name of an open day by its number, for a sentence: اليوم الرابع, la 4e journée, day 4."""
        words = DAY_NAMES.get(day)
        return self.text(words) if words else self.text("day {number}", number=self.number(day))

    # Dates

    def date(self, day: datetime.date) -> str:
        """A date with its year: 17 ماي 2023."""
        return self.dates(day, day)

    def weekday(self, day: datetime.date) -> str:
        """The day of the week with day and month: الجمعة 19 ماي."""
        return f"{self.weekday_name(day)} {self.days(day, day)}"

    def weekday_name(self, day: datetime.date) -> str:
        """The day of the week: الجمعة."""
        return format_date(day, "EEEE", locale=self.locale)

    def dates(self, first: datetime.date, last: datetime.date) -> str:
        """A range of dates: 17–21 ماي 2023. A single date if both are the same day."""
        if first.year == last.year:
            return f"{self.days(first, last)} {last.year}"
        return f"{self.date(first)} – {self.date(last)}"

    def days(self, first: datetime.date, last: datetime.date) -> str:
        """A range of days without the year: 19–20 ماي."""
        # Babel's intervals abbreviate the month, and "17–21 jui." may be June or July.
        end = f"{self._day(last)} {self._month(last)}"
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            return f"{self._day(first)}–{end}"
        return f"{self._day(first)} {self._month(first)} – {end}"

    def dates_in_sentence(self, first: datetime.date, last: datetime.date) -> str:
        """A range of dates as a sentence says it: du 17 au 21 mai 2023; where the range itself does, as `dates`."""
        if self.code != "fr" or first == last or first.year != last.year:
            return self.dates(first, last)
        return f"{self.days_in_sentence(first, last)} {last.year}"

    def days_in_sentence(self, first: datetime.date, last: datetime.date) -> str:
        """A range of days as a sentence says it: les 19 et 20 mai, du 19 au 21 mai; elsewhere as `days`."""
        if self.code != "fr" or first == last:
            return self.days(first, last)
        same_month = (first.year, first.month) == (last.year, last.month)
        start = self._day(first) if same_month else f"{self._day(first)} {self._month(first)}"
        end = self.days(last, last)
        return f"les {start} et {end}" if (last - first).days == 1 else f"du {start} au {end}"

    def moment(self, text: str) -> str:
        """Format an ISO 8601 date of publication that may lack its day or month: 2023-05-17, 2023-05 or 2023.

        Any other text is returned unchanged.
        """
        try:
            day = datetime.date.fromisoformat({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
        except ValueError:
            return text
        return {4: text, 7: f"{self._month(day)} {day.year}"}.get(len(text), self.date(day))

    def clock(self, time: str) -> str:
        """Format a time of day such as 14:00. French writes 14 h, and omits minutes that are zero."""
        hour, _, minute = time.partition(":")
        if self.code != "fr":
            return time
        return f"{hour}\u00a0h" if minute == "00" else f"{hour}\u00a0h\u00a0{minute}"

    def _day(self, day: datetime.date) -> str:
        return "1er" if self.code == "fr" and day.day == 1 else str(day.day)

    def _month(self, day: datetime.date) -> str:
        return _month_name(self.locale, day.month)

    @property
    def _catalogue(self) -> NullTranslations:
        return load_catalogue(self.code)


@lru_cache(maxsize=4096)
def _decimal(value: float, pattern: str, locale: Locale) -> str:
    return _with_visible_spaces(format_decimal(value, format=pattern, locale=locale))


def lower_first(text: str) -> str:
    """The text with its first letter in lower case, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with its first letter in upper case, for the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _with_visible_spaces(number: str) -> str:
    """The number with full-width spaces. In our typeface the narrow space is only 0.12 em wide, so that 1 150 000 reads
    as 1150000.
    """
    return number.replace(NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE)


@cache
def _month_name(locale: Locale, month: int) -> str:
    """The name of a month: ماي. Cached because Babel takes 0.1 ms for it and a page has a hundred dates."""
    return format_date(datetime.date(2000, month, 1), "MMMM", locale=locale)


DAY_NAMES = {
    1: mark_message("day 1"),
    2: mark_message("day 2"),
    3: mark_message("day 3"),
    4: mark_message("day 4"),
    5: mark_message("day 5"),
    6: mark_message("day 6"),
    7: mark_message("day 7"),
}
EDITION_ORDINALS = {
    1: mark_message("First edition"),
    2: mark_message("Second edition"),
    3: mark_message("Third edition"),
    4: mark_message("Fourth edition"),
    5: mark_message("Fifth edition"),
    6: mark_message("Sixth edition"),
    7: mark_message("Seventh edition"),
    8: mark_message("Eighth edition"),
    9: mark_message("Ninth edition"),
    10: mark_message("Tenth edition"),
}


@cache
def _locale(code: LanguageCode) -> Locale:
    return Locale.parse(LOCALES[code])
