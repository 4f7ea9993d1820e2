"""What became of an edition's record."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.phrases import comparison_phrase, duration_text, editions_by_number, figure_text
from lib.language import Language
from lib.measures import MEASURES, record_before, reigns, stops


def record_aftermath(archive: Archive, view: View, language: Language) -> tuple[str, ...]:
    """Sentences on the visitors' record of the focus: whose it took, how long it stood, who holds it now."""
    series = MEASURES["visitors"](archive)
    named = editions_by_number(archive, language)
    held = reigns(series, stops(archive))
    if not held:
        return ()
    sentences = []
    holder = held[-1].record
    standing = record_before(series, view.focus)
    reign = next((reign for reign in held if reign.record.holder == view.focus), None)
    taken_by = reign.record.broken_by if reign else None
    if reign is None:
        if view.focus in series and standing:
            sentences.append(
                language.text(
                    "{edition} did not take the record of {holder}.",
                    edition=named[view.focus].name,
                    holder=named[standing.holder].name,
                )
            )
    elif reign.time is None or taken_by is None:
        sentences.append(language.text("{edition} holds the record to this day.", edition=named[view.focus].name))
    else:
        taker = named[taken_by]
        sentences.append(
            language.text(
                "The record of {edition} stood for {duration}, until {taker} ({visitors}, {comparison}).",
                edition=named[view.focus].name,
                duration=duration_text(reign.time, language),
                taker=taker.name,
                visitors=figure_text(series[taker.number], language, "visitor"),
                comparison=comparison_phrase(
                    series[taker.number], reign.record.figure, named[view.focus].name, language
                ),
            )
        )
    if holder.holder not in (view.focus, taken_by):
        sentences.append(
            language.text(
                "The record is held today by {edition}: {visitors}.",
                edition=named[holder.holder].name,
                visitors=figure_text(holder.figure, language, "visitor"),
            )
        )
    elif taken_by == holder.holder:
        sentences.append(language.text("{edition} holds it today.", edition=named[holder.holder].name))
    return tuple(sentences)
