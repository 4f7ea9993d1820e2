"""Slides and the brief of an edition as LibreOffice shows them, kept as pictures to be compared with.

python -m tests.programs.office_pictures            which differ from those kept
python -m tests.programs.office_pictures accept     keeps the new ones

One file is a document in a language, its pages under each other, small and in few colours. Another LibreOffice or
another typeface breaks lines elsewhere, so that each file names those it was made with, and is held against none else.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, PngImagePlugin

from lib.archive import read_archive
from lib.charts import View
from lib.export.native_chart import OFFICE_FONT
from lib.language import LANGUAGE_CODES, LanguageCode
from lib.web.copies import CopyMaker
from lib.web.document_address import DocumentAddress, DocumentFormat
from lib.web.links import Links
from tests.export.pictures.kept_pictures import COLORS, difference

KEPT = Path(__file__).with_name("kept")
FOCUS, LINKS = 4, Links("https://abwab.example")
# Width and height of a page in pixels, in whole cells; of one page may differ as much as of other kept pictures.
PAGE_PIXELS: dict[DocumentFormat, tuple[int, int]] = {"pptx": (512, 288), "docx": (420, 592)}
MADE_WITH = "Software"


def path(form: DocumentFormat, code: LanguageCode) -> Path:
    """Where the kept picture lies."""
    return KEPT / f"{form}-{code}.png"


def made_with(soffice: str) -> str:
    """LibreOffice and the typeface that stands for ours: "LibreOffice 7.4.7.2, DejaVuSans.ttf"."""
    version = subprocess.run([soffice, "--version"], check=True, capture_output=True, text=True, timeout=60).stdout
    font = subprocess.run(
        ["fc-match", f"{OFFICE_FONT}:lang=ar"], check=True, capture_output=True, text=True, timeout=60
    )
    return f"{' '.join(version.split()[:2])}, {font.stdout.split(':')[0]}"


def printed(soffice: str, data: bytes, name: str, folder: Path) -> Path:
    """The document as LibreOffice prints it."""
    source = folder / name
    source.write_bytes(data)
    home = f"-env:UserInstallation=file://{folder}/office"
    command = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=170)
    return source.with_suffix(".pdf")


async def document(copy_maker: CopyMaker, form: DocumentFormat, code: LanguageCode) -> bytes:
    """The document about an edition, whole, of no release, which would have another day at each run."""
    archive = read_archive(copy_maker.live_archive.archive().folder)
    address = DocumentAddress((), View(FOCUS), code, form)
    return (await copy_maker.documents.document(address, archive, LINKS, whole=True)).body


def shown(copy_maker: CopyMaker, soffice: str, form: DocumentFormat, code: LanguageCode) -> Image.Image:
    """Its pages under each other."""
    data = asyncio.run(document(copy_maker, form, code))
    wide, high = PAGE_PIXELS[form]
    with tempfile.TemporaryDirectory(prefix="abwab-office-") as name:
        folder = Path(name)
        pdf = printed(soffice, data, f"shown.{form}", folder)
        size = ["-scale-to-x", str(wide), "-scale-to-y", str(high)]
        subprocess.run(["pdftoppm", *size, "-png", str(pdf), str(folder / "page")], check=True, timeout=170)
        pages = [Image.open(page).convert("RGB") for page in sorted(folder.glob("page*.png"))]
        whole = Image.new("RGB", (wide, high * len(pages)))
        for place, page in enumerate(pages):
            whole.paste(page, (0, place * high))
    return whole.quantize(COLORS, dither=Image.Dither.NONE)


def most_different(kept: Image.Image, new: Image.Image, form: DocumentFormat) -> float:
    """How much of the page differs that differs most; all of it where the number of pages is another."""
    if kept.size != new.size:
        return 1.0
    pages = kept.height // PAGE_PIXELS[form][1]
    return float(max(np.mean(page) for page in np.split(difference(kept, new), pages)))


def main() -> None:
    """Show all documents in LibreOffice, and say which differ; with "accept" keep those."""
    from lib.export.rendering.chromium import Chromium
    from lib.export.rendering.disk_cache import DiskCache, cache_folder
    from lib.releases import LiveArchive
    from lib.releases.store import ReleaseStore
    from tests.export.pictures.kept_pictures import TOLERATED
    from tests.programs.conftest import find_program
    from tests.support.six_editions import SIX_EDITIONS
    from tests.support.web_fixtures import DAY

    soffice, chromium = find_program("soffice"), Chromium(patience=300)
    book = LiveArchive(SIX_EDITIONS, ReleaseStore("memory:///"))
    copy_maker = CopyMaker(book, DiskCache(cache_folder() / "pictures"), chromium, lambda: DAY)
    note = PngImagePlugin.PngInfo()
    note.add_text(MADE_WITH, made_with(soffice))
    for form in PAGE_PIXELS:
        for code in LANGUAGE_CODES:
            new, place = shown(copy_maker, soffice, form, code), path(form, code)
            differs = most_different(Image.open(place), new, form) if place.exists() else 1.0
            print(f"{place.name}: {differs:.2%} of a page", file=sys.stderr, flush=True)
            if differs > TOLERATED and sys.argv[1:] == ["accept"]:
                place.parent.mkdir(exist_ok=True)
                new.save(place, optimize=True, pnginfo=note)
    chromium.close()


if __name__ == "__main__":
    main()
