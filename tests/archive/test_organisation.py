"""organisation.toml: where a key stands, and that any bytes give problems."""

from hypothesis import given
from hypothesis import strategies as st

from lib.archive.organisation import find_key_line, parse_organisation

from .book import FILES

TEXT = FILES["organisation.toml"]


def test_the_line_of_a_key() -> None:
    assert find_key_line(TEXT, ("default_focus",)) == 6
    assert find_key_line(TEXT, ("name",)) == 8
    assert find_key_line(TEXT, ("name", "fr")) == 10
    assert find_key_line(TEXT, ("event", "fr")) == 15
    assert find_key_line(TEXT, ("nowhere",)) == 1
    assert find_key_line('a = 1\nname = { ar = "x", fr = "y" }\n', ("name", "fr")) == 2
    assert find_key_line('a = 1\nname.ar = "x"\nname.fr = "y"\n', ("name",)) == 2


def test_a_mark_and_crlf_are_accepted() -> None:
    organisation, problems = parse_organisation(("\ufeff" + TEXT.replace("\n", "\r\n")).encode(), frozenset({2}))
    assert problems == ()
    assert organisation
    assert organisation.name["ar"] == "الأمن الوطني"


def test_a_focus_that_is_no_edition_leaves_the_organisation() -> None:
    organisation, problems = parse_organisation(TEXT.encode(), frozenset({1}))
    assert organisation
    assert [problem.column for problem in problems] == ["default_focus"]


def test_no_focus_is_wrong_while_the_editions_are_not_known() -> None:
    assert parse_organisation(TEXT.encode(), None)[1] == ()


def test_all_faults_are_reported() -> None:
    text = TEXT.replace('"CC BY 4.0"', "4").replace('contact = "', 'contact = " ').replace('"ar", "fr", "en"', '"es"')
    text = text.replace('ar = "أيام الأبواب المفتوحة"', "")
    organisation, problems = parse_organisation(text.encode(), frozenset({2}))
    assert organisation is None
    assert sorted((problem.line, problem.column) for problem in problems) == [
        (2, "contact"),
        (3, "licence"),
        (5, "languages"),
        (13, "event"),
    ]


@given(st.binary(max_size=200), st.integers(0, len(TEXT)))
def test_any_bytes_give_an_organisation_or_problems(data: bytes, keep: int) -> None:
    organisation, problems = parse_organisation(TEXT.encode()[:keep] + data, frozenset({2}))
    assert organisation or problems
    assert all(problem.line >= 1 for problem in problems)
