"""What is known about a picture as a whole: one value, which its drawing and its file in every format are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lib.charts import ChartContext, build_chart
from lib.export.pictures.emblem import read_emblem
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.caption import picture_caption
from lib.export.texts.provenance import Provenance, cited_book
from lib.language import LANGUAGE_CODES, Language


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The facts about a picture, in plain text without direction marks.

    title         the headline of its chart
    caption       what to print under it
    credit        the institution that publishes it
    record_book   the name of the record book that it is taken from, with the release
    address       the page of its chart, in that release
    licence       "" if the institution has stated none
    alternatives  the alternative text by language tag (ar-MA), that of the picture's own language first
    emblem        the institution's emblem as a data: address; "" if there is none
    """

    language: Language
    title: str
    caption: str
    credit: str
    record_book: str
    address: str
    licence: str
    alternatives: Mapping[str, str]
    emblem: str = ""


def collect_picture_facts(name: str, context: ChartContext, provenance: Provenance) -> PictureFacts:
    """The facts about a picture of the chart `name` in the language of the context."""
    language, organisation = context.language, provenance.organisation
    chart = build_chart(name, context)
    others = [Language(code) for code in LANGUAGE_CODES if code != language.code]
    alternatives = {
        each.tag: build_chart(name, ChartContext(context.archive, context.view, each)).alternative
        for each in (language, *others)
    }
    return PictureFacts(
        language=language,
        title=chart.headline.translate(DIRECTION_MARKS),
        caption=picture_caption(chart, language, provenance).translate(DIRECTION_MARKS),
        credit=organisation.name[language.code],
        record_book=cited_book(provenance, language).translate(DIRECTION_MARKS),
        address=provenance.frozen or provenance.address,
        licence=organisation.licence,
        alternatives=MappingProxyType({tag: text.translate(DIRECTION_MARKS) for tag, text in alternatives.items()}),
        emblem=read_emblem(context.archive.folder),
    )
