"""Seminars by subject, edition by edition: those that sources name."""

from __future__ import annotations

from collections.abc import Mapping

from lib.archive import Archive
from lib.charts.chart import (
    Cell,
    Edition,
    Graphic,
    View,
)
from lib.charts.kinds.dot_matrix import (
    Row,
    matrix,
    matrix_table,
    matrix_values,
)
from lib.charts.kinds.published_rows import named_row, published_row
from lib.charts.kinds.strip_chart import inside
from lib.charts.phrases import (
    cell,
    cited,
    editions,
    part_note,
    shown,
)
from lib.language import Language
from lib.measures import Series, named, subjects


def seminar_subjects(archive: Archive, view: View, language: Language) -> Graphic:
    """Subjects by editions, each with the number of seminars named; below, their sum and the published number."""
    compared = shown(archive, view, language)
    counted = {theme: inside(series, compared) for theme, series in subjects(archive).items()}
    rows = [
        Row(
            id=theme,
            title=language.term("theme", theme),
            look="count",
            cells={number: cell(figure, language) for number, figure in counted[theme].items()},
            absent=language.text("none named"),
        )
        for theme in ordered(counted, view.focus)
    ]
    rows += [
        named_row("seminar", language.text("Seminars named (our count)"), archive, compared, language),
        published_row("seminar", language.text("Seminars in all"), archive, compared, language),
    ]
    edition = editions(archive, language)[view.focus]
    headline = subjects_headline(edition, archive, counted, language)
    values: list[Cell] = [cell for row in rows for cell in row.cells.values()]
    return Graphic(
        id="seminar_subjects",
        headline=headline,
        subtitle=language.text("Seminars that sources name, by subject. A dash: none is named on that subject."),
        chart=matrix(rows, compared, view.focus, language),
        table=matrix_table(rows, compared, language.text("Subject"), headline, language),
        alternative=language.text(
            "Matrix of subjects and editions. {headline}. {values}.",
            headline=headline,
            values=matrix_values(rows, compared, language),
        ),
        notes=(
            *part_note(compared, archive, view, language),
            language.text(
                "The lists are partial: they hold what sources name. A seminar that none names is not in them."
            ),
            language.text("Each seminar has one subject, which this record book gives it."),
        ),
        sources=cited(archive, values, language),
    )


def ordered(counted: Mapping[str, Series], focus: int) -> list[str]:
    """The subjects that have a seminar: those of the focus before the others, the most frequent first."""
    total = {theme: sum(figure.value for figure in series.values()) for theme, series in counted.items()}
    return sorted(
        (theme for theme in counted if total[theme]), key=lambda theme: (focus not in counted[theme], -total[theme])
    )


def subjects_headline(edition: Edition, archive: Archive, counted: Mapping[str, Series], language: Language) -> str:
    """How many seminars are named, on how many subjects."""
    number = edition.number
    seminars = named(archive, "seminar").get(number)
    if seminars is None:
        return language.text("{edition}: no seminar is named", edition=edition.name)
    return language.plural(
        "{edition}: {seminars} named, on {number} subject",
        "{edition}: {seminars} named, on {number} subjects",
        sum(number in series for series in counted.values()),
        edition=edition.name,
        seminars=language.noun(seminars.value, "seminar"),
    )
