"""Row models: one row of each file, cell by cell, from text to typed values.

A row's fields stand in the order of the file's columns. Each is annotated with a `CellRule`, which reads the cell and
tells other programs what a cell may hold.

A validator sees the good cells to the left of its own
(`info.data`), so a rule between cells of a row lives in the validator of the rightmost of them, and a bad cell hides no
other. Inherited fields come in the order of the bases from right to left: `Visitors(ClaimColumns, PeriodColumns)`
has the columns of the period first, then those of the claim.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from re import Pattern
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationInfo, field_validator
from pydantic_core import CoreSchema, core_schema

from lib.archive import cell, vocabulary
from lib.archive.cell import NumberRange
from lib.archive.message import Message, say
from lib.archive.message_parts import LANGUAGE_LABELS, expected_choices, quote, refuse_cell
from lib.archive.qualifier_wording import meant_qualifier
from lib.archive.ruined_words import find_ruin

DateRange = tuple[date, date]  # the first and the last

# Parts of messages about lists in cells, made once: making them for each row takes 7 % of the loading.
KNOWN_SOURCE, IDS_OF_SOURCES = say("a known source"), say("the ids in {file}", file="sources.csv")
PARTNER_OF_EDITION = say("a partner of this edition")
PARTNERS_OF_FILE = say("the partners in {file}", file="partners.csv")
ALL_REASONS = tuple(dict.fromkeys(chain.from_iterable(vocabulary.RANK_REASONS.values())))
A_QUALIFIER, A_REASON = say("a qualifier"), say("a reason")
A_LANGUAGE, NAMES_OF_LANGUAGES = say("a language"), ", ".join(vocabulary.TRANSLATION_LANGUAGES)


@dataclass(frozen=True)
class RowContext:
    """The values that rows are checked against. None skips a check, because the file with the values is faulty."""

    days: DateRange | None = None  # of the edition
    sources: frozenset[str] | None = None  # the ids of sources.csv
    partners: frozenset[str] | None = None  # the partners of this edition's partners.csv
    editions: frozenset[int] | None = None  # the numbers of editions.csv


EMPTY_CONTEXT = RowContext()


def _context(info: ValidationInfo) -> RowContext:
    return info.context or EMPTY_CONTEXT


def as_text(text: str, _: ValidationInfo) -> str:
    """Any text, an empty one too."""
    return text


def _words(text: str, info: ValidationInfo) -> str:
    """Words that no program has ruined, in the script of the column: name_ar is Arabic. They may be empty."""
    _, _, language = str(info.field_name).rpartition("_")
    if fault := find_ruin(text, language if language in LANGUAGE_LABELS else ""):
        refuse_cell(text, fault)
    return text


@dataclass(frozen=True)
class CellRule:
    """What the cells of a column may hold.

    `read` turns a cell's text into its value or refuses it (`refuse_cell`). The other fields say what it accepts, for
    the description of the data package; a rule between cells may refuse more.
    required  no cell is empty
    choices   the closed list that cells (or the words of a list in a cell) are taken from; () for any
    pattern   the regular expression that a cell that isn't empty matches as a whole
    range     the lowest and highest number
    address   it is a web address
    usual     turns a text that is written in another way, and can't be misread, into its usual form
    """

    read: Callable[[str, ValidationInfo], Any] = as_text
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: Pattern[str] | None = None
    range: NumberRange | None = None
    address: bool = False
    usual: Callable[[str], str] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The rule as pydantic's validator of a field that is annotated with it."""
        return core_schema.with_info_plain_validator_function(self.read)


def one_of(choices: tuple[str, ...], what: Message, required: bool = True) -> CellRule:
    """A word of a closed list; `what` says what the list holds (`a qualifier`)."""

    def read(text: str, _: ValidationInfo) -> str:
        return cell.parse_choice(text, choices, what) if text or required else text

    return CellRule(read, required, choices)


def matching(
    parse: Callable[[str], Any],
    pattern: Pattern[str] | None = None,
    required: bool = True,
    usual: Callable[[str], str] | None = None,
) -> CellRule:
    """A text that `parse` accepts. An empty text is given to `parse`, too."""
    return CellRule(lambda text, _: parse(text), required, pattern=pattern, usual=usual)


def number_in(scale: NumberRange, required: bool = False) -> CellRule:
    """A number; None for an empty cell, where one may be empty."""

    def read(text: str, _: ValidationInfo) -> float | int | None:
        if not text and not required:
            return None
        number = cell.parse_number(text, scale)
        return int(number) if scale.whole_only else number

    return CellRule(read, required, range=scale, usual=cell.ascii_digits)


def _within(text: str, info: ValidationInfo, eve: timedelta = timedelta()) -> date:
    """A day of the edition, or one at most `eve` before its first day."""
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
    """The last day of a period. A day before the first day is refused."""
    first = info.data.get("first_day")
    if first and day < first:
        refuse_cell(str(day), say("is before the first day, {first}; expected that day or a later one", first=first))
    return day


