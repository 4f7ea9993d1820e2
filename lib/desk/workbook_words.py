"""The words of the workbook: the titles of its columns, and the words in cells for the codes of the record book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lib.archive.editions_file import EDITIONS_FILE
from lib.archive.qualifier_wording import meant_qualifier
from lib.archive.row_models import EditionRow, RowModel, SourceRow
from lib.archive.topic_rows import TOPIC_MODELS
from lib.archive.vocabulary import (
    QUALIFIER_CODES,
    RANK_REASONS,
    RANKS,
    SOURCE_LANGUAGES,
    VISITOR_UNITS,
)
from lib.language import LANGUAGE_CODES, Language
from lib.language.language import NUMBERLESS_WORDINGS, QUALIFIER_PATTERNS
from lib.language.terms import TERMS
from lib.language.translation_marks import mark_message
from lib.measures import fold_text

SOURCES_STEM, EDITIONS_STEM = "sources", EDITIONS_FILE.removesuffix(".csv")
# A sheet for each file of an edition, after the edition itself and the sources: {"visitors": Visitors, …}
FORM_MODELS: Mapping[str, type[RowModel]] = {EDITIONS_STEM: EditionRow, SOURCES_STEM: SourceRow, **TOPIC_MODELS}
SHEET_NAMES: Mapping[str, str] = {
    EDITIONS_STEM: mark_message("Edition"),
    SOURCES_STEM: mark_message("Sources"),
    **TERMS["topic"],
}
# The sheets that are read by people alone.
GUIDE_NAME, DEFINITIONS_NAME, LISTS_NAME = (
    mark_message("How to fill it in"),
    mark_message("Definitions"),
    mark_message("Lists"),
)

TITLES: Mapping[str, str] = {
    "first_day": mark_message("First day"),
    "last_day": mark_message("Last day"),
    "until": mark_message("Counted up to the hour"),
    "audience": mark_message("Who is counted"),
    "unit": mark_message("Unit"),
    "group": mark_message("Group of staff"),
    "category": mark_message("Kind of vehicle"),
    "kind": mark_message("Kind"),
    "pavilion": mark_message("Stand"),
    "partner": mark_message("Partner"),
    "role": mark_message("Role"),
    "item": mark_message("Item of the programme"),
    "day": mark_message("Day"),
    "theme": mark_message("Theme"),
    "name_ar": mark_message("Name in Arabic"),
    "name_fr": mark_message("Name in French"),
    "name_en": mark_message("Name in English"),
    "translated": mark_message("Translated by us"),
    "measure": mark_message("What is counted"),
    "value": mark_message("Number"),
    "qualifier": mark_message("Wording of the source"),
    "rank": mark_message("Shown or not"),
    "reason": mark_message("Reason"),
    "sources": mark_message("Sources"),
    "note": mark_message("Note"),
    "number": mark_message("Number of the edition"),
    "folder": mark_message("Folder"),
    "city_ar": mark_message("City in Arabic"),
    "city_fr": mark_message("City in French"),
    "city_en": mark_message("City in English"),
    "venue_ar": mark_message("Venue in Arabic"),
    "venue_fr": mark_message("Venue in French"),
    "venue_en": mark_message("Venue in English"),
    "slogan_ar": mark_message("Slogan in Arabic"),
    "slogan_fr": mark_message("Slogan in French"),
    "slogan_en": mark_message("Slogan in English"),
    "latitude": mark_message("Latitude"),
    "longitude": mark_message("Longitude"),
    "id": mark_message("Short name of the source"),
    "publisher": mark_message("Publisher"),
    "title": mark_message("Title"),
    "url": mark_message("Web address"),
    "published": mark_message("Published on"),
    "accessed": mark_message("Read on"),
    "language": mark_message("Language"),
}
# A sheet is known by its columns, too, so that those of two sheets are never the same.
TITLES_ON_SHEETS: Mapping[tuple[str, str], str] = {
    ("reach", "last_day"): mark_message("Counted up to the day"),
    ("site", "measure"): mark_message("What is measured"),
    ("pavilions", "kind"): mark_message("Kind of stand"),
    ("pavilions", "partner"): mark_message("Shared with"),
    ("programme", "kind"): mark_message("Kind of item"),
    (SOURCES_STEM, "kind"): mark_message("Kind of source"),
}
MARK_TITLE, EXAMPLE = mark_message("Mark"), mark_message("example")
ALL_OF_THEM = mark_message("all of them")

UNITS = {"visitors": mark_message("people"), "percent": mark_message("per cent")}
LANGUAGE_WORDS = {
    "ar": mark_message("Arabic"),
    "fr": mark_message("French"),
    "en": mark_message("English"),
    "ha": mark_message("Hausa"),
}
# (file, column) or column -> the closed list of lib.language.terms that names its codes
LISTS: Mapping[object, str] = {
    "audience": "audience",
    "theme": "theme",
    ("pavilions", "kind"): "pavilion",
    ("programme", "kind"): "programme",
    (SOURCES_STEM, "kind"): "kind",
    "role": "role",
    ("reach", "measure"): "reach",
    ("site", "measure"): "site",
}
NAMED_FIELDS = ("city", "venue", "slogan")  # of editions.csv, in three languages


def column_title(stem: str, column: str, language: Language) -> str:
    """The title of a column of a file: `visitors`, `value` is Number."""
    return language.text(TITLES_ON_SHEETS.get((stem, column)) or TITLES[column])


def holds_list(stem: str, column: str) -> bool:
    """Whether a cell of a column may hold several words."""
    return column in ("sources", "translated", "reason") or (stem, column) == ("pavilions", "partner")


def is_closed(stem: str, column: str) -> bool:
    """Whether a column holds words of its list alone. Elsewhere the list has only what stands for no text or time."""
    return (bool(_names(stem, column)) and column != "until" and column != getattr(FORM_MODELS[stem], "code", "")) or (
        column in ("audience", "measure", "qualifier")
    )


@dataclass(frozen=True)
class WordList:
    """The closed list of a column, in one language.

    words  the words in a cell for each code; the first is written, the others are read as well
    """

    words: Mapping[str, tuple[str, ...]]

    @property
    def choices(self) -> tuple[str, ...]:
        """All words, as a list to choose from."""
        return tuple(word for words in self.words.values() for word in words)


def join_words(words: Iterable[str], language: Language) -> str:
    """The words of a list, with the comma of the language."""
    return ("، " if language.code == "ar" else ", ").join(words)


def word_list(stem: str, column: str, language: Language, wordings: Iterable[str] = ()) -> WordList | None:
    """The closed list of a column, None where any text is allowed.

    `wordings` are words of sources for qualifiers, which are offered beside the usual ones.
    """
    if column == "qualifier":
        return _qualifiers(language, wordings)
    found = _names(stem, column)
    return WordList({code: (language.text(name),) for code, name in found.items()}) if found else None


def _names(stem: str, column: str) -> Mapping[str, str]:
    """The messages that name the codes of a column."""
    term = LISTS.get((stem, column)) or LISTS.get(column)
    if term:
        return TERMS[term]
    if column == getattr(FORM_MODELS[stem], "code", ""):  # the code of a thing: a short name, or all of its kind
        return {"all": ALL_OF_THEM}
    translated = {f"{field}_{code}": TITLES[f"{field}_{code}"] for field in NAMED_FIELDS for code in LANGUAGE_CODES}
    return {
        "unit": {unit: UNITS[unit] for unit in VISITOR_UNITS},
        "until": {"during": mark_message("during the day")},
        "rank": {rank: TERMS["rank"][rank] for rank in RANKS},
        "reason": {reason: TERMS["reason"][reason] for reasons in RANK_REASONS.values() for reason in reasons},
        "language": {code: LANGUAGE_WORDS[code] for code in SOURCE_LANGUAGES},
        "translated": translated
        if stem == EDITIONS_STEM
        else {str(code): LANGUAGE_WORDS[code] for code in LANGUAGE_CODES},
    }.get(column, {})


def _qualifiers(language: Language, wordings: Iterable[str]) -> WordList:
    """The wording of each qualifier: first the language's own, then those that its sources write."""
    words: dict[str, list[str]] = {code: [_usual_wording(code, language)] for code in QUALIFIER_CODES}
    for wording in wordings:
        code = meant_qualifier(wording)
        if code and wording not in words[code]:
            words[code].append(wording)
    return WordList({code: tuple(names) for code, names in words.items()})


