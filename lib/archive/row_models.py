"""Row models: one row of each file, cell by cell, from text to typed values.

A row's fields stand in the order of the file's columns. A validator sees the good cells to the left of its own
(`info.data`), so a rule between cells of a row lives in the validator of the rightmost of them, and a bad cell hides no
other. Inherited fields come in the order of the bases from right to left: `Visitors(Claim, Period)` reads the period
first, then the claim.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, PlainValidator, ValidationInfo, field_validator

from lib.archive import cell, vocabulary
from lib.archive.cell import NumberRange
from lib.archive.message import Message, say
from lib.archive.message_parts import LANGUAGE_LABELS, expected_choices, quote, refuse_cell

DateRange = tuple[date, date]  # the first and the last


@dataclass(frozen=True)
class RowContext:
    """What rows are checked against. None: not known, because that file has faults of its own; then nothing is said."""

    days: DateRange | None = None  # of the edition
    sources: frozenset[str] | None = None  # the ids of sources.csv
    partners: frozenset[str] | None = None  # the partners of this edition's partners.csv
    editions: frozenset[int] | None = None  # the numbers of editions.csv


EMPTY_CONTEXT = RowContext()


def _context(info: ValidationInfo) -> RowContext:
    return info.context or EMPTY_CONTEXT


def _one_of(choices: tuple[str, ...], what: Message) -> PlainValidator:
    return PlainValidator(lambda text: cell.parse_choice(text, choices, what))


def _one_or_none(choices: tuple[str, ...], what: Message) -> PlainValidator:
    return PlainValidator(lambda text: cell.parse_choice(text, choices, what) if text else text)


def _within(text: str, info: ValidationInfo, eve: timedelta = timedelta()) -> date:
    """A day of the edition, or of so much time before it."""
    day, days = cell.parse_day(text), _context(info).days
    if days and not days[0] <= day <= days[1] and not timedelta() < days[0] - day <= eve:
        refuse_cell(
            text,
            say("is not a day of this edition; expected one from {first} to {last}", first=days[0], last=days[1]),
        )
    return day


def _within_or_none(text: str, info: ValidationInfo) -> date | None:
    return _within(text, info) if text else None


def _not_before(day: date, info: ValidationInfo) -> date:
    """The last day of a period, if it isn't before the first."""
    first = info.data.get("first_day")
    if first and day < first:
        refuse_cell(str(day), say("is before the first day, {first}; expected that day or a later one", first=first))
    return day


def _cited(text: str, info: ValidationInfo) -> tuple[str, ...]:
    """One source or more, all of them in sources.csv."""
    if not text:
        refuse_cell(text, say("expected the id of a source in {file}", file="sources.csv"))
    return cell.parse_list(
        text, _context(info).sources, say("a known source"), say("the ids in {file}", file="sources.csv")
    )


Slug = Annotated[str, PlainValidator(cell.parse_slug)]
KebabName = Annotated[str, PlainValidator(cell.parse_kebab_name)]
ThemeCode = Annotated[str, _one_or_none(vocabulary.THEME_CODES, say("a theme"))]
SourceIds = Annotated[tuple[str, ...], PlainValidator(_cited)]
# Stacked validators run from left to right.
FirstDay = Annotated[date, PlainValidator(_within)]
LastDay = Annotated[date, PlainValidator(_within), AfterValidator(_not_before)]


