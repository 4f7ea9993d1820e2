"""A claim: what sources state about one thing. All packages of lib read claims in this one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from lib.archive.row_models import WordingRow
from lib.archive.topic_rows import ClaimColumns
from lib.archive.vocabulary import TRANSLATION_LANGUAGES

FIGURES_PATH = "/figures"  # under it each thing of which something is claimed has a page, by the id of its claims
NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of one file of an edition.

    key         the cells of the file's key columns; the same in rival claims
    code        slug of a thing or "all"; the audience of visitors; the measure of reach and site
    kind        stand, seminar, … ; a partner's role; the unit of visitors; else ""
    theme       a code of vocabulary.THEME_CODES, or ""
    partners    slugs of the partners who share a stand
    first_day   to `last_day`: the days counted, or the day of an item of the programme; None where no day is named
    until       "14:00", "during", or ""
    names       {"ar": …, "fr": …, "en": …}; empty for what has no name of its own
    translated  the languages whose name is the project's own translation
    value       None where there is a name or a word (`qualifier` "dozens") and no number
    rank        preferred, normal or deprecated; `shown`: it is the figure of its thing
    reasons     codes of vocabulary.RANK_REASONS: why it has its rank, and whether an unusual figure is confirmed
    sources     ids of sources.csv
    file        relative to the data folder; `line` counts from 1
    wordings    what the sources in a language write for the qualifier of a figure, where that is not its translation
    """

    edition: int
    topic: str
    key: tuple[str, ...]
    code: str
    kind: str
    theme: str
    partners: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    until: str
    names: Mapping[str, str] = field(hash=False)  # a mapping has no hash; claims are hashable without it
    translated: tuple[str, ...]
    value: float | None
    qualifier: str
    rank: str
    reasons: tuple[str, ...]
    shown: bool
    sources: tuple[str, ...]
    note: str
    file: str
    line: int
    wordings: tuple[WordingRow, ...] = ()

    @property
    def thing(self) -> tuple[object, ...]:
        """The identity of the thing: equal in claims about the same thing, different in all others."""
        return (self.edition, self.topic, *self.key)

    @property
    def id(self) -> str:
        """The thing in an address, the same in all releases: 4.visitors.2023-05-17.2023-05-21..all.visitors

        It is made of the cells of the key, which hold no dot; a time 14:00 is written 14h00.
        """
        return ".".join([str(self.edition), self.topic, *(cell.replace(":", "h") for cell in self.key)])

    @property
    def counted(self) -> bool:
        """True if the claim says how many, in a number or with the word "dozens"."""
        return bool(self.qualifier)

    def wording_in(self, language: str) -> str:
        """The sources' own wording of the qualifier in a language; "" where our translation of it is used."""
        return next((row.wording for row in self.wordings if row.language == language), "")


def claim_from_row(row: ClaimColumns, edition: int, topic: str, file: str, shown: bool) -> Claim:
    """The claim of a valid row of a file of the edition."""
    cells = row.__dict__  # by column; several times as fast as one attribute after another
    return Claim(
        edition=edition,
        topic=topic,
        key=tuple(["" if (cell := cells[column]) is None else str(cell) for column in row.key]),
        code=cells[row.code],
        kind=cells.get("kind") or cells.get("role") or cells.get("unit", ""),
        theme=cells.get("theme", ""),
        partners=cells["partner"] if topic == "pavilions" else (),
        first_day=cells.get("first_day") or cells.get("day"),
        last_day=cells.get("last_day") or cells.get("day"),
        until=cells.get("until", ""),
        names=MappingProxyType({code: cells[f"name_{code}"] for code in TRANSLATION_LANGUAGES})
        if cells.get("name_en")
        else NO_NAMES,
        translated=cells.get("translated", ()),
        value=cells["value"],
        qualifier=cells["qualifier"],
        rank=cells["rank"],
        reasons=cells["reason"],
        shown=shown,
        sources=cells["sources"],
        note=cells["note"],
        file=file,
        line=cells["line"],
    )
