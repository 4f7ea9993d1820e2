"""Captions: what to print under a picture fits there, and says what, by whom, from where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.export.texts.caption import MAX_CAPTION, picture_caption
from lib.language import LANGUAGE_CODES, Language
from lib.measures import BASES, MEASURES
from lib.web.address import ChartAddress
from tests.support.chart_cases import EVERY_FOCUS, archive, bare, case_chart, provenance


@pytest.mark.parametrize("name", CHARTS)
def test_it_fits_and_says_what_who_and_where(name: str, subtests: pytest.Subtests) -> None:
    for focus, code in EVERY_FOCUS:
        with subtests.test(focus=focus, code=code):
            shown, origin = case_chart(name, focus, code), provenance(name, focus, code)
            caption = bare(picture_caption(shown, Language(code), origin))
            assert len(caption) <= MAX_CAPTION
            assert caption.startswith(f"{bare(shown.headline)}.")
            assert origin.address in caption
            assert caption.endswith(f"{origin.organisation.name[code]}.")
            assert any(source.publisher in caption for source in shown.sources) == bool(shown.sources)


def test_those_of_all_comparisons_fit_too(subtests: pytest.Subtests) -> None:
    base = "https://portes-ouvertes.surete-nationale.example"
    for measure in MEASURES:
        for basis in BASES:
            for code in LANGUAGE_CODES:
                view, language = (
                    View(6, later=True, measure=measure, basis=basis, editions=(1, 2, 3, 4, 5, 6)),
                    Language(code),
                )
                shown = build_chart("comparison", ChartContext(archive(), view, language))
                address = f"{base}{ChartAddress('comparison', view, language.code).link}"
                origin = replace(provenance("comparison", 6, code), address=address)
                with subtests.test(measure=measure, basis=basis, code=code):
                    caption = bare(picture_caption(shown, language, origin))
                    assert len(caption) <= MAX_CAPTION
                    assert caption.startswith(bare(shown.headline))


def test_what_is_counted_and_the_notes_follow_where_there_is_room() -> None:
    english, origin = Language("en"), provenance("stands_total", 4, "en")
    shown = replace(
        case_chart("stands_total", 4, "en"),
        headline="31 stands",
        subtitle="Stands, as published.",
        key="",
        notes=("A long note. " * 30, "A short note."),
    )
    first, *rest = picture_caption(shown, english, origin).splitlines()
    assert first == "31 stands. Stands, as published. A short note."
    assert rest[0].endswith(f" at: {origin.address}")
    long = replace(shown, headline="31 stands " * 16)
    assert " more at: " not in picture_caption(long, english, origin)
    assert origin.address in picture_caption(long, english, origin)
    assert origin.address not in picture_caption(replace(shown, headline="31 stands " * 23), english, origin)
