"""Drawings of charts by Chromium, each made once and kept on disk, and what it prints."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from lib.charts import Chart, Plot
from lib.export.pictures.palette_png import PICTURE_LEVEL, SLIDE_LEVEL
from lib.export.pictures.plotly_svg import Drawing, parse_drawing
from lib.export.pictures.raster import picture_png
from lib.export.pictures.sizes import PIXEL_RATIO
from lib.export.rendering.chromium import Chromium, RenderingError, renderer_version
from lib.export.rendering.disk_cache import DiskCache, cache_key
from lib.export.slides.slide_parts import SlidePicture
from lib.export.slides.slide_pictures import SlideDrawingPlan, slide_drawing_svg
from lib.language import Language


class DrawingMaker:
    """Draws plots and prints documents in Chromium; drawings are kept in `store`."""

    def __init__(self, store: DiskCache, chromium: Chromium) -> None:
        self._store = store
        self._chromium = chromium

    async def draw_plot(self, name: str, plot: Plot, width: int, height: int) -> Drawing:
        """Draw a plot in CSS pixels. Raises PictureError."""

        async def make() -> bytes:
            drawn = await asyncio.wrap_future(self._chromium.draw(plot.parts(), width, height))
            try:
                parse_drawing(drawn, name)
            except ValueError as fault:  # it must not be kept
                raise RenderingError(str(fault)) from fault
            return drawn.encode()

        svg = await self._store.get_or_make(
            cache_key("drawing", renderer_version(), plot.spec, f"{width}x{height}"), make
        )
        return parse_drawing(svg.decode(), name)

    async def draw_in_widths(self, chart: Chart, widths: Sequence[int]) -> tuple[Drawing, ...]:
        """Draw a chart in each of these widths. Raises PictureError."""
        plots = [(width, chart.for_width(width).plot) for width in widths]
        return tuple([await self.draw_plot(f"{chart.id}-{width}", plot, width, plot.height) for width, plot in plots])

    async def png(self, svg: str, width: int, height: int, scale: float, level: int = PICTURE_LEVEL) -> bytes:
        """The PNG of an SVG of that size in CSS pixels. Raises PictureError."""
        page = await asyncio.wrap_future(self._chromium.print_picture(svg, width, height))
        return await asyncio.to_thread(picture_png, page, width, height, scale, level)

    async def pdf(self, document: str, width: float, height: float) -> bytes:
        """An HTML document printed on pages of that size in CSS pixels. Raises PictureError."""
        return await asyncio.wrap_future(self._chromium.print(document, width, height))

    async def slide_picture(self, chart: Chart, plan: SlideDrawingPlan, slide: int, language: Language) -> SlidePicture:
        """The part of a chart's drawing that a slide shows. Raises PictureError."""
        drawing = await self.draw_plot(chart.id, chart.plot, plan.fit.wide, plan.fit.tall)
        svg, width, height = await asyncio.to_thread(slide_drawing_svg, chart, plan, slide, drawing, language)
        png = await self.png(svg, width, height, PIXEL_RATIO, SLIDE_LEVEL)
        return SlidePicture(svg.encode(), png, width, height)

    def close(self) -> None:
        """Close the browser."""
        self._chromium.close()
