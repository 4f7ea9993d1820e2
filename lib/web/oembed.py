"""oEmbed (https://oembed.com) responses for chart pages, and the code to embed a chart."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from lib.archive import Archive
from lib.charts import Chart
from lib.export.pictures.layout import PICTURE_SHAPES
from lib.web.address import CHARTS_PATH, ChartAddress, RefusedError, parse_chart_address, parse_parameters
from lib.web.links import Links

EMBED_WIDTH = 720
# The estimated height of headline, subtitle and sources around the chart. frame.js corrects it after loading.
FRAME_EXTRA_HEIGHT = 210
OEMBED_CACHE_AGE = 86400  # seconds


def frame_height(chart: Chart) -> int:
    """The initial height of a frame in CSS pixels, until the embedded document reports its own."""
    return chart.plot.height + FRAME_EXTRA_HEIGHT


def embed_code(
    address: ChartAddress, chart: Chart, links: Links, width: str = "100%", height: int | None = None
) -> str:
    """The HTML that embeds a chart in another page: a frame with a title and a fallback link."""
    source, page = (escape(links.address(address.as_form(form))) for form in ("embed", "page"))
    title = escape(chart.headline)
    return (
        f'<iframe src="{source}" title="{title}" loading="lazy" width="{width}" '
        f'height="{height or frame_height(chart)}" style="border:0;width:100%" allowfullscreen>'
        f'<a href="{page}">{title}</a></iframe>\n'
        f'<script src="{links.absolute(links.static())}/frame.js" async></script>'
    )


def parse_oembed_query(query: str) -> tuple[str, int | None, int | None]:
    """The address that is asked about and the bounds of ?url=…&maxwidth=…&maxheight=…

    Raises RefusedError: 501 for a format other than JSON, 400 for a missing address or an invalid bound.
    """
    # Consumers may send parameters that oEmbed does not define, as WordPress does with dnt=1.
    parameters = parse_parameters(query, ("url", "maxwidth", "maxheight", "format"), choices=())
    if parameters.get("format", "json") != "json":
        raise RefusedError(501, "Only json is given here.")
    bounds = [_bound(name, parameters.get(name)) for name in ("maxwidth", "maxheight")]
    if "url" not in parameters:
        raise RefusedError(400, "The parameter url is missing: the address of a chart page.")
    return parameters["url"], bounds[0], bounds[1]


def page_query(url: str, base: str) -> str:
    """The query of the address of a chart page at `base`. Raises RefusedError (404) if it is not such an address."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedError(404, "That is no address.") from error
    if f"{parts.scheme}://{parts.netloc}" != base or not parts.path.startswith(f"{CHARTS_PATH}/"):
        raise RefusedError(404, "That is not the address of a chart page of this server.")
    return parts.query


def parse_page_address(url: str, query: str, archive: Archive) -> ChartAddress:
    """The chart of the address of a page or embed, with this query. Raises RefusedError (404)."""
    try:
        address = parse_chart_address(urlsplit(url).path.removeprefix(f"{CHARTS_PATH}/"), query, archive)
    except RefusedError as refused:
        raise RefusedError(404, str(refused)) from refused
    if address.form not in ("page", "embed"):
        raise RefusedError(404, "That is not the address of a chart page of this server.")
    return address


def oembed_response(
    address: ChartAddress, chart: Chart, links: Links, name: str, widest: int | None = None, highest: int | None = None
) -> dict[str, object]:
    """The response of type "rich", within the bounds. `name` is the name of this site."""
    width = min(EMBED_WIDTH, widest or EMBED_WIDTH)
    height = min(frame_height(chart), highest or frame_height(chart))
    card = PICTURE_SHAPES["card"]
    return {
        "version": "1.0",
        "type": "rich",
        "title": chart.headline,
        "provider_name": name,
        "provider_url": f"{links.base}/",
        "cache_age": OEMBED_CACHE_AGE,
        "width": width,
        "height": height,
        "html": _wordpress_fallback(address, chart, links) + embed_code(address, chart, links, str(width), height),
        "thumbnail_url": links.address(address.as_form("png", "card")),
        "thumbnail_width": card.width * 2,
        "thumbnail_height": card.height * 2,
    }


def _wordpress_fallback(address: ChartAddress, chart: Chart, links: Links) -> str:
    """A link that WordPress shows until the chart has loaded. Without it WordPress leaves out the script that takes the
    chart's messages (wp_maybe_enqueue_oembed_host_js). It removes `hidden`, which other programs obey.
    """
    page = escape(links.address(address.as_form("page")))
    return f'<blockquote hidden><a href="{page}">{escape(chart.headline)}</a></blockquote>'


def _bound(name: str, value: str | None) -> int | None:
    if value is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,4}", value):
        raise RefusedError(400, f"The parameter {name} takes a whole number of pixels from 1 to 99999.")
    return int(value)
