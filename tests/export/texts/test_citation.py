"""Citations: composed from the sources, in one language, and a bibliography program reads the entry."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bibtexparser.entrypoint import parse_string

from lib.charts import CHARTS, Chart, View
from lib.export.texts.citation import cite_chart
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.address import ChartAddress
from lib.web.links import Links, StaticLinks
from tests.support.chart_cases import EVERY, EVERY_FOCUS, FOREIGN, MARKED, bare, case_chart, provenance

COMMANDS = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}


def read(entry: str) -> tuple[str, str, dict[str, str]]:
    """(type, key, fields) of the one entry in a bibliography."""
    library = parse_string(entry)
    assert not library.failed_blocks
    (found,) = library.entries
    return found.entry_type, found.key, {field.key: field.value for field in found.fields}


def untexed(text: str) -> str:
    """What TeX would print."""
    text = text.removeprefix("{").removesuffix("}")
    for command, sign in COMMANDS.items():
        text = text.replace(command, sign)
    return re.sub(r"\\([&%$#_{}])", r"\1", text)


@pytest.mark.parametrize("name", CHARTS)
def test_every_form_says_what_who_where_and_when(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            language, shown, taken = Language(code), case_chart(name, focus, code), provenance(name, focus, code)
            cited = cite_chart(shown, language, taken)
            institution, day = taken.organisation.name[code], language.date(taken.day)
            book = language.text("The record book of the Open Days of the national police")
            for text in (cited.short, cited.long):
                assert not MARKED.search(text)
                assert "\n" not in text
                assert all(part in text for part in (institution, book, day))
            assert len(cited.short) < 200
            assert bare(shown.headline) in cited.long
            assert taken.address in cited.long
            for source in shown.sources:
                assert source.publisher in cited.long
                assert language.moment(source.published) in cited.long
            names = {source.publisher for source in shown.sources}
            assert language.noun(len(shown.sources), "source") in cited.short or all(
                name in cited.short for name in names
            )


@pytest.mark.parametrize("name", CHARTS)
def test_bibtex_is_read_back(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            language, shown, taken = Language(code), case_chart(name, focus, code), provenance(name, focus, code)
            kind, key, fields = read(cite_chart(shown, language, taken).bibtex)
            assert kind == "misc"
            assert re.fullmatch(r"[a-z0-9-]+", key)
            assert untexed(fields["title"]) == bare(shown.headline)
            assert untexed(fields["author"]) == taken.organisation.name[code]
            assert (fields["url"], fields["urldate"], fields["year"]) == (taken.address, "2026-11-25", "2026")


@pytest.mark.parametrize("links", [Links("https://abwab.example"), StaticLinks("https://abwab.example/book")])
def test_no_two_copies_share_a_key(links: Links) -> None:
    keys = []
    for name, focus, code in EVERY:
        taken = replace(provenance(name, focus, code), address=links.address(ChartAddress(name, View(focus), code)))
        keys.append(read(cite_chart(case_chart(name, focus, code), Language(code), taken).bibtex)[1])
    assert len(set(keys)) == len(keys)
    assert {"abwab-visitors-total-4-ar", "abwab-scoreboard-6-fr"} <= set(keys)


@pytest.mark.parametrize("name", CHARTS)
def test_no_language_is_mixed_in(name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            focus = 4
            shown, taken = case_chart(name, focus, code), provenance(name, focus, code)
            text = cite_chart(shown, Language(code), taken).long.replace(taken.address, "")
            for publisher in sorted({source.publisher for source in shown.sources}, key=len, reverse=True):
                text = text.replace(publisher, "")
            assert not FOREIGN[code].search(text), text


def with_headline(headline: str) -> Chart:
    return replace(case_chart("visitors_total", 4, "en"), headline=headline)


@pytest.mark.parametrize("headline", ["50% & more_of {it}", r"a\b ~ ^ $x$ #1", "}{", "فاس، 100% {"])
def test_signs_of_tex_are_written_out(headline: str) -> None:
    entry = cite_chart(with_headline(headline), Language("en"), provenance("visitors_total", 4, "en")).bibtex
    _, _, fields = read(entry)
    assert untexed(fields["title"]) == headline
    assert not re.search(r"(?<!\\)[&%$#_^~]", fields["title"])
    # TeX counts braces, written out or not, to find where a field ends.
    if headline.count("{") == headline.count("}") and "}{" not in headline:
        assert entry.count("{") == entry.count("}")


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_few_publishers_are_named(code: LanguageCode) -> None:
    """Two publishers or one: the line under the chart names them; more: it counts the sources."""
    whole = case_chart("visitors_total", 4, code)
    few = replace(whole, sources=whole.sources[:2])
    taken = provenance("visitors_total", 4, code)
    short = cite_chart(few, Language(code), taken).short
    assert all(source.publisher in short for source in few.sources)
    assert Language(code).noun(27, "source") in cite_chart(whole, Language(code), taken).short
    alone = cite_chart(replace(whole, sources=()), Language(code), taken)
    assert "()" not in alone.short + alone.bibtex
