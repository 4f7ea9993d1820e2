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
    ANY_RANGE,
    KEBAB_CASE,
    LATITUDE_RANGE,
    LONGITUDE_RANGE,
    ORDINAL_RANGE,
    SNAKE_CASE,
    NumberRange,
)
from lib.archive.row_models import TOPIC_MODELS, EditionRow, GapRow, LeftOutRow, RowModel, SourceRow
from lib.language.translation_marks import mark_message

FieldKind = Literal["string", "integer", "number", "date", "list", "address"]

# Columns in three languages: city_ar is a city, in Arabic.
LANGUAGE_SUFFIXES = MappingProxyType(
    {"ar": mark_message("in Arabic"), "fr": mark_message("in French"), "en": mark_message("in English")}
)

FIELD_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "accessed": mark_message("Read on"),
        "audience": mark_message("Audience"),
        "breakdown": mark_message("Breakdown"),
        "category": mark_message("Category"),
        "city": mark_message("City"),
        "day": mark_message("Day"),
        "edition": mark_message("Edition"),
        "file": mark_message("File"),
        "first_day": mark_message("First day"),
        "folder": mark_message("Folder"),
        "group": mark_message("Group of staff"),
        "id": mark_message("Code"),
        "item": mark_message("Item of the programme"),
        "kind": mark_message("Kind"),
        "language": mark_message("Language"),
        "last_day": mark_message("Last day"),
        "latitude": mark_message("Latitude"),
        "line": mark_message("Line"),
        "longitude": mark_message("Longitude"),
        "measure": mark_message("Measure"),
        "name": mark_message("Name"),
        "note": mark_message("Note (in English)"),
        "number": mark_message("Number of the edition"),
        "partner": mark_message("Partner"),
        "pavilion": mark_message("Pavilion"),
        "published": mark_message("Published"),
        "publisher": mark_message("Publisher"),
        "qualifier": mark_message("Qualifier"),
        "rank": mark_message("Rank"),
        "reason": mark_message("Reason"),
        "role": mark_message("Role"),
        "slogan": mark_message("Slogan"),
        "source": mark_message("Source"),
        "sources": mark_message("Sources"),
        "theme": mark_message("Theme"),
        "title": mark_message("Title"),
        "topic": mark_message("Topic"),
        "translated": mark_message("Translated by the record book"),
        "unit": mark_message("Unit of the count"),
        "until": mark_message("Counted until"),
        "url": mark_message("Address"),
        "value": mark_message("Number"),
        "venue": mark_message("Venue"),
    }
)

# Columns that are never empty, but for those of a file named after the sign.
REQUIRED_FIELDS = frozenset(
    {
        *("number", "folder", "first_day", "last_day", "city_ar", "city_fr", "city_en"),  # an edition
        *("id", "language", "kind", "topic", "measure"),
        *("audience", "unit", "group", "category", "pavilion", "partner", "role", "item"),  # what a claim is about
        *("rank", "sources"),
    }
)
OPTIONAL_FIELDS = frozenset({("reach", "last_day"), ("pavilions", "partner")})

FIELD_ENUMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "audience": vocabulary.AUDIENCES,
        "language": vocabulary.SOURCE_LANGUAGES,
        "qualifier": vocabulary.QUALIFIER_CODES,
        "rank": vocabulary.RANKS,
        "reason": tuple(reason for reasons in vocabulary.RANK_REASONS.values() for reason in reasons),
        "role": vocabulary.PARTNER_ROLES,
        "theme": vocabulary.THEME_CODES,
        "unit": vocabulary.VISITOR_UNITS,
        "gaps.reason": vocabulary.GAP_REASONS,
        "left_out.reason": vocabulary.LEFT_OUT_REASONS,
        "pavilions.kind": vocabulary.PAVILION_KINDS,
        "programme.kind": vocabulary.PROGRAMME_KINDS,
        "reach.measure": vocabulary.REACH_MEASURES,
        "site.measure": vocabulary.SITE_MEASURES,
        "sources.kind": vocabulary.SOURCE_KINDS,
    }
)

PARTIAL_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
FIELD_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("id", "folder", "source"), KEBAB_CASE.pattern),
        **dict.fromkeys(
            ("category", "group", "item", "pavilion", "topic", "partners.partner", "left_out.measure"),
            SNAKE_CASE.pattern,
        ),
        **dict.fromkeys(("published", "accessed"), PARTIAL_DATE),
        "until": "during|([01][0-9]|2[0-3]):[0-5][0-9]",
    }
)
FIELD_SCALES: Mapping[str, NumberRange] = MappingProxyType(
    {"number": ORDINAL_RANGE, "edition": ORDINAL_RANGE, "latitude": LATITUDE_RANGE, "longitude": LONGITUDE_RANGE}
)


