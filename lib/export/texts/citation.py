"""Citations of a chart, including its sources. Plain text without direction marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from lib.charts import Chart
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.provenance import Provenance, cited_book
from lib.language import Language

# Up to this many publishers are named in one line; beyond it, the number of sources is given.
MAX_PUBLISHERS = 2
BABEL_LANGUAGES = {"ar": "arabic", "fr": "french", "en": "english"}  # language names of the LaTeX package babel
TEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: rf"\{sign}" for sign in "&%$#_"},
}


@dataclass(frozen=True, slots=True)
class Citation:
    """`short` is a line to print under a chart, `long` a full reference, `bibtex` a bibliography entry."""

    short: str
    long: str
    bibtex: str


def cite_chart(chart: Chart, language: Language, provenance: Provenance) -> Citation:
    """Cite a chart in the reader's language. Publishers' names are not translated."""
    institution = provenance.organisation.name[language.code]
    book = cited_book(provenance, language)
    link = provenance.frozen or provenance.address
    named = {"institution": institution, "book": _add_detail(book, _origin(chart, language), language)}
    if provenance.retrieved:
        day = language.date(provenance.retrieved)
        short = language.text("Source: {institution}, {book}, retrieved on {date}.", date=day, **named)
        found = language.text("Retrieved on {date} from {address}", date=day, address=link)
    else:
        short, found = language.text("Source: {institution}, {book}.", **named), link
    parts = [
        language.text("{institution}, “{title}”, {book}.", institution=institution, title=chart.headline, book=book),
        language.text("Sources: {sources}.", sources=_publishers(chart, language)) if chart.sources else "",
        found,
    ]
    return Citation(
        short=short.translate(DIRECTION_MARKS),
        long=" ".join(part for part in parts if part).translate(DIRECTION_MARKS),
        bibtex=_bibtex(chart, language, provenance, institution, book).translate(DIRECTION_MARKS),
    )


def _add_detail(book: str, origin: str, language: Language) -> str:
    return language.text("{thing} ({detail})", thing=book, detail=origin) if origin else book


def _origin(chart: Chart, language: Language) -> str:
    """The origin of the figures in short: the publishers, or the number of sources."""
    publishers = list(dict.fromkeys(source.publisher for source in chart.sources))
    return (
        language.join(publishers) if len(publishers) <= MAX_PUBLISHERS else language.noun(len(chart.sources), "source")
    )


def _publishers(chart: Chart, language: Language) -> str:
    """Every publisher with its sources' dates: Le360 (17 May 2023 and 22 May 2023); Horia Press (2023)."""
    dates: dict[str, dict[str, None]] = {}
    for source in chart.sources:
        dates.setdefault(source.publisher, {}).update({language.moment(source.published): None})
    return language.text("; ").join(
        _add_detail(publisher, language.join([day for day in days if day]), language)
        for publisher, days in dates.items()
    )


def _bibtex(chart: Chart, language: Language, provenance: Provenance, institution: str, book: str) -> str:
    """An @misc entry. The year is that of the release, or of retrieval, because the record book keeps growing."""
    link = provenance.frozen or provenance.address
    address = urlsplit(link)
    # /charts/reach?edition=4&lang=ar, and on a static site /charts/reach/4/ar.html
    parts = [address.path.partition(chart.id)[2].removesuffix(".html")]
    parts += [value for _, value in parse_qsl(address.query)]
    key = re.sub(r"[^A-Za-z0-9]+", "-", "-".join(["abwab", chart.id, *parts])).strip("-")
    origin, retrieved = _origin(chart, language), provenance.retrieved
    day = language.text("Retrieved on {date}", date=language.date(retrieved)) if retrieved else ""
    fields = {
        "author": f"{{{_tex(institution)}}}",  # inner braces: one name, not split into family and given names
        "title": f"{{{_tex(chart.headline)}}}",
        "howpublished": _tex(book),
        "year": str(provenance.day.year),
        "url": link.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "urldate": retrieved.isoformat() if retrieved else "",
        "language": BABEL_LANGUAGES[language.code],
        "note": _tex(_add_detail(day, origin, language) if day else origin),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _tex(text: str) -> str:
    """The text with the special characters of TeX escaped."""
    return "".join(TEX_ESCAPES.get(sign, sign) for sign in text)
