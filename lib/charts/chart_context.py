"""The value from which every chart and every text about editions is made: archive, view and language."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from lib.archive import Archive, cached_on_archive
from lib.archive.row_models import SourceRow
from lib.archive.vocabulary import SOURCE_KINDS
from lib.charts.chart import Edition, Source, View
from lib.charts.edition_window import edition_window
from lib.language import Language
from lib.measures import MEASURES, Series, record_figures, select_editions

ContextParameters = ParamSpec("ContextParameters")
ContextResult = TypeVar("ContextResult")


class HasSources(Protocol):
    """Anything that rests on sources: a figure, a named thing, a cell."""

    @property
    def sources(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class ChartContext:
    """An archive, the reader's view of it, and the reader's language.

    The properties are derived from these three, and computed when they are first used. `leading` is the measure whose
    record holder is never left out.
    """

    archive: Archive
    view: View
    language: Language
    leading: str = "visitors"

    @property
    def editions(self) -> Mapping[int, Edition]:
        """Every edition of the archive by number, oldest first."""
        return editions_by_number(self.archive, self.language)

    @property
    def focus(self) -> Edition:
        """The highlighted edition. Raises KeyError if it isn't in the archive."""
        return self.editions[self.view.focus]

    @property
    def month(self) -> datetime.date | None:
        """The first day of the month up to which a standing record is drawn; None if it is not known."""
        return self.archive.publication.month if self.archive.publication else None

    @cached_property
    def in_scope(self) -> tuple[Edition, ...]:
        """The editions that the view covers, oldest first: those it names, else those up to the focus, or all."""
        named = [self.editions[number] for number in sorted(set(self.view.editions)) if number in self.editions]
        return tuple(named) or tuple(
            edition for number, edition in self.editions.items() if self.view.later or number <= self.view.focus
        )

    @cached_property
    def compared(self) -> tuple[Edition, ...]:
        """The editions of the scope that are shown: all, or as many as there is room for.

        The first, the focus and the holder of the record are always among them.
        """
        numbers = [edition.number for edition in self.in_scope]
        records = record_figures(select_editions(self.series(self.leading), numbers))
        kept = {numbers[0], self.view.focus, *(record.holder for record in records[-1:])}
        inside = edition_window(numbers, self.view.focus, kept, self.view.room)
        return tuple(edition for edition in self.in_scope if edition.number in inside)

    def series(self, measure: str) -> Series:
        """The figures of a measure, for every edition that has one. Raises KeyError for a name not in MEASURES."""
        return MEASURES[measure](self.archive)

    def restrict(self, series: Series) -> Series:
        """The figures of the editions compared."""
        return select_editions(series, [edition.number for edition in self.compared])

    def cite(self, items: Iterable[HasSources]) -> tuple[Source, ...]:
        """The sources of the items, in the order of `cited_sources`."""
        return cited_sources(self.archive, items, self.language)


def cached_by_context(
    maxsize: int,
) -> Callable[
    [Callable[Concatenate[ChartContext, ContextParameters], ContextResult]],
    Callable[Concatenate[ChartContext, ContextParameters], ContextResult],
]:
    """Decorator that caches the results of a function (context, …) on the context's archive, for as long as it lives.

    Each function has an LRU cache of `maxsize` results per archive. A result must not hold the context, since it would
    then keep the archive alive.
    """

    def decorate(
        build: Callable[Concatenate[ChartContext, ContextParameters], ContextResult],
    ) -> Callable[Concatenate[ChartContext, ContextParameters], ContextResult]:
        @cached_on_archive(maxsize=maxsize)
        def build_on_archive(
            archive: Archive,
            /,
            view: View,
            language: Language,
            *args: ContextParameters.args,
            **kwargs: ContextParameters.kwargs,
        ) -> ContextResult:
            return build(ChartContext(archive, view, language), *args, **kwargs)

        @wraps(build)
        def build_or_get(
            context: ChartContext, /, *args: ContextParameters.args, **kwargs: ContextParameters.kwargs
        ) -> ContextResult:
            return build_on_archive(context.archive, context.view, context.language, *args, **kwargs)

        return build_or_get

    return decorate


@cached_on_archive()
def editions_by_number(archive: Archive, language: Language) -> Mapping[int, Edition]:
    """Every edition of the archive by number, oldest first."""
    named = {}
    for row in archive.editions:
        city = row.text_in("city", language.code)
        named[row.number] = Edition(
            number=row.number,
            city=city,
            name=f"{city} {row.last_day.year}",
            ordinal=language.ordinal(row.number),
            first_day=row.first_day,
            last_day=row.last_day,
            days=row.days,
            dates=language.dates(row.first_day, row.last_day),
        )
    return MappingProxyType(named)


def cited_sources(archive: Archive, items: Iterable[HasSources], language: Language) -> tuple[Source, ...]:
    """The sources of the items, the best first; unknown ids are left out.

    The institution's own come first, then other official ones, agencies, the press. Within a kind, dated sources come
    before undated ones, else the order of first use holds. Sources of an unnamed publisher come last.
    """
    known, places = localised_sources(archive, language), source_places(archive)
    wanted = dict.fromkeys(source for item in items for source in item.sources if source in known)
    return tuple(known[source] for source in sorted(wanted, key=lambda source: places[source]))


@cached_on_archive()
def source_places(archive: Archive) -> Mapping[str, tuple[bool, bool, int, bool]]:
    """The place of every source among others, for sorting: see `cited_sources`."""
    kinds = {kind: place for place, kind in enumerate(SOURCE_KINDS)}
    own = archive.organisation.short_name
    return MappingProxyType(
        {
            name: (not row.publisher, row.publisher != own, kinds.get(row.kind, len(kinds)), not row.published)
            for name, row in archive.sources.items()
        }
    )


@cached_on_archive()
def localised_sources(archive: Archive, language: Language) -> Mapping[str, Source]:
    """Every source of the archive by its id, as the reader sees it."""
    return MappingProxyType({name: localise_source(row, language) for name, row in archive.sources.items()})


def localise_source(row: SourceRow, language: Language) -> Source:
    """One source in the reader's language. Publisher and title stay in the original language."""
    publisher = row.publisher or language.text("Publisher not named")
    named = [part for part in (publisher, row.title) if part]
    return Source(
        id=row.id,
        publisher=publisher,
        label=" — ".join(language.isolate(part) for part in named),
        kind=language.term("kind", row.kind) if row.kind else "",  # empty where the cell is faulty
        url=row.url,
        published=row.published,
        language=row.language,
    )
