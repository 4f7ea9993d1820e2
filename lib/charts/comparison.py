"""The reader's own comparison: any measure of any editions on any basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lib.charts.alternative_text import alternative_text, series_values
from lib.charts.chart import Cell, Chart, ChartTable, Edition
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import column_plot, column_plot_form
from lib.charts.phrases import (
    comparison_phrase,
    figure_text,
    join_edition_names,
    lengths_note,
    limit_claim,
    omitted_editions_note,
    precision_note,
    series_table,
)
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import (
    BASES,
    CONSTANT_MEASURES,
    MEASURES,
    Basis,
    Figure,
    Measure,
    Series,
    base_edition,
    count_values,
    find_obstacle,
    possible_bases,
    select_editions,
    weakest_qualifier,
)

# The title of each basis.
BASIS_TITLES = {
    "total": "{measure}",
    "per_day": mark_message("{measure} per open day"),
    "per_stand": mark_message("{measure} per stand"),
    "per_officer": mark_message("{measure} per police officer"),
    "index": mark_message("{measure}, {edition} = 100"),
}

# How each basis is counted.
BASIS_DEFINITIONS = {
    "total": mark_message("{measure} of each edition, as published."),
    "per_day": mark_message("{measure} divided by the number of open days, to three significant figures."),
    "per_stand": mark_message("{measure} divided by the published number of stands, to three significant figures."),
    "per_officer": mark_message(
        "{measure} divided by the published number of police staff, to three significant figures."
    ),
    "index": mark_message(
        "{measure}: {edition} is set at 100 and the others in proportion, to three significant figures."
    ),
}


def comparison(context: ChartContext) -> Chart:
    """The view's measure on the view's basis for the view's editions, or the reason why there are no figures."""
    context = replace(context, leading=context.view.measure)
    archive, view, language = context.archive, context.view, context.language
    measure, basis = MEASURES[view.measure], BASES[view.basis]
    if find_obstacle(measure, basis, archive, [edition.number for edition in context.compared]):
        return build_explanation(measure, basis, context)
    counted = context.restrict(measure(archive))
    series = basis(counted, archive)
    title = fill_basis_text(BASIS_TITLES[basis.id], measure, counted, context)
    headline = ranking_headline(series, context.compared, title, language)
    noun = None if basis.id == "index" else measure.noun
    plot = column_plot(series, context.compared, lit_context(series, context), noun, title=title)
    return Chart(
        id="comparison",
        headline=headline,
        subtitle=measure_definition(measure, basis, counted, context),
        plot=plot,
        table=series_table(
            series,
            context.compared,
            title,
            headline,
            language,
            with_formula=any(figure.calculated for figure in series.values()),
        ),
        alternative=alternative_text(
            headline,
            language.text(column_plot_form(plot)),
            series_values(series, context.compared, None, language),
            language,
        ),
        notes=(
            *omitted_editions_note(context),
            *absence_notes(measure, basis, context),
            *day_notes(measure, basis, language),
            *([] if measure.id == "days" else lengths_note(context.compared, language)),
            # The base of an index is exactly 100, so the note depends on the qualifiers of the figures behind it.
            *precision_note(select_editions(counted, list(series)).values(), language),
        ),
        sources=context.cite(series.values()),
    )


def name_bases(measure: str, editions: Sequence[int], context: ChartContext) -> dict[str, str]:
    """The name of each basis by its id; with how many values it has, where these editions leave nothing to compare."""
    language, names = context.language, {}
    for code, basis in BASES.items():
        name, count = language.term("basis", code), count_values(MEASURES[measure], basis, context.archive, editions)
        few = language.plural("{basis}: {number} value", "{basis}: {number} values", count, basis=name)
        names[code] = few if count < 2 else name
    return names


def lit_context(series: Series, context: ChartContext) -> ChartContext:
    """The context whose focus is the edition that is highlighted: the focus itself, or the one that leads alone."""
    if context.view.highlight == "focus":
        return context
    top = max(figure.value for figure in series.values())
    leaders = [number for number, figure in series.items() if figure.value == top]
    return replace(context, view=replace(context.view, focus=leaders[0])) if len(leaders) == 1 else context


def fill_basis_text(message: str, measure: Measure, counted: Series, context: ChartContext) -> str:
    """One of BASIS_TITLES or BASIS_DEFINITIONS for this measure; {edition} is the base of an index."""
    first = base_edition(counted)
    return context.language.text(
        message,
        measure=context.language.term("measure", measure.id),
        edition="" if first is None else context.editions[first].name,
    )


def measure_definition(measure: Measure, basis: Basis, counted: Series, context: ChartContext) -> str:
    """What is counted, and how."""
    if basis.id == "total" and any(figure.calculated for figure in counted.values()):
        return context.language.text(
            "{measure}: calculated from published figures, to three significant figures.",
            measure=context.language.term("measure", measure.id),
        )
    return fill_basis_text(BASIS_DEFINITIONS[basis.id], measure, counted, context)


