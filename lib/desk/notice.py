"""A notice for the press: what a release brings, as plain text to copy, with comparisons and addresses."""

from __future__ import annotations

from collections.abc import Iterator

from lib.archive import Archive
from lib.charts import Chart, View
from lib.charts.chart_difference import FigureChange
from lib.content.release_changes import ReleaseChanges, release_changes
from lib.language import Language
from lib.web.address import ChartAddress
from lib.web.links import Links

CHARTS_OF_DAYS = ("visitors_pace", "visitors_by_day")
# What they show is the reader's choice, or every figure there is.
CHOSEN_CHARTS = ("comparison", "trends", "measure_pair", "ranks")
MOST_LINES = 12  # of figures that changed: the others stand on the page of the release


def press_notice(before: Archive, after: Archive, language: Language, title: str) -> str:
    """The notice in one language. `before` is what is public until then; `title` says when it is published."""
    links = Links(after.organisation.public_address.rstrip("/"))
    changes = release_changes(after, before, language)
    parts = [f"{after.organisation.name[language.code]}\n{title}"]
    new = [(edition, name, chart) for edition, name, chart in changes.new if _states_own(chart, edition)]
    if new:
        parts.append(_part(language.text("New figures"), (chart.headline for _, _, chart in new)))
    if changed := list(_changed_figures(changes, language)):
        rest = len(changed) - MOST_LINES
        more = [language.plural("{number} more figure", "{number} more figures", rest)] if rest > 0 else []
        parts.append(_part(language.text("Changed figures"), [*changed[:MOST_LINES], *more]))
    addresses = [(edition, name) for edition, name, _ in new]
    addresses += [(change.edition, change.name) for change in changes.charts if _published(change.figures)]
    found = (links.address(ChartAddress(name, View(edition), language.code)) for edition, name in addresses)
    if lines := list(dict.fromkeys(found))[:MOST_LINES]:
        parts.append(_part(language.text("Charts, with pictures and tables"), lines))
    edition = next((number for number, _, _ in new), after.focus)
    parts.append(_part(language.text("Press kit"), [links.absolute(links.kit(edition, language.code))]))
    if after.organisation.contact:
        parts.append(language.text("{label}: {text}", label=language.text("Contact"), text=after.organisation.contact))
    return "\n\n".join(parts) + "\n"


def _part(title: str, lines: Iterator[str] | list[str]) -> str:
    return "\n".join([title, *(f"– {line}" for line in lines)])


def _states_own(chart: Chart, edition: int) -> bool:
    """Whether a chart says something of its edition: charts of days need more than the total for that."""
    if chart.id in CHOSEN_CHARTS:
        return False
    own = {cell.claim for row in chart.table.rows for cell in row if cell.claim.startswith(f"{edition}.")}
    return len(own) > (chart.id in CHARTS_OF_DAYS)


def _published(figures: tuple[FigureChange, ...]) -> list[FigureChange]:
    """The published figures that were there before and are others now: neither calculated ones nor mere ranks."""
    return [change for change in figures if change.before and change.before.claim and not _same_figure(change)]


def _same_figure(change: FigureChange) -> bool:
    before, after = change.before, change.after
    return bool(before and after and (before.value, before.qualifier) == (after.value, after.qualifier))


def _changed_figures(changes: ReleaseChanges, language: Language) -> Iterator[str]:
    """Each figure that differs, once: what it is now, and what it was."""
    told: set[tuple[str, str]] = set()
    for change in changes.charts:
        for figure in _published(change.figures):
            assert figure.before
            after = figure.after.text if figure.after else language.text("no longer shown")
            if (figure.before.text, after) not in told:
                told.add((figure.before.text, after))
                yield language.text(
                    "{figure}: {after} (before: {before})",
                    figure=figure.figure,
                    after=after,
                    before=figure.before.text,
                )
