"""What the first reader would otherwise wait for: modules, templates, catalogues, measures, graphics."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging

from lib.archive import Archive, ArchiveError, LiveArchive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.content.claim_list import ClaimFilter, find_claims
from lib.language import LANGUAGE_CODES, Language
from lib.screen.first_paint import FirstPaints
from lib.templates.rendering import compile_templates

log = logging.getLogger(__name__)

WATCH_INTERVAL = 1.0  # seconds between two looks at the data folder

# Imported by the pages alone, which Streamlit runs as scripts.
PAGE_MODULES = ("lib.screen", "lib.screen.compare", "lib.screen.claims", "lib.screen.problems", "lib.screen.stands")


async def keep_warm(shelf: LiveArchive, firsts: FirstPaints, ready: asyncio.Event) -> None:
    """Look at the data folder all the time, and make ready what it holds: what is said first, then what is drawn.

    `ready` is set when that was done, or tried, for the first time.
    """
    served = None
    while True:
        try:
            archive = await asyncio.to_thread(shelf.watch)
            if archive is not served:
                if served is not None:
                    firsts.forget()
                served = archive
                await asyncio.to_thread(warm_archive, archive)
                await asyncio.to_thread(freeze_live_objects)
                firsts.draw_ahead(archive)
        except ArchiveError:
            pass  # the pages show what is wrong
        except Exception:  # whatever can't be made ready ahead, a page will try again
            log.exception("not everything could be made ready")
        ready.set()
        await asyncio.sleep(WATCH_INTERVAL)


def freeze_live_objects() -> None:
    """Have the garbage collector look no more at what stands now: modules, archive, graphics, some 180,000 objects.

    To go through them takes it 0.16 s, in which nothing else runs. What stood before and is gone, as an archive of
    yesterday, is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def warm_archive(archive: Archive) -> None:
    """Import, compile and build what the default view of every page needs, in every language.

    The ledger comes last: of a large record book it takes seconds, and only one page waits for it.
    """
    for name in PAGE_MODULES:
        importlib.import_module(name)
    compile_templates()
    for language in map(Language, LANGUAGE_CODES):
        for name in CHARTS:
            build_chart(name, ChartContext(archive, View(archive.focus), language))
    for language in map(Language, LANGUAGE_CODES):
        find_claims(archive, archive.focus, ClaimFilter(), language)
