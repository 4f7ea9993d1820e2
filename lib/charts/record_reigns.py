"""The duration of each record of visitors, on a calendar."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence

from lib.charts.alternative_text import alternative_text, named_values
from lib.charts.chart import Cell, Chart, ChartTable, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.edition_window import edition_window
from lib.charts.kinds.calendar_axis import year_axis, year_rules, year_start
from lib.charts.kinds.column_chart import EMPTY_CHART_HEIGHT
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, axis_range, finish_plot
from lib.charts.phrases import (
    duration_text,
    figure_cell,
    figure_text,
    limit_claim,
    record_note,
)
from lib.charts.visitors_total import total_headline
from lib.language import Language
from lib.measures import Reign, reigns, stops, time_between

# Heights in pixels: of a record with its label, and of the axis of years.
REIGN_ROW_HEIGHT, YEARS_HEIGHT = 54, 40
# Height of the bar in a row of height 1.
REIGN_BAR_HEIGHT = 0.3
# How many year labels fit side by side on a phone.
MAX_YEAR_TICKS = 12


def record_reigns(context: ChartContext) -> Chart:
    """The records set by the editions in the view's scope.

    Each record's end is shown whatever the view compares, since a broken record must not look as if it still stood.
    """
    language = context.language
    numbers = {edition.number for edition in context.in_scope}
    series = context.series("visitors")
    # One figure alone is no record.
    every = reigns(series, stops(context.archive)) if len(series) > 1 else ()
    about = [reign for reign in every if reign.record.holder in numbers]
    holders = [reign.record.holder for reign in about]
    inside = edition_window(holders, context.view.focus, {*holders[:1], *holders[-1:]})
    shown_reigns = [reign for reign in about if reign.record.holder in inside]
    headline = reign_headline(about, context)
    return Chart(
        id="record_reigns",
        headline=headline,
        subtitle=language.text(
            "From the last day of the edition that set the record of visitors to the last day of the one that broke it."
        ),
        plot=reign_plot(shown_reigns, context),
        table=ChartTable(
            headline,
            (
                language.text("Edition"),
                language.text("Record set"),
                language.text("Broken by"),
                language.text("It stood for"),
                language.text("In days"),
            ),
            tuple(_row(reign, context) for reign in shown_reigns),
            words=(0, 1, 2, 3),
        ),
        alternative=alternative_text(
            headline,
            language.text("Calendar of the records of visitors"),
            named_values(
                [
                    (context.editions[reign.record.holder].name, reign_sentence(reign, context))
                    for reign in shown_reigns
                ],
                language,
            ),
            language,
        ),
        notes=(
            *reign_notes(shown_reigns, len(about), language),
            *record_note(series, context.editions.values(), language),
        ),
        sources=context.cite(reign.days or reign.record.figure for reign in shown_reigns),
    )


def reign_notes(held: Sequence[Reign], number: int, language: Language) -> Iterator[str]:
    """Notes: not all of the `number` records are shown, and a record counts from an edition's last day."""
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


def reign_headline(held: Sequence[Reign], context: ChartContext) -> str:
    """A sentence that the focus broke the longest record until then; else on how long its own record stood."""
    language, focus, series = context.language, context.focus, context.series("visitors")
    if focus.number not in series or len(series) == 1:
        return total_headline(context)
    claim, last = _reign_claim(held, context)
    return limit_claim(claim, series, [number for number in context.editions if number <= last], language)


def _reign_claim(held: Sequence[Reign], context: ChartContext) -> tuple[str, int]:
    """The sentence without its limits, and the last edition that it is about."""
    language, focus = context.language, context.focus
    broken = [
        (reign.days.value, reign, reign.time)
        for reign in held
        if reign.days and reign.time and _broken_until(reign, focus.number)
    ]
    if len(broken) > 1:
        _, longest, time = max(broken, key=lambda one: one[0])
        if longest.record.broken_by == focus.number:
            claim = language.text(
                "{edition} broke the record that had stood longest: {holder}, {duration}",
                edition=focus.name,
                holder=context.editions[longest.record.holder].name,
                duration=duration_text(time, language),
            )
            return claim, focus.number
    own = next((reign for reign in held if reign.record.holder == focus.number), None)
    if own is None:
        return language.text("{edition} set no record of visitors", edition=focus.name), focus.number
    if own.time is None or own.record.broken_by is None:
        return language.text("{edition}: the record still stands", edition=focus.name), context.archive.numbers[-1]
    claim = language.text(
        "{edition}: the record stood for {duration}, until {taker}",
        edition=focus.name,
        duration=duration_text(own.time, language, oblique=True),
        taker=context.editions[own.record.broken_by].name,
    )
    return claim, own.record.broken_by


def _broken_until(reign: Reign, edition: int) -> bool:
    """Whether the record was broken by the time that the edition closed."""
    return reign.record.broken_by is not None and reign.record.broken_by <= edition


def reign_sentence(reign: Reign, context: ChartContext) -> str:
    """How long the record stood: 1 year (366 days), until Agadir 2024. Or since when it has stood."""
    language = context.language
    if reign.days is None or reign.time is None or reign.record.broken_by is None:
        return standing_since(reign, language)
    return language.text(
        "{duration} ({days}), until {taker}",
        duration=duration_text(reign.time, language),
        days=figure_text(reign.days, language, "day"),
        taker=context.editions[reign.record.broken_by].name,
    )


