"""Notes under a chart about releases: what was corrected lately, and what of an older release holds no more.

A figure that was public is never replaced in silence. The notes are part of the chart, so that they stand in all its
outputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, pairwise

from lib.archive import Archive
from lib.archive.claim_files import files_of_claims, makes_figures
from lib.archive.publication import Publication, ReleaseFacts
from lib.charts.chart import Cell, Chart, ChartTable
from lib.charts.chart_context import ChartContext
from lib.charts.chart_difference import CellKey, FigureChange, compare_tables, table_figures
from lib.language import Language
from lib.language.text_parts import join_texts
from lib.language.translation_marks import mark_message

# Changes named in one note; of more only the number is given.
MAX_CHANGES = 3
# Releases that changed the files of a figure and are looked through for when it was changed; of an older change no day
# is given.
MAX_RELEASES = 50
CHANGED = mark_message("Changed on {date}: {changes}.")
CORRECTED = mark_message("Corrected on {date}: {changes}.")

BuildChart = Callable[[ChartContext], Chart]


def changed_figures(before: ChartTable, after: ChartTable | None, language: Language) -> dict[CellKey, FigureChange]:
    """The figures of a table that are others in a later one, or are in it no more; all if there is no later one."""
    return {key: change for key, change in compare_tables(before, after, language).items() if change.before}


def note_releases(chart: Chart, context: ChartContext, build: BuildChart) -> Chart:
    """The chart with its notes about releases. `build` makes the chart of another record book, without such notes.

    Raises UnreadableReleaseError if a release that it must be held against can't be read now.
    """
    published = context.archive.publication
    if published is None:
        return chart
    notes = (
        *([context.language.text("Draft — not published.")] if published.is_draft else []),
        *(_replaced_notes(chart, context, published, build) if published.replaced else ()),
        *_correction_notes(chart, context, published, build),
    )
    if not notes:
        return chart
    narrow = chart.narrow and replace(chart.narrow, notes=(*notes, *chart.narrow.notes))
    return replace(chart, notes=(*notes, *chart.notes), narrow=narrow, changes=notes)


def _replaced_notes(
    chart: Chart, context: ChartContext, published: Publication[Archive], build: BuildChart
) -> Iterator[str]:
    """For each release that changed figures of the chart as they are now: what, when and why. The last one first."""
    newest = published.open_release(published.newest)
    open_changes = changed_figures(chart.table, _table(newest, context, build), context.language)
    if not open_changes:
        return
    assert newest.publication
    states = newest.publication.states_of_files(_files_of_changes(open_changes.values(), newest))
    for (made, _), (_, before) in islice(pairwise(states), MAX_RELEASES):
        if before.number > published.number:
            table = _table(published.open_release(before.number), context, build)
        else:  # the files of the chart are still the same
            table = chart.table
        held = table_figures(table) if table else {}
        mine = {key: change for key, change in open_changes.items() if _text(held.get(key)) != _text(change.after)}
        if mine:
            yield _note(CHANGED, mine, made, context.language)
            open_changes = {key: change for key, change in open_changes.items() if key not in mine}
        if not open_changes:
            return
    yield context.language.text(
        "Changed since: {changes}.", changes=_changes_text(open_changes.values(), context.language)
    )


def _files_of_changes(changes: Iterable[FigureChange], archive: Archive) -> Callable[[str], bool]:
    """Whether figures that changed may be made of a file of that name."""
    claims: set[str] = set()
    for change in changes:
        cells = filter(None, (change.before, change.after))
        rests_on = {claim for cell in cells for claim in (cell.claim, *cell.inputs) if claim}
        if not rests_on:
            return makes_figures
        claims |= rests_on
    return files_of_claims(claims, archive)


def _correction_notes(
    chart: Chart, context: ChartContext, published: Publication[Archive], build: BuildChart
) -> Iterator[str]:
    """For each correction of the last year that the chart shows: what it was before, when and why. The last one first.

    A figure that was changed again since is not named.
    """
    now = table_figures(chart.table)
    for number in reversed([number for number in published.corrections if number > 1]):
        corrected = published.open_release(number)
        before, after = (_table(each, context, build) for each in (published.open_release(number - 1), corrected))
        if not (before and after and corrected.publication):
            continue
        changes = {
            key: change
            for key, change in changed_figures(before, after, context.language).items()
            if change.after and _text(now.get(key)) == change.after.text
        }
        if changes:
            yield _note(CORRECTED, changes, corrected.publication, context.language)


def _table(archive: Archive, context: ChartContext, build: BuildChart) -> ChartTable | None:
    """The table of the same chart from another record book; None if that lacks the edition in focus."""
    if context.view.focus not in archive.numbers:
        return None
    return build(replace(context, archive=archive)).table


def _note(
    message: str,
    changes: Mapping[CellKey, FigureChange],
    changed: Publication[Archive] | ReleaseFacts,
    language: Language,
) -> str:
    said = language.text(message, date=language.date(changed.day), changes=_changes_text(changes.values(), language))
    reason = changed.note.get(language.code, "").strip()
    return join_texts(" ", [said, reason]) if reason else said


def _changes_text(changes: Iterable[FigureChange], language: Language) -> str:
    """What became of figures, the published ones first: Fes 2023: about 1,150,000 (before: 1,000,000)."""
    ordered = sorted(changes, key=lambda change: bool(change.before and change.before.calculated))
    told = []
    for change in ordered[:MAX_CHANGES]:
        figure, before = change.figure, _text(change.before)
        if change.after:
            told.append(
                language.text(
                    "{figure}: {after} (before: {before})", figure=figure, after=change.after.text, before=before
                )
            )
        else:
            told.append(language.text("{figure}: no longer shown (before: {before})", figure=figure, before=before))
    if (rest := len(ordered) - MAX_CHANGES) > 0:
        told.append(language.plural("{number} more figure", "{number} more figures", rest))
    return join_texts(language.text("; "), told)


def _text(cell: Cell | None) -> str:
    return cell.text if cell else ""
