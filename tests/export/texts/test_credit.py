"""Whose figures they are: the institution, and the best source with its day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.charts.chart import Source
from lib.export.texts.credit import best_source, credit_line, sources_before_address, sources_line
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.chart_cases import bare, case_chart, provenance

ORIGIN = provenance("visitors_total", 4, "en")


def source(publisher: str, published: str = "", kind: str = "official") -> Source:
    return Source(f"{publisher}-{published}", publisher, publisher, kind, "", published, "fr")


@pytest.mark.parametrize(
    ("sources", "best"),
    [
        (["MAP 2019-10-07", "Le360 2023-05", "Fes News 2023-05-22"], "Le360"),  # the last year's, the first of them
        (["DGSN 2019-10-07", "Le360 2023-05"], "DGSN"),  # its own, even if it is older
        (["DGSN 2019-10-07", "DGSN 2023-05-20", "MAP 2024-01-01"], "DGSN 2023-05-20"),
        (["Le360", "Fes News"], "Le360"),
    ],
)
def test_the_best_source(sources: list[str], best: str) -> None:
    listed = [
        source(*text.rpartition(" ")[::2]) if text[-1].isdigit() and " " in text else source(text) for text in sources
    ]
    shown = replace(case_chart("visitors_total", 4, "en"), sources=(*listed, source("Press", "2025-01-01", "press")))
    found = best_source(shown.sources, ORIGIN.organisation)
    assert best in (found.publisher, f"{found.publisher} {found.published}")


def test_the_line_of_sources_says_how_many_more_there_are_and_where() -> None:
    english, shown = Language("en"), case_chart("visitors_total", 4, "en")
    several = replace(shown, sources=(source("DGSN", "2023-05-22"), source("MAP", "2023-05-22"), source("2M")))
    assert bare(sources_line(several, english, ORIGIN)) == ("Source: DGSN (22 May 2023); 2 more on the chart’s page.")
    assert bare(sources_before_address(several, english, ORIGIN)) == "Source: DGSN (22 May 2023), and 2 more at:"
    alone = replace(shown, sources=(source("2M"),))
    assert bare(sources_line(alone, english, ORIGIN)) == "Source: 2M."
    assert bare(sources_before_address(alone, english, ORIGIN)) == "Source: 2M."


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_institution_stands_before_its_record_book(code: LanguageCode) -> None:
    line = credit_line(Language(code), ORIGIN)
    assert line.startswith(f"{ORIGIN.organisation.name[code]}. ")
    assert str(ORIGIN.day.year) in line