def _cited(text: str, info: ValidationInfo) -> tuple[str, ...]:
    """One source or more, all of them in sources.csv."""
    if not text:
        refuse_cell(text, say("expected the id of a source in {file}", file="sources.csv"))
    return cell.parse_list(text, _context(info).sources, KNOWN_SOURCE, IDS_OF_SOURCES)


def _cited_or_none(text: str, info: ValidationInfo) -> tuple[str, ...]:
    return _cited(text, info) if text else ()


def _present(text: str, info: ValidationInfo) -> str:
    """A text that is not empty."""
    if not text:
        refuse_cell(text, say("expected a text in the language of the column"))
    return _words(text, info)


def _qualifier_code(text: str, _: ValidationInfo) -> str:
    """The code of a qualifier; for the words of a communiqué the message says which code is meant."""
    if text not in vocabulary.QUALIFIER_CODES and (code := meant_qualifier(text)):
        refuse_cell(text, say("is the wording of a source; write {code}", code=code))
    return cell.parse_choice(text, vocabulary.QUALIFIER_CODES, A_QUALIFIER) if text else text


Text = Annotated[str, CellRule(_words)]
RequiredCell = Annotated[str, CellRule(_present, required=True)]
RequiredText = Annotated[str, CellRule(_words, required=True)]  # that it is there is checked with the other languages
Slug = Annotated[str, matching(cell.parse_slug, cell.SNAKE_CASE)]
KebabName = Annotated[str, matching(cell.parse_kebab_name, cell.KEBAB_CASE)]
ThemeCode = Annotated[str, one_of(vocabulary.THEME_CODES, say("a theme"), required=False)]
QualifierCode = Annotated[str, CellRule(_qualifier_code, choices=vocabulary.QUALIFIER_CODES)]
PublishedDate = Annotated[str, matching(cell.parse_partial_date, cell.PARTIAL_DATE, False, cell.ascii_digits)]
SourceIds = Annotated[tuple[str, ...], CellRule(_cited, required=True)]
# Stacked validators run from left to right.
Day = Annotated[date, matching(cell.parse_day, usual=cell.ascii_digits)]
FirstDay = Annotated[date, CellRule(_within, required=True, usual=cell.ascii_digits)]
LastDay = Annotated[date, CellRule(_within, required=True, usual=cell.ascii_digits), AfterValidator(_not_before)]


class RowModel(BaseModel):
    """A row of any file. Its fields are the file's columns, and the line on which it begins."""

    model_config = ConfigDict(frozen=True)

    key: ClassVar[tuple[str, ...]]  # the columns that say what the row is about
    code: ClassVar[str]  # of a claim, the one of them that says what is counted: the slug of a thing, a measure, …
    line: int

    @classmethod
    @cache
    def columns(cls) -> tuple[str, ...]:
        """The header of the file, in order."""
        return tuple(cls.model_fields)[1:]

    @classmethod
    def rule(cls, column: str) -> CellRule:
        """What the cells of a column may hold."""
        return next(rule for rule in cls.model_fields[column].metadata if isinstance(rule, CellRule))

    @classmethod
    @cache
    def required_columns(cls) -> frozenset[str]:
        """The columns of which no cell is empty."""
        return frozenset(column for column in cls.columns() if cls.rule(column).required)

    @classmethod
    @cache
    def usual_forms(cls) -> tuple[tuple[str, Callable[[str], str]], ...]:
        """The columns whose cells may be written in several ways, each with what makes the usual form."""
        rules = ((column, cls.rule(column).usual) for column in cls.columns())
        return tuple((column, usual) for column, usual in rules if usual)


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
        return cell.parse_list(text, _context(info).partners, PARTNER_OF_EDITION, PARTNERS_OF_FILE)


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
        return _within(text, info, eve) if text else None


class ReachColumns(RowModel):
    """Something counted beyond the visitors, over the whole edition or up to a day."""

    key = ("measure", "last_day")
    code = "measure"
    measure: Annotated[str, one_of(vocabulary.REACH_MEASURES, say("a measure of reach"))]
    last_day: Annotated[date | None, CellRule(_within_or_none, usual=cell.ascii_digits)]


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
        return _words(text, info)

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
                        "stands without a value; expected a number as its value, or no qualifier, or {word}",
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


# ---- the files at the top -----------------------------------------------------------------------------------------


def _translated_columns(text: str, _: ValidationInfo) -> tuple[str, ...]:
    """The columns of editions.csv whose text is the project's own translation."""
    columns = [column for column in EditionRow.columns() if column[:-2] in ("city_", "venue_", "slogan_")]
    return cell.parse_list(text, columns, say("a column of names"), ", ".join(columns))


