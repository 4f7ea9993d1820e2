"""Whose figures they are, in one line each: who publishes them, and the best source with its day."""

from __future__ import annotations

from collections.abc import Sequence

from lib.archive import Organisation
from lib.charts import Chart
from lib.charts.chart import Source
from lib.export.texts.provenance import Provenance, publication_name
from lib.language import Language
from lib.language.language import lower_first


def credit_line(language: Language, provenance: Provenance) -> str:
    """The institution, its record book, and the release; the day of retrieval if it is no release."""
    institution = provenance.organisation.name[language.code]
    book = language.text("{name}, {description}", name=language.text("Abwab"), description=record_book_name(language))
    if provenance.release:
        return language.text(
            "{institution}. {book}. {release}.",
            institution=institution,
            book=book,
            release=publication_name(provenance.release, language),
        )
    return language.text(
        "{institution}. {book}. Retrieved on {date}.",
        institution=institution,
        book=book,
        date=language.date(provenance.day),
    )


def record_book_name(language: Language) -> str:
    """The full name of the record book, to stand behind its short name."""
    return lower_first(language.text("The record book of the Open Days of the national police"))


def sources_line(chart: Chart, language: Language, provenance: Provenance) -> str:
    """The best source with its date, and the number of others: Source: DGSN (22 May 2023); 11 more …"""
    source, others = name_source(best_source(chart.sources, provenance.organisation), language), len(chart.sources) - 1
    if not others:
        return language.text("Source: {source}.", source=source)
    return language.plural(
        "Source: {source}; {number} more on the chart’s page.",
        "Source: {source}; {number} more on the chart’s page.",
        others,
        source=source,
    )


def sources_before_address(chart: Chart, language: Language, provenance: Provenance) -> str:
    """The same, to stand before the address of the chart's page: Source: DGSN (22 May 2023), and 11 more at:"""
    source, others = name_source(best_source(chart.sources, provenance.organisation), language), len(chart.sources) - 1
    if not others:
        return language.text("Source: {source}.", source=source)
    return language.plural(
        "Source: {source}, and {number} more at:", "Source: {source}, and {number} more at:", others, source=source
    )


def best_source(sources: Sequence[Source], organisation: Organisation) -> Source:
    """The institution's own source, else one of the best kind, of the last year: an older one can't state the newest
    figure. Of several, the one that is cited first. `sources` has at least one, the best first.
    """
    first, own = sources[0], organisation.short_name
    equal = [
        source
        for source in sources
        if source.kind == first.kind and (first.publisher != own or source.publisher == own)
    ]
    return max(equal, key=lambda source: source.published[:4])


def name_source(source: Source, language: Language) -> str:
    """A source by its publisher and its day: DGSN (22 May 2023)."""
    name, day = language.isolate(source.publisher), language.moment(source.published)
    return language.text("{thing} ({detail})", thing=name, detail=day) if day else name
