"""The lines of the log as they are read by people: on pages, and in the file that is taken away."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.desk.desk import log_sentence, log_states
from lib.desk.desk_log import LogLine
from lib.desk.desk_state import DeskState
from lib.desk.moments import moment_text
from lib.language import Language
from lib.releases.release import sha256

LOG_COLUMNS = (
    "number",
    "instant",
    "who",
    "subject",
    "place",
    "act",
    "stage_before",
    "stage_after",
    "sentence",
    "details",
    "previous",
    "sha256",
)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the log in a language: its sentence, and its hour in Morocco."""

    line: LogLine
    sentence: str
    hour: str


def log_entry(line: LogLine, language: Language) -> LogEntry:
    """A line of the log in a language."""
    return LogEntry(line, log_sentence(line, language), moment_text(line.instant, language))


def log_rows(lines: Sequence[LogLine], language: Language) -> Iterator[list[str | float | None]]:
    """The cells of each line under `LOG_COLUMNS`, with where the draft stood before it and after it."""
    before = DeskState().stage.value
    for line, state in zip(lines, log_states(lines), strict=True):
        after = state.stage.value
        yield [
            line.number,
            line.instant.isoformat(),
            line.who,
            line.subject,
            line.place,
            line.act,
            before,
            after,
            log_sentence(line, language),
            json.dumps(dict(line.details), ensure_ascii=False, sort_keys=True),
            line.previous,
            sha256(line.to_bytes()),
        ]
        before = after
