"""The machine-readable catalogue of all charts, and the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.chart import HIGHLIGHTED_EDITIONS, TREND_ORDERS
from lib.content.site_map import PAGES
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.address import COMPARISON_CHARTS, FILE_FORMATS, ORDERED_CHARTS, PAGE_FORMATS, PICTURE_FORMATS, ChartAddress
from lib.web.links import Links


def build_catalogue(archive: Archive, links: Links) -> dict[str, object]:
    """{"graphics": [{"id", "titles": {"ar": …}, "page", "choices", "addresses": {"ar": {"page": …, "png": …}}}, …]}.

    Titles and addresses are for the edition in focus; `choices` are the parameters of an address and their values.
    """
    view, numbers = View(archive.focus), list(archive.numbers)
    common = {"edition": numbers, "lang": list(LANGUAGE_CODES), "later": [0, 1]}
    graphics = []
    for place in PAGES:
        for name in place.charts:
            own = (
                {
                    "measure": "see /compare",
                    "basis": "see /compare",
                    "editions": numbers,
                    "highlight": list(HIGHLIGHTED_EDITIONS),
                    "against": "see /compare",
                }
                if name in COMPARISON_CHARTS
                else {}
            )
            if name in ORDERED_CHARTS:
                own = {"order": list(TREND_ORDERS)}
            graphics.append(
                {
                    "id": name,
                    "page": place.id,
                    "titles": {
                        code: build_chart(name, ChartContext(archive, view, Language(code))).headline
                        for code in LANGUAGE_CODES
                    },
                    "choices": common | own,
                    "addresses": {
                        code: format_addresses(ChartAddress(name, view, code), links) for code in LANGUAGE_CODES
                    },
                }
            )
    return {
        "edition": archive.focus,
        "pictures": {"forms": list(PICTURE_FORMATS), "size": list(PICTURE_SIZES), "theme": list(COLOUR_THEMES)},
        "graphics": graphics,
    }


def format_addresses(address: ChartAddress, links: Links) -> dict[str, str]:
    """The address of each form of a chart: {"page": "https://…", "png": …}."""
    return {form: links.address(address.as_form(form)) for form in (*PAGE_FORMATS, *FILE_FORMATS)}


def build_sitemap(archive: Archive, links: Links) -> str:
    """The sitemap of all dashboard pages and chart pages of the edition in focus."""
    view = View(archive.focus)
    pages = [
        {
            code: f"{links.base}{place.path}?{urlencode({'edition': view.focus, 'lang': code})}"
            for code in LANGUAGE_CODES
        }
        for place in PAGES
    ]
    releases = {code: links.absolute(links.releases(code)) for code in LANGUAGE_CODES}
    return urlset([*pages, releases, *chart_page_addresses(view, links)])


def chart_page_addresses(view: View, links: Links) -> list[dict[LanguageCode, str]]:
    """The addresses of an edition's chart list and chart pages, each in all languages."""
    return [
        {code: links.absolute(links.charts(view.focus, code)) for code in LANGUAGE_CODES},
        *({code: links.address(ChartAddress(name, view, code)) for code in LANGUAGE_CODES} for name in CHARTS),
    ]


def urlset(documents: Iterable[Mapping[LanguageCode, str]]) -> str:
    """A sitemap (https://www.sitemaps.org) of multilingual documents, with their languages as alternates."""
    entries = [
        f"<url><loc>{escape(address)}</loc>"
        + "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(other)}"/>' for code, other in same.items()
        )
        + "</url>"
        for same in documents
        for address in same.values()
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "\n".join(entries)
        + "\n</urlset>\n"
    )
