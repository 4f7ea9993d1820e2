"""The column chart by edition, for totals and rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lib.charts.alternative_text import alternative_text, series_values
from lib.charts.chart import Chart, Edition, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.record_line import record_segments
from lib.charts.kinds.single_figure import (
    SINGLE_FIGURE_FORM,
    SINGLE_FIGURE_HEIGHT,
    SingleFigure,
    single_figure_staff,
    single_figure_traces,
    single_figure_unit,
)
from lib.charts.kinds.style import (
    COLUMN_WIDTH,
    LARGE_TEXT,
    ROOMY_COLUMNS,
    PlotlyPart,
    category_axis,
    finish_plot,
    label_size,
    record_trace,
    unpublished_trace,
    value_axis,
)
from lib.charts.phrases import figure_text, qualifier_prefix, series_table
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import Figure, Measure, RecordFigure, Series, select_editions

COLUMN_FORM = mark_message("Chart with a column for each edition")
COLUMN_CHART_HEIGHT = 400
# Height of a chart without columns, which holds only a sentence.
EMPTY_CHART_HEIGHT = 130


def build_column_chart(
    context: ChartContext,
    name: str,
    measure: Measure,
    *,
    headline: str,
    subtitle: str,
    notes: Iterable[str],
    key: str = "",
    compared: Sequence[Edition] | None = None,
    records: Sequence[RecordFigure] = (),
    with_formula: bool = False,
    height: int = COLUMN_CHART_HEIGHT,
    form: str = COLUMN_FORM,
    record: str = "",
) -> Chart:
    """The chart `name` of a measure: one column per edition of `compared`, by default the context's.

    `form` is a message that says what is drawn, for the alternative text, and `record` a sentence for its end.
    """
    language, compared = context.language, context.compared if compared is None else compared
    series = select_editions(measure(context.archive), [edition.number for edition in compared])
    title = language.term("measure", measure.id)
    plot = column_plot(series, compared, context, measure.noun, title=title, records=records, height=height)
    if plot.form == "number":
        key = ""
    return Chart(
        id=name,
        headline=headline,
        subtitle=f"{subtitle} {key}".rstrip(),
        key=key,
        plot=plot,
        table=series_table(series, compared, title, headline, language, with_formula=with_formula),
        alternative=alternative_text(
            headline,
            language.text(column_plot_form(plot, form)),
            series_values(series, compared, measure.noun, language),
            language,
            remark=record,
        ),
        notes=tuple(notes),
        sources=context.cite(series.values()),
    )


def column_plot(
    series: Series,
    compared: Sequence[Edition],
    context: ChartContext,
    noun: str | None,
    *,
    title: str,
    records: Sequence[RecordFigure] = (),
    absent_text: str = "",
    height: int = COLUMN_CHART_HEIGHT,
) -> Plot:
    """One column per edition, from the right in Arabic, with its qualified number above and its name below.

    The focus is highlighted. Each record is a line from the column that set it to the column that broke it. An edition
    without a figure keeps its place and reads "not published", or `absent_text`. A figure with nothing beside it is a
    large number instead, with what is counted: the noun, or the `title`.
    customdata of the columns: [edition, value, qualifier].
    """
    language, focus = context.language, context.view.focus
    place = {edition.number: index for index, edition in enumerate(compared)}
    levels = list(record_segments(records, place))
    valued = [(edition, series[edition.number]) for edition in compared if edition.number in series]
    axis = edition_axis(compared, focus, language)
    absences = unpublished_trace(
        [(place[edition.number], 0) for edition in compared if edition.number not in series], language, absent_text
    )
    if len(valued) == 1 and not levels:
        [(edition, figure)] = valued
        shown = SingleFigure(figure, place[edition.number], len(compared), edition.number == focus)
        hover = hover_text(edition.name, figure, noun, language)
        data = [edition.number, figure.value, figure.qualifier]
        return finish_plot(
            [*single_figure_traces(shown, data, hover, language), absences],
            axis,
            {"range": [0, 1], "visible": False},
            language,
            SINGLE_FIGURE_HEIGHT,
            fixed_height=True,
            annotations=[single_figure_unit(shown, noun, title, language)],
            shapes=[single_figure_staff(shown)],
            form="number",
        )
    in_focus = [edition.number == focus for edition, _ in valued]
    traces = [
        {
            "type": "bar",
            "x": [place[edition.number] for edition, _ in valued],
            "y": [figure.value for _, figure in valued],
            "width": COLUMN_WIDTH,
            "customdata": [[edition.number, figure.value, figure.qualifier] for edition, figure in valued],
            "marker": {"color": [PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.other for is_focus in in_focus]},
            "textfont": {
                "size": [
                    LARGE_TEXT if is_focus and len(compared) <= ROOMY_COLUMNS else label_size(len(compared))
                    for is_focus in in_focus
                ],
                "color": PLACEHOLDERS.ink,
            },
            "text": [column_label(figure, language) for _, figure in valued],
            "textposition": "outside",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
            "hovertemplate": [hover_text(edition.name, figure, noun, language) for edition, figure in valued],
        },
        record_trace(levels, width=2.5),
        absences,
    ]
    top = max([*(figure.value for _, figure in valued), *(level for *_, level in levels)], default=1)
    return finish_plot(
        traces,
        axis,
        value_axis(top),
        language,
        height if valued else EMPTY_CHART_HEIGHT,
        form="columns",
    )


def column_plot_form(plot: Plot, columns: str = COLUMN_FORM) -> str:
    """The message that says what `column_plot` has drawn: `columns` says it of columns."""
    return SINGLE_FIGURE_FORM if plot.form == "number" else columns


def hover_text(name: str, figure: Figure, noun: str | None, language: Language) -> str:
    """The hover text of a mark, as Plotly's hovertemplate."""
    return f"<b>{name}</b><br>{figure_text(figure, language, noun)}<extra></extra>"


def column_label(figure: Figure, language: Language) -> str:
    """The qualified number on two lines, so that six fit side by side on a phone: nearly<br>1,150,000.

    Whole millions from ten million on are abbreviated, which loses nothing: over<br>29M.
    """
    number = language.millions(figure.value) if figure.value >= 10_000_000 else language.number(figure.value)
    word = qualifier_prefix(figure, language)
    return f"{word}<br><b>{number}</b>" if word else f"<b>{number}</b>"


def edition_axis(compared: Sequence[Edition], focus: int, language: Language) -> PlotlyPart:
    """The axis of editions, in reading direction."""
    is_dense = len(compared) > ROOMY_COLUMNS
    ticks = {
        place: edition_tick(edition, edition.number == focus, 1 + place % 2 if is_dense else 0)
        for place, edition in enumerate(compared)
    }
    return category_axis(ticks, len(compared), language)


def edition_tick(edition: Edition, is_focus: bool, line: int = 0) -> str:
    """The city above the year, bold for the focus; or the year, and the city `line` lines below it."""
    year = edition.first_day.year
    text = f"{year}{'<br>' * line}{edition.city}" if line else f"{edition.city}<br>{year}"
    return f"<b>{text}</b>" if is_focus else text
