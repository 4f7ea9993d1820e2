"""Pages of the press desk: of one graphic, of all, and the frame for other sites. Complete without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from lib.archive import Archive
from lib.graphics import Graphic, View, graphic
from lib.graphics.front import front
from lib.graphics.pages import PAGES, Page
from lib.graphics.words import editions
from lib.language import CODES, NAMES, Language
from lib.language.marks import mark
from lib.markup import render
from lib.press.address import PICTURES, ROOT, TABLES, Ask, Form, Size
from lib.press.citation import citation
from lib.press.drawing import Drawing, inherited
from lib.press.layout import SHAPES, sources_line
from lib.press.look import style
from lib.press.oembed import snippet
from lib.press.provenance import Provenance

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
    base: str,
) -> str:
    """The page of a graphic. `weights` are the sizes in bytes of the forms whose size is known."""
    language = Language(asked.lang)
    return render(
        "chart.html",
        language,
        style=style(),
        title=shown.headline,
        home=dashboard(asked),
        graphic=shown,
        drawings=[replace(drawing, inside=inherited(drawing.inside)) for drawing in drawings],
        page=provenance.address,
        base=base,
        tongues=tongues(asked),
        oembed=f"{base}/oembed?{urlencode({'url': provenance.address})}",
        preview=preview(asked, shown, base),
        dataset=dataset(asked, shown, provenance, base),
        offers=offers(asked, language, weights),
        citation=citation(shown, language, provenance),
        snippet=snippet(asked, shown, base),
        dashboard=dashboard(asked),
        index=index_link(asked.view, language),
        keeper=provenance.keeper,
    )


def embed(asked: Ask, shown: Graphic, drawings: Sequence[Drawing], provenance: Provenance) -> str:
    """The graphic for a frame on another site, in the theme asked for."""
    language = Language(asked.lang)
    return render(
        "embed.html",
        language,
        style=style().replace("color-scheme:light dark", f"color-scheme:{asked.theme}", 1),
        theme=asked.theme,
        title=shown.headline,
        graphic=shown,
        drawings=[replace(drawing, inside=inherited(drawing.inside)) for drawing in drawings],
        page=provenance.address,
        sources=sources_line(shown, language) if shown.sources else "",
    )


def index(archive: Archive, view: View, language: Language, base: str) -> str:
    """All graphics with one edition in focus, under the names of the pages on which they stand."""
    parts = []
    for place in PAGES:
        charts = []
        for name in place.graphics:
            shown, asked = graphic(name, archive, view, language), Ask(name, view, language.code)
            forms = [(form.upper(), asked.as_form(form).link) for form in LISTED]
            charts.append((shown.headline, shown.subtitle, asked.link, forms))
        parts.append((language.text(place.title), charts))
    return render(
        "charts.html",
        language,
        style=style(),
        title=language.text("All charts"),
        home=f"/?{urlencode({'edition': view.focus, 'lang': language.code})}",
        page=f"{base}{index_link(view, language)}",
        base=base,
        tongues=[(code, NAMES[code], Language(code).direction, index_link(view, Language(code))) for code in CODES],
        editions=[
            (edition.name, index_link(replace(view, focus=number), language), number == view.focus)
            for number, edition in editions(archive, language).items()
        ],
        parts=parts,
    )


def index_link(view: View, language: Language) -> str:
    """Where all graphics of an edition are listed."""
    return f"{ROOT}?{urlencode({'edition': view.focus, 'lang': language.code})}"


def dashboard(asked: Ask) -> str:
    """Where the graphic stands in the dashboard, with the same choices."""
    place = next(place for place in PAGES if asked.name in place.graphics)
    return f"{place.path}?{asked.as_form('page').query}"


def tongues(asked: Ask) -> list[tuple[str, str, str, str]]:
    """The same thing in each language: (code, its name, its direction, address)."""
    return [(code, NAMES[code], Language(code).direction, asked.in_language(code).link) for code in CODES]


def offers(asked: Ask, language: Language, weights: Mapping[Form, int] | None = None) -> Offers:
    """What can be taken away of a graphic; `weights` are the sizes in bytes of the forms whose size is known."""
    pictures = []
    for size, name in SIZE_NAMES.items():
        shape = SHAPES[size]
        forms = [(form.upper(), asked.as_form(form, size).link) for form in PICTURES]
        pictures.append((language.text(name), f"{shape.width} × {shape.height}", forms))
    tables = []
    for form, name in TABLE_NAMES.items():
        weight = language.kilobytes(weights[form]) if weights and form in weights else ""
        tables.append((language.text(name), form.upper(), asked.as_form(form).link, weight))
    return Offers(tuple(pictures), tuple(tables))


def preview(asked: Ask, shown: Graphic, base: str) -> Preview:
    """What a network shows of a link to the graphic: its card."""
    shape, language = SHAPES["card"], Language(asked.lang)
    return Preview(
        locale=language.tag.replace("-", "_"),
        title=shown.headline,
        description=shown.subtitle,
        page=f"{base}{asked.as_form('page').link}",
        image=f"{base}{asked.as_form('png', 'card').link}",
        width=shape.width * DOTS,
        height=shape.height * DOTS,
        alternative=shown.alternative,
    )


def page_preview(place: Page, archive: Archive, view: View, language: Language, base: str) -> Preview:
    """What a network shows of a link to a page of the dashboard: the card of the graphic that it shows first."""
    name = front(place.id, archive, view, language).graphic or "visitors_total"
    shown = graphic(name, archive, view, language)
    asked = Ask(name, view, language.code)
    return replace(preview(asked, shown, base), page=f"{base}{place.path}?{asked.query}")


def dataset(asked: Ask, shown: Graphic, provenance: Provenance, base: str) -> dict[str, object]:
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
                "contentUrl": f"{base}{asked.as_form(form).link}",
            }
            for form in TABLES
        ],
        "image": f"{base}{asked.as_form('png', 'card').link}",
    }
    if keeper.licence:
        described["license"] = keeper.licence
    return described
