"""Sentences on an edition's record of visitors: how long it stood, and who broke it."""

from __future__ import annotations

from lib.charts.chart_context import ChartContext
from lib.charts.phrases import comparison_phrase, duration_text, figure_text, limit_claim
from lib.measures import record_before, reigns, stops


def record_aftermath(context: ChartContext) -> tuple[str, ...]:
    """Sentences on the focus's record of visitors: the record it broke, how long its own stood, who holds it now."""
    language, focus, named, series = context.language, context.focus, context.editions, context.series("visitors")
    if len(series) < 2:
        return ()
    all_reigns = reigns(series, stops(context.archive))
    claims: list[tuple[str, int]] = []  # each with the last edition that it is about
    newest = context.archive.numbers[-1]
    holder = all_reigns[-1].record
    standing = record_before(series, focus.number)
    reign = next((reign for reign in all_reigns if reign.record.holder == focus.number), None)
    taken_by = reign.record.broken_by if reign else None
    if reign is None:
        if focus.number in series and standing:
            missed = language.text(
                "{edition} did not break the record of {holder}",
                edition=focus.name,
                holder=named[standing.holder].name,
            )
            claims.append((missed, focus.number))
    elif reign.time is None or taken_by is None:
        claims.append((language.text("{edition} holds the record to this day", edition=focus.name), newest))
    else:
        taker = named[taken_by]
        stood = language.text(
            "The record of {edition} stood for {duration}, until {taker} ({visitors}, {comparison})",
            edition=focus.name,
            duration=duration_text(reign.time, language, oblique=True),
            taker=taker.name,
            visitors=figure_text(series[taker.number], language, "visitor"),
            comparison=comparison_phrase(series[taker.number], reign.record.figure, focus.name, language),
        )
        claims.append((stood, taken_by))
    if holder.holder not in (focus.number, taken_by):
        today = language.text(
            "The record is held today by {edition}: {visitors}",
            edition=named[holder.holder].name,
            visitors=figure_text(holder.figure, language, "visitor"),
        )
        claims.append((today, newest))
    elif taken_by == holder.holder:
        claims.append((language.text("{edition} holds it today", edition=named[holder.holder].name), newest))
    return tuple(
        limit_claim(claim, series, [number for number in named if number <= last], language) + "."
        for claim, last in claims
    )