def _usual_wording(code: str, language: Language) -> str:
    if code == "exact":
        return language.text("exactly")
    if code in NUMBERLESS_WORDINGS:
        return language.wording(code)
    return language.text(QUALIFIER_PATTERNS[code], count="").strip()


@cache
def codes_by_word(stem: str, column: str) -> Mapping[str, str]:
    """The codes of a closed list by their folded words in every language, and by the codes themselves.

    A workbook that was given out in Arabic is understood when it is filled in in French.
    """
    found: dict[str, str] = {}
    for language in map(Language, LANGUAGE_CODES):
        if listed := word_list(stem, column, language):
            for code, words in listed.words.items():
                for word in (*words, code):
                    found[fold_text(word)] = code
    return found


@cache
def columns_by_title(stem: str) -> Mapping[str, str]:
    """The columns of a file by their folded titles in every language, and by their own names."""
    return {
        fold_text(title): column
        for column in FORM_MODELS[stem].columns()
        for title in (column, *(column_title(stem, column, Language(code)) for code in LANGUAGE_CODES))
    }


@cache
def stems_by_sheet_name() -> Mapping[str, str]:
    """The files by the folded names of their sheets in every language, and by their own names."""
    return {
        fold_text(name): stem
        for stem in FORM_MODELS
        for name in (stem, *(Language(code).text(SHEET_NAMES[stem]) for code in LANGUAGE_CODES))
    }


@cache
def other_sheet_names() -> frozenset[str]:
    """The folded names of the sheets that are read by people alone, in every language."""
    names = (GUIDE_NAME, DEFINITIONS_NAME, LISTS_NAME)
    return frozenset(fold_text(Language(code).text(name)) for code in LANGUAGE_CODES for name in names)


@cache
def example_marks() -> frozenset[str]:
    """The folded word that marks a row as an example, in every language."""
    return frozenset(fold_text(Language(code).text(EXAMPLE)) for code in LANGUAGE_CODES)


@cache
def mark_titles() -> frozenset[str]:
    """The folded title of the column of that mark, in every language."""
    return frozenset(fold_text(Language(code).text(MARK_TITLE)) for code in LANGUAGE_CODES)
