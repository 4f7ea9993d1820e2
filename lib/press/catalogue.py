"""The catalogue: every graphic with its addresses, and every page, for machines that look for them."""

from __future__ import annotations

from urllib.parse import urlencode
from xml.sax.saxutils import quoteattr

from lib.archive import Archive
from lib.graphics import GRAPHICS, View, graphic
from lib.graphics.pages import PAGES
from lib.language import CODES, Code, Language
from lib.press.address import CHOSEN, PICTURES, ROOT, SIZES, TABLES, THEMES, Ask


def listing(archive: Archive, base: str) -> dict[str, object]:
    """{"graphics": [{"id", "titles": {"ar": …}, "page", "choices", "addresses": {"ar": {"page": …, "png": …}}}, …]}.

    Titles and addresses are those of the edition in focus; `choices` are the parameters of an address.
    """
    view, numbers = View(archive.focus), list(archive.numbers)
    common = {"edition": numbers, "lang": list(CODES), "later": [0, 1]}
    graphics = []
    for place in PAGES:
        for name in place.graphics:
            own = {"measure": "see /compare", "basis": "see /compare", "editions": numbers} if name in CHOSEN else {}
            graphics.append(
                {
                    "id": name,
                    "page": place.id,
                    "titles": {code: graphic(name, archive, view, Language(code)).headline for code in CODES},
                    "choices": common | own,
                    "addresses": {code: addresses(Ask(name, view, code), base) for code in CODES},
                }
            )
    return {
        "edition": archive.focus,
        "pictures": {"forms": list(PICTURES), "size": list(SIZES), "theme": list(THEMES)},
        "graphics": graphics,
    }


def addresses(asked: Ask, base: str) -> dict[str, str]:
    """Where each form of a graphic is to be had: {"page": "https://…", "png": …}."""
    return {form: f"{base}{asked.as_form(form).link}" for form in ("page", "embed", *PICTURES, *TABLES)}


def sitemap(archive: Archive, base: str) -> str:
    """All pages and chart pages in all languages, each with the others as its alternates (https://www.sitemaps.org)."""
    view = View(archive.focus)
    every: list[dict[Code, str]] = [
        {code: f"{base}{place.path}?{urlencode({'edition': view.focus, 'lang': code})}" for code in CODES}
        for place in PAGES
    ]
    every.append({code: f"{base}{ROOT}?{urlencode({'edition': view.focus, 'lang': code})}" for code in CODES})
    every += [{code: f"{base}{Ask(name, view, code).link}" for code in CODES} for name in GRAPHICS]
    entries = [
        f"<url><loc>{_text(address)}</loc>"
        + "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(other)}/>' for code, other in same.items()
        )
        + "</url>"
        for same in every
        for address in same.values()
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "\n".join(entries)
        + "\n</urlset>\n"
    )


def _text(address: str) -> str:
    return address.replace("&", "&amp;")
