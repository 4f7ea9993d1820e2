"""Pictures, kept to be compared with: every chart in every language, in its four sizes.

`make pictures` draws them anew and writes a page that shows the kept, the new and the difference of each that changed;
`make pictures ACCEPT=1` (python -m tests.export.pictures.kept_pictures accept) keeps the new ones.

What was chosen, and why: one small PNG for a chart in a language, with its four sizes side by side at a quarter of
their pixels, in few colours: about 30 kB, two megabytes for all. They are compared in cells of 4 × 4 pixels, so that
neither the smoothing of letters nor half a pixel makes a difference, but a word, a column or a line that moved, went
or came does. Whether each letter is right is none of their business:
tests/export/test_outputs_match_table.py reads the texts. Date, address and view are fixed.
"""

from __future__ import annotations

import asyncio
import base64
import io
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, View
from lib.export.pictures.layout import PICTURE_SHAPES
from lib.export.pictures.sizes import PICTURE_SIZES, PREVIEW_RATIO
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache, cache_folder
from lib.language import LANGUAGE_CODES, LanguageCode
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from lib.web.links import Links

KEPT = Path(__file__).with_name("kept")
QUARTER, GAP, COLORS = PREVIEW_RATIO, 8, 24
# Cells of so many pixels are compared; one differs by so much of 255; so many of all may differ.
CELL, DIFFERS, TOLERATED = 4, 32, 0.0015
FOCUS, LINKS = 4, Links("https://abwab.example")


def path(name: str, code: str) -> Path:
    """Where the kept picture lies."""
    return KEPT / f"{name}-{code}.png"


@cache
def unreleased_archive(folder: Path) -> Archive:
    """The record book of a folder. It is no release, which would have another day at each run."""
    return read_archive(folder)


async def drawn(copy_maker: CopyMaker, name: str, code: LanguageCode) -> Image.Image:
    """A chart in a language, in all sizes side by side, in the few colours in which it is kept."""
    archive = unreleased_archive(copy_maker.live_archive.archive().folder)
    parts = []
    for size in PICTURE_SIZES:
        address = ChartAddress(name, View(FOCUS), code, "png", size, preview=True)
        copy = await copy_maker.copy(address, archive, LINKS)
        parts.append(Image.open(io.BytesIO(copy.body)).convert("RGB"))
    width = sum(part.width for part in parts) + GAP * (len(parts) - 1)
    whole = Image.new("RGB", (width, max(part.height for part in parts)), "#888")
    left = 0
    for part in parts:
        whole.paste(part, (left, 0))
        left += part.width + GAP
    return whole.quantize(COLORS, dither=Image.Dither.NONE)


def cells(image: Image.Image) -> npt.NDArray[Any]:
    """The mean of each cell: (rows, columns, 3)."""
    high, wide = image.height // CELL, image.width // CELL
    pixels = np.asarray(image.convert("RGB").crop((0, 0, wide * CELL, high * CELL)), dtype=float)
    means: npt.NDArray[Any] = pixels.reshape(high, CELL, wide, CELL, 3).mean(axis=(1, 3))
    return means


def difference(kept: Image.Image, new: Image.Image) -> npt.NDArray[Any]:
    """Which cells differ; all where the two are not of one size."""
    old, now = cells(kept), cells(new)
    if old.shape != now.shape:
        return np.ones(now.shape[:2], dtype=bool)
    differing: npt.NDArray[Any] = np.abs(old - now).max(axis=2) > DIFFERS
    return differing


def share(where: np.ndarray) -> float:
    """How much of the picture differs that differs most."""
    found, left = [0.0], 0.0
    for size in PICTURE_SIZES:
        wide, high = (PICTURE_SHAPES[size].width * QUARTER, PICTURE_SHAPES[size].height * QUARTER)
        part = where[: int(high) // CELL, round(left / CELL) : round((left + wide) / CELL)]
        found.append(float(part.mean()))
        left += wide + GAP
    return max(found)


def keep(image: Image.Image, place: Path) -> None:
    """Write a picture."""
    place.parent.mkdir(exist_ok=True)
    image.save(place, optimize=True)


def review(rows: list[tuple[str, Image.Image | None, Image.Image, npt.NDArray[Any]]], place: Path) -> None:
    """A page with the kept, the new and the difference of each: (name, kept, new, cells that differ)."""

    def shown(image: Image.Image) -> str:
        written = io.BytesIO()
        image.save(written, "PNG")
        return f'<img src="data:image/png;base64,{base64.b64encode(written.getvalue()).decode()}">'

    parts = ["<!DOCTYPE html><meta charset=utf-8><title>Pictures</title><style>img{display:block;margin:4px 0}</style>"]
    for name, kept, new, where in rows:
        mask = Image.fromarray((where * 160).astype("uint8")).resize(new.size, Image.Resampling.NEAREST)
        marked = Image.composite(Image.new("RGB", new.size, "#d00"), new.convert("RGB"), mask)
        parts.append(f"<h2>{name}: {share(where):.2%} differ</h2>{shown(kept) if kept else 'new'}")
        parts.append(shown(new) + shown(marked))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("\n".join(parts), encoding="utf-8")


def main() -> None:
    """Draw all pictures; write the page to look at, or with "accept" keep those that differ."""
    from lib.releases import LiveArchive
    from lib.releases.store import ReleaseStore
    from tests.support.six_editions import SIX_EDITIONS
    from tests.support.web_fixtures import DAY

    accept = sys.argv[1:] == ["accept"]
    chromium = Chromium(patience=300)
    copy_maker = CopyMaker(
        LiveArchive(SIX_EDITIONS, ReleaseStore("memory:///")),
        DiskCache(cache_folder() / "pictures"),
        chromium,
        lambda: DAY,
    )

    async def all_of_them() -> list[tuple[str, Image.Image | None, Image.Image, npt.NDArray[Any]]]:
        found: list[tuple[str, Image.Image | None, Image.Image, npt.NDArray[Any]]] = []
        for name in CHARTS:
            for code in LANGUAGE_CODES:
                new, place = await drawn(copy_maker, name, code), path(name, code)
                kept = Image.open(place) if place.exists() else None
                where = difference(kept or Image.new("RGB", (1, 1)), new)
                print(f"{place.name} {share(where):.2%}", file=sys.stderr, flush=True)
                if share(where) > TOLERATED:
                    found.append((place.stem, kept, new, where))
                    if accept:
                        keep(new, place)
        return found

    changed = asyncio.run(all_of_them())
    chromium.close()
    for place in KEPT.glob("*.png"):
        if accept and place.stem not in {f"{name}-{code}" for name in CHARTS for code in LANGUAGE_CODES}:
            place.unlink()
    page = cache_folder() / "pictures.html"
    review(changed, page)
    print(f"{len(changed)} differ{' and are kept now' if accept else ''}: {page}")


if __name__ == "__main__":
    main()
