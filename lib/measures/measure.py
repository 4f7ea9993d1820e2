"""Measures that can be compared across editions. To add one, write a function and list it in MEASURES."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.figure import Figure, rate

HECTARE_M2 = 10_000  # square metres in a hectare

# {edition number: figure}. Editions without a published figure are absent, never zero or None.
Series = Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure and the function that selects its figures from the archive. `noun` is a key of lib.language.nouns."""

    id: str
    noun: str
    select: Callable[[Archive], Series]

    def __call__(self, archive: Archive) -> Series:
        """The figures of every edition that has one. Cached on the archive."""
        return _select_cached(archive, self.select)


@cached_on_archive()
def _select_cached(archive: Archive, select: Callable[[Archive], Series]) -> Series:
    return MappingProxyType(dict(select(archive)))


def claim_figure(claim: Claim) -> Figure:
    """The figure of a claim. Raises ValueError for a claim without a number."""
    if claim.value is None:
        raise ValueError(f"{claim.file}:{claim.line} has no number")
    sources = dict.fromkeys((*claim.sources, *(source for row in claim.wordings for source in row.sources)))
    wordings = tuple((row.language, row.wording) for row in claim.wordings)
    return Figure(claim.value, claim.qualifier, tuple(sources), wordings=wordings, claim=claim.id)


def published_figures(archive: Archive, topic: str, code: str, kind: str = "") -> Iterator[tuple[Claim, Figure]]:
    """The shown claims of this topic, code and kind that have a number, by edition and line."""
    for claim in archive.figures(topic):
        if claim.code == code and claim.kind == kind and claim.value is not None:
            yield claim, claim_figure(claim)


def published_totals(archive: Archive, topic: str, code: str = "all", kind: str = "") -> Series:
    """The figure of each edition for all of its days, not for some of them or up to some day."""
    return {
        claim.edition: figure
        for claim, figure in published_figures(archive, topic, code, kind)
        if claim.last_day is None
    }


def drop_references(archive: Archive, sources: Iterable[str]) -> tuple[str, ...]:
    """The sources without those of coordinates, which say nothing of an edition."""
    return tuple(name for name in sources if archive.sources[name].kind != "reference")


def days(archive: Archive) -> Series:
    """Open days of each edition: {4: Figure(5)}."""
    return {
        edition.number: Figure(edition.days, sources=drop_references(archive, edition.sources))
        for edition in archive.editions
    }


def day_divisor(archive: Archive) -> Series:
    """Open days as a divisor. They name no source, so that a rate cites the sources of its numerator alone."""
    return {number: Figure(figure.value) for number, figure in days(archive).items()}


def visitors(archive: Archive) -> Series:
    """Visitors over all open days of each edition."""
    whole = {edition.number: (edition.first_day, edition.last_day, "") for edition in archive.editions}
    return {
        claim.edition: figure
        for claim, figure in published_figures(archive, "visitors", "all", "visitors")
        if (claim.first_day, claim.last_day, claim.until) == whole[claim.edition]
    }


def stands(archive: Archive) -> Series:
    """Thematic stands of each edition, as published (not our count of the named ones)."""
    return published_totals(archive, "pavilions", kind="stand")


def staff(archive: Archive) -> Series:
    """Police staff mobilised."""
    return published_totals(archive, "staff")


def vehicles(archive: Archive) -> Series:
    """Vehicles mobilised or shown."""
    return published_totals(archive, "vehicles")


def demonstrations(archive: Archive) -> Series:
    """Professional demonstrations, where a number was published ("dozens" is not a number)."""
    return published_totals(archive, "programme", kind="demonstration")


def seminars(archive: Archive) -> Series:
    """Seminars, where a number was published."""
    return published_totals(archive, "programme", kind="seminar")


def reach_selector(measure: str) -> Callable[[Archive], Series]:
    """Build the selector of one measure of reach.csv, counted over the whole edition."""

    def select(archive: Archive) -> Series:
        return published_totals(archive, "reach", measure)

    return select


def area(archive: Archive) -> Series:
    """Area of the site in square metres."""
    return published_totals(archive, "site", "area_m2")


def hectares(archive: Archive) -> Series:
    """Area of the site in hectares, converted from the published square metres with their qualifier."""
    return {
        number: Figure(figure.value / HECTARE_M2, figure.qualifier, figure.sources, inputs=figure.claims)
        for number, figure in area(archive).items()
    }


def rate_selector(
    numerator: Callable[[Archive], Series], denominator: Callable[[Archive], Series]
) -> Callable[[Archive], Series]:
    """Build the selector of a rate, for editions that have both figures."""

    def select(archive: Archive) -> Series:
        return quotients(numerator(archive), denominator(archive))

    return select


def quotients(series: Series, by: Series) -> Series:
    """Each figure divided by that of `by`, for editions that have both and whose divisor is not zero."""
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
        Measure("visitors_per_officer_day", "visitor", rate_selector(rate_selector(visitors, day_divisor), staff)),
        Measure("officers_per_stand", "officer", rate_selector(staff, stands)),
        Measure("vehicles", "vehicle", vehicles),
        Measure("visitors_per_vehicle", "visitor", rate_selector(visitors, vehicles)),
        Measure("visitors_per_vehicle_day", "visitor", rate_selector(rate_selector(visitors, day_divisor), vehicles)),
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
