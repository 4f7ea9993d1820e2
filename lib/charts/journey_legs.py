"""The editions on a calendar: the time and the distance between each and the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lib.charts.alternative_text import alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, Edition, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.calendar_axis import year_axis, year_rules, year_start
from lib.charts.kinds.label_placement import spread_heights
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, PlotlyPart, axis_range, finish_plot
from lib.charts.phrases import duration_text, figure_cell, figure_text, formula_text, omitted_editions_note
from lib.language import Language
from lib.measures import Leg, Pause, Stop, legs, pauses, stops, total_distance

# Heights in pixels: of a year, and of the space above the first and below the last.
YEAR_HEIGHT, CALENDAR_PADDING = 62, 16
# On the horizontal axis, the calendar line is at 0, its labels begin here, and the drawing ends at 1.
LABELS_START = 0.045
LINE_WIDTH = 0.008
# Heights in pixels of a line of text, and of a leg that has room for its two lines between the labels of its ends.
CALENDAR_LINE_HEIGHT, ROOMY_LEG = 16, 50


def journey_legs(context: ChartContext) -> Chart:
    """The editions that the view compares and the legs between them."""
    language = context.language
    numbers = {edition.number for edition in context.compared}
    stops_shown = [stop for stop in stops(context.archive) if stop.edition in numbers]
    between = legs(stops_shown)
    explained = {number: pause for number, pause in pauses(context.archive).items() if number in numbers}
    headline = leg_headline(between, context)
    return Chart(
        id="journey_legs",
        headline=headline,
        subtitle=language.text(
            "Time from the last day of an edition to the first day of the next, and the distance between the two "
            "cities as the crow flies."
        ),
        plot=leg_plot(stops_shown, between, context),
        table=ChartTable(
            headline,
            (
                language.text("From one edition to the next"),
                language.text("Time between"),
                language.text("In days"),
                language.text("Kilometres"),
            ),
            tuple(
                (
                    Cell(leg_name(leg, context)),
                    Cell(duration_text(leg.time, language)),
                    figure_cell(leg.days, language),
                    figure_cell(leg.distance, language),
                )
                for leg in between
            ),
            words=(0, 1),
            across=language.text("Measure"),
        ),
        alternative=alternative_text(
            headline,
            language.text("Calendar of the editions with the time between them"),
            [leg_sentence(leg, context) for leg in between],
            language,
        ),
        notes=(
            *omitted_editions_note(context),
            *pause_notes(between, explained, language),
            *leg_notes(between, language),
        ),
        sources=context.cite(
            [*(figure for leg in between for figure in (leg.days, leg.distance) if figure), *explained.values()]
        ),
    )


def pause_notes(between: Sequence[Leg], explained: Mapping[int, Pause], language: Language) -> list[str]:
    """Notes on why there was no edition in some years, if sources say so."""
    return [
        language.text(
            "{years} had no edition because of {reason}, according to the sources.",
            years=language.join([str(year) for year in leg.years_without]),
            reason=language.term("gap", explained[leg.end.edition].reason),
        )
        for leg in between
        if leg.years_without and leg.end.edition in explained
    ]


def leg_notes(between: Sequence[Leg], language: Language) -> tuple[str, ...]:
    """Notes on how the distances were calculated, and on their sum."""
    measured = [leg for leg in between if leg.distance]
    if not measured:
        return ()
    notes = [
        language.text(
            "Calculated: the shortest line on the globe between the coordinates of the cities, to two "
            "significant figures. Every road is longer."
        )
    ]
    if len(measured) > 1:
        whole = total_distance(measured)
        notes.append(
            language.text(
                "Total distance: {formula} = {sum}.",
                formula=formula_text(whole, language),
                sum=figure_text(whole, language, "kilometre"),
            )
        )
    return tuple(notes)


def leg_name(leg: Leg, context: ChartContext) -> str:
    """Tangier 2019 – Fes 2023."""
    return f"{context.editions[leg.start.edition].name} – {context.editions[leg.end.edition].name}"


def leg_sentence(leg: Leg, context: ChartContext) -> str:
    """The leg with its duration and distance, for the alternative text."""
    language = context.language
    return language.text(
        "{leg}: {duration} ({days}), {distance}",
        leg=leg_name(leg, context),
        duration=duration_text(leg.time, language),
        days=figure_text(leg.days, language, "day"),
        distance=leg_distance(leg, language),
    )


def leg_distance(leg: Leg, language: Language) -> str:
    """About 220 kilometres."""
    return figure_text(leg.distance, language, "kilometre") if leg.distance else language.text("distance not known")


def leg_headline(between: Sequence[Leg], context: ChartContext) -> str:
    """A sentence on the years without an edition and their leg; else on the time before the focus."""
    language = context.language
    without = [leg for leg in between if leg.years_without]
    before = [leg for leg in between if leg.end.edition == context.view.focus]
    if not (without or before):
        return language.text("{edition}: the journey begins here", edition=context.focus.name)
    leg = max(without or before, key=lambda leg: leg.days.value)
    words = {
        "duration": duration_text(leg.time, language),
        "start": context.editions[leg.start.edition].name,
        "end": context.editions[leg.end.edition].name,
    }
    if not leg.years_without:
        return language.text("{duration} between {start} and {end}", **words)
    return language.text(
        "{years} without an edition: {duration} between {start} and {end}",
        years=language.join([str(year) for year in leg.years_without]),
        **words,
    )


def leg_plot(stops_shown: Sequence[Stop], between: Sequence[Leg], context: ChartContext) -> Plot:
    """Years from top to bottom. An edition is a dot on its days; a bar joins it to the next edition.

    customdata of the bars and of the distances beside them: [from, to, value, qualifier].
    """
    named, focus, language = context.editions, context.view.focus, context.language
    years = range(stops_shown[0].first_day.year, stops_shown[-1].last_day.year + 1)
    middle = {leg: (_middle(leg.start) + _middle(leg.end)) / 2 for leg in between}
    # A short leg says its time and its distance on one line; one that is shorter yet, in the table only.
    heights = {leg: (_middle(leg.end) - _middle(leg.start)) * YEAR_HEIGHT / 365 for leg in between}
    roomy = [leg for leg in between if heights[leg] >= ROOMY_LEG]
    tight = [leg for leg in between if 2 * CALENDAR_LINE_HEIGHT <= heights[leg] < ROOMY_LEG]
    measured = [(leg, leg.distance) for leg in roomy if leg.distance]
    traces: list[PlotlyPart] = [
        {
            "type": "bar",
            "x": [0 for _ in between],
            "y": [leg.days.value for leg in between],
            "base": [leg.start.last_day.toordinal() for leg in between],
            "width": LINE_WIDTH,
            "customdata": [_customdata(leg, leg.days.value, leg.days.qualifier) for leg in between],
            "marker": {"color": PLACEHOLDERS.other, "line": {"width": 0}},
            "hovertemplate": [f"{leg_sentence(leg, context)}<extra></extra>" for leg in between],
        },
        {
            "type": "scatter",
            "mode": "text",
            "x": [LABELS_START for _ in measured],
            "y": [middle[leg] for leg, _ in measured],
            "customdata": [_customdata(leg, figure.value, figure.qualifier) for leg, figure in measured],
            "text": [leg_distance(leg, language) for leg, _ in measured],
            "textposition": "bottom left" if language.rtl else "bottom right",
            "textfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [0 for _ in stops_shown],
            "y": [_middle(stop) for stop in stops_shown],
            "marker": {
                "size": 13,
                "color": [PLACEHOLDERS.focus if stop.edition == focus else PLACEHOLDERS.other for stop in stops_shown],
                "line": {"color": PLACEHOLDERS.paper, "width": 2},
                "opacity": 1,
            },
            "hovertemplate": [
                f"<b>{named[stop.edition].name}</b><br>{named[stop.edition].dates}<extra></extra>"
                for stop in stops_shown
            ],
        },
    ]
    levels = spread_heights(
        {stop.edition: _middle(stop) for stop in stops_shown}, CALENDAR_LINE_HEIGHT * 365 / YEAR_HEIGHT
    )
    words = [
        (levels[stop.edition], _stop_label(named[stop.edition], stop.edition == focus), "middle")
        for stop in stops_shown
    ]
    words += [(middle[leg], duration_text(leg.time, language), "bottom") for leg in roomy]
    words += [
        (middle[leg], f"{duration_text(leg.time, language)} · {leg_distance(leg, language)}", "middle") for leg in tight
    ]
    without = [year for leg in between for year in leg.years_without]
    return finish_plot(
        traces,
        {"range": axis_range(-LABELS_START, 1, language), "visible": False},
        {
            # Time runs downwards.
            "range": [year_start(years.stop), year_start(years.start)],
            "showgrid": False,
            "side": "right" if language.rtl else "left",
        }
        | year_axis(years),
        language,
        YEAR_HEIGHT * len(years) + CALENDAR_PADDING,
        fixed_height=True,
        shapes=[*(_band(year) for year in without), *year_rules(years, "y", x0=-LABELS_START, x1=0)],
        annotations=[
            {
                "x": LABELS_START,
                "y": height,
                "text": text,
                "xanchor": "right" if language.rtl else "left",
                "yanchor": yanchor,
                "yshift": 3 if yanchor == "bottom" else 0,
                "align": "right" if language.rtl else "left",
                "showarrow": False,
                "borderpad": 0,
                "borderwidth": 0,
                "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
            }
            for height, text, yanchor in words
        ],
        form="bars",
    )


def _customdata(leg: Leg, value: float, qualifier: str) -> list[int | float | str]:
    return [leg.start.edition, leg.end.edition, value, qualifier]


def _middle(stop: Stop) -> float:
    return (stop.first_day.toordinal() + stop.last_day.toordinal()) / 2


def _stop_label(edition: Edition, is_focus: bool) -> str:
    name = (
        f"<b>{edition.city}</b>"
        if not is_focus
        else f"<b><span style='color:{PLACEHOLDERS.focus}'>{edition.city}</span></b>"
    )
    return f"{name} · {edition.dates}"


def _band(year: int) -> PlotlyPart:
    """A year without an edition, shaded."""
    return {
        "type": "rect",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": year_start(year),
        "y1": year_start(year + 1),
        "fillcolor": PLACEHOLDERS.soft,
        "line": {"width": 0},
        "layer": "below",
    }
