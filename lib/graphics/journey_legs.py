"""The time between two editions, and the way between their cities."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from lib.archive import Archive
from lib.graphics.columns import EMPTY_HEIGHT, HEIGHT
from lib.graphics.graphic import Cell, Edition, Graphic, Table, View
from lib.graphics.palette import INK
from lib.graphics.style import COLUMN_WIDTH, SMALL, Mark, finish, places_axis, value_axis
from lib.graphics.words import cell, quantity, shown
from lib.language import Language
from lib.measures import Leg, between, legs


def journey_legs(archive: Archive, view: View, language: Language) -> Graphic:
    """The legs between the editions that the view compares."""
    compared = {edition.number: edition for edition in shown(archive, view, language)}
    taken = [leg for leg in legs(archive) if leg.start in compared and leg.end in compared]
    headline = leg_headline(taken, compared, view, language)
    rows = [
        (
            Cell(leg_name(leg, compared)),
            Cell(leg_duration(leg, compared, language)),
            cell(leg.days, language),
            cell(leg.distance, language),
        )
        for leg in taken
    ]
    return Graphic(
        id="journey_legs",
        headline=headline,
        subtitle=language.text(
            "Time from the last day of an edition to the first day of the next, and the distance between the two "
            "cities as the crow flies."
        ),
        chart=leg_chart(taken, compared, language),
        table=Table(
            headline,
            (
                language.text("From one edition to the next"),
                language.text("Time between"),
                language.text("In days"),
                language.text("Kilometres"),
            ),
            tuple(rows),
        ),
        alternative=language.text(
            "Column chart of the time between editions. {headline}. Values: {values}.",
            headline=headline,
            values=language.text("; ").join(leg_sentence(leg, compared, language) for leg in taken)
            or language.text("none"),
        ),
        notes=(
            language.text(
                "Calculated from the dates of the editions and the places of the cities; distances are rounded."
            ),
        ),
        sources=(),
    )


def leg_name(leg: Leg, named: dict[int, Edition]) -> str:
    """Tangier 2019 – Fes 2023."""
    return f"{named[leg.start].name} – {named[leg.end].name}"


def apart(leg: Leg, named: dict[int, Edition]) -> tuple[int, int]:
    """Whole years and months between the two editions."""
    return between(named[leg.start].last_day, named[leg.end].first_day)


def leg_duration(leg: Leg, named: dict[int, Edition], language: Language) -> str:
    """3 years and 7 months."""
    return language.duration(*apart(leg, named))


def leg_sentence(leg: Leg, named: dict[int, Edition], language: Language) -> str:
    """The leg with both its numbers, for the alternative text."""
    return language.text(
        "{leg}: {duration} ({days}), {distance}",
        leg=leg_name(leg, named),
        duration=leg_duration(leg, named, language),
        days=quantity(leg.days, language, "day"),
        distance=quantity(leg.distance, language, "kilometre") if leg.distance else language.text("not published"),
    )


def leg_headline(taken: Sequence[Leg], named: dict[int, Edition], view: View, language: Language) -> str:
    """The longest time without an edition."""
    if not taken:
        return language.text("{edition}: the journey begins here", edition=named[view.focus].name)
    longest = max(taken, key=lambda leg: leg.days.value)
    return language.text(
        "The longest time without an edition: {duration}, from {start} to {end}",
        duration=leg_duration(longest, named, language),
        start=named[longest.start].name,
        end=named[longest.end].name,
    )


def leg_chart(taken: Sequence[Leg], named: dict[int, Edition], language: Language) -> go.Figure:
    """A column a leg, as high as its days; the distance stands under it. customdata: [leg, value, qualifier]."""
    far = [(place, leg.distance) for place, leg in enumerate(taken) if leg.distance]
    marks: list[Mark] = [
        {
            "type": "bar",
            "x": list(range(len(taken))),
            "y": [leg.days.value for leg in taken],
            "width": COLUMN_WIDTH,
            "customdata": [[place, leg.days.value, leg.days.qualifier] for place, leg in enumerate(taken)],
            "marker": {"color": INK.other},
            "text": ["<br>".join(language.durations(*apart(leg, named))) for leg in taken],
            "textposition": "outside",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
            "textfont": {"size": SMALL, "color": INK.ink},
            "hovertemplate": [f"{leg_sentence(leg, named, language)}<extra></extra>" for leg in taken],
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [place for place, _ in far],
            "y": [0 for _ in far],
            "customdata": [[place, figure.value, figure.qualifier] for place, figure in far],
            "marker": {"color": INK.quiet, "size": 6},
            "hoverinfo": "skip",
        },
    ]
    ticks = {place: f"{named[leg.start].city}<br>{named[leg.end].city}" for place, leg in enumerate(taken)}
    top = max((leg.days.value for leg in taken), default=1)
    count = max(len(taken), 1)
    return finish(
        marks,
        places_axis(ticks, count, language),
        value_axis(top),
        language,
        HEIGHT if taken else EMPTY_HEIGHT,
    )
