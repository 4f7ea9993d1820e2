"""The charts that tests of exports and web addresses use: every chart of every edition in every language."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import cache

from lib.archive import Archive, read_archive
from lib.archive.publication import Publication
from lib.charts import CHARTS, Chart, ChartContext, View, build_chart
from lib.export.texts.provenance import Provenance
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.links import Links

# Direction marks, which no exported file may hold.
MARKED = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FOREIGN = {"ar": re.compile(r"[A-Za-z]"), "fr": re.compile(r"[\u0600-\u06ff]"), "en": re.compile(r"[\u0600-\u06ff]")}
DAY = datetime.date(2026, 11, 25)

# (chart, focus, language)
EVERY = [(name, focus, code) for name in CHARTS for focus in range(1, 7) for code in LANGUAGE_CODES]
# (focus, language): a test of one chart goes through them
EVERY_FOCUS = [(focus, code) for focus in range(1, 7) for code in LANGUAGE_CODES]


@cache
def archive() -> Archive:
    return read_archive()


@cache
def case_chart(name: str, focus: int, code: LanguageCode) -> Chart:
    """The chart that compares all editions if the focus is even, and those up to the focus if it is odd."""
    return build_chart(name, ChartContext(archive(), View(focus, later=focus % 2 == 0), Language(code)))


def provenance(name: str, focus: int, code: str, **fields: str) -> Provenance:
    """The provenance of a copy; `fields` replace those of the organisation."""
    address = f"https://abwab.example/charts/{name}?edition={focus}&lang={code}"
    organisation = archive().organisation.model_copy(update=fields)
    return Provenance(address, DAY, organisation, figure_address=Links("https://abwab.example").figure_address)


def released(provenance: Provenance) -> Provenance:
    """The same as of release 7."""
    instant = datetime.datetime(2027, 5, 17, 10, tzinfo=datetime.UTC)
    release = Publication(7, instant, "new_edition", {}, (), 7, lambda number: archive(), lambda number: None)
    return replace(provenance, release=release, frozen=f"{provenance.address}&release=7")


def bare(text: str) -> str:
    return MARKED.sub("", text)
