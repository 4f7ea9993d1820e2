"""Day by day inside one edition. A count over several days stays one block over them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import plotly.graph_objects as go

from lib.archive import Archive
from lib.graphics.columns import HEADROOM, HEIGHT, column_label
from lib.graphics.graphic import Cell, Edition, Graphic, Table, View
from lib.graphics.palette import INK
from lib.graphics.style import SMALL, finish, places
from lib.graphics.words import cell, cited, editions, quantity
from lib.language import Language
from lib.measures import MEASURES, Count, blocks, counts

GAP = 0.12


def visitors_by_day(archive: Archive, view: View, language: Language) -> Graphic:
    """The published counts of the focus edition, cut as finely as they were published."""
    edition = editions(archive, language)[view.focus]
    stretches = blocks(counts(archive, view.focus), edition.days)
    total = MEASURES["visitors"].select(archive).get(view.focus)
    headline = day_headline(edition, stretches, language)
    rows = [(Cell(days_of(edition, stretch, language)), cell(stretch.figure, language)) for stretch in stretches]
    rows.append((Cell(language.text("All open days")), cell(total, language)))
    figures = [stretch.figure for stretch in stretches if stretch.figure]
    notes = []
    if any(stretch.last > stretch.first and stretch.figure for stretch in stretches):
        notes.append(
            language.text(
                "A striped block is one published count for several days together. How many came on each of these "
                "days was not published."
            )
        )
    return Graphic(
        id="visitors_by_day",
        headline=headline,
        subtitle=language.text("Visitors of {edition} by open day, as published.", edition=edition.name),
        chart=day_chart(edition, stretches, language),
        table=Table(
            caption=headline,
            columns=(language.text("Days"), language.term("measure", "visitors")),
            rows=tuple(rows),
        ),
        alternative=language.text(
            "Column chart of visitors by day. {headline}. Values: {values}.",
            headline=headline,
            values=language.text("; ").join(
                language.text(
                    "{edition}: {value}",
                    edition=days_of(edition, stretch, language),
                    value=quantity(stretch.figure, language, "visitor")
                    if stretch.figure
                    else language.text("not published"),
                )
                for stretch in stretches
            ),
        ),
        notes=tuple(notes),
        sources=cited(archive, [*figures, *([total] if total else [])], language),
    )


def days_of(edition: Edition, stretch: Count, language: Language) -> str:
    """The dates of a stretch: Friday 19 May, or 19–20 May."""
    first, last = dates_of(edition, stretch)
    return language.weekday(first) if first == last else language.days(first, last)


def dates_of(edition: Edition, stretch: Count) -> tuple[datetime.date, datetime.date]:
    """First and last date of a stretch of open days."""
    opening = edition.first_day
    return opening + datetime.timedelta(days=stretch.first - 1), opening + datetime.timedelta(days=stretch.last - 1)


def day_headline(edition: Edition, stretches: Sequence[Count], language: Language) -> str:
    """The busiest published stretch of the edition."""
    published = [stretch for stretch in stretches if stretch.figure]
    if not published:
        return language.text("{edition}: no count by day was published", edition=edition.name)
    busiest = max(published, key=lambda stretch: stretch.figure.value if stretch.figure else 0)
    assert busiest.figure
    visitors = quantity(busiest.figure, language, "visitor")
    days = days_of(edition, busiest, language)
    if busiest.first == busiest.last:
        return language.text("{edition}: {visitors} on {day}", edition=edition.name, visitors=visitors, day=days)
    return language.text("{edition}: {visitors} on {days} together", edition=edition.name, visitors=visitors, days=days)


def day_chart(edition: Edition, stretches: Sequence[Count], language: Language) -> go.Figure:
    """A column a day; a block as wide as its days."""
    chart = go.Figure()
    ticks: dict[float, str] = {}
    for stretch in stretches:
        place = (stretch.first + stretch.last) / 2 - 1
        name = days_of(edition, stretch, language)
        first, last = dates_of(edition, stretch)
        ticks[place] = day_tick(first, last, language)
        if stretch.figure is None:
            chart.add_annotation(
                x=place,
                y=0,
                yanchor="bottom",
                text=language.text("not published").replace(" ", "<br>"),
                showarrow=False,
                font={"size": SMALL, "color": INK.quiet},
            )
            continue
        several = stretch.last > stretch.first
        chart.add_bar(
            x=[place],
            y=[stretch.figure.value],
            width=stretch.last - stretch.first + 1 - 2 * GAP,
            name=name,
            customdata=[[stretch.first, stretch.last, stretch.figure.value, stretch.figure.qualifier]],
            marker={
                "color": INK.focus,
                "line": {"width": 1, "color": INK.focus},
                "pattern": {
                    "shape": "/" if several else "",
                    "size": 8,
                    "solidity": 0.35,
                    "fgcolor": INK.focus,
                    "bgcolor": INK.soft,
                }
                if several
                else {},
            },
            text=[column_label(stretch.figure, language)],
            textposition="outside",
            textangle=0,
            constraintext="none",
            cliponaxis=False,
            textfont={"size": SMALL, "color": INK.ink},
            hovertemplate=f"<b>{name}</b><br>{quantity(stretch.figure, language, 'visitor')}<extra></extra>",
        )
    top = max((stretch.figure.value for stretch in stretches if stretch.figure), default=1)
    chart.update_xaxes(
        range=places(edition.days, language),
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        tickangle=0,
        tickfont={"size": SMALL, "color": INK.ink},
        showgrid=False,
        zeroline=False,
        showline=True,
        linecolor=INK.quiet,
        fixedrange=True,
    )
    chart.update_yaxes(range=[0, top * HEADROOM], visible=False, fixedrange=True)
    chart.update_layout(barmode="overlay")
    return finish(chart, language, HEIGHT)


def day_tick(first: datetime.date, last: datetime.date, language: Language) -> str:
    """Weekday over date, or the two dates of a block."""
    if first == last:
        return f"{language.weekday_name(first)}<br>{language.days(first, last)}"
    return f"{language.weekday_name(first)} – {language.weekday_name(last)}<br>{language.days(first, last)}"
