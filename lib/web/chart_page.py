"""HTML pages of charts: one chart, and the list of all. They work without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart, editions_by_number
from lib.charts.definitions import definition_text, measure_name, measures_of_chart
from lib.content.page_front import build_page_front
from lib.content.site_map import PAGES, DashboardPage
from lib.export.media_types import MEDIA_TYPES
from lib.export.pictures.layout import PICTURE_SHAPES
from lib.export.pictures.plotly_svg import Drawing, apply_page_style
from lib.export.pictures.sizes import PIXEL_RATIO
from lib.export.stylesheet import document_css
from lib.export.tables.chart_table import csv_note
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance, licence_address
from lib.language import LANGUAGE_CODES, LANGUAGE_NAMES, Language, LanguageCode
from lib.templates import render_template
from lib.web.address import CHARTS_PATH, TABLE_FORMATS, ChartAddress, CopyFormat
from lib.web.chart_offers import chart_downloads
from lib.web.kit_offer import kit_form_values
from lib.web.links import Links
from lib.web.meeting import meeting_control
from lib.web.oembed import embed_code
from lib.web.release_mark import chart_release_mark

LISTED_FORMATS: tuple[CopyFormat, ...] = ("png", "svg", "xlsx", "csv")


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """The preview of a link on social networks."""

    locale: str
    title: str
    description: str
    page: str
    image: str
    width: int
    height: int
    alternative: str


@dataclass(frozen=True, slots=True)
class AddressOffer:
    """A chart's addresses to copy, and the code that embeds it: kept up to date, and of one release.

    `latest` is "" on a page of an older release, `frozen` where no releases are kept. The interactive code embeds the
    chart with its points; it is "" on a static site.
    """

    latest: str
    latest_code: str
    latest_interactive: str
    frozen: str
    frozen_code: str
    frozen_interactive: str


def render_chart_page(
    address: ChartAddress,
    chart: Chart,
    drawings: Sequence[Drawing],
    file_sizes: Mapping[CopyFormat, int],
    provenance: Provenance,
    links: Links,
    archive: Archive,
) -> str:
    """Render the page of a chart. `file_sizes` are known file sizes in bytes."""
    language = Language(address.lang)
    return render_template(
        "chart_page.html",
        language,
        style=document_css(links.static()),
        static=links.static(),
        title=chart.headline,
        home=links.front(address.view.focus, address.lang),
        chart=chart,
        drawings=[replace(drawing, inside=apply_page_style(drawing.inside)) for drawing in drawings],
        page=provenance.address,
        languages=language_links({code: links.copy(address.in_language(code)) for code in LANGUAGE_CODES}),
        alternates={code: links.address(address.in_language(code)) for code in LANGUAGE_CODES},
        oembed=links.oembed(address),
        preview=chart_link_preview(address, chart, links),
        dataset=dataset_metadata(address, chart, provenance, links, archive),
        offers=chart_downloads(address, language, links, file_sizes),
        csv_note=csv_note(language),
        citation=cite_chart(chart, language, provenance),
        offer=address_offer(address, chart, archive, links),
        figure_link=partial(links.figure, lang=language.code),
        release=chart_release_mark(address, archive, links),
        dashboard=links.dashboard(address),
        index=links.charts(address.view.focus, address.lang),
        organisation=provenance.organisation,
    )


def render_chart_list(archive: Archive, view: View, language: Language, links: Links) -> str:
    """Render the list of all charts for the edition in focus, grouped by dashboard page."""
    context, parts = ChartContext(archive, view, language), []
    for place in PAGES:
        charts = []
        for name in place.charts:
            chart, address = build_chart(name, context), ChartAddress(name, view, language.code)
            forms = [(form.upper(), links.copy(address.as_form(form))) for form in LISTED_FORMATS]
            charts.append((chart.headline, chart.subtitle, links.copy(address), forms))
        if charts:
            parts.append((language.text(place.title), charts))
    return render_template(
        "chart_catalogue.html",
        language,
        style=document_css(links.static()),
        static=links.static(),
        title=language.text("All charts"),
        home=links.front(view.focus, language.code),
        page=links.absolute(links.charts(view.focus, language.code)),
        languages=language_links({code: links.charts(view.focus, code) for code in LANGUAGE_CODES}),
        alternates={code: links.absolute(links.charts(view.focus, code)) for code in LANGUAGE_CODES},
        kit=links.kit(view.focus),
        **kit_form_values(context, links),
        meeting=meeting_control("", view, language, links),
        data=links.data(),
        editions=[
            (edition.name, links.charts(number, language.code), number == view.focus)
            for number, edition in editions_by_number(archive, language).items()
        ],
        parts=parts,
    )


def render_kit_waiting(
    edition: int, archive: Archive, done: int, total: int, language: Language, links: Links, kit: str
) -> str:
    """Render the page shown while a press kit is being made. It reloads itself."""
    return render_template(
        "kit_waiting_page.html",
        language,
        style=document_css(links.static()),
        static=links.static(),
        title=language.text("Press kit: {edition}", edition=editions_by_number(archive, language)[edition].name),
        home=links.front(edition, language.code),
        kit=kit,
        index=links.charts(edition, language.code),
        done=done,
        total=total,
    )


def render_refusal(status: int, detail: str, language: Language) -> str:
    """Render the error page of a refused address: 404 for an unknown thing, 400 for an unknown choice. `detail` is the
    technical message.
    """
    unknown_choice = language.text("This address asks for a choice that does not exist")
    title = unknown_choice if status == 400 else language.text("There is no such page")
    message = language.text("All charts are in this list:")
    pages = [(f"{CHARTS_PATH}?lang={language.code}", language.text("All charts"))]
    return render_notice(language, f"/?lang={language.code}", title, message, pages, detail=detail)


def render_notice(
    language: Language,
    home: str,
    title: str,
    message: str,
    pages: Sequence[tuple[str, str]] = (),
    retry: int = 0,
    detail: str = "",
) -> str:
    """Render a notice in place of a page: a message and links to continue. `home` is the link of the record book's
    name, `pages` are (link, label) pairs; for the other parameters see the template.
    """
    return render_template(
        "notice_page.html",
        language,
        style=document_css(),
        home=home,
        title=title,
        message=message,
        pages=pages,
        retry=retry,
        detail=detail,
    )


def language_links(links: Mapping[LanguageCode, str]) -> list[tuple[str, str, str, str]]:
    """Links to the same document in each language: (code, name, direction, link)."""
    return [(code, LANGUAGE_NAMES[code], Language(code).direction, link) for code, link in links.items()]


def address_offer(address: ChartAddress, chart: Chart, archive: Archive, links: Links) -> AddressOffer:
    """The downloads of a chart that a page offers."""
    release, page = archive.publication, address.as_form("page")
    frozen = links.at_release(release.number) if release and not release.is_draft else None
    latest = None if links.release else links
    return AddressOffer(*_address_and_codes(page, chart, latest), *_address_and_codes(page, chart, frozen))


def _address_and_codes(page: ChartAddress, chart: Chart, links: Links | None) -> tuple[str, str, str]:
    """The address of a chart's page, the code of its embed, that of its embed with points; "" for what is missing."""
    if links is None:
        return "", "", ""
    interactive = embed_code(replace(page, interactive=True), chart, links) if links.offers_choices else ""
    return links.address(page), embed_code(page, chart, links), interactive


