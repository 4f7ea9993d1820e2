"""Themes by editions: which are named, which stayed, which came and which are named no longer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lib.archive import Archive
from lib.charts.chart import Cell, Chart, Edition, View
from lib.charts.kinds.dot_matrix import MatrixRow, matrix_plot, matrix_table, matrix_text
from lib.charts.phrases import (
    cited_sources,
    compared_editions,
    editions_by_number,
    figure_cell,
    figure_text,
    omitted_editions_note,
)
from lib.language import Language
from lib.language.terms import TERMS
from lib.measures import (
    MEASURES,
    Series,
    ThemeSeries,
    count_named_stands,
    edition_themes,
    fully_named_editions,
    new_themes,
    others_by_theme,
    select_editions,
    stands_by_theme,
    theme_changes,
)


def stand_themes(archive: Archive, view: View, language: Language) -> Chart:
    """Themes by editions with the number of stands named; below, their sum and the published number."""
    compared = compared_editions(archive, view, language)
    headline = themes_headline(archive, view.focus, language)
    rows = [*theme_rows(archive, compared, view.focus, language), *stand_count_rows(archive, compared, language)]
    values = [cell for row in rows for cell in row.cells.values()]
    return Chart(
        id="stand_themes",
        headline=headline,
        subtitle=language.text(
            "Stands that sources name, by theme. A dot: named as a space or a subject shown, not as a stand. A dash: "
            "none is named, which is not zero."
        ),
        chart=matrix_plot(rows, compared, view.focus, language),
        table=matrix_table(rows, compared, language.text("Theme"), headline, language),
        alternative=language.text(
            "Matrix of themes and editions. {headline}. {values}.",
            headline=headline,
            values=matrix_text(rows, compared, language),
        ),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            *turnover_notes(archive, view.focus, language),
            *stand_coverage_notes(archive, compared, language),
            language.text("Each stand has one theme, which this record book gives it."),
        ),
        sources=cited_sources(archive, values, language),
    )


def theme_rows(archive: Archive, compared: Sequence[Edition], focus: int, language: Language) -> list[MatrixRow]:
    """The themes named for any of the editions: those of the focus before the others, the most frequent first."""
    numbers = [edition.number for edition in compared]
    stands, others = stands_by_theme(archive), others_by_theme(archive)
    found = {
        theme: theme_cells(theme, stands, others, numbers, language)
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


def theme_cells(
    theme: str, stands: ThemeSeries, others: ThemeSeries, numbers: Sequence[int], language: Language
) -> dict[int, Cell]:
    """{4: Cell("2", 2, …)}: the stands named; without any, that the theme is named otherwise."""
    counts, otherwise = select_editions(stands.get(theme, {}), numbers), select_editions(others.get(theme, {}), numbers)
    dots = {
        number: Cell(language.text("not as a stand"), sources=figure.sources) for number, figure in otherwise.items()
    }
    return dots | {number: figure_cell(figure, language) for number, figure in counts.items()}


def stand_count_rows(archive: Archive, compared: Sequence[Edition], language: Language) -> tuple[MatrixRow, MatrixRow]:
    """How many stands are named, over how many were published."""
    numbers = [edition.number for edition in compared]

    def row(code: str, title: str, series: Series, absent: str) -> MatrixRow:
        figures = select_editions(series, numbers)
        cells = {number: figure_cell(figure, language) for number, figure in figures.items()}
        return MatrixRow(code, title, "number", cells, absent)

    return (
        row(
            "named",
            language.text("Stands named (our count)"),
            count_named_stands(archive),
            language.text("no stand named"),
        ),
        row(
            "published", language.text("Stands published"), MEASURES["stands"](archive), language.text("not published")
        ),
    )


def themes_headline(archive: Archive, focus: int, language: Language) -> str:
    """How many themes of the edition before are named again. It says "named", since the lists are partial."""
    named = editions_by_number(archive, language)
    edition, now = named[focus].name, edition_themes(archive, focus)
    if not now:
        return language.text("{edition}: no theme is named", edition=edition)
    changed = theme_changes(archive, focus)
    if changed is None:
        return language.plural(
            "{edition}: {number} theme named", "{edition}: {number} themes named", len(now), edition=edition
        )
    before, change = changed
    return language.plural(
        "{edition}: {stayed} of the {number} theme named at {other} is named again, and {came} more",
        "{edition}: {stayed} of the {number} themes named at {other} are named again, and {came} more",
        len(change.stayed) + len(change.gone),
        edition=edition,
        stayed=language.number(len(change.stayed)),
        other=named[before].name,
        came=language.number(len(change.came)),
    )


def turnover_notes(archive: Archive, focus: int, language: Language) -> list[str]:
    """Which themes stayed, came and are named no longer, and which are named for the first time of all."""
    changed = theme_changes(archive, focus)
    if changed is None:
        return []
    named = editions_by_number(archive, language)
    before, change = changed
    pair = {"edition": named[focus].name, "other": named[before].name}
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
    if new := new_themes(archive, focus):
        listed = join_theme_names(new, language)
        notes.append(language.text("Named at no edition before {edition}: {themes}.", **pair, themes=listed))
    return notes


def join_theme_names(codes: Collection[str], language: Language) -> str:
    """Themes by name, in the order of the closed list; parted by semicolons, since some names hold an "and"."""
    return language.text("; ").join(language.term("theme", code) for code in TERMS["theme"] if code in codes)


def stand_coverage_notes(archive: Archive, compared: Sequence[Edition], language: Language) -> list[str]:
    """How many of the published stands are named, edition by edition, and what a dash means."""
    counted = [edition for edition in compared if edition.number in count_named_stands(archive)]
    if not counted:
        return []
    lists = language.text("; ").join(
        language.text(
            "{edition} ({value})", edition=edition.name, value=stand_coverage(archive, edition.number, language)
        )
        for edition in counted
    )
    notes = [language.text("How far the lists go: {coverage}.", coverage=lists)]
    whole = [
        edition.name
        for edition in counted
        if edition.number in fully_named_editions(archive, MEASURES["stands"](archive))
    ]
    if len(whole) < len(compared):
        notes.append(
            language.text("The lists are partial: a theme without a mark may have had a stand that no source names.")
        )
    if whole:
        notes.append(language.text("Every stand is named for {editions}.", editions=language.join(whole)))
    return notes


def stand_coverage_sentence(archive: Archive, view: View, language: Language) -> str:
    """How many of the stands of the focus sources name, and what that leaves."""
    edition = editions_by_number(archive, language)[view.focus].name
    said = stand_coverage(archive, view.focus, language)
    if view.focus in fully_named_editions(archive, MEASURES["stands"](archive)):
        return language.text("{edition}: {coverage}.", edition=edition, coverage=said)
    return language.text(
        "{edition}: {coverage}. No source that we found names the others.", edition=edition, coverage=said
    )


def stand_coverage(archive: Archive, edition: int, language: Language) -> str:
    """13 of 31 stands named."""
    stands, published = count_named_stands(archive).get(edition), MEASURES["stands"](archive).get(edition)
    if stands is None:
        return language.text("no stand named")
    if published is None:
        return language.text(
            "{stands} named, their number was not published", stands=figure_text(stands, language, "stand")
        )
    return language.text(
        "{number} of {stands} named",
        number=language.number(stands.value),
        stands=figure_text(published, language, "stand"),
    )