def standing_since(reign: Reign, language: Language) -> str:
    """Since when the record has stood: standing since 21 May 2025. This stays true on any day."""
    return language.text("standing since {date}", date=language.date(reign.first))


def last_shown_day(reign: Reign, context: ChartContext) -> datetime.date:
    """The last day of a record; of one that stands, the first of the month that it is now, if that is known."""
    return reign.last or max(reign.first, context.month or reign.first)


def standing_time(reign: Reign, context: ChartContext) -> str:
    """Since when a record has stood, and for how long at least. It is in no table, since it grows by itself."""
    language, last = context.language, last_shown_day(reign, context)
    if last == reign.first:
        return standing_since(reign, language)
    return language.text(
        "standing since {date}, for over {duration}",
        date=language.date(reign.first),
        duration=duration_text(time_between(reign.first, last), language, oblique=True),
    )


def time_to_date(reign: Reign, context: ChartContext) -> str:
    """The same without the day, which the bar shows: on a telephone there is no room for both."""
    language, last = context.language, last_shown_day(reign, context)
    if last == reign.first:
        return standing_since(reign, language)
    time = duration_text(time_between(reign.first, last), language, oblique=True)
    return language.text("over {duration} to date", duration=time)


def _row(reign: Reign, context: ChartContext) -> tuple[Cell, ...]:
    language, taker = context.language, reign.record.broken_by
    start = (Cell(context.editions[reign.record.holder].name), Cell(language.date(reign.first)))
    if reign.days is None or reign.time is None or taker is None:
        return (*start, Cell("—"), Cell(standing_since(reign, language)), Cell("—"))
    return (
        *start,
        Cell(context.editions[taker].name),
        Cell(duration_text(reign.time, language)),
        figure_cell(reign.days, language),
    )


def reign_plot(held: Sequence[Reign], context: ChartContext) -> Plot:
    """One row per record, with a bar from the day it was set to the day it was broken. A standing record has no end.

    customdata of the bars: [edition, value, qualifier].
    """
    named, focus, language = context.editions, context.view.focus, context.language
    if not held:
        return finish_plot(
            [],
            {"range": axis_range(0, 1, language), "visible": False},
            {"visible": False},
            language,
            EMPTY_CHART_HEIGHT,
        )
    ends = [last_shown_day(reign, context) for reign in held]
    years = range(held[0].first.year, max(ends).year + 1)
    ended = [(row, reign, reign.days) for row, reign in enumerate(held) if reign.days]
    open_rows = [(row, reign) for row, reign in enumerate(held) if reign.days is None]
    traces: list[PlotlyPart] = [
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
                f"<b>{named[reign.record.holder].name}</b><br>{reign_sentence(reign, context)}<extra></extra>"
                for _, reign, _ in ended
            ],
        },
        {
            "type": "bar",
            "orientation": "h",
            "y": [row for row, _ in open_rows],
            "x": [(last_shown_day(reign, context) - reign.first).days for _, reign in open_rows],
            "base": [reign.first.toordinal() for _, reign in open_rows],
            "width": REIGN_BAR_HEIGHT,
            "marker": {"color": PLACEHOLDERS.record, "line": {"width": 0}},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "y": [row for row, _ in open_rows],
            "x": [last_shown_day(reign, context).toordinal() for _, reign in open_rows],
            "marker": {
                "symbol": "triangle-left" if language.rtl else "triangle-right",
                "size": 15,
                "color": PLACEHOLDERS.record,
                "opacity": 1,
            },
            "cliponaxis": False,
            "hovertemplate": [
                f"<b>{named[reign.record.holder].name}</b><br>{standing_time(reign, context)}<extra></extra>"
                for _, reign in open_rows
            ],
        },
    ]
    middle = (year_start(years.start) + year_start(years.stop)) / 2
    return finish_plot(
        traces,
        {"range": axis_range(year_start(years.start), year_start(years.stop), language)}
        | year_axis(years, every=math.ceil(len(years) / MAX_YEAR_TICKS)),
        {"range": [len(held) - 1 + 0.5, -0.75], "visible": False},
        language,
        REIGN_ROW_HEIGHT * len(held) + YEARS_HEIGHT,
        shapes=year_rules(years, "x"),
        annotations=[_label(row, reign, middle, context) for row, reign in enumerate(held)],
        form="bars",
    )


def _color(reign: Reign, focus: int) -> str:
    return PLACEHOLDERS.focus if reign.record.holder == focus else PLACEHOLDERS.other


def _label(row: int, reign: Reign, middle: float, context: ChartContext) -> PlotlyPart:
    """The holder and the duration, above the bar: aligned with its start, or with its end if the bar lies late."""
    language = context.language
    start, end = reign.first.toordinal(), last_shown_day(reign, context).toordinal()
    late = (start + end) / 2 > middle
    name = context.editions[reign.record.holder].name
    time = duration_text(reign.time, language) if reign.time else time_to_date(reign, context)
    text = language.text("{edition}: {value}", edition=f"<b>{name}</b>", value=time)
    is_focus = reign.record.holder == context.view.focus
    return {
        "x": end if late else start,
        "y": row - REIGN_BAR_HEIGHT / 2,
        "text": text,
        # In Arabic, the ends of the text and of the bar are on the left.
        "xanchor": "left" if late == language.rtl else "right",
        "yanchor": "bottom",
        "bgcolor": PLACEHOLDERS.paper,
        "borderpad": 1,
        "showarrow": False,
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.ink},
    }
