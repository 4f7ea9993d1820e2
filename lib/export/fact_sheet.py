"""The fact sheet of an edition: one printed page with its figures, their qualifiers and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from lib.archive import Archive
from lib.charts import Cell, ChartContext, ChartTable, Source, View, build_chart
from lib.content.aftermath import record_aftermath
from lib.content.cards import Card, edition_cards
from lib.content.venues import Venue, edition_venues
from lib.export.pictures.typeface import full_font_css
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance, draft_mark
from lib.language import Language
from lib.templates import render_template

# Their tables have the edition in focus in the last column and the edition before it in the column before.
MEASURE_CHARTS = ("scoreboard", "reach")
MAX_BAR_EDITIONS = 6  # editions whose bars fit beside the figures


@dataclass(frozen=True, slots=True)
class FactLine:
    """A named figure.

    cited   the numbers of its sources in the list: 1–3, 7
    before  the same figure for the previous edition
    share   the length of its bar, in per cent of the longest; None if there is nothing to draw
    is_focus  whether it belongs to the edition in focus
    """

    name: str
    figure: Cell
    cited: str = ""
    before: Cell | None = None
    share: float | None = None
    is_focus: bool = False

    @property
    def calculated(self) -> bool:
        """True if this figure or that of the previous edition was calculated."""
        return self.figure.calculated or bool(self.before and self.before.calculated)


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The printed content.

    cited       the source numbers of its days, venue and slogan
    figures     the measures published for the edition or the previous one
    nothing     the names of the measures published for neither
    editions    the names of the edition and of the previous one, if any
    attendance  the visitors of the last editions up to this one
    days        the visitors of each day
    sources     the sources of `figures`, `days` and the place, the best first, in the order of their numbers
    """

    place: Venue
    cited: str
    headline: str
    story: tuple[str, ...]
    cards: tuple[Card, ...]
    figures: tuple[FactLine, ...]
    nothing: tuple[str, ...]
    editions: tuple[str, ...]
    attendance: tuple[FactLine, ...]
    days: tuple[FactLine, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]


def render_fact_sheet(archive: Archive, view: View, language: Language, provenance: Provenance) -> str:
    """Render the sheet as an HTML document of one A4 page. Fonts are embedded: printing loads nothing.

    The edition is the focus of the view. Raises KeyError if it is not in the archive.
    """
    facts = collect_facts(archive, view, language)
    title = language.text("Fact sheet: {edition}", edition=facts.place.name)
    total = build_chart("visitors_total", ChartContext(archive, View(view.focus), language))
    return render_template(
        "fact_sheet.html",
        language,
        facts=facts,
        title=title,
        mark=draft_mark(provenance, language),
        typeface=full_font_css(),
        organisation=provenance.organisation,
        address=provenance.address,
        figure_link=partial(provenance.figure_link, lang=language.code),
        # The sources are printed in full below, so that the citation names the sheet alone.
        citation=cite_chart(replace(total, headline=title, sources=()), language, provenance).long,
    )


def collect_facts(archive: Archive, view: View, language: Language) -> FactSheet:
    """Collect the printed content from the charts and cards of the edition. Raises KeyError for an unknown one."""
    # Without later editions, so that the focus is the last column or row.
    alone = ChartContext(archive, View(view.focus), language)
    place = next((venue for venue in edition_venues(alone) if venue.focus), None)
    if place is None:
        raise KeyError(f"no edition {view.focus}")
    total, by_day, *scoreboards = (
        build_chart(name, alone) for name in ("visitors_total", "visitors_by_day", *MEASURE_CHARTS)
    )
    measures = list(_measure_lines([board.table for board in scoreboards]))
    figures = [line for line in measures if line.figure.sources or (line.before and line.before.sources)]
    days = [FactLine(row[0].text, row[-1]) for row in by_day.table.rows]
    of_place = Cell("", sources=tuple(source.id for source in place.sources))
    cited = alone.cite([*(line.figure for line in (*figures, *days)), of_place])
    numbers = {source.id: number for number, source in enumerate(cited, 1)}
    return FactSheet(
        place=place,
        cited=number_ranges([numbers[source.id] for source in place.sources]),
        headline=total.headline,
        story=record_aftermath(alone),
        cards=edition_cards(alone),
        figures=tuple(_add_citations(figures, numbers)),
        nothing=tuple(line.name for line in measures if line not in figures),
        editions=tuple(reversed(scoreboards[0].table.columns[1:][-2:])),
        attendance=tuple(_bar_lines(total.table.rows[-MAX_BAR_EDITIONS:])),
        days=tuple(_add_citations(days, numbers)),
        notes=tuple(dict.fromkeys(note for chart in (scoreboards[0], total) for note in chart.notes)),
        sources=cited,
    )


def _measure_lines(tables: Sequence[ChartTable]) -> Iterator[FactLine]:
    """Each measure once, with its figures in the last column and the column before."""
    stated = set()
    for table in tables:
        for row in table.rows:
            if row[0].text not in stated:
                stated.add(row[0].text)
                yield FactLine(row[0].text, row[-1], before=row[-2] if len(row) > 2 else None)


def _add_citations(lines: Sequence[FactLine], numbers: Mapping[str, int]) -> Iterator[FactLine]:
    for line in lines:
        yield replace(line, cited=number_ranges([numbers[source] for source in line.figure.sources]))


def _bar_lines(rows: Sequence[Sequence[Cell]]) -> Iterator[FactLine]:
    """The rows of a table of editions, with the lengths of their bars. The last row is the edition in focus."""
    longest = max((row[-1].value for row in rows if row[-1].value), default=None)
    for row in rows:
        value = row[-1].value
        share = None if value is None or longest is None else 100 * value / longest
        yield FactLine(row[0].text, row[-1], share=share, is_focus=row is rows[-1])


def number_ranges(numbers: Sequence[int]) -> str:
    """Numbers as ranges, as in a reference: 1–3, 7."""
    ordered = sorted(set(numbers))
    starts = [number for before, number in pairwise([-1, *ordered]) if number != before + 1]
    ends = [number for number, after in pairwise([*ordered, -1]) if after != number + 1]
    # Two consecutive numbers are not a range.
    parts = (
        str(first) if first == last else f"{first}{'–' if last > first + 1 else ', '}{last}"
        for first, last in zip(starts, ends, strict=True)
    )
    return ", ".join(parts)
