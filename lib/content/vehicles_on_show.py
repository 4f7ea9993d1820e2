"""The vehicles and exhibits that sources name, edition by edition."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.phrases import (
    cited,
    editions,
    quantity,
    some,
)
from lib.content.named_list import Entry, Listing
from lib.language import Language
from lib.language.translation_marks import mark
from lib.measures import (
    MEASURES,
    Figure,
    Thing,
    things_of,
)

# Up to so many names stand in a sentence; more are counted there and listed below it.
NAMED = 3

# What the notes of the rows in vehicles.csv say about things that readers ask for, true of the thing in any edition.
ABOUT: Mapping[str, str] = {
    "amane": mark("the first connected patrol vehicle developed by the institution, unveiled on 16 May 2025."),
    "armoured": mark("shown in the new livery for the first time at the fourth edition."),
}


@lru_cache(maxsize=24)
def on_show(archive: Archive, language: Language) -> Listing:
    """The published numbers of vehicles and the things named, the latest edition first."""
    total, named = MEASURES["vehicles"](archive), editions(archive, language)
    entries, silent, notes = [], [], []
    for number, edition in sorted(named.items(), reverse=True):
        if number in total:
            entries.append(whole(total[number], edition.name, archive, language))
        found = things_of(archive, "vehicles", number)
        entries += [one(thing, edition.name, archive, language) for thing in found]
        notes += [about(thing, language) for thing in found if thing.slug in ABOUT]
        if not found:
            silent.append(edition.name)
    if silent:
        notes.append(
            language.text(
                "No source names a vehicle or an exhibit of {editions}.", editions=some(silent[::-1], language)
            )
        )
    return Listing(
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


def whole(figure: Figure, edition: str, archive: Archive, language: Language) -> Entry:
    """The row of a published number of vehicles."""
    return Entry(
        name=language.text("All vehicles"),
        own=False,
        more="",
        what=edition,
        when=quantity(figure, language, "vehicle"),
        sources=cited(archive, [figure], language),
    )


def one(thing: Thing, edition: str, archive: Archive, language: Language) -> Entry:
    """The row of a named thing. Slugs of museum pieces and equipment begin with exhibit_; the others are vehicles."""
    return Entry(
        name=thing.names[language.code],
        own=language.code in thing.own,
        more=language.text("exhibit") if thing.slug.startswith("exhibit_") else language.text("vehicle"),
        what=edition,
        when=quantity(thing.figure, language) if thing.figure else language.text("number not published"),
        sources=cited(archive, [thing], language),
    )


def about(thing: Thing, language: Language) -> str:
    """The name of a thing, and a sentence about it."""
    return language.text(
        "{edition}: {value}", edition=thing.names[language.code], value=language.text(ABOUT[thing.slug])
    )


def on_show_sentences(archive: Archive, view: View, language: Language) -> tuple[str, ...]:
    """What was named for the focus, and what there is to say about it."""
    edition = editions(archive, language)[view.focus].name
    found = things_of(archive, "vehicles", view.focus)
    if not found:
        return (language.text("{edition}: no source names a vehicle or an exhibit.", edition=edition),)
    if len(found) > NAMED:
        sentence = language.plural(
            "{edition}: {number} vehicle or exhibit is named, listed below.",
            "{edition}: {number} vehicles and exhibits are named, listed below.",
            len(found),
            edition=edition,
        )
    else:
        names = language.text("; ").join(thing.names[language.code] for thing in found)
        sentence = language.text("On show at {edition}: {names}.", edition=edition, names=names)
    return (sentence, *(about(thing, language) for thing in found if thing.slug in ABOUT))