def ranking_headline(series: Series, compared: Sequence[Edition], title: str, language: Language) -> str:
    """A sentence on the highest edition, and how it compares with the lowest."""
    valued = [edition for edition in compared if edition.number in series]
    top = max(series.values(), key=lambda figure: figure.value)
    low = min(series.values(), key=lambda figure: figure.value)
    first = [edition.name for edition in valued if series[edition.number].value == top.value]
    last = [edition.name for edition in valued if series[edition.number].value == low.value]
    value = figure_text(shared_figure([figure for figure in series.values() if figure.value == top.value]), language)
    if len(valued) == 1:
        if len(compared) == 1:
            return language.text("{title}: {value} for {edition}", title=title, value=value, edition=first[0])
        return language.text(
            "{title}: {value} for {edition}, the only edition chosen that has a figure",
            title=title,
            value=value,
            edition=first[0],
        )
    if top.value == low.value:
        return language.text(
            "{title}: {value} each for {editions}", title=title, value=value, editions=language.join(first)
        )
    ratio = comparison_phrase(top, low, last[0], language)
    if len(first) > 1:
        rank = language.text(
            "{title}: {editions} rank highest with {value} each, {comparison}",
            title=title,
            editions=language.join(first),
            value=value,
            comparison=ratio,
        )
    elif len(last) > 1 or len(valued) == 2:
        rank = language.text(
            "{title}: {edition} ranks highest with {value}, {comparison}",
            title=title,
            edition=first[0],
            value=value,
            comparison=ratio,
        )
    else:
        rank = language.text(
            "{title}: {edition} ranks highest with {value}, {comparison}, which ranks lowest",
            title=title,
            edition=first[0],
            value=value,
            comparison=ratio,
        )
    return limit_claim(rank, series, [edition.number for edition in compared], language)


def shared_figure(figures: Sequence[Figure]) -> Figure:
    """One figure for several of the same value, with the weakest qualifier."""
    if len(figures) == 1:
        return figures[0]
    return Figure(figures[0].value, weakest_qualifier(figure.qualifier for figure in figures))


def absence_notes(measure: Measure, basis: Basis, context: ChartContext) -> list[str]:
    """Notes on the editions without a figure, and on the number that is missing."""
    language, notes = context.language, []
    for part in (measure, basis.divisor):
        missing = [edition.name for edition in context.compared if part and edition.number not in part(context.archive)]
        if part and missing:
            notes.append(
                language.text(
                    "{measure}: not published for {editions}.",
                    measure=language.term("measure", part.id),
                    editions=language.join(missing),
                )
            )
    return notes


def day_notes(measure: Measure, basis: Basis, language: Language) -> list[str]:
    """Notes on what a value per day does not show."""
    if basis.id != "per_day":
        return []
    if measure.id in CONSTANT_MEASURES:
        return [
            language.text(
                "{measure}: the same on every open day. The quotient reflects how large and how long an edition was, "
                "not what one day held.",
                measure=language.term("measure", measure.id),
            )
        ]
    return [language.text("Calculated, not published: an average says nothing about any single day.")]


def build_explanation(measure: Measure, basis: Basis, context: ChartContext) -> Chart:
    """The chart for a choice that has no figures: the reason, and what to choose instead."""
    language = context.language
    reason = find_obstacle(measure, basis, context.archive, [edition.number for edition in context.compared])
    name = language.term("measure", measure.id)
    # An index has no figures only if nothing was published, or zero.
    title = name if basis.id == "index" else language.text(BASIS_TITLES[basis.id], measure=name)
    divisor = language.term("measure", basis.divisor.id) if basis.divisor else ""
    headline = {
        "nothing": language.text("{title}: nothing was published for the editions chosen", title=name),
        "itself": language.text("{title}: always 1, so there is nothing to compare", title=title),
        "time": language.text("{title}: open days cannot be shared out, so this would be meaningless", title=title),
        "rate": language.text("{measure}: already a rate, so it is not divided again", measure=name),
        "divisor": language.text("{title}: no edition chosen has both numbers", title=title)
        if divisor
        else language.text("{title}: no edition chosen has a figure above zero to start from", title=name),
    }[str(reason)]
    absent_text = (
        language.text("not published") if reason in ("nothing", "divisor") else language.text("not applicable")
    )
    # If nothing was published on any basis, suggest editions that have the measure at all.
    wanted = BASES["total"] if reason == "nothing" else basis
    subtitle = " ".join(suggest_choices(measure, wanted, context))
    return Chart(
        id="comparison",
        headline=headline,
        subtitle=subtitle,
        plot=column_plot({}, context.compared, context, None, title=title, absent_text=absent_text),
        table=ChartTable(
            caption=headline,
            columns=(language.text("Edition"), language.text("Dates"), title),
            rows=tuple((Cell(edition.name), Cell(edition.dates), Cell(absent_text)) for edition in context.compared),
            words=(0, 1),
        ),
        alternative=alternative_text(headline, language.text("Chart without figures"), [], language, remark=subtitle),
        notes=(
            *omitted_editions_note(context),
            *(absence_notes(measure, basis, context) if reason == "divisor" else ()),
        ),
        sources=(),
    )


def suggest_choices(measure: Measure, basis: Basis, context: ChartContext) -> list[str]:
    """Suggestions that lead to figures: other editions, another basis, else another measure."""
    archive, language = context.archive, context.language
    numbers = [edition.number for edition in context.compared]
    there = [
        edition.name
        for number, edition in context.editions.items()
        if number not in numbers and find_obstacle(measure, basis, archive, (number,)) is None
    ]
    bases = [language.term("basis", name) for name in possible_bases(measure, archive, numbers)]
    ways = []
    if there:
        ways.append(
            language.text(
                "Editions for which there is a figure: {editions}.", editions=join_edition_names(there, language)
            )
        )
    if bases:
        ways.append(language.text("Bases that can be chosen: {bases}.", bases=language.text("; ").join(bases)))
    return ways or [language.text("Choose another measure: no source gives this one for any edition.")]
