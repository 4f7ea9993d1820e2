"""The alternative text of a chart: what it shows, in words, for readers who can't see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.charts.chart import Edition
from lib.charts.chart_context import ChartContext
from lib.charts.phrases import figure_text, join_edition_values, titled_values_text
from lib.language import Language
from lib.language.language import lower_first, upper_first
from lib.measures import Series

# In characters. Within an alternative text nobody can skim, go back or stop at a value; in the table one can.
MAX_ALTERNATIVE = 1000


@dataclass(frozen=True, slots=True)
class RowInWords:
    """A row of a chart in words.

    said    what it says of an edition, by number: {4: "nearly 1,150,000"}; "" if the edition is merely in the row
    absent  the words for an edition without an entry; "" if there is nothing to say of it
    """

    title: str
    said: Mapping[int, str]
    absent: str = ""


def alternative_text(
    headline: str,
    form: str,
    values: Sequence[str],
    language: Language,
    *,
    remark: str = "",
    shorter: Sequence[str] = (),
) -> str:
    """The finding first, then what is drawn, then the values, and a remark.

    Where that is longer than MAX_ALTERNATIVE, the `shorter` values stand for all of them, without the last ones if need
    be, and the table is named.
    """
    whole = _join_sentences(headline, form, values, remark, language)
    if len(whole) <= MAX_ALTERNATIVE:
        return whole
    told, remark = shorter or values, language.text("All values are in the table.")
    said = _join_sentences(headline, form, told[:1], remark, language)
    for count in range(2, len(told) + 1):
        more = _join_sentences(headline, form, told[:count], remark, language)
        if len(more) > MAX_ALTERNATIVE:
            break
        said = more
    return said


def rows_alternative_text(
    headline: str, form: str, rows: Sequence[RowInWords], context: ChartContext, *, remark: str = ""
) -> str:
    """The alternative text of rows: all their values, or those of the focus.

    The `remark` says what it means that an edition is not named. Without it, each row says so itself.
    """
    language, focus = context.language, context.focus
    whole = [
        titled_values_text([(row.title, _row_values(row, context, told=bool(remark)))], language)
        for row in rows
        if row.said or (row.absent and not remark)
    ]
    absent: dict[str, list[str]] = {}
    for row in rows:
        if row.absent and focus.number not in row.said:
            absent.setdefault(row.absent, []).append(row.title)
    own = [
        titled_values_text([(row.title, value)], language) if value else row.title
        for row in rows
        if (value := row.said.get(focus.number)) is not None
    ]
    own += [titled_values_text([(_join_titles(titles, language), words)], language) for words, titles in absent.items()]
    own[:1] = [f"{focus.name}. {first}" for first in own[:1]]
    missing = any(edition.number not in row.said for row in rows for edition in context.compared)
    return alternative_text(headline, form, whole, language, remark=remark if missing else "", shorter=own)


def series_values(series: Series, compared: Iterable[Edition], noun: str | None, language: Language) -> list[str]:
    """Each value with its edition, then the editions without one: Fes 2023: nearly 1,150,000 visitors."""
    figures = [(edition.name, series.get(edition.number)) for edition in compared]
    return named_values(
        [(name, figure_text(figure, language, noun) if figure else "") for name, figure in figures], language
    )


def named_values(values: Sequence[tuple[str, str]], language: Language) -> list[str]:
    """Each value with its name, then the names whose value is "", once: not published."""
    missing = [name for name, value in values if not value]
    said = [(name, value) for name, value in values if value]
    if missing:
        said.append((language.join(missing), language.text("not published")))
    return [titled_values_text([pair], language) for pair in said]


def _join_sentences(headline: str, form: str, values: Sequence[str], remark: str, language: Language) -> str:
    listed = upper_first(language.text("; ").join(values))
    return " ".join(part for part in (f"{headline}.", f"{form}.", f"{listed}." if listed else "", remark) if part)


def _join_titles(titles: Sequence[str], language: Language) -> str:
    """The titles as one list, which begins with a capital letter: Schools, seminars and media outlets."""
    first, *others = titles
    return language.join([first, *(lower_first(title) for title in others)])


def _row_values(row: RowInWords, context: ChartContext, *, told: bool) -> str:
    """The editions of a row with what it says of each. `told`: what the others mean is said elsewhere."""
    language = context.language
    there = [edition for edition in context.compared if edition.number in row.said]
    if not there:
        return row.absent
    if any(row.said.values()):
        values = join_edition_values([(edition.name, row.said[edition.number]) for edition in there], language)
    else:
        values = language.join([edition.name for edition in there])
    if told or not row.absent or len(there) == len(context.compared):
        return values
    return language.text("{values}, {absent} for the others", values=values, absent=row.absent)