@dataclass(frozen=True, slots=True)
class TableField:
    """A column of one file.

    title    a message for Language.text
    within   of a column in one of three languages, that language
    lowest, highest, pattern, enum   what a cell may hold; None or () where nothing is said
    """

    name: str
    kind: FieldKind
    title: str
    within: str = ""
    required: bool = False
    lowest: float | None = None
    highest: float | None = None
    pattern: str | None = None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A file of one form: its stem, what one row of it is (a message), its columns and keys.

    keys    columns that tell each row from all others
    refers  column -> (stem, column) in which its value stands
    """

    stem: str
    row: str
    fields: tuple[TableField, ...]
    keys: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def _field(stem: str, name: str, kind: FieldKind) -> TableField:
    base, _, within = name.rpartition("_")
    if within not in LANGUAGE_SUFFIXES:
        base, within = name, ""
    own = f"{stem}.{name}"
    scale = FIELD_SCALES.get(name) or (ANY_RANGE if name == "value" else None)
    return TableField(
        name=name,
        kind=kind,
        title=FIELD_TITLES[base],
        within=within,
        required=name in REQUIRED_FIELDS and (stem, name) not in OPTIONAL_FIELDS,
        lowest=scale.least if scale else None,
        highest=scale.most if scale and scale.most < float("inf") else None,
        pattern=FIELD_PATTERNS.get(own, FIELD_PATTERNS.get(name)),
        enum=FIELD_ENUMS.get(own, FIELD_ENUMS.get(name, ())),
    )


def _fields(stem: str, model: type[RowModel]) -> Iterator[TableField]:
    for name, said in model.model_fields.items():
        kinds: set[Any] = {said.annotation, *get_args(said.annotation)}
        kind: FieldKind = "string"
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


ROW_DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "editions": mark_message("One row is an edition: its days, city, venue and slogan."),
        "sources": mark_message("One row is a source: a page or document that states figures."),
        "left_out": mark_message(
            "One row is a statement of the sources that is no figure of the record book, with the reason."
        ),
        "gaps": mark_message("One row is why no edition was held in the years before one."),
        "visitors": mark_message("One row is a count of visitors over a period."),
        "staff": mark_message("One row is a group of police staff, or all of it."),
        "vehicles": mark_message("One row is a category of vehicles, or all of them."),
        "pavilions": mark_message("One row is a stand, a space or a subject shown, or the number of all of them."),
        "partners": mark_message("One row is a partner in one role."),
        "programme": mark_message("One row is an item of the programme, or the number of all items of a kind."),
        "reach": mark_message("One row is something counted beyond the visitors: schools, media, views and the like."),
        "site": mark_message("One row is something measured of the site: areas and the like."),
        "citations": mark_message("One row says that one line of a file rests on one source."),
    }
)

# stem -> form, for every file that can be in a copy of the data
TABLE_SCHEMAS: Mapping[str, TableSchema] = MappingProxyType(
    {
        "editions": TableSchema(
            "editions", ROW_DESCRIPTIONS["editions"], tuple(_fields("editions", EditionRow)), keys=("number",)
        ),
        "sources": TableSchema(
            "sources", ROW_DESCRIPTIONS["sources"], tuple(_fields("sources", SourceRow)), keys=("id",)
        ),
        "left_out": TableSchema(
            "left_out",
            ROW_DESCRIPTIONS["left_out"],
            tuple(_fields("left_out", LeftOutRow)),
            refers={"edition": ("editions", "number")},
        ),
        "gaps": TableSchema(
            "gaps",
            ROW_DESCRIPTIONS["gaps"],
            tuple(_fields("gaps", GapRow)),
            ("edition",),
            {"edition": ("editions", "number")},
        ),
        **{
            topic: TableSchema(topic, ROW_DESCRIPTIONS[topic], tuple(_fields(topic, TOPIC_MODELS[topic])))
            for topic in vocabulary.TOPICS
        },
        "citations": TableSchema(
            "citations",
            ROW_DESCRIPTIONS["citations"],
            (
                TableField("file", "string", FIELD_TITLES["file"], required=True),
                TableField("line", "integer", FIELD_TITLES["line"], required=True, lowest=1),
                TableField("source", "string", FIELD_TITLES["source"], required=True, pattern=KEBAB_CASE.pattern),
            ),
            keys=("file", "line", "source"),
            refers={"source": ("sources", "id")},
        ),
    }
)
