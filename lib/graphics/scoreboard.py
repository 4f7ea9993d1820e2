"""Measures by editions in one sheet: what was published, and what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from lib.archive import Archive
from lib.graphics.columns import column_label, edition_tick, hover
from lib.graphics.graphic import Cell, Edition, Graphic, Table, View
from lib.graphics.palette import INK
from lib.graphics.style import COLUMN_WIDTH, finish, lines, places_axis, texts, unpublished
from lib.graphics.words import cell, cited, shown
from lib.language import Language
from lib.measures import MEASURES, Measure, Series, records

ROW_HEIGHT = 118
# Of a row's unit height: columns up to here, then their labels, then the title of the row.
COLUMN, TITLE = 0.5, 0.97

MEASURES_SHOWN = (
    "visitors",
    "visitors_per_day",
    "stands",
    "visitors_per_stand",
    "staff",
    "vehicles",
    "schools",
    "associations",
    "media_outlets",
    "online_views",
)


def scoreboard(archive: Archive, view: View, language: Language) -> Graphic:
    """Ten measures of the editions that the view compares, each row on its own scale."""
    compared = shown(archive, view, language)
    measures = [MEASURES[name] for name in MEASURES_SHOWN]
    table = {measure.id: inside(measure(archive), compared) for measure in measures}
    led = [measure for measure in measures if leads(table[measure.id], view.focus)]
    published = [measure for measure in measures if view.focus in table[measure.id]]
    edition = next(edition for edition in compared if edition.number == view.focus)
    headline = board_headline(edition, len(led), len(published), language)
    figures = [figure for series in table.values() for figure in series.values()]
    return Graphic(
        id="scoreboard",
        headline=headline,
        subtitle=language.text("Each row has a scale of its own. The gold mark is the highest value in its row."),
        chart=board(measures, table, compared, view.focus, language),
        table=Table(
            caption=headline,
            columns=(language.text("Measure"), *(edition.name for edition in compared)),
            rows=tuple(
                (
                    Cell(language.term("measure", measure.id)),
                    *(cell(table[measure.id].get(edition.number), language) for edition in compared),
                )
                for measure in measures
            ),
        ),
        alternative=language.text(
            "Small column charts, one a measure. {headline}. {values}.",
            headline=headline,
            values=language.text("; ").join(
                language.text(
                    "{edition}: {value}",
                    edition=language.term("measure", measure.id),
                    value=language.join(
                        [
                            f"{edition.name} {cell(table[measure.id].get(edition.number), language).text}"
                            for edition in compared
                        ]
                    ),
                )
                for measure in measures
            ),
        ),
        notes=(
            language.text("“Not published” means that no source gives a number. It does not mean zero."),
            language.text("Rates per day and per stand are calculated, to three significant figures."),
        ),
        sources=cited(archive, figures, language),
    )


def board_headline(edition: Edition, led: int, published: int, language: Language) -> str:
    """In how many of its published measures the edition is first."""
    if not led:
        return language.plural(
            "{edition}: {number} measure published",
            "{edition}: {number} measures published",
            published,
            edition=edition.name,
        )
    return language.plural(
        "{edition} leads in {led} of the {number} measure published for it",
        "{edition} leads in {led} of the {number} measures published for it",
        published,
        edition=edition.name,
        led=language.number(led),
    )


def inside(series: Series, compared: Sequence[Edition]) -> Series:
    """The series of the editions compared."""
    return {edition.number: series[edition.number] for edition in compared if edition.number in series}


def leads(series: Series, focus: int) -> bool:
    """Whether the focus set the last record among at least two editions."""
    return len(series) > 1 and records(series)[-1].holder == focus


def board(
    measures: Sequence[Measure],
    table: Mapping[str, Series],
    compared: Sequence[Edition],
    focus: int,
    language: Language,
) -> go.Figure:
    """One strip of columns a measure, top to bottom, on one figure: row r stands on the line y = -r.

    customdata of the columns: [measure, edition, value, qualifier]; the drawn height is the share of the row's
    highest.
    """
    place = {edition.number: index for index, edition in enumerate(compared)}
    drawn = [
        (row, measure, edition, figure, figure.value / max(other.value for other in table[measure.id].values()))
        for row, measure in enumerate(measures)
        for edition in compared
        if (figure := table[measure.id].get(edition.number))
    ]
    missing = [
        (place[edition.number], -row)
        for row, measure in enumerate(measures)
        for edition in compared
        if edition.number not in table[measure.id]
    ]
    best = [
        (place[edition.number] - COLUMN_WIDTH / 2, place[edition.number] + COLUMN_WIDTH / 2, -row + COLUMN)
        for row, measure, edition, _, share in drawn
        if share == 1 and len(table[measure.id]) > 1
    ]
    marks = [
        {
            "type": "bar",
            "x": [place[edition.number] for _, _, edition, _, _ in drawn],
            "y": [COLUMN * share for *_, share in drawn],
            "base": [-row for row, *_ in drawn],
            "width": COLUMN_WIDTH,
            "customdata": [
                [m.id, edition.number, figure.value, figure.qualifier] for _, m, edition, figure, _ in drawn
            ],
            "marker": {"color": [INK.focus if edition.number == focus else INK.other for _, _, edition, _, _ in drawn]},
            "hovertemplate": [hover(edition.name, figure, m.noun, language) for _, m, edition, figure, _ in drawn],
        },
        lines(best, width=4),
        texts(
            [
                (place[edition.number], -row + COLUMN * share, column_label(figure, language))
                for row, _, edition, figure, share in drawn
            ],
            INK.ink,
        ),
        unpublished(missing, language),
    ]
    titles = [
        {
            "x": 1 if language.rtl else 0,
            "xref": "paper",
            "xanchor": "right" if language.rtl else "left",
            "y": -row + TITLE,
            "yanchor": "top",
            "text": f"<b>{language.term('measure', measure.id)}</b>",
            "showarrow": False,
        }
        for row, measure in enumerate(measures)
    ]
    floors = [
        {
            "type": "line",
            "x0": 0,
            "x1": 1,
            "xref": "paper",
            "y0": -row,
            "y1": -row,
            "line": {"color": INK.rule, "width": 1},
            "layer": "below",
        }
        for row in range(len(measures))
    ]
    ticks = {place[edition.number]: edition_tick(edition, edition.number == focus) for edition in compared}
    return finish(
        marks,
        places_axis(ticks, len(compared), language) | {"showline": False},
        {"range": [0.98 - len(measures), TITLE + 0.02], "visible": False},
        language,
        ROW_HEIGHT * len(measures) + 60,
        annotations=titles,
        shapes=floors,
    )
