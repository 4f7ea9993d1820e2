"""Decks of slides (PPTX): charts that can be edited in PowerPoint, LibreOffice and Keynote, with their sources."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from lib.charts import Chart
from lib.content.cards import Card
from lib.export.native_chart import NativeChart, chart_values_text, native_charts
from lib.export.slides.reproducible_package import make_package_reproducible
from lib.export.slides.slide_parts import (
    SlidePicture,
    add_native_chart,
    add_table,
    add_vector_picture,
    split_table,
)
from lib.export.slides.slide_pictures import PICTURE_ROOM
from lib.export.slides.slide_text import (
    LINE_SPACING,
    SMALL_POINTS,
    SlideLine,
    bare_frame,
    fit_size,
    lines_height,
    set_direction,
    write_lines,
)
from lib.export.slides.template import Area, SlideMaster, open_master
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.credit import credit_line, sources_line
from lib.export.texts.provenance import Provenance, draft_mark
from lib.language import Language
from lib.language.text_parts import mark_figure

TITLE_SIZES, SUBTITLE_SIZES, COVER_SIZES = (26, 23, 20, 18), (15, 13, 12), (38, 32, 28, 24)
MAX_NOTES_HEIGHT = 3 * SMALL_POINTS * LINE_SPACING  # of the notes on a slide; all are in the notes of the speaker
GAP = 10.0  # between the parts of a slide, in points
CHARTS_ON_SLIDE = 4
MULTIPLE_TITLE_POINTS, CARD_HEIGHT = 20, 210


@dataclass(frozen=True, slots=True)
class DeckChart:
    """A chart of a deck: its provenance, and its drawings where office programs can't draw it themselves."""

    chart: Chart
    provenance: Provenance
    drawings: tuple[SlidePicture, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckContent:
    """The content of a deck. With a `title` it has a first slide, with `cards` one of the main figures.

    sentences  what the slide of the main figures says above them
    """

    charts: tuple[DeckChart, ...]
    provenance: Provenance
    title: str = ""
    subtitle: str = ""
    cards: tuple[Card, ...] = ()
    sentences: tuple[str, ...] = ()


def deck_pptx(content: DeckContent, language: Language, template: bytes | None = None) -> bytes:
    """The deck as PPTX; the same content on the same day yields the same bytes.

    `template` is the institution's own presentation, whose master is used. Raises TemplateError if it has none.
    """
    master = open_master(template, language.rtl)
    writer = _DeckWriter(master, language, content.provenance)
    if content.title:
        writer.write_cover(content)
    if content.cards:
        writer.write_cards(content)
    for item in content.charts:
        writer.write_chart(item)
    properties = master.deck.core_properties
    properties.title = (content.title or content.charts[0].chart.headline).translate(DIRECTION_MARKS)
    properties.author = content.provenance.organisation.name[language.code]
    properties.language = language.tag
    made = datetime.datetime.combine(content.provenance.day, datetime.time())
    properties.created = properties.modified = made
    written = io.BytesIO()
    master.deck.save(written)
    return make_package_reproducible(written.getvalue(), content.provenance.day)


class _DeckWriter:
    """Writes slides one after the other."""

    def __init__(self, master: SlideMaster, language: Language, provenance: Provenance) -> None:
        self._master = master
        self._language = language
        self._organisation = provenance.organisation
        self._figure_link = partial(provenance.figure_link, lang=language.code)
        self._marks = list(filter(None, [draft_mark(provenance, language)]))

    def write_cover(self, content: DeckContent) -> None:
        """The first slide: title, subtitle, institution."""
        slide = self._master.deck.slides.add_slide(self._master.opening)
        institution = self._organisation.name[self._language.code]
        title, *others = slide.placeholders
        size = fit_size(content.title, COVER_SIZES, title.width / Pt(1), 2, bold=True)
        write_lines(title.text_frame, [SlideLine(content.title, size, bold=True)], self._language)
        for other in others[1:]:
            other._element.getparent().remove(other._element)
        lines = [
            SlideLine(text, 18, colour=MSO_THEME_COLOR.TEXT_2)
            for text in (content.subtitle, institution, *self._marks)
            if text
        ]
        if others:
            write_lines(others[0].text_frame, lines, self._language)
        self._write_speaker_notes(slide, [credit_line(self._language, content.provenance), content.provenance.address])

    def write_cards(self, content: DeckContent) -> None:
        """The main figures side by side, each with its wording and its comparison."""
        slide, body = self._add_slide(content.sentences[0] if content.sentences else content.title)
        language = self._language
        lines = [SlideLine(text, 18) for text in content.sentences[1:]]
        if lines:
            body = self._write_above(slide, body, lines)
        top, width = body.top + (body.height - CARD_HEIGHT) / 2, (body.width - 3 * 24) / len(content.cards)
        for place, card in enumerate(content.cards):
            slot = len(content.cards) - 1 - place if language.rtl else place
            left = body.left + slot * (width + 24)
            self._write_rule(slide, left, top, width, record=card.is_record)
            said = [SlideLine(card.label, 16, bold=True)]
            if card.published:
                said += [
                    SlideLine(card.qualifier_text or " ", 16),
                    SlideLine(mark_figure(card.number, card.claim), 40, bold=True),
                ]
            else:
                said += [SlideLine(card.number, 20, colour=MSO_THEME_COLOR.TEXT_2)]
            if card.comparison:
                said.append(SlideLine(card.comparison, 15, colour=MSO_THEME_COLOR.TEXT_2))
            self._write_box(slide, Area(left, top + 8, width, CARD_HEIGHT), said)
        self._write_speaker_notes(slide, [credit_line(language, content.provenance), content.provenance.address])

    def write_chart(self, item: DeckChart) -> None:
        """The slides of a chart: native charts, or drawings and the table.

        Lines have no room for the wording of all their points, so their table follows.
        """
        native = native_charts(item.chart, self._language)
        for first in range(0, len(native), CHARTS_ON_SLIDE):
            drawn = native[first : first + CHARTS_ON_SLIDE]
            slide, body = self._add_chart_slide(item, first=first == 0, native=drawn)
            self._place_native(slide, body, drawn, item.chart)
        for place, drawing in enumerate(item.drawings):
            if drawing.height > PICTURE_ROOM[1]:
                slide, body = self._add_side_slide(item, drawing)
            else:
                slide, body = self._add_chart_slide(item, first=place == 0, room=drawing.height)
            add_vector_picture(slide, body, drawing, item.chart.headline, item.chart.alternative)
        if not native or item.chart.plot.form == "lines":
            self._write_table(item)

    def _place_native(self, slide: Slide, body: Area, charts: Sequence[NativeChart], chart: Chart) -> None:
        """One chart on the whole area, two side by side, more in two rows; each of several has its title."""
        if len(native_charts(chart, self._language)) == 1:
            add_native_chart(slide, body, charts[0], self._language, chart.alternative)
            return
        across, rows = min(2, len(charts)), -(-len(charts) // 2)
        width, height = (body.width - (across - 1) * 24) / across, body.height / rows
        for place, native in enumerate(charts):
            row, column = divmod(place, 2)
            slot = across - 1 - column if self._language.rtl else column
            left, top = body.left + slot * (width + 24), body.top + row * height
            title = Area(left, top, width, MULTIPLE_TITLE_POINTS)
            self._write_box(slide, title, [SlideLine(native.title, 14, bold=True)])
            under = Area(left, top + MULTIPLE_TITLE_POINTS, width, height - MULTIPLE_TITLE_POINTS - GAP / 2)
            add_native_chart(slide, under, native, self._language, chart_values_text(native, self._language))

    def _write_table(self, item: DeckChart) -> None:
        table, body = item.chart.table, self._master.body
        rows = [[mark_figure(cell.text, cell.claim) for cell in row] for row in table.rows]
        space = body.height - 2 * GAP - lines_height(self._source_lines(item), body.width)
        for part in split_table(table.columns, rows, table.words, body.width, space):
            slide, area = self._add_chart_slide(item, first=False)
            described = (table.caption, item.chart.alternative)
            add_table(slide, area, part, self._language, *described, self._figure_link)

    def _add_chart_slide(
        self, item: DeckChart, *, first: bool, room: float = 0, native: Sequence[NativeChart] = ()
    ) -> tuple[Slide, Area]:
        """A slide with headline, sources and speaker's notes of a chart, and the area left, at least `room` high.

        The first one has the definition, and as many notes as have room.
        """
        slide, body = self._add_slide(item.chart.headline)
        if first:
            body = self._write_above(slide, body, self._definition_lines(item, body.width))
        foot, bottom = self._source_lines(item), body.top + body.height
        spare = min(body.height - room - lines_height(foot, body.width) - 2 * GAP, MAX_NOTES_HEIGHT)
        notes: list[SlideLine] = []
        for note in item.chart.notes if first else ():
            line = SlideLine(note, colour=MSO_THEME_COLOR.TEXT_2)
            if lines_height([*notes, line], body.width) <= spare:
                notes.append(line)
        high = lines_height([*notes, *foot], body.width)
        if high:
            area = Area(body.left, bottom - high, body.width, high)
            self._write_box(slide, area, [*notes, *foot], MSO_ANCHOR.BOTTOM)
        self._write_speaker_notes(slide, speaker_lines(item, self._language, native))
        return slide, Area(body.left, body.top + GAP / 2, body.width, body.height - high - 1.5 * GAP)

    def _add_side_slide(self, item: DeckChart, drawing: SlidePicture) -> tuple[Slide, Area]:
        """A slide for a tall drawing: the words stand where reading begins, the drawing beside them at full height."""
        slide, body = self._add_slide(item.chart.headline)
        title, rtl, bottom = slide.shapes.title, self._language.rtl, self._master.body.top + self._master.body.height
        assert title
        top, width = title.top / Pt(1), self._master.body.width - drawing.width - 2 * GAP
        left = body.left + drawing.width + 2 * GAP if rtl else body.left
        lines = [SlideLine(item.chart.headline, TITLE_SIZES[1], bold=True)]
        under = top + lines_height(lines, width)
        title.left, title.top, title.width, title.height = Pt(left), Pt(top), Pt(width), Pt(under - top)
        for run in title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(TITLE_SIZES[1])
        self._write_above(slide, Area(left, under, width, bottom - under), self._definition_lines(item, width))
        foot = [SlideLine(note, colour=MSO_THEME_COLOR.TEXT_2) for note in item.chart.notes] + self._source_lines(item)
        high = lines_height(foot, width)
        self._write_box(slide, Area(left, bottom - high, width, high), foot, MSO_ANCHOR.BOTTOM)
        self._write_speaker_notes(slide, speaker_lines(item, self._language))
        return slide, Area(body.left + (0 if rtl else width + 2 * GAP), top, drawing.width, bottom - top)

    def _definition_lines(self, item: DeckChart, width: float) -> list[SlideLine]:
        """What is counted; under a drawing of our own also how it is read."""
        subtitle = item.chart.subtitle if item.drawings else item.chart.plain_subtitle
        return [SlideLine(subtitle, fit_size(subtitle, SUBTITLE_SIZES, width, 1), colour=MSO_THEME_COLOR.TEXT_2)]

    def _source_lines(self, item: DeckChart) -> list[SlideLine]:
        lines = [sources_line(item.chart, self._language, item.provenance)] if item.chart.sources else []
        return [SlideLine(text, colour=MSO_THEME_COLOR.TEXT_2) for text in lines]

    def _add_slide(self, headline: str) -> tuple[Slide, Area]:
        """A slide with its title, the institution and its number, and the area below the title."""
        slide = self._master.deck.slides.add_slide(self._master.titled)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx != 0:
                shape._element.getparent().remove(shape._element)
        title, body = slide.shapes.title, self._master.body
        assert title
        line = SlideLine(headline, fit_size(headline, TITLE_SIZES, body.width, 2, bold=True), bold=True)
        write_lines(title.text_frame, [line], self._language)
        self._write_foot(slide)
        if not self._master.own:
            return slide, body
        bare_frame(title.text_frame)
        top = title.top / Pt(1) + lines_height([line], body.width)
        return slide, Area(body.left, top, body.width, body.top + body.height - top)

    def _write_above(self, slide: Slide, body: Area, lines: Sequence[SlideLine]) -> Area:
        """Write lines at the top of an area; the area below them."""
        high = lines_height(lines, body.width)
        self._write_box(slide, Area(body.left, body.top + 2, body.width, high), lines)
        return Area(body.left, body.top + 2 + high, body.width, body.height - 2 - high)

    def _write_box(
        self, slide: Slide, area: Area, lines: Sequence[SlideLine], anchor: MSO_ANCHOR = MSO_ANCHOR.TOP
    ) -> None:
        box = slide.shapes.add_textbox(Pt(area.left), Pt(area.top), Pt(area.width), Pt(area.height))
        write_lines(bare_frame(box.text_frame, anchor), lines, self._language, self._figure_link)

    def _write_rule(self, slide: Slide, left: float, top: float, width: float, *, record: bool) -> None:
        """A short thick line above a card, gold above a record."""
        rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(top), Pt(width), Pt(4))
        rule.shadow.inherit = False
        rule.line.fill.background()
        rule.fill.solid()
        rule.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_3 if record else MSO_THEME_COLOR.ACCENT_1

    def _write_foot(self, slide: Slide) -> None:
        """The institution and its event where reading begins, the number of the slide at the other end."""
        language, foot = self._language, self._master.foot
        named = language.text(
            "{name}, {description}",
            name=self._organisation.name[language.code],
            description=self._organisation.event[language.code],
        )
        line = SlideLine(" · ".join([named, *self._marks]), colour=MSO_THEME_COLOR.TEXT_2)
        number = Area(foot.left if language.rtl else foot.left + foot.width - 60, foot.top + 4, 60, 18)
        left = foot.left + 72 if language.rtl else foot.left
        self._write_box(slide, Area(left, foot.top + 4, foot.width - 72, 18), [line])
        box = slide.shapes.add_textbox(Pt(number.left), Pt(number.top), Pt(number.width), Pt(number.height))
        paragraph = bare_frame(box.text_frame).paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT if language.rtl else PP_ALIGN.RIGHT
        field = (
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr sz="{SMALL_POINTS * 100}"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:rPr>'
            f"<a:t>{len(self._master.deck.slides)}</a:t></a:fld>"
        )
        paragraph._p.append(parse_xml(field))
        set_direction(paragraph._p, language)

    def _write_speaker_notes(self, slide: Slide, lines: Sequence[str]) -> None:
        frame = slide.notes_slide.notes_text_frame
        assert frame
        said = [SlideLine(line) for line in lines if line]
        write_lines(frame, said, self._language, self._figure_link, fixed=False)


def speaker_lines(item: DeckChart, language: Language, native: Sequence[NativeChart] = ()) -> list[str]:
    """What the notes of a slide say: how it is counted, what a careful reader should know, all sources, the address.

    Of native charts also their figures: in a drawing they lead nowhere.
    """
    chart = item.chart
    lines = [chart.headline, chart.subtitle, *(chart_values_text(drawn, language) for drawn in native), *chart.notes]
    for definition in chart.definitions:
        lines.append(definition.name)
        lines += [language.text("{label}: {text}", label=line.label, text=line.text) for line in definition.lines]
    if chart.sources:
        lines.append(language.text("Sources"))
    for source in chart.sources:
        day = language.moment(source.published)
        named = language.text("{thing} ({detail})", thing=source.label, detail=day) if day else source.label
        lines.append(f"{named} {source.url}".strip())
    return [*lines, credit_line(language, item.provenance), item.provenance.address]
