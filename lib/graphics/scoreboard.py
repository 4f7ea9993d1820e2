"""Measures by editions in one sheet: what was published, and what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from lib.archive import Archive
from lib.graphics.columns import WIDTH, column_label, edition_tick
from lib.graphics.graphic import Cell, Edition, Graphic, Table, View
from lib.graphics.palette import INK
from lib.graphics.style import SIZE, SMALL, finish, places
from lib.graphics.words import cell, cited, quantity, shown
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
    table = {measure.id: inside(measure.select(archive), compared) for measure in measures}
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

    customdata of the columns holds the values as published; the drawn height is the share of the row's highest.
    """
    chart = go.Figure()
    place = {edition.number: index for index, edition in enumerate(compared)}
    for row, measure in enumerate(measures):
        series = table[measure.id]
        top = max((figure.value for figure in series.values()), default=1)
        for edition in compared:
            figure = series.get(edition.number)
            lit = edition.number == focus
            if figure is None:
                chart.add_annotation(
                    x=place[edition.number],
                    y=-row,
                    yanchor="bottom",
                    text=language.text("not published").replace(" ", "<br>"),
                    showarrow=False,
                    font={"size": SMALL, "color": INK.quiet},
                )
                continue
            best = len(series) > 1 and figure.value == top
            chart.add_bar(
                x=[place[edition.number]],
                y=[COLUMN * figure.value / top],
                base=[-row],
                width=WIDTH,
                name=edition.name,
                customdata=[[measure.id, edition.number, figure.value, figure.qualifier]],
                marker={"color": INK.focus if lit else INK.other},
                hovertemplate=f"<b>{edition.name}</b><br>{quantity(figure, language, measure.noun)}<extra></extra>",
            )
            chart.add_annotation(
                x=place[edition.number],
                y=-row + COLUMN * figure.value / top,
                yanchor="bottom",
                yshift=3 if best else 0,
                text=column_label(figure, language),
                showarrow=False,
                font={"size": SMALL, "color": INK.ink},
            )
            if best:
                chart.add_scatter(
                    x=[place[edition.number] - WIDTH / 2, place[edition.number] + WIDTH / 2],
                    y=[-row + COLUMN] * 2,
                    mode="lines",
                    line={"color": INK.record, "width": 4},
                    hoverinfo="skip",
                )
        chart.add_annotation(
            x=1 if language.rtl else 0,
            xref="paper",
            y=-row + TITLE,
            xanchor="right" if language.rtl else "left",
            yanchor="top",
            text=f"<b>{language.term('measure', measure.id)}</b>",
            showarrow=False,
            font={"size": SIZE, "color": INK.ink},
        )
        chart.add_shape(
            type="line", x0=0, x1=1, xref="paper", y0=-row, y1=-row, line={"color": INK.rule, "width": 1}, layer="below"
        )
    chart.update_xaxes(
        range=places(len(compared), language),
        tickvals=list(place.values()),
        ticktext=[edition_tick(edition, edition.number == focus) for edition in compared],
        tickangle=0,
        tickfont={"size": SMALL, "color": INK.ink},
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    chart.update_yaxes(range=[-len(measures) + 0.98, TITLE + 0.02], visible=False, fixedrange=True)
    chart.update_layout(barmode="overlay")
    return finish(chart, language, ROW_HEIGHT * len(measures) + 60)
