"""The rows of the eight topic files in an edition's folder: each is a claim about one thing."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain
from typing import Annotated, Any, ClassVar

from pydantic import ValidationInfo, field_validator

from lib.archive import cell, vocabulary
from lib.archive.cell import NumberRange
from lib.archive.cell_rule import (
    CellRule,
    FirstDay,
    LastDay,
    QualifierCode,
    Slug,
    SourceIds,
    Text,
    ThemeCode,
    matching,
    number_in,
    one_of,
    read_day_of_edition,
    read_optional_day_of_edition,
    read_words,
    row_context,
)
from lib.archive.message import say
from lib.archive.message_parts import LANGUAGE_LABELS, expected_choices, quote, refuse_cell
from lib.archive.row_models import RowModel

# Parts of messages about lists in cells, made once: making them for each row takes 7 % of the loading.
PARTNER_OF_EDITION = say("a partner of this edition")
PARTNERS_OF_FILE = say("the partners in {file}", file="partners.csv")
A_LANGUAGE, NAMES_OF_LANGUAGES = say("a language"), ", ".join(vocabulary.TRANSLATION_LANGUAGES)
A_REASON = say("a reason")
ALL_REASONS = tuple(dict.fromkeys(chain.from_iterable(vocabulary.RANK_REASONS.values())))

# ---- what a claim is about: the key columns of each file --------------------------------------------------------


class PeriodColumns(RowModel):
    """The visitors of one audience over some days."""

    key = ("first_day", "last_day", "until", "audience", "unit")
    code = "audience"
    first_day: FirstDay
    last_day: LastDay
    until: Annotated[str, matching(cell.parse_until, cell.UNTIL, False, cell.usual_time)]
    audience: Annotated[str, one_of(vocabulary.AUDIENCES, say("an audience"))]
    unit: Annotated[str, one_of(vocabulary.VISITOR_UNITS, say("a unit"))]


class GroupColumns(RowModel):
    """A group of staff, or all of it."""

    key = ("group",)
    code = "group"
    group: Slug


class CategoryColumns(RowModel):
    """A category of vehicles, or all of them."""

    key = ("category",)
    code = "category"
    category: Slug


class PavilionColumns(RowModel):
    """A stand or space, or all of a kind."""

    key = ("kind", "pavilion")
    code = "pavilion"
    kind: Annotated[str, one_of(vocabulary.PAVILION_KINDS, say("a kind of pavilion"))]
    pavilion: Slug
    theme: ThemeCode
    partner: Annotated[tuple[str, ...], CellRule()]

    @field_validator("theme")
    @classmethod
    def _theme(cls, theme: str, info: ValidationInfo) -> str:
        pavilion = info.data.get("pavilion")
        _empty_for_all(theme, pavilion)
        if not theme and pavilion not in (None, "all"):
            refuse_cell(
                theme,
                say(
                    "{pavilion} needs a theme; {expected}",
                    pavilion=quote(pavilion),
                    expected=expected_choices(vocabulary.THEME_CODES),
                ),
            )
        return theme

    @field_validator("partner", mode="plain")
    @classmethod
    def _partner(cls, text: str, info: ValidationInfo) -> tuple[str, ...]:
        _empty_for_all(text, info.data.get("pavilion"))
        return cell.parse_list(text, row_context(info).partners, PARTNER_OF_EDITION, PARTNERS_OF_FILE)


class PartnerColumns(RowModel):
    """A partner in one role."""

    key = ("partner", "role")
    code = "partner"
    partner: Slug
    role: Annotated[str, one_of(vocabulary.PARTNER_ROLES, say("a role"))]


class ItemColumns(RowModel):
    """An item of the programme, or all items of a kind."""

    key = ("kind", "item", "day")
    code = "item"
    kind: Annotated[str, one_of(vocabulary.PROGRAMME_KINDS, say("a kind of programme item"))]
    item: Slug
    theme: ThemeCode
    day: Annotated[date | None, CellRule(usual=cell.ascii_digits)]

    @field_validator("theme")
    @classmethod
    def _theme(cls, theme: str, info: ValidationInfo) -> str:
        _empty_for_all(theme, info.data.get("item"))
        return theme

    @field_validator("day", mode="plain")
    @classmethod
    def _day(cls, text: str, info: ValidationInfo) -> date | None:
        _empty_for_all(text, info.data.get("item"))
        # The public days begin on the morning after the opening ceremony.
        eve = timedelta(days=1 if info.data.get("kind") == "ceremony" else 0)
        return read_day_of_edition(text, info, eve) if text else None


class ReachColumns(RowModel):
    """Something counted beyond the visitors, over the whole edition or up to a day."""

    key = ("measure", "last_day")
    code = "measure"
    measure: Annotated[str, one_of(vocabulary.REACH_MEASURES, say("a measure of reach"))]
    last_day: Annotated[date | None, CellRule(read_optional_day_of_edition, usual=cell.ascii_digits)]


class SiteColumns(RowModel):
    """Something measured of the site."""

    key = ("measure",)
    code = "measure"
    measure: Annotated[str, one_of(vocabulary.SITE_MEASURES, say("a measure of the site"))]


# ---- what is claimed ------------------------------------------------------------------------------------------


def _empty_for_all(text: str, thing: str | None) -> None:
    """Refuse a property of a named thing on a row that counts all of them."""
    if text and thing == "all":
        refuse_cell(
            text, say("belongs to a named row; expected an empty cell, because this row counts {all}", all=quote("all"))
        )


class NameColumns(RowModel):
    """A thing with its names: all three on a named row, none on an `all` row."""

    name_ar: Text
    name_fr: Text
    name_en: Text
    translated: Annotated[tuple[str, ...], CellRule()]

    @field_validator("name_ar", "name_fr", "name_en", mode="plain")
    @classmethod
    def _name(cls, text: str, info: ValidationInfo) -> str:
        thing = info.data.get(cls.code)
        _empty_for_all(text, thing)
        if not text and thing not in (None, "all"):
            language = LANGUAGE_LABELS[str(info.field_name)[-2:]]
            refuse_cell(
                text,
                say(
                    "the translation is missing: expected the {language} name of {thing}",
                    language=language,
                    thing=quote(thing),
                ),
            )
        return read_words(text, info)

    @field_validator("translated", mode="plain")
    @classmethod
    def _translated(cls, text: str, info: ValidationInfo) -> tuple[str, ...]:
        _empty_for_all(text, info.data.get(cls.code))
        return cell.parse_list(text, vocabulary.TRANSLATION_LANGUAGES, A_LANGUAGE, NAMES_OF_LANGUAGES)


class ClaimColumns(RowModel):
    """The statement of sources about one thing. `value` is None where they name the thing without a number."""

    value: Annotated[float | None, number_in(cell.ANY_RANGE)]
    qualifier: QualifierCode
    rank: Annotated[str, one_of(vocabulary.RANKS, say("a rank"))]
    reason: Annotated[tuple[str, ...], CellRule(choices=ALL_REASONS)]
    sources: SourceIds
    note: Text

    @classmethod
    def scale(cls, cells: Mapping[str, Any]) -> NumberRange:
        """The range of the value, which depends on the cells to its left."""
        return cell.COUNT_RANGE

    @field_validator("value", mode="plain")
    @classmethod
    def _value(cls, text: str, info: ValidationInfo) -> float | None:
        return cell.parse_number(text, cls.scale(info.data)) if text else None

    @field_validator("qualifier")
    @classmethod
    def _qualifier(cls, text: str, info: ValidationInfo) -> str:
        value = info.data.get("value", ...)  # ...: not known, the value is faulty itself
        if value is None:
            if text not in ("", "dozens"):
                refuse_cell(
                    text,
                    say(
                        "has no value beside it; expected a number as its value, or no qualifier, or {word}",
                        word=quote("dozens"),
                    ),
                )
            if not text and (info.data.get(cls.code) == "all" or not issubclass(cls, NameColumns)):
                refuse_cell(text, say("expected a number: only a named thing may have none"), column="value")
        elif value is not ... and text in ("", "dozens"):
            refuse_cell(
                text,
                say(
                    "the value needs its qualifier; {expected}",
                    expected=expected_choices(vocabulary.QUALIFIER_CODES[:-1]),
                ),
            )
        return text

    @field_validator("reason", mode="plain")
    @classmethod
    def _reason(cls, text: str, info: ValidationInfo) -> tuple[str, ...]:
        rank = info.data.get("rank")
        known = vocabulary.RANK_REASONS[rank] if rank else ALL_REASONS
        if not text and rank == "deprecated":
            refuse_cell(text, expected_choices(known))
        what = say("a reason for the rank {rank}", rank=rank) if text and rank else A_REASON
        return cell.parse_list(text, known, what, ", ".join(known))


class Visitors(ClaimColumns, PeriodColumns):
    """A row of visitors.csv: a claim about visitors over some days."""

    scales: ClassVar[Mapping[str, NumberRange]] = {"visitors": cell.COUNT_RANGE, "percent": cell.PERCENT_RANGE}

    @classmethod
    def scale(cls, cells: Mapping[str, Any]) -> NumberRange:
        return cls.scales.get(cells.get("unit", ""), cell.ANY_RANGE)


class Staff(ClaimColumns, NameColumns, GroupColumns):
    """A row of staff.csv: a claim about police staff."""


class Vehicles(ClaimColumns, NameColumns, CategoryColumns):
    """A row of vehicles.csv: a claim about vehicles."""


class Pavilions(ClaimColumns, NameColumns, PavilionColumns):
    """A row of pavilions.csv: a claim about stands, spaces and subjects."""


class Partners(ClaimColumns, NameColumns, PartnerColumns):
    """A row of partners.csv: a claim about partners."""


class Programme(ClaimColumns, NameColumns, ItemColumns):
    """A row of programme.csv: a claim about the programme."""


class Reach(ClaimColumns, ReachColumns):
    """A row of reach.csv: a claim about the reach beyond the visitors."""

    @classmethod
    def scale(cls, cells: Mapping[str, Any]) -> NumberRange:
        measure = cells.get("measure")
        if measure is None:
            return cell.ANY_RANGE
        if measure.endswith("_percent"):
            return cell.PERCENT_RANGE
        return cell.ONLINE_RANGE if measure.startswith("online_") else cell.COUNT_RANGE


class Site(ClaimColumns, SiteColumns):
    """A row of site.csv: a claim about the site."""

    @classmethod
    def scale(cls, cells: Mapping[str, Any]) -> NumberRange:
        measure = cells.get("measure")
        if measure is None:
            return cell.ANY_RANGE
        if measure.endswith("_m2"):
            return cell.AREA_RANGE
        return cell.HOURS_RANGE if measure == "hours_per_day" else cell.COUNT_RANGE


# The model of each file of an edition's folder: visitors -> Visitors
TOPIC_MODELS: Mapping[str, type[ClaimColumns]] = {
    model.__name__.lower(): model for model in (Visitors, Staff, Vehicles, Pavilions, Partners, Programme, Reach, Site)
}
