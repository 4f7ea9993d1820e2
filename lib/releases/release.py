"""A release: a whole record book as it was published. One ZIP file holds it, and is never rewritten.

    release.json             number, instant, kind, author, approver, note, SHA-256 of the files and of the one before
    data/editions.csv        the data files, byte for byte as they were checked
    data/4-fes-2023/…

The files in it are stored, not compressed: compressors differ, and the same release has the same bytes everywhere.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from lib.archive.vocabulary import TRANSLATION_LANGUAGES

AnyRelease = TypeVar("AnyRelease", bound="PlannedRelease")

RELEASE_FILE = "release.json"
DATA_PREFIX = "data/"
FIRST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # a fixed time keeps the bytes the same
READABLE_FILE = 0o100644 << 16

# new_edition    an edition that was not in the record book before
# new_figures    claims about editions that were there already
# revision       a change with better information
# correction     a change because something was wrong
# typing_error   a change of words that changes no figure
ReleaseKind = Literal["new_edition", "new_figures", "revision", "correction", "typing_error"]
RELEASE_KINDS: tuple[ReleaseKind, ...] = get_args(ReleaseKind)


def _whole_second(instant: datetime) -> datetime:
    if instant.utcoffset() != timedelta() or instant.microsecond:
        raise ValueError("expected a whole second in UTC")
    return instant


Instant = Annotated[datetime, AfterValidator(_whole_second)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
# A path of one or two steps, none of them hidden.
DataPath = Annotated[str, Field(pattern=r"^data/(?:[^./\\][^/\\]*/)?[^./\\][^/\\]*$")]


class ReleaseError(Exception):
    """A file that is not a release, or not the one that its name says."""


class PlannedRelease(BaseModel):
    """A record book that is to be published, without a number so far.

    instant    from when it is the record book; for one that is scheduled, the hour of its publication
    author, approver  who made and who approved it; "" if nobody did, because the data folder was followed
    note       what changed and why, by language; empty if nothing was said
    files      {"data/4-fes-2023/visitors.csv": its SHA-256}
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    instant: Instant
    kind: ReleaseKind
    author: str = ""
    approver: str = ""
    note: Mapping[str, str] = Field(default_factory=dict)
    files: Annotated[Mapping[DataPath, Sha256], Field(min_length=1)]

    @model_validator(mode="after")
    def _explained(self) -> PlannedRelease:
        written = {code for code, text in self.note.items() if text.strip()}
        if self.note and written != set(TRANSLATION_LANGUAGES):
            raise ValueError(f"expected a note in {', '.join(TRANSLATION_LANGUAGES)}, in all of them or in none")
        if self.kind == "correction" and not self.note:
            raise ValueError("expected a note: a correction needs a reason")
        return self


class Release(PlannedRelease):
    """A record book as it was published.

    previous   the SHA-256 of the file of the release before; "" for the first
    plan       the SHA-256 of the scheduled file that it was made from; "" if it was not scheduled
    corrections  the corrections of the year before it, itself included, with their instants
    changed_in  by data file, also those that are there no more, the number of the last release that has it in another
               form than the one before. With it the history of a figure is found without reading each release. Empty
               where the release is older than this field; the first one after such a release names itself for all
    """

    number: Annotated[int, Field(ge=1)]
    previous: Annotated[str, Field(pattern="^(?:[0-9a-f]{64})?$")]
    plan: Annotated[str, Field(pattern="^(?:[0-9a-f]{64})?$")] = ""
    corrections: Mapping[int, Instant] = Field(default_factory=dict)
    changed_in: Mapping[DataPath, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)


def hash_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of the files of an archive, as a release names them: {"data/editions.csv": …}."""
    return {DATA_PREFIX + name: sha256(data) for name, data in sorted(files.items())}


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def whole_second(instant: datetime) -> datetime:
    """The first whole second, in UTC, that is not before an instant."""
    instant = instant.astimezone(UTC)
    return (instant + timedelta(microseconds=-instant.microsecond % 1_000_000)).replace(microsecond=0)


def write_release(release: PlannedRelease, files: Mapping[str, bytes]) -> bytes:
    """The file of a release, from the files of an archive: {"editions.csv": …}."""
    document = release.model_dump(mode="json")
    for added in ("corrections", "changed_in"):  # those published before there was this field keep their bytes
        if not document.get(added):
            document.pop(added, None)
    described = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    contents = {RELEASE_FILE: described.encode(), **{DATA_PREFIX + name: files[name] for name in sorted(files)}}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as file:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, FIRST_ZIP_TIME)
            entry.external_attr = READABLE_FILE
            entry.create_system = 3  # Unix on every platform
            file.writestr(entry, data)
    return written.getvalue()


def read_release(data: bytes) -> tuple[Release, dict[str, bytes]]:
    """The release in a file, and its data files: {"editions.csv": …}. Raises ReleaseError."""
    return _read(data, Release)


def read_plan(data: bytes) -> tuple[PlannedRelease, dict[str, bytes]]:
    """The same for a scheduled release."""
    return _read(data, PlannedRelease)


def _read(data: bytes, model: type[AnyRelease]) -> tuple[AnyRelease, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            contents = {entry.filename: file.read(entry) for entry in file.infolist()}
        release = model.model_validate_json(contents.pop(RELEASE_FILE))
    except KeyError:
        raise ReleaseError(f"it holds no {RELEASE_FILE}") from None
    except ValidationError as refused:
        fault = refused.errors(include_url=False)[0]
        place = ".".join(map(str, fault["loc"])) or "release"
        raise ReleaseError(f"{RELEASE_FILE}: {place}: {fault['msg']}") from None
    # What zipfile raises for bytes that are cut off, changed, encrypted or packed in another way.
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, UnicodeError) as error:
        raise ReleaseError(f"it is not a whole ZIP file ({type(error).__name__})") from None
    found = {name: sha256(held) for name, held in contents.items()}
    if strange := sorted({name for name, _ in found.items() ^ release.files.items()}):
        raise ReleaseError(f"{strange[0]} is not the file that {RELEASE_FILE} names")
    return release, {name.removeprefix(DATA_PREFIX): held for name, held in contents.items()}
