"""The sentence on which the record book was founded, and what surrounds it."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View
from lib.content.aftermath import record_aftermath
from lib.content.cards import edition_cards
from lib.language import Language, LanguageCode

HEADLINES = {
    "ar": "فاس 2023: ما\u00a0يناهز\u00a01.150.000 زائر، أي حوالي\u00a02,2 مرة حصيلة دورة طنجة 2019",
    "fr": "Fès 2023\u00a0: près\u00a0de\u00a01\u00a0150\u00a0000 visiteurs, "
    "soit environ\u00a02,2 fois le chiffre de l’édition Tanger 2019",
    "en": "Fes 2023: nearly\u00a01,150,000 visitors, about\u00a02.2 times as many as Tangier 2019",
}


@pytest.mark.parametrize(("code", "headline"), HEADLINES.items())
def test_headline(archive: Archive, code: LanguageCode, headline: str) -> None:
    assert CHARTS["visitors_total"](ChartContext(archive, View(4), Language(code))).headline == headline


def test_friday_and_saturday_stay_one_block(archive: Archive) -> None:
    chart = CHARTS["visitors_by_day"](ChartContext(archive, View(4), Language("en")))
    trace = go.Figure(chart.plot.parts()).data[0]
    bars = {tuple(row[:2]): (row[2], width) for row, width in zip(trace.customdata, trace.width, strict=True)}
    assert set(bars) == {(1, 1), (2, 2), (3, 4)}
    value, width = bars[3, 4]
    assert value == 630_000
    assert width > 1
    assert [row[1].text for row in chart.table.rows][3] == "not published"


def test_running_count_wins_over_the_sum_of_days(archive: Archive) -> None:
    table = CHARTS["visitors_pace"](ChartContext(archive, View(4), Language("en"))).table
    fes = [row[-1] for row in table.rows]
    assert [cell.value for cell in fes] == [145_000, 344_100, None, 974_100, 1_150_000]
    assert [cell.calculated for cell in fes] == [False, False, False, True, False]


def test_four_cards(archive: Archive) -> None:
    made = {card.id: card for card in edition_cards(ChartContext(archive, View(4), Language("en")))}
    assert [(card.qualifier_text, card.number) for card in made.values()] == [
        ("nearly", "1,150,000"),
        ("", "2,300"),
        ("", "150"),
        ("", "31"),
    ]
    assert made["visitors"].is_record
    assert made["stands"].is_record
    assert made["staff"].comparison == "published for this edition only"


def test_cards_say_what_was_not_published(archive: Archive) -> None:
    made = {card.id: card for card in edition_cards(ChartContext(archive, View(5), Language("fr")))}
    assert not made["staff"].published
    assert made["staff"].number == "non publié"


def test_what_became_of_the_record(archive: Archive) -> None:
    story = " ".join(record_aftermath(ChartContext(archive, View(4), Language("en"))))
    assert "stood for 1 year, until Agadir 2024 (2,120,000 visitors" in story
    assert "El Jadida 2025" in story


def test_staff_and_vehicles_are_not_published_elsewhere(archive: Archive) -> None:
    table = CHARTS["scoreboard"](ChartContext(archive, View(6), Language("en"))).table
    by_measure = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    for measure, figure in (("Police staff", "2,300"), ("Vehicles", "150")):
        assert by_measure[measure] == ["not published"] * 3 + [figure] + ["not published"] * 2


@pytest.mark.parametrize("name", ["scoreboard", "reach"])
def test_rows_of_which_nothing_was_published_are_named_and_not_drawn(archive: Archive, name: str) -> None:
    chart = CHARTS[name](ChartContext(archive, View(4), Language("en")))
    absent = {row[0].text for row in chart.table.rows if all(cell.value is None for cell in row[1:])}
    assert {"Schools", "Associations", "Media outlets"} <= absent
    titles = [annotation.text for annotation in go.Figure(chart.plot.parts()).layout.annotations]
    assert titles == [f"<b>{row[0].text}</b>" for row in chart.table.rows if row[0].text not in absent]
    said = next(note for note in chart.notes if note.startswith("No figure for a whole edition was published"))
    assert all(title.lower() in said.lower() for title in absent)
    everything = CHARTS["scoreboard"](ChartContext(archive, View(4, later=True), Language("en")))
    assert not [note for note in everything.notes if "for any edition shown" in note]


def test_how_long_the_record_stood(archive: Archive) -> None:
    headlines = {
        focus: CHARTS["record_reigns"](ChartContext(archive, View(focus), Language("en"))).headline
        for focus in (4, 5, 6)
    }
    assert headlines == {
        4: "Fes 2023 broke the record that had stood longest: Tangier 2019, 3 years, 7 months and 15 days",
        5: "Agadir 2024: the record stood for 1 year, until El Jadida 2025",
        6: "El Jadida 2025: the record still stands",
    }


def test_a_broken_record_never_seems_to_stand(archive: Archive) -> None:
    """The editions compared end with Fes; that Agadir broke its record is told all the same."""
    rows = {
        row[0].text: row for row in CHARTS["record_reigns"](ChartContext(archive, View(4), Language("en"))).table.rows
    }
    assert [cell.text for cell in rows["Fes 2023"]] == ["Fes 2023", "21 May 2023", "Agadir 2024", "1 year", "366"]


def test_the_standing_record_does_not_depend_on_the_day(archive: Archive) -> None:
    last = CHARTS["record_reigns"](ChartContext(archive, View(4, later=True), Language("en"))).table.rows[-1]
    assert [cell.text for cell in last] == ["El Jadida 2025", "21 May 2025", "—", "standing since 21 May 2025", "—"]


def test_the_three_years_without_an_edition(archive: Archive) -> None:
    headline = CHARTS["journey_legs"](ChartContext(archive, View(4), Language("ar"))).headline
    assert headline == "لم تنظم أي دورة سنوات 2020 و2021 و2022: 3 سنوات و7 أشهر و11 يوما بين طنجة 2019 وفاس 2023"
