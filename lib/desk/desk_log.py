"""The log of the desk: one line for each act, in a store that only grows. The state of the draft is read from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lib.desk.person import person_identity
from lib.releases.release import Instant, sha256
from lib.releases.store import FileStore

LINE_KEY = re.compile(r"log/(\d{6,})\.json")
Detail = str | int


class LogBrokenError(Exception):
    """A line of the log was changed or removed: it is not what the line after it was written after."""


class OvertakenError(Exception):
    """Somebody has written in the log since; `line` is the first line that the act has not seen."""

    def __init__(self, line: LogLine) -> None:
        self.line = line
        super().__init__(f"line {line.number} of the log is by {line.who}")


class LogLine(BaseModel):
    """One act.

    who       the name of the person; "" for what the desk does by itself, at an hour
    subject   what the login provider calls them; "" if they came in with the key, or as above
    place     the address that the act came from; "" as above
    act       the name of the act; `details` are its own
    previous  the SHA-256 of the line before; "" for the first
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: Annotated[int, Field(ge=1)]
    instant: Instant
    who: str
    subject: str = ""
    place: str
    act: str
    details: Mapping[str, Detail]
    previous: str

    @property
    def identity(self) -> str:
        """`Person.identity` of whoever acted."""
        return person_identity(self.who, self.subject)

    def to_bytes(self) -> bytes:
        """The file of the line."""
        described = self.model_dump(mode="json")
        if not self.subject:  # those written before there were logins keep their bytes
            del described["subject"]
        return (json.dumps(described, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


class DeskLog:
    """The lines of a store, in their order. Several processes may append at once; each line has a number of its own."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._lines: list[LogLine] = []
        self._hash = ""  # of the last line that was read

    def lines(self) -> tuple[LogLine, ...]:
        """All lines, those of other processes too. Raises LogBrokenError, and StoreError."""
        if not self._lines:
            self._check_gaps()
        while data := self._store.get(_line_key(len(self._lines) + 1)):
            self._take(data)
        return tuple(self._lines)

    def append(self, line: LogLine) -> None:
        """Write a line after the last one. Raises OvertakenError if there is one of its number, and StoreError."""
        if not self._store.create(_line_key(line.number), line.to_bytes()):
            lines = self.lines()
            raise OvertakenError(lines[line.number - 1])

    @property
    def last_hash(self) -> str:
        """The SHA-256 of the last line that was read. Whoever keeps it elsewhere can prove the log of that moment."""
        return self._hash

    def _take(self, data: bytes) -> None:
        number = len(self._lines) + 1
        try:
            line = LogLine.model_validate_json(data)
        except ValidationError:
            raise LogBrokenError(f"line {number} can't be read") from None
        if line.number != number or line.previous != self._hash or line.to_bytes() != data:
            raise LogBrokenError(f"line {number} is not what was written after line {number - 1}")
        self._lines.append(line)
        self._hash = sha256(data)

    def _check_gaps(self) -> None:
        """A line that was removed hides those after it."""
        numbers = sorted(int(found[1]) for key in self._store.keys("log") if (found := LINE_KEY.fullmatch(key)))
        if numbers != list(range(1, len(numbers) + 1)):
            raise LogBrokenError("a line is missing")


def _line_key(number: int) -> str:
    return f"log/{number:06d}.json"
