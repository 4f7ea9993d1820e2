"""Trends: every measure, its growth in per cent and times, a shape for what was not published, and the order."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.charts.chart import TREND_ORDERS, TrendOrder
from lib.charts.kinds.small_multiples import GRID_COLUMNS, MIN_PANEL_WIDTH
from lib.charts.kinds.style import HTML_TAG
from lib.charts.trends import change_text, growth_headline
from lib.language import Language
from lib.measures import MEASURES, TREND_MEASURES, Figure, Trend

EN, FR, AR = Language("en"), Language("fr"), Language("ar")
ONCE = [
    "Police staff", "Visitors per officer", "Visitors per officer and open day", "Police staff per stand", "Vehicles",
    "Visitors per vehicle", "Visitors per vehicle and open day", "Police staff per vehicle", "Vehicles per stand",
    "Bags of blood",
]  # fmt: skip


def drawn(archive: Archive, order: TrendOrder = "growth", focus: int = 4, language: Language = EN) -> Chart:
    return build_chart("trends", ChartContext(archive, View(focus, order=order), language))


def names(chart: Chart) -> list[str]:
    return [row[0].text for row in chart.table.rows]


def panel_texts(chart: Chart) -> list[str]:
    return [HTML_TAG.sub(" ", part["text"]) for part in chart.plot.parts()["layout"]["annotations"]]


def test_what_grew_fastest_is_the_headline_among_what_was_published_alike(archive: Archive) -> None:
    assert drawn(archive).headline == (
        "Fastest growth, Casablanca 2017 to El Jadida 2025: visitors (about\u00a030 times the first figure), "
        "among the 4 measures published for both"
    )


def test_all_measures_are_there_whatever_the_focus(archive: Archive) -> None:
    for focus in archive.numbers:
        chart = drawn(archive, focus=focus)
        assert sorted(names(chart)) == sorted(names(drawn(archive)))
        assert len(names(chart)) == len(TREND_MEASURES)
        assert chart.table.columns[4:] == drawn(archive).table.columns[4:]


def test_growth_is_in_per_cent_and_times_since_the_one_before_and_since_the_first(archive: Archive) -> None:
    [row] = [row for row in drawn(archive).table.rows if row[0].text == "Visitors"]
    assert [cell.text for cell in row[1:4]] == [
        "since Agadir 2024: up nearly\u00a013% (×1.1)",
        "since Casablanca 2017: up about\u00a02,900% (×30)",
        "3 of 6",
    ]
    [seminars] = [row for row in drawn(archive).table.rows if row[0].text == "Seminars"]
    assert [cell.text for cell in seminars[1:4]] == [
        "since Marrakech 2018: down 50% (×0.5)",
        "since Casablanca 2017: up about\u00a025% (×1.3)",
        "—",
    ]
    assert " 2025: nearly\u00a02,400,000 " in panel_texts(drawn(archive))


def test_words_are_sorted_by_the_numbers_behind_them(archive: Archive) -> None:
    table = drawn(archive).table
    assert table.sorting[:4] == ("ascending", "descending", "descending", "ascending")
    assert len(table.sorting) == len(table.columns)
    [row] = [row for row in table.rows if row[0].text == "Visitors"]
    assert [cell.sort_key for cell in row[1:4]] == [2_400_000 / 2_120_000, 30, 3]
    [once] = [row for row in table.rows if row[0].text == "Police staff"]
    assert [cell.sort_key for cell in once[1:4]] == [None, None, None]


@pytest.mark.parametrize(
    ("figure", "base", "said"),
    [
        (Figure(5), Figure(5), "unchanged"),
        (Figure(5, "about"), Figure(5), "about the same"),
        (Figure(5), Figure(0), "none before"),
        (Figure(20, "over"), Figure(40), "down about\u00a050% (×0.5)"),  # a larger figure would be a smaller fall
        (Figure(60, "over"), Figure(40), "up over\u00a050% (×1.5)"),
        (Figure(20), Figure(40), "down 50% (×0.5)"),
        (Figure(20), Figure(30), "down about\u00a033% (×0.67)"),
    ],
)
def test_a_change_keeps_the_weakest_qualifier(figure: Figure, base: Figure, said: str) -> None:
    assert change_text(figure, base, EN) == said


def test_what_was_not_published_is_a_ring_on_the_ground_and_no_column(archive: Archive) -> None:
    for code in (EN, AR):
        columns, rings, numbers = drawn(archive, language=code).plot.parts()["data"]
        assert rings["marker"]["symbol"] == "circle-open"
        several = len(TREND_MEASURES) - len(numbers["x"])
        assert len(columns["x"]) + len(rings["x"]) == several * len(archive.numbers)
        assert all(code.text("not published") in text for text in rings["hovertemplate"])
        assert "customdata" not in rings


def test_a_single_figure_is_a_number_and_no_column(archive: Archive) -> None:
    chart = drawn(archive)
    assert names(chart)[-len(ONCE) :] == ONCE
    columns, _, numbers = chart.plot.parts()["data"]
    assert numbers["customdata"][0] == ["staff", 4, 2300, "exact"]
    assert numbers["text"][0] == "Police staff <b>2023: 2,300</b>"
    assert not {row[0] for row in columns["customdata"]} & {row[0] for row in numbers["customdata"]}
    assert all(row[3].text == "—" for row in chart.table.rows[-len(ONCE) :])


def test_columns_are_in_the_order_of_the_table(archive: Archive) -> None:
    for order in TREND_ORDERS:
        chart = drawn(archive, order)
        values = [row[2] for trace in chart.plot.parts()["data"][::2] for row in trace["customdata"]]
        assert values == [cell.value for row in chart.table.rows for cell in row if cell.value is not None]


def test_the_order_is_by_growth_by_rank_or_by_name(archive: Archive) -> None:
    assert names(drawn(archive))[:4] == ["Visitors", "Visitors per open day", "Visitors per stand", "Stands"]
    assert names(drawn(archive, "rank"))[:2] == ["Open days", "Blood donors"]
    assert names(drawn(archive, "rank", focus=6))[0] == "Visitors"
    assert names(drawn(archive, "name"))[:3] == ["Area of the site (m²)", "Associations", "Blood donors"]
    # Accents don't come after z.
    assert names(drawn(archive, "name", language=FR))[4:6] == ["Donneurs de sang", "Établissements scolaires"]
    for order in TREND_ORDERS:
        assert sorted(names(drawn(archive, order))[-len(ONCE) :]) == sorted(ONCE)


def test_panels_stand_side_by_side_in_reading_order_and_below_each_other_on_a_narrow_screen(archive: Archive) -> None:
    chart = drawn(archive)
    wide, narrow = chart.plot, chart.for_width(GRID_COLUMNS * MIN_PANEL_WIDTH - 1).plot
    titles = [part for part in wide.parts()["layout"]["annotations"] if part["x"] in (0, 1, 2)]
    assert [part["x"] for part in titles[:4]] == [0, 1, 2, 0]
    assert len({part["y"] for part in titles[:3]}) == 1
    assert wide.height < 680  # of a screen of 1,080 pixels, below title and choices
    assert {part["x"] for part in narrow.parts()["layout"]["annotations"] if part["x"] != 0} == {0.275}
    assert len(narrow.row_shares) == len(TREND_MEASURES)
    arabic = drawn(archive, language=AR).plot.parts()["layout"]
    assert arabic["xaxis"]["range"] == [GRID_COLUMNS, 0]
    assert {part["xanchor"] for part in arabic["annotations"]} == {"right"}


def test_many_editions_leave_out_the_same_as_other_charts(grown: Archive) -> None:
    chart = build_chart("trends", ChartContext(grown, View(30), EN))
    assert chart.notes[0].startswith("Not drawn here")
    assert chart.narrow
    assert chart.narrow.notes[0] != chart.notes[0]
    assert len(chart.narrow.plot.row_shares) == len(chart.table.rows)
    assert chart.narrow.below == GRID_COLUMNS * MIN_PANEL_WIDTH


def test_a_chart_without_growth_says_so(archive: Archive) -> None:
    steady = Trend(MEASURES["stands"], {1: Figure(31), 6: Figure(31)})
    context = ChartContext(archive, View(4), EN)
    assert growth_headline([steady], context) == "No published measure has grown from its first edition to its last"
    alike = [Trend(MEASURES[name], {1: Figure(2), 6: Figure(4)}) for name in ("stands", "seminars")]
    assert ": stands and seminars (twice the first figure), among the 2 measures" in growth_headline(alike, context)


def test_growth_is_not_called_the_fastest_of_one_measure(archive: Archive) -> None:
    alone = [Trend(MEASURES["stands"], {1: Figure(2), 6: Figure(4)})]
    said = growth_headline(alone, ChartContext(archive, View(4), EN))
    assert said == "Fastest growth, Casablanca 2017 to El Jadida 2025: stands (twice the first figure)"
