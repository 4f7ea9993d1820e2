"""Themes of stands by edition: which are named, and which stayed, came or went."""

from __future__ import annotations

from collections.abc import Collection

from lib.charts.chart import Cell, Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.dot_matrix import MatrixRow, build_matrix
from lib.charts.phrases import figure_cell, figure_text
from lib.language import Language
from lib.language.terms import TERMS
from lib.language.translation_marks import mark_message
from lib.measures import (
    Series,
    count_named_stands,
    edition_themes,
    fully_named_editions,
    new_themes,
    others_by_theme,
    stands_by_theme,
    theme_changes,
)


def stand_themes(context: ChartContext) -> Chart:
    """Themes by edition, with the number of stands named; below, their sum and the published number."""
    language = context.language
    no_stand, unpublished = language.text("no stand named"), language.text("not published")
    return build_matrix(
        context,
        "stand_themes",
        [
            *theme_rows(context),
            number_row(
                "named",
                language.text("Stands named (our count)"),
                count_named_stands(context.archive),
                no_stand,
                context,
            ),
            number_row("published", language.text("Stands published"), context.series("stands"), unpublished, context),
        ],
        title=language.text("Theme"),
        headline=themes_headline(context),
        subtitle=language.text(
            "Stands that sources name, by theme. A dot: named as a space or a subject shown, not as a stand. A dash: "
            "none is named, which is not zero."
        ),
        form=mark_message("Matrix of themes and editions"),
        notes=(
            *turnover_notes(context),
            *stand_coverage_notes(context),
            language.text("Each stand has one theme, which this record book gives it."),
        ),
    )


def theme_rows(context: ChartContext) -> list[MatrixRow]:
    """The themes named for any of the editions: those of the focus before the others, the most frequent first."""
    language, focus = context.language, context.view.focus
    stands, others = stands_by_theme(context.archive), others_by_theme(context.archive)
    found = {
        theme: theme_cells(stands.get(theme, {}), others.get(theme, {}), context)
        for theme in TERMS["theme"]
        if theme in {*stands, *others}
    }
    ordered = sorted(
        (theme for theme in found if found[theme]),
        key=lambda theme: (focus not in found[theme], -sum(cell.value or 0 for cell in found[theme].values())),
    )
    return [
        MatrixRow(theme, language.term("theme", theme), "count", found[theme], language.text("no stand named"))
        for theme in ordered
    ]


def theme_cells(stands: Series, others: Series, context: ChartContext) -> dict[int, Cell]:
    """{4: Cell("2", 2, …)}: the number of stands named, or the words that the theme is named but not as a stand."""
    otherwise = context.language.text("not as a stand")
    dots = {number: Cell(otherwise, sources=figure.sources) for number, figure in context.restrict(others).items()}
    return dots | {number: figure_cell(figure, context.language) for number, figure in context.restrict(stands).items()}


def number_row(code: str, title: str, series: Series, absent_text: str, context: ChartContext) -> MatrixRow:
    """A series as a row of numbers under the marks."""
    cells = {number: figure_cell(figure, context.language) for number, figure in context.restrict(series).items()}
    return MatrixRow(code, title, "number", cells, absent_text)


def themes_headline(context: ChartContext) -> str:
    """A sentence on how many themes of the previous edition are named again. The lists are partial, hence "named"."""
    language, focus = context.language, context.focus
    now = edition_themes(context.archive, focus.number)
    if not now:
        return language.text("{edition}: no theme is named", edition=focus.name)
    changed = theme_changes(context.archive, focus.number)
    if changed is None:
        return language.plural(
            "{edition}: {number} theme named", "{edition}: {number} themes named", len(now), edition=focus.name
        )
    before, change = changed
    return language.plural(
        "{edition}: {stayed} of the {number} theme named at {other} named again, and {others}",
        "{edition}: {stayed} of the {number} themes named at {other} named again, and {others}",
        len(change.stayed) + len(change.gone),
        edition=focus.name,
        stayed=language.number(len(change.stayed)),
        other=context.editions[before].name,
        others=language.plural("{number} more", "{number} more", len(change.came)),
    )


def turnover_notes(context: ChartContext) -> list[str]:
    """Notes on the themes that stayed, came and are no longer named, and on those named for the first time."""
    language, focus = context.language, context.focus
    changed = theme_changes(context.archive, focus.number)
    if changed is None:
        return []
    before, change = changed
    pair = {"edition": focus.name, "other": context.editions[before].name}
    notes = []
    if change.stayed:
        listed = join_theme_names(change.stayed, language)
        notes.append(language.text("Named at {other} and at {edition}: {themes}.", **pair, themes=listed))
    if change.came:
        listed = join_theme_names(change.came, language)
        notes.append(language.text("Named at {edition}, not at {other}: {themes}.", **pair, themes=listed))
    if change.gone:
        listed = join_theme_names(change.gone, language)
        notes.append(language.text("Named at {other}, not at {edition}: {themes}.", **pair, themes=listed))
    if new := new_themes(context.archive, focus.number):
        listed = join_theme_names(new, language)
        notes.append(language.text("Named at no edition before {edition}: {themes}.", **pair, themes=listed))
    return notes


def join_theme_names(codes: Collection[str], language: Language) -> str:
    """The themes' names in vocabulary order, joined by semicolons, since some names contain an "and"."""
    return language.text("; ").join(
        language.term_in_sentence("theme", code) for code in TERMS["theme"] if code in codes
    )


def stand_coverage_notes(context: ChartContext) -> list[str]:
    """Notes on how many of the published stands are named, edition by edition, and on the meaning of a dash."""
    language = context.language
    counted = [edition for edition in context.compared if edition.number in count_named_stands(context.archive)]
    if not counted:
        return []
    lists = language.text("; ").join(
        language.text("{edition} ({value})", edition=edition.name, value=stand_coverage(edition.number, context))
        for edition in counted
    )
    notes = [language.text("What the lists cover: {coverage}.", coverage=lists)]
    complete = fully_named_editions(context.archive, context.series("stands"))
    whole = [edition.name for edition in counted if edition.number in complete]
    if len(whole) < len(context.compared):
        notes.append(
            language.text("The lists are partial: a theme without a mark may have had a stand that no source names.")
        )
    if whole:
        notes.append(language.text("Every stand is named for {editions}.", editions=language.join(whole)))
    return notes


def stand_coverage_sentence(context: ChartContext) -> str:
    """A sentence on how many stands of the focus are named by sources, and what is missing."""
    language, focus = context.language, context.focus
    coverage = stand_coverage(focus.number, context)
    if focus.number in fully_named_editions(context.archive, context.series("stands")):
        return language.text("{edition}: {coverage}.", edition=focus.name, coverage=coverage)
    return language.text(
        "{edition}: {coverage}. No source that we found names the others.", edition=focus.name, coverage=coverage
    )


def stand_coverage(edition: int, context: ChartContext) -> str:
    """How many of an edition's stands are named: 13 of 31 stands named."""
    language = context.language
    named, published = count_named_stands(context.archive).get(edition), context.series("stands").get(edition)
    if named is None:
        return language.text("no stand named")
    if published is None:
        return language.text(
            "{stands} named, their number was not published", stands=figure_text(named, language, "stand")
        )
    return language.plural(
        "{number} of {stands} named",
        "{number} of {stands} named",
        named.value,
        stands=figure_text(published, language, "stand"),
    )
