"""What can be compared from one edition to the next. A new measure is one function, listed once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from lib.archive import Archive, cached_on_archive
from lib.measures.figure import Figure, rate

# In a hectare.
HECTARE_M2 = 10_000

# {edition number: figure}. An edition for which nothing was published is absent: never zero, never None.
Series = Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted, and how it is read from the archive. `noun` is a key of lib.language.nouns."""

    id: str
    noun: str
    select: Callable[[Archive], Series]

    def __call__(self, archive: Archive) -> Series:
        """The figures of every edition for which any was published; read once an archive."""
        return _selected(archive, self.select)


@cached_on_archive()
def _selected(archive: Archive, select: Callable[[Archive], Series]) -> Series:
    return MappingProxyType(dict(select(archive)))


def figure_from_row(row: pd.Series | Mapping[Hashable, Any]) -> Figure:
    """The figure of one row of Archive.figures()."""
    return Figure(float(row["value"]), str(row["qualifier"]), tuple(str(row["sources"]).split(";")))


def series_from_rows(rows: pd.DataFrame) -> Series:
    """One figure an edition from rows of Archive.figures() with at most one row an edition; rows without value drop."""
    valued = rows[rows["value"].notna()]
    return {int(row["edition"]): figure_from_row(row) for _, row in valued.iterrows()}


def days(archive: Archive) -> Series:
    """Open days of each edition: {4: Figure(5)}."""
    return {
        int(row["number"]): Figure(int(row["days"]), sources=tuple(row["sources"].split(";")))
        for _, row in archive.editions.iterrows()
    }


def day_divisor(archive: Archive) -> Series:
    """Open days as a divisor: what a rate rests on is the figure above the line, so that no source is named here."""
    return {number: Figure(figure.value) for number, figure in days(archive).items()}


def visitors(archive: Archive) -> Series:
    """Visitors over all open days of each edition."""
    rows = archive.figures("visitors")
    rows = rows[(rows["audience"] == "all") & (rows["unit"] == "visitors") & rows["until"].isna()]
    span = archive.editions.set_index("number")[["first_day", "last_day"]]
    edition_span = span.loc[rows["edition"]].set_axis(rows.index)
    return series_from_rows(
        rows[(rows["first_day"] == edition_span["first_day"]) & (rows["last_day"] == edition_span["last_day"])]
    )


def stands(archive: Archive) -> Series:
    """Thematic stands of each edition, as published (not the count of those named)."""
    rows = archive.figures("pavilions")
    return series_from_rows(rows[(rows["kind"] == "stand") & (rows["pavilion"] == "all")])


def staff(archive: Archive) -> Series:
    """Police staff mobilised."""
    rows = archive.figures("staff")
    return series_from_rows(rows[rows["group"] == "all"])


def vehicles(archive: Archive) -> Series:
    """Vehicles mobilised or shown."""
    rows = archive.figures("vehicles")
    return series_from_rows(rows[rows["category"] == "all"])


def demonstrations(archive: Archive) -> Series:
    """Professional demonstrations, where a number was published ("dozens" is not a number)."""
    return _programme(archive, "demonstration")


def seminars(archive: Archive) -> Series:
    """Seminars, where a number was published."""
    return _programme(archive, "seminar")


def _programme(archive: Archive, kind: str) -> Series:
    rows = archive.figures("programme")
    return series_from_rows(rows[(rows["kind"] == kind) & (rows["item"] == "all")])


def reach_selector(measure: str) -> Callable[[Archive], Series]:
    """The selector of one row of reach.csv, counted over the whole edition."""

    def select(archive: Archive) -> Series:
        rows = archive.figures("reach")
        return series_from_rows(rows[(rows["measure"] == measure) & rows["last_day"].isna()])

    return select


def area(archive: Archive) -> Series:
    """Area of the site in square metres."""
    rows = archive.figures("site")
    return series_from_rows(rows[rows["measure"] == "area_m2"])


def hectares(archive: Archive) -> Series:
    """Area of the site in hectares: the published square metres in another unit, with their wording."""
    return {
        number: Figure(figure.value / HECTARE_M2, figure.qualifier, figure.sources)
        for number, figure in area(archive).items()
    }


def rate_selector(
    numerator: Callable[[Archive], Series], denominator: Callable[[Archive], Series]
) -> Callable[[Archive], Series]:
    """The selector of a rate: only for editions where both sides were published."""

    def select(archive: Archive) -> Series:
        return quotients(numerator(archive), denominator(archive))

    return select


def quotients(series: Series, by: Series) -> Series:
    """Each figure for one of `by`: only for editions where both were published, and not by zero."""
    return {number: rate(figure, by[number]) for number, figure in series.items() if number in by and by[number].value}


MEASURES: Mapping[str, Measure] = {
    measure.id: measure
    for measure in (
        Measure("visitors", "visitor", visitors),
        Measure("visitors_per_day", "visitor", rate_selector(visitors, day_divisor)),
        Measure("stands", "stand", stands),
        Measure("visitors_per_stand", "visitor", rate_selector(visitors, stands)),
        Measure("stands_per_hectare", "stand", rate_selector(stands, hectares)),
        Measure("staff", "officer", staff),
        Measure("visitors_per_officer", "visitor", rate_selector(visitors, staff)),
        Measure("visitors_per_officer_day", "visitor", rate_selector(rate_selector(visitors, days), staff)),
        Measure("officers_per_stand", "officer", rate_selector(staff, stands)),
        Measure("vehicles", "vehicle", vehicles),
        Measure("visitors_per_vehicle", "visitor", rate_selector(visitors, vehicles)),
        Measure("visitors_per_vehicle_day", "visitor", rate_selector(rate_selector(visitors, days), vehicles)),
        Measure("officers_per_vehicle", "officer", rate_selector(staff, vehicles)),
        Measure("vehicles_per_stand", "vehicle", rate_selector(vehicles, stands)),
        Measure("demonstrations", "demonstration", demonstrations),
        Measure("seminars", "seminar", seminars),
        Measure("schools", "school", reach_selector("schools")),
        Measure("associations", "association", reach_selector("associations")),
        Measure("media_outlets", "media_outlet", reach_selector("media_outlets")),
        Measure("online_views", "view", reach_selector("online_views")),
        Measure("blood_donors", "donor", reach_selector("blood_donors")),
        Measure("area", "square_metre", area),
        Measure("days", "day", days),
    )
}
