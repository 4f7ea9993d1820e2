"""The organisation that keeps the record book, read from organisation.toml."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationError, field_validator

from lib.archive import cell
from lib.archive.data_file import read_data_file
from lib.archive.encoding import find_binary_fault, find_utf8_fault
from lib.archive.file_names import missing_file_message
from lib.archive.message import Message, say
from lib.archive.message_parts import expected_choices, quote
from lib.archive.problem import Problem
from lib.archive.ruined_words import find_ruin
from lib.archive.vocabulary import TRANSLATION_LANGUAGES

ORGANISATION_FILE = "organisation.toml"
# Files that the institution may lay beside it: they hold no data, but the look of slides and pictures.
LOOK_FILES = ("template.pptx", "emblem.svg", "emblem.png")


def _bare(text: str) -> str:
    if text != text.strip():
        raise ValueError(say("expected a text without spaces around it"))
    return text


def _filled(text: str) -> str:
    if not text:
        raise ValueError(say("expected a text"))
    return _bare(text)


NonEmptyText = Annotated[str, AfterValidator(_filled)]
# {"ar": "المديرية العامة للأمن الوطني", "fr": "Direction générale de la Sûreté nationale", "en": …}
Translations = Mapping[str, NonEmptyText]


# The default focus that is always the newest edition.
LATEST = "latest"


def _focus(value: object) -> int | str:
    if value == LATEST or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError(say("expected a whole number without quotation marks, or {word}", word=quote(LATEST)))


class Organisation(BaseModel):
    """The institution and its event. `contact`, `licence` and `public_address` may be "": not known so far.

    `default_focus` is the number of an edition, or LATEST.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Translations
    event: Translations
    short_name: NonEmptyText
    contact: Annotated[str, AfterValidator(_bare)]
    licence: Annotated[str, AfterValidator(_bare)]
    public_address: Annotated[str, AfterValidator(cell.parse_web_address)]
    languages: Annotated[tuple[str, ...], Field(strict=False, min_length=1)]
    default_focus: Annotated[int | str, PlainValidator(_focus)]

    @field_validator("languages")
    @classmethod
    def _known(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        for language in languages:
            cell.parse_choice(language, TRANSLATION_LANGUAGES, say("a language"))
        return languages

    @field_validator("name", "event")
    @classmethod
    def _complete(cls, names: Mapping[str, str]) -> Mapping[str, str]:
        if set(names) != set(TRANSLATION_LANGUAGES):
            raise ValueError(
                say("expected the languages {languages} and no other", languages=", ".join(TRANSLATION_LANGUAGES))
            )
        for language, text in names.items():
            if fault := find_ruin(text, language):
                raise ValueError(say("{text} {fault}", text=quote(text), fault=fault))
        return names


def load_organisation(
    folder: Path, editions: frozenset[int] | None
) -> tuple[Organisation | None, tuple[Problem, ...], bytes]:
    """The organisation (None if it can't be read), the problems of its file, and the file byte for byte.

    `editions` is the same as for `parse_organisation`.
    """
    try:
        content: bytes | Message = read_data_file(folder / ORGANISATION_FILE)
    except FileNotFoundError:
        content = missing_file_message(folder / ORGANISATION_FILE, say("expected it at the top of the data folder"))
    if isinstance(content, bytes):
        return *parse_organisation(content, editions), content
    return None, (Problem(ORGANISATION_FILE, 1, "file", content),), b""


def parse_organisation(data: bytes, editions: frozenset[int] | None) -> tuple[Organisation | None, tuple[Problem, ...]]:
    """The organisation in the bytes of organisation.toml, None if they don't make one, and what is wrong with them.

    `editions` are the numbers that the default focus may be; None if they aren't known.
    """
    if wrong := find_binary_fault(data):
        return None, (Problem(ORGANISATION_FILE, 1, "file", wrong),)
    if misreading := find_utf8_fault(data):
        return None, (Problem(ORGANISATION_FILE, misreading[0], "file", misreading[1]),)
    # TOML knows no byte order mark, and lines that end with CR alone are none to it.
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, (_broken(text, str(error)),)
    try:
        organisation = Organisation.model_validate(values)
    except ValidationError as refused:
        return None, tuple(_refused(text, error) for error in refused.errors(include_url=False))
    focus = organisation.default_focus
    if editions is None or focus == LATEST or focus in editions:
        return organisation, ()
    fault = say("is not an edition; {expected}", expected=expected_choices(map(str, sorted(editions))))
    message = say("{text} {fault}", text=quote(str(focus)), fault=fault)
    return organisation, (
        Problem(ORGANISATION_FILE, find_key_line(text, ("default_focus",)), "default_focus", message),
    )


def find_key_line(text: str, path: tuple[str, ...]) -> int:
    """The line of a key of a TOML text: ("name", "fr") is `fr = ` after `[name]`, or the line of `name = {…}`.

    1 where the key isn't in the text.
    """
    lines = text.splitlines()
    found = 0
    for key in path:
        pattern = re.compile(rf"\s*(\[\s*[\"']?{re.escape(key)}[\"']?\s*\]|[\"']?{re.escape(key)}[\"']?\s*[=.])")
        found = next((number for number in range(found, len(lines)) if pattern.match(lines[number])), found)
    return found + 1


def _broken(text: str, fault: str) -> Problem:
    """The problem of a text that is no TOML: `Expected '=' after a key in a key/value pair (at line 3, column 5)`.

    Only the place is taken over: the parser gives its reason in English.
    """
    place = re.search(r"\(at line (\d+), column \d+\)", fault)
    lines = text.splitlines() or [""]
    line = int(place.group(1)) if place else len(lines)
    shown = lines[min(line, len(lines)) - 1]
    return Problem(
        ORGANISATION_FILE,
        line,
        "file",
        say("{text} is not TOML; expected lines such as {example}", text=quote(shown), example='key = "value"'),
    )


# What was expected where a value is of another type, by pydantic's name for the fault.
EXPECTED_TYPES = {
    "string_type": say("a text between quotation marks"),
    "tuple_type": say("a list between square brackets"),
    "mapping_type": say("a text in each of the languages"),
    "too_short": say("one language at least"),
}


def _refused(text: str, error: Any) -> Problem:
    """The problem of one refused value; error as pydantic gives it: {"loc": ("name", "fr"), "type": …, "ctx": …}."""
    path = tuple(str(step) for step in error["loc"] if isinstance(step, str))
    kind, given = error["type"], quote(str(error["input"]))
    if kind == "missing":
        message = say("{name} is missing; expected a line such as {key} = …", name=quote(path[-1]), key=path[-1])
    elif kind == "extra_forbidden":
        keys = expected_choices(Organisation.model_fields)
        message = say("{name} is not a key of this file; {expected}", name=quote(path[-1]), expected=keys)
    elif kind == "refused":
        message = error["ctx"]["message"]
    elif kind == "value_error":
        message = say("{text}: {fault}", text=given, fault=error["ctx"]["error"].args[0])
    else:
        message = say("{text} does not fit; expected {expected}", text=given, expected=EXPECTED_TYPES.get(kind, kind))
    return Problem(ORGANISATION_FILE, find_key_line(text, path), ".".join(path), message)
