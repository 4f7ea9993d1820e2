"""Pages of the press desk: of one graphic, of all, and the frame for other sites. Complete without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lib.archive import Archive
from lib.charts import Graphic, View, graphic
from lib.charts.phrases import editions
from lib.content.page_front import front
from lib.content.site_map import PAGES, Page
from lib.export.pictures.layout import SHAPES, sources_line
from lib.export.pictures.plotly_svg import Drawing, inherited
from lib.export.stylesheet import style
from lib.export.tables.chart_table import csv_note
from lib.export.texts.citation import citation
from lib.export.texts.provenance import Provenance
from lib.language import (
    CODES,
    NAMES,
    Code,
    Language,
)
from lib.language.translation_marks import mark
from lib.templates import render
from lib.web.address import (
    PICTURES,
    ROOT,
    TABLES,
    Ask,
    Form,
    Size,
)
from lib.web.links import Links
from lib.web.oembed import snippet

LISTED: tuple[Form, ...] = ("png", "svg", "xlsx", "csv")
# A PNG has two dots to a pixel, for sharp screens and for print.
DOTS = 2
TABLE_NAMES: Mapping[Form, str] = {
    "xlsx": mark("Table for Excel"),
    "csv": mark("Table as text"),
    "json": mark("Table for programs"),
}
SIZE_NAMES: Mapping[Size, str] = {
    "wide": mark("Horizontal"),
    "square": mark("Square"),
    "story": mark("Vertical"),
    "card": mark("For link previews"),
}
MEDIA: Mapping[Form, str] = {
    "page": "text/html; charset=utf-8",
    "embed": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a network shows of a link."""

    locale: str
    title: str
    description: str
    page: str
    image: str
    width: int
    height: int
    alternative: str


@dataclass(frozen=True, slots=True)
class Offers:
    """pictures: (name of the size, pixels, ((form, address), …)). tables: (name, form, address, weight or "")."""

    pictures: tuple[tuple[str, str, list[tuple[str, str]]], ...]
    tables: tuple[tuple[str, str, str, str], ...]


def chart(
    asked: Ask,
    shown: Graphic,
    drawings: Sequence[Drawing],
    weights: Mapping[Form, int],
    provenance: Provenance,
    links: Links,
) -> str:
    """The page of a graphic. `weights` are the sizes in bytes of the forms whose size is known."""
    language = Language(asked.lang)
    return render(
        "chart_page.html",
        language,
        style=style(links.static()),
        static=links.static(),
        title=shown.headline,
        home=links.front(asked.view.focus, asked.lang),
        graphic=shown,
        drawings=[replace(drawing, inside=inherited(drawing.inside)) for drawing in drawings],
        page=provenance.address,
        tongues=tongues({code: links.copy(asked.in_language(code)) for code in CODES}),
        alternates={code: links.address(asked.in_language(code)) for code in CODES},
        oembed=links.oembed(asked),
        preview=preview(asked, shown, links),
        dataset=dataset(asked, shown, provenance, links),
        offers=offers(asked, language, links, weights),
        csv_note=csv_note(language),
        citation=citation(shown, language, provenance),
        snippet=snippet(asked, shown, links),
        dashboard=links.dashboard(asked),
        index=links.charts(asked.view.focus, asked.lang),
        keeper=provenance.keeper,
    )


def embed(asked: Ask, shown: Graphic, drawings: Sequence[Drawing], provenance: Provenance, links: Links) -> str:
    """The graphic for a frame on another site, in the theme asked for."""
    language = Language(asked.lang)
    return render(
        "chart_embed.html",
        language,
        style=style(links.static()).replace("color-scheme:light dark", f"color-scheme:{asked.theme}", 1),
        static=links.static(),
        theme=asked.theme,
        title=shown.headline,
        graphic=shown,
        drawings=[replace(drawing, inside=inherited(drawing.inside)) for drawing in drawings],
        page=provenance.address,
        sources=sources_line(shown, language) if shown.sources else "",
    )


def index(archive: Archive, view: View, language: Language, links: Links) -> str:
    """All graphics with one edition in focus, under the names of the pages on which they stand."""
    parts = []
    for place in PAGES:
        charts = []
        for name in place.graphics:
            shown, asked = graphic(name, archive, view, language), Ask(name, view, language.code)
            forms = [(form.upper(), links.copy(asked.as_form(form))) for form in LISTED]
            charts.append((shown.headline, shown.subtitle, links.copy(asked), forms))
        if charts:
            parts.append((language.text(place.title), charts))
    return render(
        "chart_catalogue.html",
        language,
        style=style(links.static()),
        static=links.static(),
        title=language.text("All charts"),
        home=links.front(view.focus, language.code),
        page=links.absolute(links.charts(view.focus, language.code)),
        tongues=tongues({code: links.charts(view.focus, code) for code in CODES}),
        alternates={code: links.absolute(links.charts(view.focus, code)) for code in CODES},
        kit=links.kit(view.focus),
        data=links.data(),
        editions=[
            (edition.name, links.charts(number, language.code), number == view.focus)
            for number, edition in editions(archive, language).items()
        ],
        parts=parts,
    )


