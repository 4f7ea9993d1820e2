"""Columns of the data files: what each is called and what it may hold, for the descriptors that go with the data.

Names and types are those of the row models of lib.archive; what a model only says in code (which words a cell may hold)
stands here in a form that other programs understand, and a test reads all data by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from lib.archive import vocabulary
from lib.archive.cell import (
    ANY,
    KEBAB,
    LATITUDE,
    LONGITUDE,
    ORDINAL,
    SNAKE,
    Scale,
)
from lib.archive.row_models import (
    MODELS,
    Edition,
    Gap,
    LeftOut,
    Row,
    Source,
)
from lib.language.translation_marks import mark

Kind = Literal["string", "integer", "number", "date", "list", "address"]

# Columns in three languages: city_ar is a city, in Arabic.
LANGUAGES = MappingProxyType({"ar": mark("in Arabic"), "fr": mark("in French"), "en": mark("in English")})

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "accessed": mark("Read on"),
        "audience": mark("Audience"),
        "breakdown": mark("Breakdown"),
        "category": mark("Category"),
        "city": mark("City"),
        "day": mark("Day"),
        "edition": mark("Edition"),
        "file": mark("File"),
        "first_day": mark("First day"),
        "folder": mark("Folder"),
        "group": mark("Group of staff"),
        "id": mark("Code"),
        "item": mark("Item of the programme"),
        "kind": mark("Kind"),
        "language": mark("Language"),
        "last_day": mark("Last day"),
        "latitude": mark("Latitude"),
        "line": mark("Line"),
        "longitude": mark("Longitude"),
        "measure": mark("Measure"),
        "name": mark("Name"),
        "note": mark("Note (in English)"),
        "number": mark("Number of the edition"),
        "partner": mark("Partner"),
        "pavilion": mark("Pavilion"),
        "published": mark("Published"),
        "publisher": mark("Publisher"),
        "qualifier": mark("Qualifier"),
        "rank": mark("Rank"),
        "reason": mark("Reason"),
        "role": mark("Role"),
        "slogan": mark("Slogan"),
        "source": mark("Source"),
        "sources": mark("Sources"),
        "theme": mark("Theme"),
        "title": mark("Title"),
        "topic": mark("Topic"),
        "translated": mark("Translated by the record book"),
        "unit": mark("Unit of the count"),
        "until": mark("Counted until"),
        "url": mark("Address"),
        "value": mark("Number"),
        "venue": mark("Venue"),
    }
)

# Columns that are never empty, but for those of a file named after the sign.
REQUIRED = frozenset(
    {
        *("number", "folder", "first_day", "last_day", "city_ar", "city_fr", "city_en"),  # an edition
        *("id", "language", "kind", "topic", "measure"),
        *("audience", "unit", "group", "category", "pavilion", "partner", "role", "item"),  # what a claim is about
        *("rank", "sources"),
    }
)
OPTIONAL = frozenset({("reach", "last_day"), ("pavilions", "partner")})

ENUMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "audience": vocabulary.AUDIENCES,
        "language": vocabulary.SOURCE_LANGUAGES,
        "qualifier": vocabulary.QUALIFIERS,
        "rank": vocabulary.RANKS,
        "reason": tuple(reason for reasons in vocabulary.REASONS.values() for reason in reasons),
        "role": vocabulary.ROLES,
        "theme": vocabulary.THEMES,
        "unit": vocabulary.UNITS,
        "gaps.reason": vocabulary.GAP_REASONS,
        "left_out.reason": vocabulary.LEFT_OUT_REASONS,
        "pavilions.kind": vocabulary.PAVILION_KINDS,
        "programme.kind": vocabulary.PROGRAMME_KINDS,
        "reach.measure": vocabulary.REACH_MEASURES,
        "site.measure": vocabulary.SITE_MEASURES,
        "sources.kind": vocabulary.SOURCE_KINDS,
    }
)

MOMENT = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("id", "folder", "source"), KEBAB.pattern),
        **dict.fromkeys(
            ("category", "group", "item", "pavilion", "topic", "partners.partner", "left_out.measure"), SNAKE.pattern
        ),
        **dict.fromkeys(("published", "accessed"), MOMENT),
        "until": "during|([01][0-9]|2[0-3]):[0-5][0-9]",
    }
)
SCALES: Mapping[str, Scale] = MappingProxyType(
    {"number": ORDINAL, "edition": ORDINAL, "latitude": LATITUDE, "longitude": LONGITUDE}
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column of one file.

    title    a message for Language.text
    within   of a column in one of three languages, that language
    lowest, highest, pattern, enum   what a cell may hold; None or () where nothing is said
    """

    name: str
    kind: Kind
    title: str
    within: str = ""
    required: bool = False
    lowest: float | None = None
    highest: float | None = None
    pattern: str | None = None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A file of one form: its stem, what one row of it is (a message), its columns and keys.

    keys    columns that tell each row from all others
    refers  column -> (stem, column) in which its value stands
    """

    stem: str
    row: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def _field(stem: str, name: str, kind: Kind) -> Field:
    base, _, within = name.rpartition("_")
    if within not in LANGUAGES:
        base, within = name, ""
    own = f"{stem}.{name}"
    scale = SCALES.get(name) or (ANY if name == "value" else None)
    return Field(
        name=name,
        kind=kind,
        title=TITLES[base],
        within=within,
        required=name in REQUIRED and (stem, name) not in OPTIONAL,
        lowest=scale.least if scale else None,
        highest=scale.most if scale and scale.most < float("inf") else None,
        pattern=PATTERNS.get(own, PATTERNS.get(name)),
        enum=ENUMS.get(own, ENUMS.get(name, ())),
    )


def _fields(stem: str, model: type[Row]) -> Iterator[Field]:
    for name, said in model.model_fields.items():
        kinds: set[Any] = {said.annotation, *get_args(said.annotation)}
        kind: Kind = "string"
        if get_origin(said.annotation) is tuple:
            kind = "list"
        elif date in kinds:
            kind = "date"
        elif float in kinds:
            kind = "number"
        elif int in kinds:
            kind = "integer"
        elif name == "url":
            kind = "address"
        yield _field(stem, name, kind)


ROWS: Mapping[str, str] = MappingProxyType(
    {
        "editions": mark("One row is an edition: its days, city, venue and slogan."),
        "sources": mark("One row is a source: a page or document that states figures."),
        "left_out": mark(
            "One row is a statement of the sources that is no figure of the record book, with the reason."
        ),
        "gaps": mark("One row is why no edition was held in the years before one."),
        "visitors": mark("One row is a count of visitors over a period."),
        "staff": mark("One row is a group of police staff, or all of it."),
        "vehicles": mark("One row is a category of vehicles, or all of them."),
        "pavilions": mark("One row is a stand, a space or a subject shown, or the number of all of them."),
        "partners": mark("One row is a partner in one role."),
        "programme": mark("One row is an item of the programme, or the number of all items of a kind."),
        "reach": mark("One row is something counted beyond the visitors: schools, media, views and the like."),
        "site": mark("One row is something measured of the site: areas and the like."),
        "citations": mark("One row says that one line of a file rests on one source."),
    }
)

# stem -> form, for every file that can be in a copy of the data
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "editions": Form("editions", ROWS["editions"], tuple(_fields("editions", Edition)), keys=("number",)),
        "sources": Form("sources", ROWS["sources"], tuple(_fields("sources", Source)), keys=("id",)),
        "left_out": Form(
            "left_out",
            ROWS["left_out"],
            tuple(_fields("left_out", LeftOut)),
            refers={"edition": ("editions", "number")},
        ),
        "gaps": Form(
            "gaps", ROWS["gaps"], tuple(_fields("gaps", Gap)), ("edition",), {"edition": ("editions", "number")}
        ),
        **{topic: Form(topic, ROWS[topic], tuple(_fields(topic, MODELS[topic]))) for topic in vocabulary.TOPICS},
        "citations": Form(
            "citations",
            ROWS["citations"],
            (
                Field("file", "string", TITLES["file"], required=True),
                Field("line", "integer", TITLES["line"], required=True, lowest=1),
                Field("source", "string", TITLES["source"], required=True, pattern=KEBAB.pattern),
            ),
            keys=("file", "line", "source"),
            refers={"source": ("sources", "id")},
        ),
    }
)
