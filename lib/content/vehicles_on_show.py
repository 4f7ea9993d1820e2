"""The vehicles and exhibits that sources name, edition by edition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.phrases import cited_sources, editions_by_number, figure_text, join_edition_names
from lib.content.named_list import NamedList, NamedListEntry
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import MEASURES, Claim, Figure, claim_figure, things_of_edition

# Up to so many names stand in a sentence; more are counted there and listed below it.
MOST_NAMES = 3

# What the notes of the rows in vehicles.csv say about things that readers ask for, true of the thing in any edition.
EXHIBIT_NOTES: Mapping[str, str] = {
    "amane": mark_message("the first connected patrol vehicle developed by the institution, unveiled on 16 May 2025."),
    "armoured": mark_message("shown in the new livery for the first time at the fourth edition."),
}


@lru_cache(maxsize=24)
def vehicles_on_show(archive: Archive, language: Language) -> NamedList:
    """The published numbers of vehicles and the things named, the latest edition first."""
    total, named = MEASURES["vehicles"](archive), editions_by_number(archive, language)
    entries, silent, notes = [], [], []
    for number, edition in sorted(named.items(), reverse=True):
        if number in total:
            entries.append(total_entry(total[number], edition.name, archive, language))
        found = things_of_edition(archive, "vehicles", number)
        entries += [exhibit_entry(thing, edition.name, archive, language) for thing in found]
        notes += [exhibit_note(thing, language) for thing in found if thing.code in EXHIBIT_NOTES]
        if not found:
            silent.append(edition.name)
    if silent:
        notes.append(
            language.text(
                "No source names a vehicle or an exhibit of {editions}.",
                editions=join_edition_names(silent[::-1], language),
            )
        )
    return NamedList(
        id="on-show",
        heading=language.text("On show, edition by edition"),
        subtitle=language.text(
            "Vehicles and exhibits that sources name, the latest edition first. Not all that was shown was named."
        ),
        columns=(language.text("Vehicle or exhibit"), language.text("Edition"), language.text("Number")),
        entries=tuple(entries),
        none=language.text("No source names a vehicle or an exhibit of any edition."),
        notes=tuple(dict.fromkeys(notes)),
    )


def total_entry(figure: Figure, edition: str, archive: Archive, language: Language) -> NamedListEntry:
    """The row of a published number of vehicles."""
    return NamedListEntry(
        name=language.text("All vehicles"),
        own=False,
        more="",
        what=edition,
        when=figure_text(figure, language, "vehicle"),
        sources=cited_sources(archive, [figure], language),
    )


def exhibit_entry(thing: Claim, edition: str, archive: Archive, language: Language) -> NamedListEntry:
    """The row of a named thing. Slugs of museum pieces and equipment begin with exhibit_; the others are vehicles."""
    return NamedListEntry(
        name=thing.names[language.code],
        own=language.code in thing.translated,
        more=language.text("exhibit") if thing.code.startswith("exhibit_") else language.text("vehicle"),
        what=edition,
        when=language.text("number not published")
        if thing.value is None
        else figure_text(claim_figure(thing), language),
        sources=cited_sources(archive, [thing], language),
    )


def exhibit_note(thing: Claim, language: Language) -> str:
    """The name of a thing, and a sentence about it."""
    return language.text(
        "{edition}: {value}", edition=thing.names[language.code], value=language.text(EXHIBIT_NOTES[thing.code])
    )


def on_show_sentences(archive: Archive, view: View, language: Language) -> tuple[str, ...]:
    """What was named for the focus, and what there is to say about it."""
    edition = editions_by_number(archive, language)[view.focus].name
    found = things_of_edition(archive, "vehicles", view.focus)
    if not found:
        return (language.text("{edition}: no source names a vehicle or an exhibit.", edition=edition),)
    if len(found) > MOST_NAMES:
        sentence = language.plural(
            "{edition}: {number} vehicle or exhibit is named, listed below.",
            "{edition}: {number} vehicles and exhibits are named, listed below.",
            len(found),
            edition=edition,
        )
    else:
        names = language.text("; ").join(thing.names[language.code] for thing in found)
        sentence = language.text("On show at {edition}: {names}.", edition=edition, names=names)
    return (sentence, *(exhibit_note(thing, language) for thing in found if thing.code in EXHIBIT_NOTES))
