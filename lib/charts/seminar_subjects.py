"""The seminars that sources name, by subject and edition."""

from __future__ import annotations

from collections.abc import Mapping

from lib.charts.chart import Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.dot_matrix import MatrixRow, build_matrix
from lib.charts.kinds.published_rows import named_count_row, published_row
from lib.charts.phrases import figure_cell
from lib.language.translation_marks import mark_message
from lib.measures import Series, count_programme_items, seminars_by_subject


def seminar_subjects(context: ChartContext) -> Chart:
    """Subjects by edition, with the number of seminars named; below, their sum and the published number."""
    language = context.language
    counted = {theme: context.restrict(series) for theme, series in seminars_by_subject(context.archive).items()}
    return build_matrix(
        context,
        "seminar_subjects",
        [
            *(
                MatrixRow(
                    id=theme,
                    title=language.term("theme", theme),
                    kind="count",
                    cells={number: figure_cell(figure, language) for number, figure in counted[theme].items()},
                    absent_text=language.text("none named"),
                )
                for theme in sort_subjects(counted, context.view.focus)
            ),
            named_count_row("seminar", language.text("Seminars named (our count)"), context),
            published_row("seminar", language.text("Seminars in all"), context),
        ],
        title=language.text("Subject"),
        headline=subjects_headline(counted, context),
        subtitle=language.text("Seminars that sources name, by subject. A dash: none is named on that subject."),
        form=mark_message("Matrix of subjects and editions"),
        notes=(
            language.text(
                "The lists are partial: they hold what sources name. A seminar that none names is not in them."
            ),
            language.text("Each seminar has one subject, which this record book gives it."),
        ),
    )


def sort_subjects(counted: Mapping[str, Series], focus: int) -> list[str]:
    """The subjects that have a seminar: those of the focus before the others, the most frequent first."""
    total = {theme: sum(figure.value for figure in series.values()) for theme, series in counted.items()}
    return sorted(
        (theme for theme in counted if total[theme]), key=lambda theme: (focus not in counted[theme], -total[theme])
    )


def subjects_headline(counted: Mapping[str, Series], context: ChartContext) -> str:
    """A sentence on how many seminars are named for the focus, on how many subjects."""
    language, focus = context.language, context.focus
    seminars = count_programme_items(context.archive, "seminar").get(focus.number)
    if seminars is None:
        return language.text("{edition}: no seminar is named", edition=focus.name)
    return language.plural(
        "{edition}: {seminars} named, on {number} subject",
        "{edition}: {seminars} named, on {number} subjects",
        sum(focus.number in series for series in counted.values()),
        edition=focus.name,
        seminars=language.noun(seminars.value, "seminar"),
    )
