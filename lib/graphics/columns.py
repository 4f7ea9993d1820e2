"""The column chart by edition that totals and rates share."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from lib.graphics.graphic import Edition
from lib.graphics.palette import INK
from lib.graphics.style import SMALL, finish, places
from lib.graphics.words import qualifier_word, quantity
from lib.language import Language
from lib.measures import Figure, Record, Series

WIDTH = 0.62
HEIGHT = 400
HEADROOM = 1.22


def columns(
    series: Series,
    compared: Sequence[Edition],
    focus: int,
    noun: str,
    language: Language,
    records: Sequence[Record] = (),
) -> go.Figure:
    """A column an edition, from the right in Arabic, each with its qualified number above and its name below.

    The focus is lit; each record is a line from the column that set it to the column that broke it. An edition
    without a figure keeps its place and says so. customdata of the columns holds the values as published.
    """
    place = {edition.number: index for index, edition in enumerate(compared)}
    valued = [edition for edition in compared if edition.number in series]
    chart = go.Figure()
    for edition in valued:
        figure = series[edition.number]
        chart.add_bar(
            x=[place[edition.number]],
            y=[figure.value],
            width=WIDTH,
            name=edition.name,
            customdata=[[edition.number, figure.value, figure.qualifier]],
            marker={"color": INK.focus if edition.number == focus else INK.other, "line": {"width": 0}},
            text=[column_label(figure, language)],
            textposition="outside",
            textangle=0,
            constraintext="none",
            cliponaxis=False,
            textfont={"size": SIZE_FOCUS if edition.number == focus else SMALL, "color": INK.ink},
            hovertemplate=f"<b>{edition.name}</b><br>{quantity(figure, language, noun)}<extra></extra>",
        )
    for record in records:
        if record.holder not in place or record.broken_by not in place:
            continue
        start = place[record.holder] - WIDTH / 2
        end = place[record.broken_by] + WIDTH / 2
        chart.add_scatter(
            x=[start, end],
            y=[record.figure.value] * 2,
            mode="lines",
            line={"color": INK.record, "width": 2.5, "dash": "solid"},
            hoverinfo="skip",
        )
    for edition in compared:
        if edition.number not in series:
            chart.add_annotation(
                x=place[edition.number],
                y=0,
                yanchor="bottom",
                text=language.text("not published").replace(" ", "<br>"),
                showarrow=False,
                font={"size": SMALL, "color": INK.quiet},
            )
    top = max((figure.value for number, figure in series.items() if number in place), default=1)
    chart.update_xaxes(
        range=places(len(compared), language),
        tickvals=list(place.values()),
        ticktext=[edition_tick(edition, edition.number == focus) for edition in compared],
        tickangle=0,
        tickfont={"size": SMALL, "color": INK.ink},
        showgrid=False,
        zeroline=False,
        linecolor=INK.quiet,
        linewidth=1,
        showline=True,
        fixedrange=True,
    )
    chart.update_yaxes(range=[0, top * HEADROOM], visible=False, fixedrange=True)
    chart.update_layout(barmode="overlay")
    return finish(chart, language, HEIGHT)


SIZE_FOCUS = 14


def column_label(figure: Figure, language: Language) -> str:
    """The qualified number on two lines, so that six stand side by side on a phone: nearly<br>1,150,000.

    Whole millions from ten on are cut short, which loses nothing: over<br>29M.
    """
    number = language.millions(figure.value) if figure.value >= 10_000_000 else language.number(figure.value)
    word = qualifier_word(figure, language)
    return f"{word}<br><b>{number}</b>" if word else f"<b>{number}</b>"


def edition_tick(edition: Edition, lit: bool) -> str:
    """City over year; bold for the focus."""
    text = f"{edition.city}<br>{edition.first_day.year}"
    return f"<b>{text}</b>" if lit else text