def waiting(edition: int, archive: Archive, done: int, total: int, language: Language, links: Links) -> str:
    """What stands at the address of a press kit until it is made; it asks again by itself."""
    return render(
        "kit_waiting_page.html",
        language,
        style=style(links.static()),
        static=links.static(),
        title=language.text("Press kit: {edition}", edition=editions(archive, language)[edition].name),
        home=links.front(edition, language.code),
        kit=links.kit(edition),
        index=links.charts(edition, language.code),
        done=done,
        total=total,
    )


def refused(status: int, detail: str, language: Language) -> str:
    """What stands at an address that asks for what there isn't: 404 for an unknown thing, 400 for an unknown choice.
    `detail` says it to a program.
    """
    asked = language.text("This address asks for a choice that there is not")
    title = asked if status == 400 else language.text("There is no such page")
    said = language.text("The list of all charts shows what there is:")
    pages = [(f"{ROOT}?lang={language.code}", language.text("All charts"))]
    return notice(language, f"/?lang={language.code}", title, said, pages, detail=detail)


def notice(
    language: Language,
    home: str,
    title: str,
    said: str,
    pages: Sequence[tuple[str, str]] = (),
    retry: int = 0,
    detail: str = "",
) -> str:
    """A document in the place of a page: what is the matter, and where to go on. `home` is where the name of the book
    leads, `pages` are links and their words; the others as in the template.
    """
    return render(
        "notice_page.html",
        language,
        style=style(),
        home=home,
        title=title,
        said=said,
        pages=pages,
        retry=retry,
        detail=detail,
    )


def tongues(links: Mapping[Code, str]) -> list[tuple[str, str, str, str]]:
    """The same thing in each language, by a link: (code, its name, its direction, link)."""
    return [(code, NAMES[code], Language(code).direction, link) for code, link in links.items()]


def offers(asked: Ask, language: Language, links: Links, weights: Mapping[Form, int] | None = None) -> Offers:
    """What can be taken away of a graphic; `weights` are the sizes in bytes of the forms whose size is known."""
    pictures = []
    for size, name in SIZE_NAMES.items():
        shape = SHAPES[size]
        forms = [(form.upper(), links.copy(asked.as_form(form, size))) for form in PICTURES]
        pictures.append((language.text(name), f"{shape.width} × {shape.height}", forms))
    tables = []
    for form, name in TABLE_NAMES.items():
        weight = language.kilobytes(weights[form]) if weights and form in weights else ""
        tables.append((language.text(name), form.upper(), links.copy(asked.as_form(form)), weight))
    return Offers(tuple(pictures), tuple(tables))


def preview(asked: Ask, shown: Graphic, links: Links) -> Preview:
    """What a network shows of a link to the graphic: its card."""
    shape, language = SHAPES["card"], Language(asked.lang)
    return Preview(
        locale=language.tag.replace("-", "_"),
        title=shown.headline,
        description=shown.subtitle,
        page=links.address(asked.as_form("page")),
        image=links.address(asked.as_form("png", "card")),
        width=shape.width * DOTS,
        height=shape.height * DOTS,
        alternative=shown.alternative,
    )


def page_preview(place: Page, archive: Archive, view: View, language: Language, base: str) -> Preview:
    """What a network shows of a link to a page of the dashboard: the card of the graphic that it shows first."""
    name = front(place.id, archive, view, language).graphic or "visitors_total"
    shown = graphic(name, archive, view, language)
    asked = Ask(name, view, language.code)
    return replace(preview(asked, shown, Links(base)), page=f"{base}{place.path}?{asked.query}")


def dataset(asked: Ask, shown: Graphic, provenance: Provenance, links: Links) -> dict[str, object]:
    """The graphic's table as schema.org describes a Dataset (https://schema.org/Dataset)."""
    language, keeper = Language(asked.lang), provenance.keeper
    described: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": shown.headline,
        "description": shown.alternative,
        "url": provenance.address,
        "inLanguage": language.tag,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": keeper.name[asked.lang]},
        "spatialCoverage": language.text("Morocco"),
        "variableMeasured": list(shown.table.columns[1:]),
        "citation": [source.url for source in shown.sources if source.url],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA[form].partition(";")[0],
                "contentUrl": links.address(asked.as_form(form)),
            }
            for form in TABLES
        ],
        "image": links.address(asked.as_form("png", "card")),
    }
    if keeper.licence:
        described["license"] = keeper.licence
    return described
