"""Dates as Moroccan papers print them, in the three languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lib.language import LANGUAGE_CODES, Language, LanguageCode

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


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_months_are_the_moroccan_ones_and_written_out(code: LanguageCode) -> None:
    language = Language(code)
    for number, month in enumerate(MONTHS[code].split(), 1):
        assert language.date(date(2023, number, 17)) == f"17 {month} 2023"
        assert language.dates(date(2023, number, 17), date(2023, number, 21)) == f"17–21 {month} 2023"


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize(("first", "last"), RANGES)
def test_ranges(first: str, last: str, code: LanguageCode) -> None:
    language, span = Language(code), (date.fromisoformat(first), date.fromisoformat(last))
    assert (language.dates(*span), language.days(*span)) == RANGES[first, last][code]


@pytest.mark.parametrize(
    ("first", "last", "dates", "days"),
    [
        ("2023-05-17", "2023-05-21", "du 17 au 21 mai 2023", "du 17 au 21 mai"),
        ("2023-05-19", "2023-05-20", "les 19 et 20 mai 2023", "les 19 et 20 mai"),
        ("2019-06-30", "2019-07-01", "les 30 juin et 1er juillet 2019", "les 30 juin et 1er juillet"),
        ("2019-09-28", "2019-10-02", "du 28 septembre au 2 octobre 2019", "du 28 septembre au 2 octobre"),
        ("2022-12-30", "2023-01-02", "30 décembre 2022 – 2 janvier 2023", "du 30 décembre au 2 janvier"),
        ("2023-05-17", "2023-05-17", "17 mai 2023", "17 mai"),
    ],
)
def test_a_french_sentence_says_a_range_in_words(first: str, last: str, dates: str, days: str) -> None:
    span = (date.fromisoformat(first), date.fromisoformat(last))
    assert Language("fr").dates_in_sentence(*span) == dates
    assert Language("fr").days_in_sentence(*span) == days


@pytest.mark.parametrize("code", ["ar", "en"])
def test_other_sentences_have_the_range_itself(code: LanguageCode) -> None:
    language, span = Language(code), (FRIDAY, FRIDAY + timedelta(days=2))
    assert language.dates_in_sentence(*span) == language.dates(*span)
    assert language.days_in_sentence(*span) == language.days(*span)


@pytest.mark.parametrize(
    ("code", "full", "name"),
    [("ar", "الجمعة 19 ماي", "الجمعة"), ("fr", "vendredi 19 mai", "vendredi"), ("en", "Friday 19 May", "Friday")],
)
def test_weekday(code: LanguageCode, full: str, name: str) -> None:
    language = Language(code)
    assert (language.weekday(FRIDAY), language.weekday_name(FRIDAY)) == (full, name)


@pytest.mark.parametrize(
    ("code", "full", "month"),
    [("ar", "17 ماي 2023", "ماي 2023"), ("fr", "17 mai 2023", "mai 2023"), ("en", "17 May 2023", "May 2023")],
)
def test_moment_says_as_much_as_is_known(code: LanguageCode, full: str, month: str) -> None:
    moment = Language(code).moment
    assert [moment(text) for text in ("2023-05-17", "2023-05", "2023", "", "June")] == [full, month, "2023", "", "June"]


def test_clock() -> None:
    said = {code: [Language(code).clock(time) for time in ("14:00", "09:30")] for code in LANGUAGE_CODES}
    assert said["ar"] == said["en"] == ["14:00", "09:30"]
    assert said["fr"] == ["14\u00a0h", "09\u00a0h\u00a030"]