def chart_link_preview(address: ChartAddress, chart: Chart, links: Links) -> LinkPreview:
    """The link preview of a chart page, with the chart as card."""
    shape, language = PICTURE_SHAPES["card"], Language(address.lang)
    return LinkPreview(
        locale=language.tag.replace("-", "_"),
        title=chart.headline,
        description=chart.subtitle,
        page=links.address(address.as_form("page")),
        image=links.address(address.as_form("png", "card")),
        width=shape.width * PIXEL_RATIO,
        height=shape.height * PIXEL_RATIO,
        alternative=chart.alternative,
    )


def page_link_preview(place: DashboardPage, archive: Archive, view: View, language: Language, base: str) -> LinkPreview:
    """The link preview of a dashboard page, with its first chart as card."""
    context = ChartContext(archive, view, language)
    name = build_page_front(place.id, context).chart or "visitors_climb"
    chart = build_chart(name, context)
    address = ChartAddress(name, view, language.code)
    return replace(chart_link_preview(address, chart, Links(base)), page=f"{base}{place.path}?{address.query}")


def measured_variables(address: ChartAddress, chart: Chart) -> list[dict[str, str]]:
    """The measures that a chart shows (https://schema.org/variableMeasured), in the language of the address.

    Of a chart that shows none of the record book's measures: what its table counts.
    """
    language, table = Language(address.lang), chart.table
    told = {each.measure: definition_text(each, language).translate(DIRECTION_MARKS) for each in chart.definitions}
    measured = [
        {"@type": "PropertyValue", "propertyID": measure, "name": measure_name(measure, language)}
        | ({"description": told[measure]} if measure in told else {})
        for measure in measures_of_chart(address.name, address.view)
    ]
    if table.across == language.text("Edition"):  # one column per edition, one row per thing counted
        titles = list(dict.fromkeys(row[0].text for row in table.rows))
    else:
        titles = [title for place, title in enumerate(table.columns) if place not in table.words]
    return measured or [{"@type": "PropertyValue", "name": title} for title in titles]


def dataset_metadata(
    address: ChartAddress, chart: Chart, provenance: Provenance, links: Links, archive: Archive
) -> dict[str, object]:
    """The table of a chart as a schema.org Dataset (https://schema.org/Dataset)."""
    language, organisation = Language(address.lang), provenance.organisation
    first = min(edition.first_day for edition in archive.editions)
    last = max(edition.last_day for edition in archive.editions)
    described: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": chart.headline,
        "description": chart.alternative,
        "url": provenance.address,
        "inLanguage": language.tag,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": organisation.name[address.lang]},
        "spatialCoverage": language.text("Morocco"),
        "temporalCoverage": f"{first:%Y-%m-%d}/{last:%Y-%m-%d}",
        "variableMeasured": measured_variables(address, chart),
        "citation": [source.url for source in chart.sources if source.url],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA_TYPES[form],
                "contentUrl": links.address(address.as_form(form)),
            }
            for form in TABLE_FORMATS
        ],
        "image": links.address(address.as_form("png", "card")),
    }
    # The data files have no date of their own. So the date is that of the chart's newest source or, if its sources have
    # none, of the record book's newest source.
    own = [source.published for source in chart.sources if source.published]
    described |= _release_metadata(provenance)
    if days := own or [str(source.published) for source in archive.sources.values() if source.published]:
        described.setdefault("dateModified", max(days))
    if organisation.licence:
        described["license"] = licence_address(organisation.licence) or organisation.licence
    return described


def _release_metadata(provenance: Provenance) -> dict[str, str]:
    """A release in the terms of schema.org; {} if the record book is not a release."""
    release = provenance.release
    if release is None or release.is_draft:
        return {}
    described = {"version": str(release.number), "dateModified": release.moment}
    return described | {"identifier": provenance.frozen} if provenance.frozen else described
