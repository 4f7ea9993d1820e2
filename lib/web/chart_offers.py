"""What a chart can be had as: its pictures with their previews, its tables and slides, each with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lib.export.pictures.layout import PICTURE_SHAPES
from lib.export.pictures.sizes import PREVIEW_RATIO, SIZE_NAMES
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.web.address import PICTURE_FORMATS, ChartAddress, CopyFormat
from lib.web.links import Links

TABLE_NAMES: Mapping[CopyFormat, str] = {
    "xlsx": mark_message("Table for Excel"),
    "csv": mark_message("Table as text"),
    "json": mark_message("Table for programs"),
}
SLIDE_NAMES: Mapping[CopyFormat, str] = {"pptx": mark_message("Slide to edit")}


@dataclass(frozen=True, slots=True)
class PictureOffer:
    """A picture of one shape.

    shape    the name of the shape, with its `pixels`: 1600 × 900
    forms    (form, address) of each format
    preview  the address of its preview of `width` by `height` pixels; "" if there is none
    """

    shape: str
    pixels: str
    forms: tuple[tuple[str, str], ...]
    preview: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ChartDownloads:
    """What a chart can be had as.

    pictures  one offer a shape
    variants  (name of the look, pictures in it): dark, without headline; () where they are not to be had
    tables    (name, form, address, file size or "")
    """

    pictures: tuple[PictureOffer, ...]
    variants: tuple[tuple[str, tuple[PictureOffer, ...]], ...]
    tables: tuple[tuple[str, str, str, str], ...]


def chart_downloads(
    address: ChartAddress, language: Language, links: Links, file_sizes: Mapping[CopyFormat, int] | None = None
) -> ChartDownloads:
    """The downloads of a chart. `file_sizes` are known file sizes in bytes."""
    tables = []
    for form, name in {**TABLE_NAMES, **SLIDE_NAMES}.items():
        file_size = language.file_size(file_sizes[form]) if file_sizes and form in file_sizes else ""
        tables.append((language.text(name), form.upper(), links.copy(address.as_form(form)), file_size))
    looks = [
        (language.text("Dark"), replace(address, theme="dark")),
        (language.text("Without headline"), replace(address, headline=False)),
        (language.text("Dark, without headline"), replace(address, theme="dark", headline=False)),
    ]
    variants = [(name, picture_offers(look, language, links)) for name, look in looks if links.offers_choices]
    return ChartDownloads(picture_offers(address, language, links), tuple(variants), tuple(tables))


def picture_offers(address: ChartAddress, language: Language, links: Links) -> tuple[PictureOffer, ...]:
    """The pictures of a chart in the look of the address, one offer a shape."""
    return tuple(
        PictureOffer(
            language.text(name),
            f"{shape.width} × {shape.height}",
            tuple((form.upper(), links.copy(address.as_form(form, size))) for form in PICTURE_FORMATS),
            links.copy(replace(address.as_form("png", size), preview=True)) if links.offers_choices else "",
            round(shape.width * PREVIEW_RATIO),
            round(shape.height * PREVIEW_RATIO),
        )
        for size, name in SIZE_NAMES.items()
        for shape in (PICTURE_SHAPES[size],)
    )
