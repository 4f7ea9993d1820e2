"""The definitions of the measures that a chart shows, from data/definitions.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lib.archive import Archive
from lib.charts.chart import Definition, DefinitionLine, View
from lib.charts.chart_context import ChartContext, cited_sources
from lib.charts.scoreboard import SCOREBOARD_MEASURES
from lib.charts.staff_and_vehicles import STAFF_RATES, VEHICLE_RATES
from lib.language import Language
from lib.language.language import lower_first
from lib.language.terms import TERMS
from lib.language.translation_marks import mark_message
from lib.measures import BASES, OUTREACH_MEASURES, TREND_MEASURES

# The parts of a definition, as the columns of definitions.csv are named.
PART_LABELS: Mapping[str, str] = {
    "counted": mark_message("What is counted"),
    "included": mark_message("Who or what is included"),
    "method": mark_message("How"),
    "unknown": mark_message("What no source says"),
}
# The measures of each chart; those of `comparison` depend on the view. The other charts count things of their own.
CHART_MEASURES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "visitors_climb",
            "visitors_total",
            "record_reigns",
            "visitors_pace",
            "visitors_by_day",
            "visitors_audiences",
            "journey_map",
        ),
        ("visitors",),
    ),
    "visitors_per_day": ("visitors_per_day", "visitors", "days"),
    "scoreboard": SCOREBOARD_MEASURES,
    "staff_total": ("staff",),
    "staff_proportions": ("staff", *STAFF_RATES),
    "vehicles_total": ("vehicles",),
    "vehicles_proportions": ("vehicles", *VEHICLE_RATES),
    **dict.fromkeys(("stands_total", "stand_themes"), ("stands",)),
    "stands_density": ("stands_per_hectare", "stands", "area"),
    "seminar_subjects": ("seminars",),
    "demonstration_units": ("demonstrations",),
    "reach": tuple(measure.id for measure in OUTREACH_MEASURES),
    **dict.fromkeys(("trends", "ranks"), tuple(measure.id for measure in TREND_MEASURES)),
}


def measures_of_chart(name: str, view: View) -> tuple[str, ...]:
    """The ids of the measures that the chart `name` shows."""
    if name not in ("comparison", "measure_pair"):
        return CHART_MEASURES.get(name, ())
    divisor = BASES[view.basis].divisor
    chosen = [view.measure, view.against] if name == "measure_pair" else [view.measure]
    return tuple(dict.fromkeys([*chosen, *([divisor.id] if divisor else [])]))


def chart_definitions(name: str, context: ChartContext) -> tuple[Definition, ...]:
    """The definitions of the measures of a chart."""
    measures = measures_of_chart(name, context.view)
    return tuple(define_measures(measures, context.archive, context.language))


def define_measures(measures: Iterable[str], archive: Archive, language: Language) -> Iterator[Definition]:
    """The definitions of measures by their ids; one that the record book does not define is left out."""
    for measure in measures:
        if row := archive.definitions.get(measure):
            yield Definition(
                measure,
                measure_name(measure, language),
                tuple(
                    DefinitionLine(part, language.text(label), row.text_in(part, language.code))
                    for part, label in PART_LABELS.items()
                ),
                cited_sources(archive, (row,), language),
            )


def measure_name(measure: str, language: Language) -> str:
    """The name of a measure by its id."""
    return language.term("measure" if measure in TERMS["measure"] else "reach", measure)


def definition_text(definition: Definition, language: Language) -> str:
    """A definition as one paragraph: Visitors. What is counted: the visitors of an edition, … How: …"""
    sentences = (
        language.text("{label}: {text}", label=line.label, text=lower_first(line.text)) for line in definition.lines
    )
    return " ".join([f"{definition.name}.", *sentences])
