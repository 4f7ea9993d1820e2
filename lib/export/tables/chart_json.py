"""Tables of charts as JSON, for programs and for people."""

from __future__ import annotations

from json import dumps
from typing import Any

from lib.charts import Cell, Chart
from lib.charts.phrases import qualifier_phrase
from lib.export.tables.chart_table import claim_address
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance
from lib.language import Language


def chart_json(chart: Chart, language: Language, provenance: Provenance) -> bytes:
    """The chart as JSON in UTF-8, its keys always in this order:

    {
      "id": "visitors_total", "language": "en-GB", "direction": "ltr",
      "address": "https://…",
      "release": {"number": 7, "published": "2027-05-17T10:00:00Z", "address": "https://…&release=7"},
      "retrieved": "2027-05-25",
      "headline": "…", "subtitle": "…", "alternative": "…", "notes": ["…"],
      "definitions": [{"measure": "visitors", "name": "…", "counted": "…", "included": "…", "method": "…",
                       "unknown": "…", "sources": ["seed-article"]}],
      "columns": [{"title": "Visitors", "figures": true}],
      "rows": [[{"text": "nearly 1,150,000", "value": 1150000, "qualifier": "nearly", "wording": "nearly",
                 "calculated": false, "sources": ["seed-article"],
                 "claim": "4.visitors.2023-05-17.2023-05-21..all.visitors",
                 "address": "https://…/figures/4.visitors.2023-05-17.2023-05-21..all.visitors?lang=en"}]],
      "sources": [{"id": "seed-article", "publisher": "…", "label": "…", "kind": "press", "url": "https://…",
                   "published": "2023-05-22", "language": "fr"}],
      "citation": {"short": "…", "long": "…", "bibtex": "…"},
      "publisher": {"name": "…", "short_name": "DGSN", "event": "…"}, "contact": null, "licence": null
    }

    `value` is a number, or null for words and unpublished figures. `qualifier` is a code of the data files, the same in
    every language; `wording` is its text, or what the sources in this language write for it. `claim` is the id of a
    published figure, and `address` that of its page; null for all else. A row has one cell for each column.
    `release` is null if the record book is no release; that of a draft has no number. `retrieved` is null if it is one.
    `contact` and `licence` are null if not stated. `url` and `published` may be "".
    """
    return (dumps(chart_document(chart, language, provenance), ensure_ascii=False, indent=1) + "\n").encode()


def chart_document(chart: Chart, language: Language, provenance: Provenance) -> dict[str, Any]:
    """The document that `chart_json` serialises."""
    table, organisation = chart.table, provenance.organisation
    cited = cite_chart(chart, language, provenance)
    written: dict[str, Any] = {
        "id": chart.id,
        "language": language.tag,
        "direction": language.direction,
        "address": provenance.address,
        "release": _release(provenance),
        "retrieved": provenance.retrieved.isoformat() if provenance.retrieved else None,
        "headline": chart.headline,
        "subtitle": chart.subtitle,
        "alternative": chart.alternative,
        "notes": list(chart.notes),
        "definitions": [
            {
                "measure": definition.measure,
                "name": definition.name,
                **{line.part: line.text for line in definition.lines},
                "sources": [source.id for source in definition.sources],
            }
            for definition in chart.definitions
        ],
        "columns": [{"title": title, "figures": place not in table.words} for place, title in enumerate(table.columns)],
        "rows": [[_cell(cell, language, provenance) for cell in row] for row in table.rows],
        "sources": [
            {
                "id": source.id,
                "publisher": source.publisher,
                "label": source.label,
                "kind": source.kind,
                "url": source.url,
                "published": source.published,
                "language": source.language,
            }
            for source in chart.sources
        ],
        "citation": {"short": cited.short, "long": cited.long, "bibtex": cited.bibtex},
        "publisher": {
            "name": organisation.name[language.code],
            "short_name": organisation.short_name,
            "event": organisation.event[language.code],
        },
        "contact": organisation.contact or None,
        "licence": organisation.licence or None,
    }
    return {key: _strip_nested_marks(value) for key, value in written.items()}


def _release(provenance: Provenance) -> dict[str, Any] | None:
    release = provenance.release
    if release is None:
        return None
    if release.is_draft:
        return {"number": None, "published": None, "address": None}
    return {"number": release.number, "published": release.moment, "address": provenance.frozen}


def _cell(cell: Cell, language: Language, provenance: Provenance) -> dict[str, Any]:
    value = cell.value
    return {
        "text": cell.text,
        "value": int(value) if value is not None and value == int(value) else value,
        "qualifier": cell.qualifier,
        "wording": qualifier_phrase(cell.qualifier, language, cell.wording) if cell.qualifier else None,
        "calculated": cell.calculated,
        "sources": list(cell.sources),
        "claim": cell.claim or None,
        "address": claim_address(cell, language, provenance) or None,
    }


def _strip_nested_marks(value: Any) -> Any:
    """Remove direction marks from all strings of a JSON value."""
    if isinstance(value, dict):
        return {key: _strip_nested_marks(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_strip_nested_marks(part) for part in value]
    return value.translate(DIRECTION_MARKS) if isinstance(value, str) else value
