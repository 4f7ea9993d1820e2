"""What became of an edition's record."""

from __future__ import annotations

from lib.archive import Archive
from lib.graphics.graphic import View
from lib.graphics.words import comparison, editions, quantity
from lib.language import Language
from lib.measures import MEASURES, between, record_before, record_of, records


def aftermath(archive: Archive, view: View, language: Language) -> tuple[str, ...]:
    """Sentences on the visitors' record of the focus: whose it took, how long it stood, who holds it now."""
    series = MEASURES["visitors"](archive)
    named = editions(archive, language)
    own = record_of(series, view.focus)
    if not series:
        return ()
    sentences = []
    holder = records(series)[-1]
    standing = record_before(series, view.focus)
    if own is None:
        if view.focus in series and standing:
            sentences.append(
                language.text(
                    "{edition} did not take the record of {holder}.",
                    edition=named[view.focus].name,
                    holder=named[standing.holder].name,
                )
            )
    elif own.broken_by is None:
        sentences.append(language.text("{edition} holds the record to this day.", edition=named[view.focus].name))
    else:
        taker = named[own.broken_by]
        stood = language.duration(*between(named[view.focus].last_day, taker.last_day))
        sentences.append(
            language.text(
                "The record of {edition} stood for {duration}, until {taker} ({visitors}, {comparison}).",
                edition=named[view.focus].name,
                duration=stood,
                taker=taker.name,
                visitors=quantity(series[taker.number], language, "visitor"),
                comparison=comparison(series[taker.number], own.figure, named[view.focus].name, language),
            )
        )
    if holder.holder not in (view.focus, own.broken_by if own else None):
        sentences.append(
            language.text(
                "The record is held today by {edition}: {visitors}.",
                edition=named[holder.holder].name,
                visitors=quantity(holder.figure, language, "visitor"),
            )
        )
    elif own and own.broken_by == holder.holder:
        sentences.append(language.text("{edition} holds it today.", edition=named[holder.holder].name))
    return tuple(sentences)
