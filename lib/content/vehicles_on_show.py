"""The vehicles and exhibits that sources name, edition by edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lib.archive import Archive, cached_on_archive
from lib.charts.chart_context import ChartContext, cited_sources, editions_by_number
from lib.charts.phrases import figure_cell, join_edition_names
from lib.content.named_list import DisplayName, NamedList, NamedRow, display_name
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import MEASURES, Claim, claim_figure, things_of_edition

# The most names in a sentence. The sentence counts the others, which are listed below it.
MAX_NAMES_IN_SENTENCE = 3

# Facts from the notes in vehicles.csv about things that readers ask for. They are true of the thing in any edition.
EXHIBIT_NOTES: Mapping[str, str] = {
    "amane": mark_message("the first connected patrol vehicle developed by the institution, unveiled on 16 May 2025."),
    "armoured": mark_message("first shown in this livery at the fourth edition."),
}


@cached_on_archive()
def vehicles_on_show(archive: Archive, language: Language) -> NamedList:
    """The published numbers of vehicles and the named things, the latest edition first."""
    total = MEASURES["vehicles"](archive)
    rows, silent, notes = [], [], []
    for number, edition in sorted(editions_by_number(archive, language).items(), reverse=True):
        if number in total:
            all_vehicles, value = DisplayName(language.text("All vehicles")), total[number]
            cells = (edition.name, figure_cell(value, language, "vehicle"))
            rows.append(NamedRow(all_vehicles, cells, cited_sources(archive, [value], language)))
        exhibits = things_of_edition(archive, "vehicles", number)
        rows += [exhibit_row(thing, edition.name, archive, language) for thing in exhibits]
        notes += exhibit_notes(exhibits, language)
        if not exhibits:
            silent.append(edition.name)
    if silent:
        notes.append(
            language.text(
                "Editions for which no source names a vehicle or an exhibit: {editions}.",
                editions=join_edition_names(silent[::-1], language),
            )
        )
    return NamedList(
        id="on-show",
        caption=language.text("On show, edition by edition"),
        subtitle=language.text(
            "Vehicles and exhibits that sources name, the latest edition first. Sources did not name everything "
            "that was shown."
        ),
        columns=(language.text("Vehicle or exhibit"), language.text("Edition"), language.text("Number")),
        rows=tuple(rows),
        empty_text=language.text("No source names a vehicle or an exhibit of any edition."),
        notes=tuple(dict.fromkeys(notes)),
    )


def exhibit_row(thing: Claim, edition: str, archive: Archive, language: Language) -> NamedRow:
    """The row of a named thing. Slugs of museum pieces and equipment begin with exhibit_; all others are vehicles."""
    return NamedRow(
        display_name(thing, language),
        (
            edition,
            language.text("number not published")
            if thing.value is None
            else figure_cell(claim_figure(thing), language),
        ),
        cited_sources(archive, [thing], language),
        name_suffix=language.text("exhibit") if thing.code.startswith("exhibit_") else language.text("vehicle"),
    )


def exhibit_notes(things: Iterable[Claim], language: Language) -> list[str]:
    """The name of each thing in EXHIBIT_NOTES, with its note."""
    return [
        language.text("{name}: {note}", name=thing.names[language.code], note=language.text(EXHIBIT_NOTES[thing.code]))
        for thing in things
        if thing.code in EXHIBIT_NOTES
    ]


def on_show_sentences(context: ChartContext) -> tuple[str, ...]:
    """Sentences on the vehicles and exhibits named for the focus, with their notes."""
    language, edition = context.language, context.focus.name
    exhibits = things_of_edition(context.archive, "vehicles", context.view.focus)
    if not exhibits:
        return (language.text("{edition}: no source names a vehicle or an exhibit.", edition=edition),)
    if len(exhibits) > MAX_NAMES_IN_SENTENCE:
        sentence = language.plural(
            "{edition}: {number} vehicle or exhibit is named, listed below.",
            "{edition}: {number} vehicles and exhibits are named, listed below.",
            len(exhibits),
            edition=edition,
        )
    else:
        names = language.text("; ").join(thing.names[language.code] for thing in exhibits)
        sentence = language.text("On show at {edition}: {names}.", edition=edition, names=names)
    return (sentence, *exhibit_notes(exhibits, language))
