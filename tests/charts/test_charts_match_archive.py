"""Every output of a chart says the same as the archive: for every chart, focus, choice of editions and language."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import plotly.graph_objects as go
import pytest

from lib.archive import Archive
from lib.charts import CHARTS, Chart, ChartContext, View
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.measures import MEASURES

VIEWS = [View(focus, later) for focus in range(1, 7) for later in (False, True)]
EVERY_VIEW = [(view, Language(code)) for view in VIEWS for code in LANGUAGE_CODES]
ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN = re.compile(r"[A-Za-z]")


@cache
def built(archive: Archive, name: str, view: View, language: Language) -> Chart:
    """A chart, built once for all that is asked of it."""
    return CHARTS[name](ChartContext(archive, view, language))


def drawn(chart: Chart) -> list[tuple[float, str]]:
    """(value, qualifier) of every mark: the last two items of each customdata row."""
    rows = [row for trace in chart.plot.parts()["data"] for row in trace.get("customdata", ())]
    return sorted((float(row[-2]), row[-1]) for row in rows)


def tabled(chart: Chart) -> list[tuple[float, str]]:
    """(value, qualifier) of every published or calculated cell."""
    return sorted(
        (cell.value, cell.qualifier or "") for row in chart.table.rows for cell in row if cell.value is not None
    )


def focus_values(chart: Chart, archive: Archive, view: View, language: Language) -> list[tuple[float, str]]:
    """(value, qualifier) of every cell in the column of the focus."""
    column = chart.table.columns.index(ChartContext(archive, view, language).focus.name)
    cells = [row[column] for row in chart.table.rows]
    return [(cell.value, cell.qualifier or "") for cell in cells if cell.value is not None]


def words(chart: Chart) -> list[str]:
    """Every text of a chart that a reader sees, but for the names of sources."""
    figure = chart.plot.parts()
    layout = figure["layout"]
    seen = [chart.headline, chart.subtitle, chart.alternative, *chart.notes, chart.table.caption]
    seen += chart.table.columns
    seen += [cell.text for row in chart.table.rows for cell in row]
    seen += [annotation["text"] for annotation in layout.get("annotations", ())]
    seen += [source.kind for source in chart.sources]
    for axis in ("xaxis", "yaxis"):
        seen += layout[axis].get("ticktext", ())
    for trace in figure["data"]:
        for part in ("name", "hovertemplate", "text"):
            text = trace.get(part, ())
            seen += [text] if isinstance(text, str) else text
    return [re.sub(r"<[^>]*>", " ", text) for text in seen]


@pytest.mark.parametrize("name", CHARTS)
def test_chart_and_table_hold_the_same_values(archive: Archive, name: str, subtests: pytest.Subtests) -> None:
    for view, language in EVERY_VIEW:
        with subtests.test(view=view, language=language.code):
            shown = built(archive, name, view, language)
            table = tabled(shown)
            if shown.id == "visitors_by_day":  # its table ends with the total, which is no mark of the chart
                total = MEASURES["visitors"](archive)[view.focus]
                table.remove((total.value, total.qualifier))
            assert drawn(shown) == table


@pytest.mark.parametrize("name", CHARTS)
def test_alternative_text_gives_the_headline_first_and_every_value(
    archive: Archive, name: str, subtests: pytest.Subtests
) -> None:
    """Where all of them are too many: those of the focus, and where the others stand."""
    for view, language in EVERY_VIEW:
        with subtests.test(view=view, language=language.code):
            shown = built(archive, name, view, language)
            assert shown.alternative.startswith(f"{shown.headline}. ")
            shortened = language.text("All values are in the table.") in shown.alternative
            for value, qualifier in focus_values(shown, archive, view, language) if shortened else drawn(shown):
                number = language.number(value)
                assert number in shown.alternative
                if qualifier != "exact":
                    marker = language.add_qualifier("\0", qualifier).replace("\0", "").strip()
                    assert re.search(rf"{re.escape(marker)}\W*{re.escape(number)}", shown.alternative, re.I)


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_is_empty_or_unfilled(archive: Archive, name: str, subtests: pytest.Subtests) -> None:
    for view, language in EVERY_VIEW:
        with subtests.test(view=view, language=language.code):
            shown = built(archive, name, view, language)
            for text in words(shown):
                assert text.strip()
                assert not re.search(r"[{}]|\bnan\b|<NA>|None", text)


@pytest.mark.parametrize("name", CHARTS)
def test_no_language_is_mixed_with_another(archive: Archive, name: str, subtests: pytest.Subtests) -> None:
    for view, language in EVERY_VIEW:
        with subtests.test(view=view, language=language.code):
            shown = built(archive, name, view, language)
            foreign = LATIN if language.code == "ar" else ARABIC
            for text in words(shown):
                assert not foreign.search(text.replace("%{", "")), text


@pytest.mark.parametrize("name", CHARTS)
def test_every_source_of_a_value_is_cited(archive: Archive, name: str, subtests: pytest.Subtests) -> None:
    for view, language in EVERY_VIEW:
        with subtests.test(view=view, language=language.code):
            shown = built(archive, name, view, language)
            cited = {source.id for source in shown.sources}
            used = {source for row in shown.table.rows for cell in row for source in cell.sources}
            assert used <= cited
            assert cited <= archive.sources.keys()
            assert all(source.label for source in shown.sources)


def test_later_editions_only_when_asked(archive: Archive, language: Language) -> None:
    names = {row.number: f"{row.text_in('city', language.code)} {row.last_day.year}" for row in archive.editions}
    few = CHARTS["visitors_total"](ChartContext(archive, View(4), language)).table
    all_of_them = CHARTS["visitors_total"](ChartContext(archive, View(4, later=True), language)).table
    assert [row[0].text for row in few.rows] == [names[number] for number in (1, 2, 3, 4)]
    assert [row[0].text for row in all_of_them.rows] == list(names.values())


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_totals_are_the_preferred_rows_of_the_files(archive: Archive, code: LanguageCode) -> None:
    """Read from the CSV files themselves, past lib.archive and lib.measures."""
    table = CHARTS["visitors_total"](ChartContext(archive, View(4, later=True), Language(code))).table
    editions = pd.read_csv(archive.folder / "editions.csv", dtype=str).sort_values(
        "number", key=lambda n: n.astype(int)
    )
    for row, (_, edition) in zip(table.rows, editions.iterrows(), strict=True):
        visitors = pd.read_csv(archive.folder / edition["folder"] / "visitors.csv", dtype=str, keep_default_na=False)
        whole = visitors[
            (visitors["first_day"] == edition["first_day"])
            & (visitors["last_day"] == edition["last_day"])
            & (visitors["audience"] == "all")
            & (visitors["unit"] == "visitors")
            & (visitors["until"] == "")
            & (visitors["rank"] == "preferred")
        ]
        assert [(row[-1].value, row[-1].qualifier)] == [
            (float(value), qualifier) for value, qualifier in zip(whole["value"], whole["qualifier"], strict=True)
        ]


def test_focus_alone_is_lit(archive: Archive, subtests: pytest.Subtests) -> None:
    for view in VIEWS:
        with subtests.test(view=view):
            plot = built(archive, "visitors_total", view, Language("ar")).plot
            first = plot.parts()["data"][0]
            if plot.form == "number":
                assert first["textfont"]["color"] == PLACEHOLDERS.focus
                continue
            colors = dict(zip((row[0] for row in first["customdata"]), first["marker"]["color"], strict=True))
            assert {number for number, color in colors.items() if color == colors[view.focus]} == {view.focus}


def test_arabic_runs_from_the_right(archive: Archive) -> None:
    for name, build in CHARTS.items():
        right, left = (
            go.Figure(build(ChartContext(archive, View(4), Language(code))).plot.parts()).layout.xaxis.range
            for code in ("ar", "fr")
        )
        # A map is never mirrored: west stays on the left.
        assert (right[0] < right[1]) if name == "journey_map" else (right[0] > right[1]), name
        assert left[0] < left[1], name


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_drawn_that_needs_another_host(archive: Archive, name: str, subtests: pytest.Subtests) -> None:
    for view in VIEWS:
        with subtests.test(view=view):
            kinds = {trace["type"] for trace in built(archive, name, view, Language("en")).plot.parts()["data"]}
            assert kinds <= {"bar", "scatter"}