class RowModel(BaseModel):
    """A row of any file. Its fields are the file's columns."""

    key: ClassVar[tuple[str, ...]]  # the columns that say what the row is about
    thing: ClassVar[str] = ""  # the one of them whose slug names a thing, or says `all`

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The header of the file, in order."""
        return tuple(cls.model_fields)


# ---- what a claim is about: the key columns of each file --------------------------------------------------------


class PeriodColumns(RowModel):
    """The visitors of one audience over some days."""

    key = ("first_day", "last_day", "until", "audience", "unit")
    first_day: FirstDay
    last_day: LastDay
    until: Annotated[str, PlainValidator(cell.parse_until)]
    audience: Annotated[str, _one_of(vocabulary.AUDIENCES, say("an audience"))]
    unit: Annotated[str, _one_of(vocabulary.VISITOR_UNITS, say("a unit"))]


class GroupColumns(RowModel):
    """A group of staff, or all of it."""

    key = ("group",)
    thing = "group"
    group: Slug


class CategoryColumns(RowModel):
    """A category of vehicles, or all of them."""

    key = ("category",)
    thing = "category"
    category: Slug


class PavilionColumns(RowModel):
    """A stand or space, or all of a kind."""

    key = ("kind", "pavilion")
    thing = "pavilion"
    kind: Annotated[str, _one_of(vocabulary.PAVILION_KINDS, say("a kind of pavilion"))]
    pavilion: Slug
    theme: ThemeCode
    partner: tuple[str, ...]

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
        return cell.parse_list(
            text,
            _context(info).partners,
            say("a partner of this edition"),
            say("the partners in {file}", file="partners.csv"),
        )


class PartnerColumns(RowModel):
    """A partner in one role."""

    key = ("partner", "role")
    thing = "partner"
    partner: Slug
    role: Annotated[str, _one_of(vocabulary.PARTNER_ROLES, say("a role"))]


class ItemColumns(RowModel):
    """An item of the programme, or all items of a kind."""

    key = ("kind", "item", "day")
    thing = "item"
    kind: Annotated[str, _one_of(vocabulary.PROGRAMME_KINDS, say("a kind of programme item"))]
    item: Slug
    theme: ThemeCode
    day: date | None

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
        return _within(text, info, eve) if text else None


class ReachColumns(RowModel):
    """Something counted beyond the visitors, over the whole edition or up to a day."""

    key = ("measure", "last_day")
    measure: Annotated[str, _one_of(vocabulary.REACH_MEASURES, say("a measure of reach"))]
    last_day: Annotated[date | None, PlainValidator(_within_or_none)]


class SiteColumns(RowModel):
    """Something measured of the site."""

    key = ("measure",)
    measure: Annotated[str, _one_of(vocabulary.SITE_MEASURES, say("a measure of the site"))]


# ---- what is claimed ------------------------------------------------------------------------------------------


def _empty_for_all(text: str, thing: str | None) -> None:
    """Refuse a property of a named thing on a row that counts all of them."""
    if text and thing == "all":
        refuse_cell(
            text, say("belongs to a named row; expected an empty cell, because this row counts {all}", all=quote("all"))
        )


class NameColumns(RowModel):
    """A thing with its names: all three on a named row, none on an `all` row."""

    name_ar: str
    name_fr: str
    name_en: str
    translated: tuple[str, ...]

    @field_validator("name_ar", "name_fr", "name_en", mode="plain")
    @classmethod
    def _name(cls, text: str, info: ValidationInfo) -> str:
        thing = info.data.get(cls.thing)
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
        return text

    @field_validator("translated", mode="plain")
    @classmethod
    def _translated(cls, text: str, info: ValidationInfo) -> tuple[str, ...]:
        _empty_for_all(text, info.data.get(cls.thing))
        return cell.parse_list(
            text, vocabulary.TRANSLATION_LANGUAGES, say("a language"), ", ".join(vocabulary.TRANSLATION_LANGUAGES)
        )


class ClaimColumns(RowModel):
    """What sources say of one thing. `value` is None where they name it without a number."""

    value: float | None
    qualifier: str
    rank: Annotated[str, _one_of(vocabulary.RANKS, say("a rank"))]
    reason: str
    sources: SourceIds
    note: str

    @classmethod
    def scale(cls, cells: Mapping[str, Any]) -> NumberRange:
        """What the value may be, by the good cells to its left."""
        return cell.COUNT_RANGE

    @field_validator("value", mode="plain")
    @classmethod
    def _value(cls, text: str, info: ValidationInfo) -> float | None:
        return cell.parse_number(text, cls.scale(info.data)) if text else None

    @field_validator("qualifier", mode="plain")
    @classmethod
    def _qualifier(cls, text: str, info: ValidationInfo) -> str:
        value = info.data.get("value", ...)  # ...: not known, the value is faulty itself
        if text:
            cell.parse_choice(text, vocabulary.QUALIFIER_CODES, say("a qualifier"))
        if value is None:
            if text not in ("", "dozens"):
                refuse_cell(
                    text,
                    say(
                        "stands without a value; expected a number as its value, or no qualifier, or {word}",
                        word=quote("dozens"),
                    ),
                )
            if not text and info.data.get(cls.thing, ... if cls.thing else "all") == "all":
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
    def _reason(cls, text: str, info: ValidationInfo) -> str:
        rank = info.data.get("rank")
        known = vocabulary.RANK_REASONS[rank] if rank else sum(vocabulary.RANK_REASONS.values(), ())
        if text not in known and (text or rank == "deprecated"):
            cell.parse_choice(text, known, say("a reason for the rank {rank}", rank=rank) if rank else say("a reason"))
        return text


class Visitors(ClaimColumns, PeriodColumns):
    """visitors.csv"""

    scales: ClassVar[Mapping[str, NumberRange]] = {"visitors": cell.COUNT_RANGE, "percent": cell.PERCENT_RANGE}

    @classmethod
    def scale(cls, cells: Mapping[str, Any]) -> NumberRange:
        return cls.scales.get(cells.get("unit", ""), cell.ANY_RANGE)


class Staff(ClaimColumns, NameColumns, GroupColumns):
    """staff.csv"""


class Vehicles(ClaimColumns, NameColumns, CategoryColumns):
    """vehicles.csv"""


class Pavilions(ClaimColumns, NameColumns, PavilionColumns):
    """pavilions.csv"""


class Partners(ClaimColumns, NameColumns, PartnerColumns):
    """partners.csv"""


class Programme(ClaimColumns, NameColumns, ItemColumns):
    """programme.csv"""


class Reach(ClaimColumns, ReachColumns):
    """reach.csv"""

    @classmethod
    def scale(cls, cells: Mapping[str, Any]) -> NumberRange:
        measure = cells.get("measure")
        if measure is None:
            return cell.ANY_RANGE
        if measure.endswith("_percent"):
            return cell.PERCENT_RANGE
        return cell.ONLINE_RANGE if measure.startswith("online_") else cell.COUNT_RANGE


class Site(ClaimColumns, SiteColumns):
    """site.csv"""

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


# ---- the files at the top -----------------------------------------------------------------------------------------


class EditionRow(RowModel):
    """editions.csv"""

    key = ("number",)
    number: int
    folder: KebabName
    first_day: Annotated[date, PlainValidator(cell.parse_day)]
    last_day: Annotated[date, PlainValidator(cell.parse_day), AfterValidator(_not_before)]
    city_ar: str
    city_fr: str
    city_en: str
    venue_ar: str
    venue_fr: str
    venue_en: str
    slogan_ar: str
    slogan_fr: str
    slogan_en: str
    translated: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    sources: SourceIds
    note: str

    @field_validator("number", mode="plain")
    @classmethod
    def _number(cls, text: str) -> int:
        return int(cell.parse_number(text, cell.ORDINAL_RANGE))

    @field_validator("translated", mode="plain")
    @classmethod
    def _translated(cls, text: str) -> tuple[str, ...]:
        worded = [column for column in cls.columns() if column[:-2] in ("city_", "venue_", "slogan_")]
        return cell.parse_list(text, worded, say("a column of names"), ", ".join(worded))

    @field_validator("latitude", "longitude", mode="plain")
    @classmethod
    def _degrees(cls, text: str, info: ValidationInfo) -> float | None:
        return (
            cell.parse_number(text, cell.LATITUDE_RANGE if info.field_name == "latitude" else cell.LONGITUDE_RANGE)
            if text
            else None
        )


class SourceRow(RowModel):
    """sources.csv"""

    key = ("id",)
    id: KebabName
    publisher: str
    title: str
    url: Annotated[str, PlainValidator(cell.parse_web_address)]
    published: Annotated[str, PlainValidator(cell.parse_partial_date)]
    accessed: Annotated[str, PlainValidator(cell.parse_partial_date)]
    language: Annotated[str, _one_of(vocabulary.SOURCE_LANGUAGES, say("a language"))]
    kind: Annotated[str, _one_of(vocabulary.SOURCE_KINDS, say("a kind of source"))]
    note: str


def _numbered(text: str, info: ValidationInfo) -> int:
    """The number of an edition that there is."""
    number, known = int(cell.parse_number(text, cell.ORDINAL_RANGE)), _context(info).editions
    if known is not None and number not in known:
        refuse_cell(text, say("is not an edition; {expected}", expected=expected_choices(map(str, sorted(known)))))
    return number


class LeftOutRow(RowModel):
    """left_out.csv: a statement of the research that is no figure of the record book"""

    key = ("edition", "topic", "measure", "breakdown")
    edition: int | None
    topic: Slug
    measure: Slug
    breakdown: str
    value: float | None
    qualifier: Annotated[str, _one_or_none(vocabulary.QUALIFIER_CODES, say("a qualifier"))]
    sources: SourceIds
    reason: Annotated[str, _one_of(vocabulary.LEFT_OUT_REASONS, say("a reason for leaving something out"))]
    note: str

    @field_validator("edition", mode="plain")
    @classmethod
    def _edition(cls, text: str, info: ValidationInfo) -> int | None:
        return _numbered(text, info) if text else None

    @field_validator("value", mode="plain")
    @classmethod
    def _value(cls, text: str) -> float | None:
        return cell.parse_number(text, cell.ANY_RANGE) if text else None


class GapRow(RowModel):
    """gaps.csv: why there was no edition in the calendar years before one"""

    key = ("edition",)

    edition: int
    reason: Annotated[str, _one_of(vocabulary.GAP_REASONS, say("a reason for a gap"))]
    sources: SourceIds
    note: str

    @field_validator("edition", mode="plain")
    @classmethod
    def _edition(cls, text: str, info: ValidationInfo) -> int:
        return _numbered(text, info)
