"""The drawings of charts that office programs can't draw themselves, cut so that each part fits on a slide."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lib.charts import LIGHT_PALETTE, Chart
from lib.charts.kinds.style import CHART_FONT
from lib.export.native_chart import OFFICE_FONT
from lib.export.pictures.layout import AXIS_HEIGHT, COLUMN_GUTTER, MIN_TICK_WIDTH, ChartFit, fit_chart, split_rows
from lib.export.pictures.picture import DIRECTION_STYLE, chart_markup, simplify_lines
from lib.export.pictures.plotly_svg import Drawing
from lib.language import Language

# The room for a drawing on a slide, in points. A pixel of the drawing is a point, so that no letter is below 12 points.
PICTURE_ROOM = (884.0, 350.0)
MAX_SLIDES = 6
# The width of a drawing that is too tall to stand below its words.
TALL_WIDTH = 500.0


@dataclass(frozen=True, slots=True)
class SlideDrawingPlan:
    """How a plot is drawn for slides, and which of its columns of rows each slide shows."""

    fit: ChartFit
    slides: tuple[tuple[tuple[int, int], ...], ...]

    @classmethod
    def whole(cls, chart: Chart) -> SlideDrawingPlan:
        """The drawing in its own height, as wide as a slide, in one part."""
        height = chart.plot.height
        fit = ChartFit(round(PICTURE_ROOM[0]), height, 1.0, float(height), ((0, 1),))
        return cls(fit, (fit.columns,))


def plan_slide_drawings(chart: Chart) -> SlideDrawingPlan:
    """The drawing of a chart, on as few slides as hold all of its rows at full size."""
    plot, (room, height) = chart.plot, PICTURE_ROOM
    spans = plot.row_shares
    if len(spans) < 2:
        tall = plot.fixed_height and plot.height > height
        fit = fit_chart(plot, TALL_WIDTH, plot.height) if tall else fit_chart(plot, room, height)
        return SlideDrawingPlan(fit, (fit.columns,))
    half = (room - COLUMN_GUTTER) / 2
    across = 2 if plot.tick_count * MIN_TICK_WIDTH * 0.95 <= half else 1
    rows = plot.height - AXIS_HEIGHT
    for slides in range(1, MAX_SLIDES + 1):
        columns = split_rows(spans, min(slides * across, len(spans)))
        tallest = max(sum(spans[first:last]) for first, last in columns) * rows + AXIS_HEIGHT
        if tallest <= height:
            break
    width = round(half if across == 2 else room)
    fit = ChartFit(width, plot.height, 1.0, tallest, columns)
    return SlideDrawingPlan(fit, tuple(columns[first : first + across] for first in range(0, len(columns), across)))


def slide_drawing_svg(
    chart: Chart, plan: SlideDrawingPlan, slide: int, drawing: Drawing, language: Language
) -> tuple[str, int, int]:
    """The part of a drawing that a slide shows, as SVG without its typeface, since office programs read none inside an
    SVG; its width and height in points.
    """
    columns, spans = plan.slides[slide], chart.plot.row_shares
    width = math.ceil(len(columns) * plan.fit.wide * plan.fit.scale + (len(columns) - 1) * COLUMN_GUTTER)
    high = math.ceil(plan.fit.high)
    if len(spans) >= 2:
        tallest = max(sum(spans[first:last]) for first, last in columns)
        high = math.ceil(tallest * drawing.tall + drawing.height - drawing.tall)
    part = ChartFit(plan.fit.wide, plan.fit.tall, plan.fit.scale, high, columns)
    inside = simplify_lines(chart_markup((0, 0, width), part, drawing, LIGHT_PALETTE, chart, language))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{high}" viewBox="0 0 {width} {high}" xml:space="preserve" lang="{language.code}" '
        f"font-family=\"'{CHART_FONT}', {OFFICE_FONT}, sans-serif\">"
    )
    closing = f'<rect width="{width}" height="{high}" fill="{LIGHT_PALETTE.paper}"/>{inside}</svg>'
    style = DIRECTION_STYLE if language.rtl else ""
    return f"{opening}<style>{style}</style>{closing}", width, high
