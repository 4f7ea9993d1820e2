"""How long each record of visitors stood, on a calendar."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import plotly.graph_objects as go

from lib.archive import Archive
from lib.charts.chart import Cell, Chart, ChartTable, Edition, View
from lib.charts.edition_window import edition_window
from lib.charts.kinds.calendar_axis import year_axis, year_rules, year_start
from lib.charts.kinds.column_chart import EMPTY_CHART_HEIGHT
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, axis_range, finish_plot
from lib.charts.phrases import (
    cited_sources,
    duration_text,
    editions_by_number,
    editions_in_scope,
    figure_cell,
    figure_text,
)
from lib.language import Language
from lib.measures import MEASURES, Reign, reigns, stops

# Height of a record with its label, and of the years under them.
REIGN_ROW_HEIGHT, YEARS_HEIGHT = 54, 40
# Of a row's unit height: the bar.
REIGN_BAR_HEIGHT = 0.3
# So many names of years stand side by side on a phone.
MAX_YEAR_TICKS = 12


def record_reigns(archive: Archive, view: View, language: Language) -> Chart:
    """The records that the editions of the view set. How each of them ended is told whatever the view compares: a
    record that has been broken must not seem to stand.
    """
    named = editions_by_number(archive, language)
    numbers = {edition.number for edition in editions_in_scope(archive, view, language)}
    found = [reign for reign in reigns(MEASURES["visitors"](archive), stops(archive)) if reign.record.holder in numbers]
    headline = reign_headline(found, named, view.focus, language)
    inside = edition_window([reign.record.holder for reign in found], view.focus)
    held = [reign for reign in found if reign.record.holder in inside]
    return Chart(
        id="record_reigns",
        headline=headline,
        subtitle=language.text(
            "From the last day of the edition that set the record of visitors to the last day of the one that broke it."
        ),
        chart=reign_plot(held, named, view.focus, language),
        table=ChartTable(
            headline,
            (
                language.text("Edition"),
                language.text("Record set"),
                language.text("Broken by"),
                language.text("It stood for"),
                language.text("In days"),
            ),
            tuple(_row(reign, named, language) for reign in held),
            words=(0, 1, 2, 3),
        ),
        alternative=language.text(
            "Calendar of the records of visitors. {headline}. Values: {values}.",
            headline=headline,
            values=language.text("; ").join(
                language.text(
                    "{edition}: {value}",
                    edition=named[reign.record.holder].name,
                    value=reign_sentence(reign, named, language),
                )
                for reign in held
            )
            or language.text("none"),
        ),
        notes=tuple(reign_notes(held, len(found), language)),
        sources=cited_sources(archive, [reign.days or reign.record.figure for reign in held], language),
    )


def reign_notes(held: Sequence[Reign], number: int, language: Language) -> Iterator[str]:
    """That not all of the `number` records are shown, and since when a record is one."""
    if len(held) < number:
        yield language.plural(
            "Shown here: {shown} of {number} record.",
            "Shown here: {shown} of {number} records.",
            number,
            shown=language.number(len(held)),
        )
    if any(reign.days for reign in held):
        yield language.text(
            "The number of visitors of an edition is known on its last day; its running counts may have passed the "
            "record earlier."
        )


def reign_headline(held: Sequence[Reign], named: Mapping[int, Edition], focus: int, language: Language) -> str:
    """That the focus broke the record that had stood longest until then; else how long its own stood."""
    edition = named[focus].name
    broken = [
        (reign.days.value, reign, reign.time) for reign in held if reign.days and reign.time and _by(reign, focus)
    ]
    if len(broken) > 1:
        _, longest, time = max(broken, key=lambda one: one[0])
        if longest.record.broken_by == focus:
            return language.text(
                "{edition} broke the record that had stood longest: {holder}, {duration}",
                edition=edition,
                holder=named[longest.record.holder].name,
                duration=duration_text(time, language),
            )
    own = next((reign for reign in held if reign.record.holder == focus), None)
    if own is None:
        return language.text("{edition} set no record of visitors", edition=edition)
    if own.time is None or own.record.broken_by is None:
        return language.text("{edition}: the record still stands", edition=edition)
    return language.text(
        "{edition}: the record stood for {duration}, until {taker}",
        edition=edition,
        duration=duration_text(own.time, language),
        taker=named[own.record.broken_by].name,
    )


def _by(reign: Reign, edition: int) -> bool:
    """Whether the record was broken by the time that edition closed."""
    return reign.record.broken_by is not None and reign.record.broken_by <= edition


def reign_sentence(reign: Reign, named: Mapping[int, Edition], language: Language) -> str:
    """1 year (366 days), until Agadir 2024; or since when it stands."""
    if reign.days is None or reign.time is None or reign.record.broken_by is None:
        return standing_since(reign, language)
    return language.text(
        "{duration} ({days}), until {taker}",
        duration=duration_text(reign.time, language),
        days=figure_text(reign.days, language, "day"),
        taker=named[reign.record.broken_by].name,
    )


def standing_since(reign: Reign, language: Language) -> str:
    """Standing since 21 May 2025: true on whatever day it is read."""
    return language.text("standing since {date}", date=language.date(reign.first))


def _row(reign: Reign, named: Mapping[int, Edition], language: Language) -> tuple[Cell, ...]:
    taker = reign.record.broken_by
    start = (Cell(named[reign.record.holder].name), Cell(language.date(reign.first)))
    if reign.days is None or reign.time is None or taker is None:
        return (*start, Cell("—"), Cell(standing_since(reign, language)), Cell("—"))
    return (
        *start,
        Cell(named[taker].name),
        Cell(duration_text(reign.time, language)),
        figure_cell(reign.days, language),
    )


def reign_plot(held: Sequence[Reign], named: Mapping[int, Edition], focus: int, language: Language) -> go.Figure:
    """A row a record, a bar from the day it was set to the day it was broken; one that stands has no end.

    customdata of the bars: [edition, value, qualifier].
    """
    if not held:
        return finish_plot(
            [],
            {"range": axis_range(0, 1, language), "visible": False},
            {"visible": False},
            language,
            EMPTY_CHART_HEIGHT,
        )
    ends = [reign.last or reign.first for reign in held]
    years = range(held[0].first.year, max(ends).year + 1)
    ended = [(row, reign, reign.days) for row, reign in enumerate(held) if reign.days]
    open_rows = [(row, reign) for row, reign in enumerate(held) if reign.days is None]
    marks: list[PlotlyPart] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": [row for row, _, _ in ended],
            "x": [figure.value for _, _, figure in ended],
            "base": [reign.first.toordinal() for _, reign, _ in ended],
            "width": REIGN_BAR_HEIGHT,
            "customdata": [[reign.record.holder, figure.value, figure.qualifier] for _, reign, figure in ended],
            "marker": {"color": [_color(reign, focus) for _, reign, _ in ended], "line": {"width": 0}},
            "hovertemplate": [
                f"<b>{named[reign.record.holder].name}</b><br>{reign_sentence(reign, named, language)}<extra></extra>"
                for _, reign, _ in ended
            ],
        },
        {
            "type": "scatter",
            "mode": "markers",
            "y": [row for row, _ in open_rows],
            "x": [reign.first.toordinal() for _, reign in open_rows],
            "marker": {
                "symbol": "triangle-left" if language.rtl else "triangle-right",
                "size": 15,
                "color": PLACEHOLDERS.record,
                "opacity": 1,
            },
            "cliponaxis": False,
            "hovertemplate": [
                f"<b>{named[reign.record.holder].name}</b><br>{standing_since(reign, language)}<extra></extra>"
                for _, reign in open_rows
            ],
        },
    ]
    middle = (year_start(years.start) + year_start(years.stop)) / 2
    return finish_plot(
        marks,
        {"range": axis_range(year_start(years.start), year_start(years.stop), language)}
        | year_axis(years, every=math.ceil(len(years) / MAX_YEAR_TICKS)),
        {"range": [len(held) - 1 + 0.5, -0.75], "visible": False},
        language,
        REIGN_ROW_HEIGHT * len(held) + YEARS_HEIGHT,
        shapes=year_rules(years, "x"),
        annotations=[_label(row, reign, named, focus, middle, language) for row, reign in enumerate(held)],
    )


def _color(reign: Reign, focus: int) -> str:
    return PLACEHOLDERS.focus if reign.record.holder == focus else PLACEHOLDERS.other


def _label(
    row: int, reign: Reign, named: Mapping[int, Edition], focus: int, middle: float, language: Language
) -> PlotlyPart:
    """Whose record, and how long: over the bar, from its beginning, or up to its end where it lies late."""
    start, end = reign.first.toordinal(), (reign.last or reign.first).toordinal()
    late = (start + end) / 2 > middle
    name = named[reign.record.holder].name
    said = duration_text(reign.time, language) if reign.time else standing_since(reign, language)
    text = language.text("{edition}: {value}", edition=f"<b>{name}</b>", value=said)
    lit = reign.record.holder == focus
    return {
        "x": end if late else start,
        "y": row - REIGN_BAR_HEIGHT / 2,
        "text": text,
        # The end of a text is on its left in Arabic, as the end of the bar is.
        "xanchor": "left" if late == language.rtl else "right",
        "yanchor": "bottom",
        "bgcolor": PLACEHOLDERS.paper,
        "borderpad": 1,
        "showarrow": False,
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.focus if lit else PLACEHOLDERS.ink},
    }
