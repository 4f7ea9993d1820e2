"""Field descriptors of the data files: titles and constraints for the data package.

Names, types and constraints come from the row models of lib.archive; titles are added here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from lib.archive.cell import KEBAB_CASE
from lib.archive.cell_rule import CellRule
from lib.archive.row_models import DefinitionRow, EditionRow, GapRow, LeftOutRow, RowModel, SourceRow, WordingRow
from lib.archive.topic_rows import TOPIC_MODELS
from lib.charts.definitions import CHART_MEASURES
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
        "counted": mark_message("What is counted"),
        "day": mark_message("Day"),
        "edition": mark_message("Edition"),
        "figure": mark_message("Page of the figure"),
        "file": mark_message("File"),
        "first_day": mark_message("First day"),
        "folder": mark_message("Folder"),
        "group": mark_message("Group of staff"),
        "id": mark_message("Code"),
        "included": mark_message("Who or what is included"),
        "item": mark_message("Item of the programme"),
        "kind": mark_message("Kind"),
        "language": mark_message("Language"),
        "last_day": mark_message("Last day"),
        "latitude": mark_message("Latitude"),
        "line": mark_message("Line"),
        "longitude": mark_message("Longitude"),
        "measure": mark_message("Measure"),
        "method": mark_message("How"),
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
        "unknown": mark_message("What no source says"),
        "until": mark_message("Counted up to the hour"),
        "url": mark_message("Address"),
        "value": mark_message("Number"),
        "venue": mark_message("Venue"),
        "wording": mark_message("Wording"),
    }
)


@dataclass(frozen=True, slots=True)
class TableField:
    """A column of one file. `title` is a message for Language.text.

    language   the language of a column that exists in three languages, else ""
    minimum, maximum, pattern, choices   constraints on a cell; None or () if there are none
    """

    name: str
    kind: FieldKind
    title: str
    language: str = ""
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """The columns and keys of one kind of file. `description` is a message that says what one row is.

    primary_key   the columns that identify a row
    foreign_keys  column -> (stem, column) that its values refer to
    """

    description: str
    fields: tuple[TableField, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def model_fields(model: type[RowModel]) -> tuple[TableField, ...]:
    """The columns of the files that a row model validates."""
    return tuple(_model_field(name, model) for name in model.columns())


def _model_field(name: str, model: type[RowModel]) -> TableField:
    base, _, language = name.rpartition("_")
    if language not in LANGUAGE_SUFFIXES:
        base, language = name, ""
    rule = model.rule(name)
    return TableField(
        name=name,
        kind=_kind(model.model_fields[name].annotation, rule),
        title=FIELD_TITLES[base],
        language=language,
        required=rule.required,
        minimum=rule.range.minimum if rule.range else None,
        maximum=rule.range.maximum if rule.range else None,
        pattern=rule.pattern.pattern if rule.pattern else None,
        choices=rule.choices,
    )


def _kind(annotation: Any, rule: CellRule) -> FieldKind:
    """The kind of a column, derived from the type of its values."""
    if get_origin(annotation) is tuple:
        return "list"
    types = {annotation, *get_args(annotation)}
    if date in types:
        return "date"
    if float in types:
        return "number"
    if int in types:
        return "integer"
    return "address" if rule.address else "string"


ROW_DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "editions": mark_message("One row is an edition: its days, city, venue and slogan."),
        "sources": mark_message("One row is a source: a page or document that states figures."),
        "left_out": mark_message(
            "One row is a statement of the sources that is not a figure of the record book, with the reason."
        ),
        "gaps": mark_message("One row is why no edition was held in the years before one."),
        "definitions": mark_message(
            "One row is a measure: what is counted, who or what is included, how, what no source says."
        ),
        "wordings": mark_message(
            "One row is what sources in one language write for the qualifier of a figure, where it is not its "
            "translation."
        ),
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

# file stem -> the measures whose numbers its column `value` holds
VALUE_MEASURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "visitors": ("visitors",),
        "staff": ("staff",),
        "vehicles": ("vehicles",),
        "pavilions": ("stands",),
        "programme": ("demonstrations", "seminars"),
        "reach": CHART_MEASURES["reach"],
        "site": ("area",),
    }
)

# file stem -> schema, for every file of the data package
TABLE_SCHEMAS: Mapping[str, TableSchema] = MappingProxyType(
    {
        "editions": TableSchema(ROW_DESCRIPTIONS["editions"], model_fields(EditionRow), EditionRow.key),
        "sources": TableSchema(ROW_DESCRIPTIONS["sources"], model_fields(SourceRow), SourceRow.key),
        "left_out": TableSchema(
            ROW_DESCRIPTIONS["left_out"], model_fields(LeftOutRow), foreign_keys={"edition": ("editions", "number")}
        ),
        "gaps": TableSchema(
            ROW_DESCRIPTIONS["gaps"], model_fields(GapRow), GapRow.key, {"edition": ("editions", "number")}
        ),
        "definitions": TableSchema(ROW_DESCRIPTIONS["definitions"], model_fields(DefinitionRow), DefinitionRow.key),
        "wordings": TableSchema(
            ROW_DESCRIPTIONS["wordings"],
            model_fields(WordingRow),
            WordingRow.key,
            {"edition": ("editions", "number")},
        ),
        **{topic: TableSchema(ROW_DESCRIPTIONS[topic], model_fields(model)) for topic, model in TOPIC_MODELS.items()},
        "citations": TableSchema(
            ROW_DESCRIPTIONS["citations"],
            (
                TableField("file", "string", FIELD_TITLES["file"], required=True),
                TableField("line", "integer", FIELD_TITLES["line"], required=True, minimum=1),
                TableField("source", "string", FIELD_TITLES["source"], required=True, pattern=KEBAB_CASE.pattern),
                TableField("figure", "string", FIELD_TITLES["figure"]),
            ),
            primary_key=("file", "line", "source"),
            foreign_keys={"source": ("sources", "id")},
        ),
    }
)