class EditionRow(RowModel):
    """A row of editions.csv: an edition's days, place and slogan."""

    key = ("number",)
    number: Annotated[int, number_in(cell.ORDINAL_RANGE, required=True)]
    folder: KebabName
    first_day: Day
    last_day: Annotated[Day, AfterValidator(_not_before)]
    city_ar: RequiredText
    city_fr: RequiredText
    city_en: RequiredText
    venue_ar: Text
    venue_fr: Text
    venue_en: Text
    slogan_ar: Text
    slogan_fr: Text
    slogan_en: Text
    translated: Annotated[tuple[str, ...], CellRule(_translated_columns)]
    latitude: Annotated[float | None, number_in(cell.LATITUDE_RANGE)]
    longitude: Annotated[float | None, number_in(cell.LONGITUDE_RANGE)]
    sources: SourceIds
    note: Text

    @property
    def days(self) -> int:
        """The number of open days."""
        return (self.last_day - self.first_day).days + 1

    def text_in(self, field: str, language: str) -> str:
        """The city, venue or slogan in one language; "" where none was published."""
        text: str = getattr(self, f"{field}_{language}")
        return text

    def is_translated(self, field: str, language: str) -> bool:
        """True if that text is the project's own translation."""
        return f"{field}_{language}" in self.translated


class SourceRow(RowModel):
    """A row of sources.csv: a page or document that states figures."""

    key = ("id",)
    id: KebabName
    publisher: Text
    title: Text
    url: Annotated[str, CellRule(lambda text, _: cell.parse_web_address(text), address=True)]
    published: PublishedDate
    accessed: PublishedDate
    language: Annotated[str, one_of(vocabulary.SOURCE_LANGUAGES, say("a language"))]
    kind: Annotated[str, one_of(vocabulary.SOURCE_KINDS, say("a kind of source"))]
    note: Text


def _known_edition(text: str, info: ValidationInfo) -> int:
    """The number of an edition that there is."""
    number, known = int(cell.parse_number(text, cell.ORDINAL_RANGE)), _context(info).editions
    if known is not None and number not in known:
        refuse_cell(text, say("is not an edition; {expected}", expected=expected_choices(map(str, sorted(known)))))
    return number


def _known_edition_or_none(text: str, info: ValidationInfo) -> int | None:
    return _known_edition(text, info) if text else None


class LeftOutRow(RowModel):
    """A row of left_out.csv: a statement of the sources that is no figure of the record book."""

    key = ("edition", "topic", "measure", "breakdown")
    edition: Annotated[int | None, CellRule(_known_edition_or_none, range=cell.ORDINAL_RANGE, usual=cell.ascii_digits)]
    topic: Slug
    measure: Slug
    breakdown: Text
    value: Annotated[float | None, number_in(cell.ANY_RANGE)]
    qualifier: QualifierCode
    sources: SourceIds
    reason: Annotated[str, one_of(vocabulary.LEFT_OUT_REASONS, say("a reason for leaving something out"))]
    note: Text


class DefinitionRow(RowModel):
    """A row of definitions.csv: what a measure counts, in three languages.

    counted  what is counted; included  who or what is in; method  how; unknown  what no source says
    """

    key = ("measure",)
    measure: Annotated[str, one_of(vocabulary.DEFINED_MEASURES, say("a measure"))]
    counted_ar: RequiredCell
    counted_fr: RequiredCell
    counted_en: RequiredCell
    included_ar: RequiredCell
    included_fr: RequiredCell
    included_en: RequiredCell
    method_ar: RequiredCell
    method_fr: RequiredCell
    method_en: RequiredCell
    unknown_ar: RequiredCell
    unknown_fr: RequiredCell
    unknown_en: RequiredCell
    sources: Annotated[tuple[str, ...], CellRule(_cited_or_none)]

    def text_in(self, part: str, language: str) -> str:
        """A part of the definition in one language."""
        text: str = getattr(self, f"{part}_{language}")
        return text


class WordingRow(RowModel):
    """A row of wordings.csv: the words that sources in one language write for the qualifier of a figure."""

    key = ("edition", "topic", "value", "language")
    edition: Annotated[int, CellRule(_known_edition, required=True, range=cell.ORDINAL_RANGE)]
    topic: Annotated[str, one_of(vocabulary.TOPICS, say("a topic"))]
    value: Annotated[float, number_in(cell.ANY_RANGE, required=True)]
    language: Annotated[str, one_of(vocabulary.TRANSLATION_LANGUAGES, A_LANGUAGE)]
    wording: Annotated[str, matching(cell.parse_wording, cell.WORDING)]
    sources: SourceIds
    note: Text


class GapRow(RowModel):
    """A row of gaps.csv: why there was no edition in the calendar years before one."""

    key = ("edition",)
    edition: Annotated[int, CellRule(_known_edition, required=True, range=cell.ORDINAL_RANGE, usual=cell.ascii_digits)]
    reason: Annotated[str, one_of(vocabulary.GAP_REASONS, say("a reason for a gap"))]
    sources: SourceIds
    note: Text
