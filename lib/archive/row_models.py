"""Row models: one row of each file, cell by cell, from text to typed values.

A row's fields stand in the order of the file's columns. Each is annotated with a `CellRule`, which reads the cell and
tells other programs what a cell may hold.

A validator sees the good cells to the left of its own (`info.data`), so a rule between cells of a row lives in the
validator of the rightmost of them, and a bad cell hides no other. Inherited fields come in the order of the bases from
right to left: `Visitors(ClaimColumns, PeriodColumns)` has the columns of the period first, then those of the claim.

The models here are those of the files at the top of `data/`; those of an edition's folder are in `topic_rows`.
"""

from collections.abc import Callable
from functools import cache
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from lib.archive import cell, vocabulary
from lib.archive.cell_rule import (
    CellRule,
    Day,
    KebabName,
    PublishedDate,
    QualifierCode,
    RequiredCell,
    RequiredText,
    Slug,
    SourceIds,
    Text,
    check_last_day,
    matching,
    number_in,
    one_of,
    read_optional_sources,
    row_context,
)
from lib.archive.message import say
from lib.archive.message_parts import expected_choices, refuse_cell


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
    last_day: Annotated[Day, AfterValidator(check_last_day)]
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
    number, known = int(cell.parse_number(text, cell.ORDINAL_RANGE)), row_context(info).editions
    if known is not None and number not in known:
        refuse_cell(text, say("is not an edition; {expected}", expected=expected_choices(map(str, sorted(known)))))
    return number


def _known_edition_or_none(text: str, info: ValidationInfo) -> int | None:
    return _known_edition(text, info) if text else None


class LeftOutRow(RowModel):
    """A row of left_out.csv: a statement of the sources that is not a figure of the record book."""

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

    counted  what is counted; included  who or what is included; method  how; unknown  what no source says
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
    sources: Annotated[tuple[str, ...], CellRule(read_optional_sources)]

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
    language: Annotated[str, one_of(vocabulary.TRANSLATION_LANGUAGES, say("a language"))]
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
