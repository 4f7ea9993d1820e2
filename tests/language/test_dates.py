"""Dates as Moroccan papers print them, in the three languages."""

from __future__ import annotations

from datetime import date

import pytest

from lib.language import CODES, Language

FRIDAY = date(2023, 5, 19)

MONTHS = {
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}

# (first, last) -> with the year, and within an edition
RANGES = {
    ("2023-05-17", "2023-05-17"): {
        "ar": ("17 ماي 2023", "17 ماي"),
        "fr": ("17 mai 2023", "17 mai"),
        "en": ("17 May 2023", "17 May"),
    },
    ("2023-05-17", "2023-05-21"): {
        "ar": ("17–21 ماي 2023", "17–21 ماي"),
        "fr": ("17–21 mai 2023", "17–21 mai"),
        "en": ("17–21 May 2023", "17–21 May"),
    },
    ("2018-09-26", "2018-09-30"): {
        "ar": ("26–30 شتنبر 2018", "26–30 شتنبر"),
        "fr": ("26–30 septembre 2018", "26–30 septembre"),
        "en": ("26–30 September 2018", "26–30 September"),
    },
    ("2019-06-30", "2019-07-04"): {
        "ar": ("30 يونيو – 4 يوليوز 2019", "30 يونيو – 4 يوليوز"),
        "fr": ("30 juin – 4 juillet 2019", "30 juin – 4 juillet"),
        "en": ("30 June – 4 July 2019", "30 June – 4 July"),
    },
    ("2022-12-30", "2023-01-02"): {
        "ar": ("30 دجنبر 2022 – 2 يناير 2023", "30 دجنبر – 2 يناير"),
        "fr": ("30 décembre 2022 – 2 janvier 2023", "30 décembre – 2 janvier"),
        "en": ("30 December 2022 – 2 January 2023", "30 December – 2 January"),
    },
    # The same month of two years is not one month.
    ("2022-12-31", "2023-12-02"): {
        "ar": ("31 دجنبر 2022 – 2 دجنبر 2023", "31 دجنبر – 2 دجنبر"),
        "fr": ("31 décembre 2022 – 2 décembre 2023", "31 décembre – 2 décembre"),
        "en": ("31 December 2022 – 2 December 2023", "31 December – 2 December"),
    },
}


@pytest.mark.parametrize("code", CODES)
def test_months_are_the_moroccan_ones_and_written_out(code: str) -> None:
    language = Language(code)
    for number, month in enumerate(MONTHS[code].split(), 1):
        assert language.date(date(2023, number, 17)) == f"17 {month} 2023"
        assert language.dates(date(2023, number, 17), date(2023, number, 21)) == f"17–21 {month} 2023"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("first", "last"), RANGES)
def test_ranges(first: str, last: str, code: str) -> None:
    language, span = Language(code), (date.fromisoformat(first), date.fromisoformat(last))
    assert (language.dates(*span), language.days(*span)) == RANGES[first, last][code]


@pytest.mark.parametrize(
    ("code", "full", "name"),
    [("ar", "الجمعة 19 ماي", "الجمعة"), ("fr", "vendredi 19 mai", "vendredi"), ("en", "Friday 19 May", "Friday")],
)
def test_weekday(code: str, full: str, name: str) -> None:
    language = Language(code)
    assert (language.weekday(FRIDAY), language.weekday_name(FRIDAY)) == (full, name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2023-05-17", {"ar": "17 ماي 2023", "fr": "17 mai 2023", "en": "17 May 2023"}),
        ("2024-07", {"ar": "يوليوز 2024", "fr": "juillet 2024", "en": "July 2024"}),
        ("2019", {"ar": "2019", "fr": "2019", "en": "2019"}),
        ("", {"ar": "", "fr": "", "en": ""}),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(text: str, said: dict[str, str], language: Language) -> None:
    assert language.moment(text) == said[language.code]
