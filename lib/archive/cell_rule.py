"""Cell rules: what the cells of a column may hold, and how their text becomes a typed value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from re import Pattern
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from lib.archive import cell, vocabulary
from lib.archive.cell import NumberRange
from lib.archive.message import Message, say
from lib.archive.message_parts import LANGUAGE_LABELS, refuse_cell
from lib.archive.qualifier_wording import meant_qualifier
from lib.archive.ruined_words import find_ruin

DateRange = tuple[date, date]  # the first and the last

# Parts of messages about lists in cells, made once: making them for each row takes 7 % of the loading.
KNOWN_SOURCE, IDS_OF_SOURCES = say("a known source"), say("the ids in {file}", file="sources.csv")
A_QUALIFIER = say("a qualifier")


@dataclass(frozen=True)
class RowContext:
    """The values that rows are checked against. None skips a check, because the file with the values is faulty."""

    days: DateRange | None = None  # of the edition
    sources: frozenset[str] | None = None  # the ids of sources.csv
    partners: frozenset[str] | None = None  # the partners of this edition's partners.csv
    editions: frozenset[int] | None = None  # the numbers of editions.csv


EMPTY_CONTEXT = RowContext()


def row_context(info: ValidationInfo) -> RowContext:
    return info.context or EMPTY_CONTEXT


def read_words(text: str, info: ValidationInfo) -> str:
    """Words that no program has ruined, in the script of the column: name_ar is Arabic. They may be empty."""
    _, _, language = str(info.field_name).rpartition("_")
    if fault := find_ruin(text, language if language in LANGUAGE_LABELS else ""):
        refuse_cell(text, fault)
    return text


@dataclass(frozen=True)
class CellRule:
    """What the cells of a column may hold.

    `read` turns a cell's text into its value or refuses it (`refuse_cell`); None where a `field_validator` of the model
    does. The other fields say what it accepts, for the description of the data package; a rule between cells may refuse
    more.
    required  no cell is empty
    choices   the closed list that cells (or the words of a list in a cell) are taken from; () for any
    pattern   the regular expression that a cell that isn't empty matches as a whole
    range     the lowest and highest number
    address   it is a web address
    usual     turns a text that is written in another way, and can't be misread, into its usual form
    """

    read: Callable[[str, ValidationInfo], Any] | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: Pattern[str] | None = None
    range: NumberRange | None = None
    address: bool = False
    usual: Callable[[str], str] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The rule as pydantic's validator of a field that is annotated with it."""
        return core_schema.with_info_plain_validator_function(self.read) if self.read else core_schema.any_schema()


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


def read_day_of_edition(text: str, info: ValidationInfo, eve: timedelta = timedelta()) -> date:
    """A day of the edition, or one at most `eve` before its first day."""
    day, days = cell.parse_day(text), row_context(info).days
    if days and not days[0] <= day <= days[1] and not timedelta() < days[0] - day <= eve:
        refuse_cell(
            text,
            say("is not a day of this edition; expected one from {first} to {last}", first=days[0], last=days[1]),
        )
    return day


def read_optional_day_of_edition(text: str, info: ValidationInfo) -> date | None:
    return read_day_of_edition(text, info) if text else None


def check_last_day(day: date, info: ValidationInfo) -> date:
    """The last day of a period. A day before the first day is refused."""
    first = info.data.get("first_day")
    if first and day < first:
        refuse_cell(str(day), say("is before the first day, {first}; expected that day or a later one", first=first))
    return day


def read_sources(text: str, info: ValidationInfo) -> tuple[str, ...]:
    """One source or more, all of them in sources.csv."""
    if not text:
        refuse_cell(text, say("expected the id of a source in {file}", file="sources.csv"))
    return cell.parse_list(text, row_context(info).sources, KNOWN_SOURCE, IDS_OF_SOURCES)


def read_optional_sources(text: str, info: ValidationInfo) -> tuple[str, ...]:
    return read_sources(text, info) if text else ()


def read_required_words(text: str, info: ValidationInfo) -> str:
    """A text that is not empty."""
    if not text:
        refuse_cell(text, say("expected a text in the language of the column"))
    return read_words(text, info)


def read_qualifier(text: str, _: ValidationInfo) -> str:
    """The code of a qualifier; for the words of a communiqué the message says which code is meant."""
    if not text or text in vocabulary.QUALIFIER_CODES:
        return text
    if code := meant_qualifier(text):
        refuse_cell(text, say("is the wording of a source; write {code}", code=code))
    return cell.parse_choice(text, vocabulary.QUALIFIER_CODES, A_QUALIFIER)


Text = Annotated[str, CellRule(read_words)]
RequiredCell = Annotated[str, CellRule(read_required_words, required=True)]
RequiredText = Annotated[
    str, CellRule(read_words, required=True)
]  # that it is there is checked with the other languages
Slug = Annotated[str, matching(cell.parse_slug, cell.SNAKE_CASE)]
KebabName = Annotated[str, matching(cell.parse_kebab_name, cell.KEBAB_CASE)]
ThemeCode = Annotated[str, one_of(vocabulary.THEME_CODES, say("a theme"), required=False)]
QualifierCode = Annotated[str, CellRule(read_qualifier, choices=vocabulary.QUALIFIER_CODES)]
PublishedDate = Annotated[str, matching(cell.parse_partial_date, cell.PARTIAL_DATE, False, cell.ascii_digits)]
SourceIds = Annotated[tuple[str, ...], CellRule(read_sources, required=True)]
# Stacked validators run from left to right.
Day = Annotated[date, matching(cell.parse_day, usual=cell.ascii_digits)]
FirstDay = Annotated[date, CellRule(read_day_of_edition, required=True, usual=cell.ascii_digits)]
LastDay = Annotated[
    date, CellRule(read_day_of_edition, required=True, usual=cell.ascii_digits), AfterValidator(check_last_day)
]
