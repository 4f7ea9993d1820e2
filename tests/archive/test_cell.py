"""Single cells: numbers in every kind of digits, dates, lists."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Message, cell

EASTERN, PERSIAN = (str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))


@given(st.integers(0, cell.POPULATION))
def test_a_count_is_the_same_in_all_digits(count: int) -> None:
    for text in (str(count), str(count).translate(EASTERN), str(count).translate(PERSIAN)):
        assert cell.parse_number(text) == count


@given(st.decimals(0, 100, places=2))
def test_a_percentage_keeps_its_decimals(share: object) -> None:
    assert cell.parse_number(str(share), cell.PERCENT_RANGE) == float(str(share))


@given(st.integers(1000, cell.POPULATION), st.sampled_from([".", ",", " ", "'", "\u00a0", "\u202f", "٬"]))
def test_separators_of_thousands_are_refused_with_the_number_to_write(count: int, separator: str) -> None:
    with pytest.raises(ValueError, match=f"write {count}$"):
        cell.parse_number(f"{count:,}".replace(",", separator))


def test_the_bounds_of_a_scale_are_allowed() -> None:
    assert cell.parse_number("36828330") == 36_828_330
    assert cell.parse_number("100", cell.PERCENT_RANGE) == 100
    assert cell.parse_number("0", cell.PERCENT_RANGE) == 0
    assert cell.parse_number("-9.62", cell.LONGITUDE_RANGE) == -9.62


@pytest.mark.parametrize("text", ["", "+5", "5.", ".5", "²", "1_000", "nan", "inf", "0x10", "\u200f145", "9" * 400])
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    for scale in (cell.COUNT_RANGE, cell.PERCENT_RANGE):
        with pytest.raises(ValueError, match="expected"):
            cell.parse_number(text, scale)


@given(st.text())
def test_a_count_is_digits_or_refused(text: str) -> None:
    try:
        value = cell.parse_number(text)
    except ValueError:
        value = None
    digits = text.translate(cell.ASCII_DIGITS)
    meant = int(digits) if digits.isascii() and digits.isdigit() else None
    assert value == (meant if meant is not None and meant <= cell.POPULATION else None)


@given(st.dates())
def test_a_day_is_read_back(day: date) -> None:
    assert cell.parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2023", "2023-05", "2023-05-17", ""])
def test_a_moment_may_be_known_by_halves(text: str) -> None:
    assert cell.parse_partial_date(text) == text


@pytest.mark.parametrize("text", ["23", "2023-", "2023-00", "2023-05-17x", "2023-02-29"])
def test_other_moments_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        cell.parse_partial_date(text)


@pytest.mark.parametrize("text", ["", "during", "00:00", "09:30", "23:59"])
def test_until_is_a_time_of_day(text: str) -> None:
    assert cell.parse_until(text) == text


def test_a_list_is_joined_by_semicolons() -> None:
    assert cell.parse_list("", None, Message("a word"), "words") == ()
    assert cell.parse_list("b;a", {"a", "b"}, Message("a word"), "words") == ("b", "a")
    assert cell.parse_list("x", None, Message("a word"), "words") == ("x",)


@pytest.mark.parametrize(
    "text",
    ["https://a.ma", "http://a.ma/é?x=1#y", "https://24saa.com/افتتاح", "https://a.ma:8080/%d8%a7", "HTTPS://A.MA"],
)
def test_web_addresses(text: str) -> None:
    assert cell.parse_web_address(text) == text


@pytest.mark.parametrize(
    "text", ["a.ma", "//a.ma", "ftp://a.ma", "https:///x", "https://[", "https://a.ma/a b", "data:text/html,x"]
)
def test_what_is_no_web_address(text: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        cell.parse_web_address(text)


MONTHS = {
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
DAYS = st.dates(date(2000, 1, 1), date(2063, 12, 31))


def refusal(text: str) -> str:
    """What is said about a text that is no day."""
    with pytest.raises(ValueError, match="is ") as refused:
        cell.parse_day(text)
    return str(refused.value)


@given(DAYS, st.sampled_from("/.-"), st.sampled_from(["", " 00:00", " 0:00:00"]))
def test_the_day_that_is_meant_is_suggested_whatever_its_order(day: date, sign: str, time: str) -> None:
    said = refusal(day.strftime(f"%d{sign}%m{sign}%Y") + time)
    assert f"; write {day}" in said
    assert ("if the month comes before the day" in said) == (day.day <= 12 and day.day != day.month)
    if day.day > 12:
        assert refusal(day.strftime(f"%m{sign}%d{sign}%Y")).endswith(f"write {day}")
    if sign != "-":
        assert refusal(day.strftime(f"%Y{sign}%m{sign}%d")).endswith(f"write {day}")
    assert refusal(str((day - date(1899, 12, 30)).days)).endswith(f"write {day}")


@given(DAYS, st.sampled_from(["ar", "fr", "en"]), st.sampled_from(["{0} {1} {2}", "{0}-{1}-{2}", "{1} {0}, {2}"]))
def test_the_day_that_is_meant_is_suggested_with_the_month_in_words(day: date, language: str, form: str) -> None:
    text = form.format(day.day, MONTHS[language].split()[day.month - 1], day.year)
    assert refusal(text).endswith(f"write {day}")
    assert refusal(text.translate(EASTERN)).endswith(f"write {day}")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17-mai-23", "2023-05-17"),
        ("Wednesday 17 May 2023", "2023-05-17"),
        ("الأربعاء 17 ماي 2023", "2023-05-17"),
        ("١٧/٥/٢٠٢٣", "2023-05-17"),
        ("2023-17-05", "2023-05-17"),
        ("1er fevr. 2022", "2022-02-01"),
    ],
)
def test_days_as_offices_write_them(text: str, day: str) -> None:
    assert refusal(text).endswith(f"write {day}")


@pytest.mark.parametrize(
    "text", ["31/02/2023", "17 au 21 mai 2023", "mai 2023", "17 foo 2023", "1/2/3/2023", "9999999"]
)
def test_no_day_is_guessed(text: str) -> None:
    assert "is not a day" in refusal(text)


@pytest.mark.parametrize(
    ("text", "date_meant"),
    [("05/2023", "2023-05"), ("mai 2023", "2023-05"), ("2023-5", "2023-05"), ("17.05.2023", "2023-05-17")],
)
def test_the_date_that_is_meant(text: str, date_meant: str) -> None:
    with pytest.raises(ValueError, match=f"write {date_meant}$"):
        cell.parse_partial_date(text)


@given(st.times())
def test_a_time_is_read_as_spreadsheets_write_it(time: time) -> None:
    usual = f"{time:%H:%M}"
    for text in (usual, f"{usual}:00", f"{time.hour}:{time:%M}", usual.translate(EASTERN)):
        assert cell.parse_until(text) == cell.usual_time(text) == usual


@pytest.mark.parametrize(
    ("text", "said"),
    [("14h", "write 14:00"), ("9h30", "write 09:30"), ("2:30 PM", "write 14:30"), ("12 a.m.", "write 00:00")],
)
def test_the_time_that_is_meant(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        cell.parse_until(text)


@given(st.decimals(-18, 0, places=2, allow_nan=False).filter(bool), st.sampled_from(".,٫"))
def test_the_sign_is_kept_in_the_advice(number: object, point: str) -> None:
    bare = str(number).removeprefix("-")
    written = bare.replace(".", point)
    for text in (f"−{written}", f"–{written}", f"{written}-", f"({written})", f"- {written}"):
        with pytest.raises(ValueError, match=f"write -{bare}$"):
            cell.parse_number(text, cell.LONGITUDE_RANGE)


def test_a_number_that_can_be_read_in_two_ways() -> None:
    with pytest.raises(ValueError, match=r"two ways; write 12.500 or 12500"):
        cell.parse_number("12,500", cell.AREA_RANGE)
    with pytest.raises(ValueError, match=r"write 33.589$"):
        cell.parse_number("33,589", cell.LATITUDE_RANGE)
    with pytest.raises(ValueError, match="is negative"):
        cell.parse_number("−1.150.000", cell.AREA_RANGE)
