"""The editions that lack a number, and the file that would hold it."""

from __future__ import annotations

from dataclasses import dataclass

from lib.archive import Archive
from lib.charts.chart_context import editions_by_number
from lib.language import Language
from lib.measures import MEASURES


@dataclass(frozen=True, slots=True)
class MissingFigure:
    """`file` is the path under the folder that holds data/."""

    edition: str
    file: str


def missing_figures(name: str, archive: Archive, language: Language) -> tuple[MissingFigure, ...]:
    """The editions without a figure of the measure `name`, whose file has the measure's name."""
    series, named = MEASURES[name](archive), editions_by_number(archive, language)
    return tuple(
        MissingFigure(named[row.number].name, f"{archive.folder.name}/{row.folder}/{name}.csv")
        for row in archive.editions
        if row.number not in series
    )
