"""Seminars by subject, edition by edition: those that sources name."""

from __future__ import annotations

from collections.abc import Mapping

from lib.archive import Archive
from lib.charts.chart import Cell, Chart, Edition, View
from lib.charts.kinds.dot_matrix import MatrixRow, matrix_plot, matrix_table, matrix_text
from lib.charts.kinds.published_rows import named_count_row, published_row
from lib.charts.kinds.strip_chart import restrict_series
from lib.charts.phrases import cited_sources, compared_editions, editions_by_number, figure_cell, omitted_editions_note
from lib.language import Language
from lib.measures import Series, count_programme_items, seminars_by_subject


def seminar_subjects(archive: Archive, view: View, language: Language) -> Chart:
    """Subjects by editions, each with the number of seminars named; below, their sum and the published number."""
    compared = compared_editions(archive, view, language)
    counted = {theme: restrict_series(series, compared) for theme, series in seminars_by_subject(archive).items()}
    rows = [
        MatrixRow(
            id=theme,
            title=language.term("theme", theme),
            look="count",
            cells={number: figure_cell(figure, language) for number, figure in counted[theme].items()},
            absent=language.text("none named"),
        )
        for theme in sort_subjects(counted, view.focus)
    ]
    rows += [
        named_count_row("seminar", language.text("Seminars named (our count)"), archive, compared, language),
        published_row("seminar", language.text("Seminars in all"), archive, compared, language),
    ]
    edition = editions_by_number(archive, language)[view.focus]
    headline = subjects_headline(edition, archive, counted, language)
    values: list[Cell] = [cell for row in rows for cell in row.cells.values()]
    return Chart(
        id="seminar_subjects",
        headline=headline,
        subtitle=language.text("Seminars that sources name, by subject. A dash: none is named on that subject."),
        chart=matrix_plot(rows, compared, view.focus, language),
        table=matrix_table(rows, compared, language.text("Subject"), headline, language),
        alternative=language.text(
            "Matrix of subjects and editions. {headline}. {values}.",
            headline=headline,
            values=matrix_text(rows, compared, language),
        ),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            language.text(
                "The lists are partial: they hold what sources name. A seminar that none names is not in them."
            ),
            language.text("Each seminar has one subject, which this record book gives it."),
        ),
        sources=cited_sources(archive, values, language),
    )


def sort_subjects(counted: Mapping[str, Series], focus: int) -> list[str]:
    """The subjects that have a seminar: those of the focus before the others, the most frequent first."""
    total = {theme: sum(figure.value for figure in series.values()) for theme, series in counted.items()}
    return sorted(
        (theme for theme in counted if total[theme]), key=lambda theme: (focus not in counted[theme], -total[theme])
    )


def subjects_headline(edition: Edition, archive: Archive, counted: Mapping[str, Series], language: Language) -> str:
    """How many seminars are named, on how many subjects."""
    number = edition.number
    seminars = count_programme_items(archive, "seminar").get(number)
    if seminars is None:
        return language.text("{edition}: no seminar is named", edition=edition.name)
    return language.plural(
        "{edition}: {seminars} named, on {number} subject",
        "{edition}: {seminars} named, on {number} subjects",
        sum(number in series for series in counted.values()),
        edition=edition.name,
        seminars=language.noun(seminars.value, "seminar"),
    )
