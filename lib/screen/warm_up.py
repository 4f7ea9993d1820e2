"""Prepare what the first reader would otherwise wait for: modules, templates, catalogues, measures, charts."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import logging

from lib.archive import Archive, ArchiveError
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.content.claim_list import ClaimFilter, find_claims
from lib.content.site_map import PAGES
from lib.export.rendering.chromium import shared_chromium
from lib.language import LANGUAGE_CODES, Language
from lib.releases import ServedBook
from lib.screen.first_paint import FirstPaints
from lib.templates.rendering import compile_templates
from lib.web.health import read_health

log = logging.getLogger(__name__)
archive_log = logging.getLogger("abwab.archive")

WATCH_INTERVAL = 1.0  # seconds between two checks of the data folder
LOOK_PATIENCE = 5.0  # seconds for such a check, which a disk or the store may hold up
DRAWING_PATIENCE = 10.0  # seconds that a new archive waits at most for the drawings of its pages

# Only pages import these, and Streamlit runs pages as scripts.
PAGE_MODULES = ("lib.screen", "lib.screen.compare", "lib.screen.claims", "lib.screen.stands")


async def keep_warm(live_archive: ServedBook, first_paints: FirstPaints, ready: asyncio.Event) -> None:
    """Watch the data folder, and warm the caches whenever its archive changes: first texts, then drawings.

    The first archive is shown as soon as its front page is ready, in the first language; another one replaces it when
    everything is. A look that takes longer than LOOK_PATIENCE goes on, while the log tells how things stand. A browser
    that has ended by itself is told of, and started again. `ready` is set when the first attempt has ended, whether or
    not it succeeded.
    """
    served = logged = look = None
    drawing: asyncio.Task[None] | None = None  # the event loop itself holds only a weak reference
    loop = asyncio.get_running_loop()

    def prepare(archive: Archive) -> None:
        warm_archive(archive)
        drawn = asyncio.run_coroutine_threadsafe(first_paints.draw_ahead(archive), loop)
        with contextlib.suppress(TimeoutError):
            drawn.result(DRAWING_PATIENCE)

    live_archive.prepare_by(prepare)
    while True:
        look = look or loop.run_in_executor(None, live_archive.watch)
        await asyncio.wait({look}, timeout=LOOK_PATIENCE)
        if look.done():
            try:
                archive = look.result()
                if archive is not served:
                    if served is None:
                        await asyncio.to_thread(warm_front_page, archive)
                        ready.set()
                    else:
                        first_paints.forget()
                    if drawing:
                        drawing.cancel()
                    served = archive
                    await asyncio.to_thread(warm_archive, archive)
                    await asyncio.to_thread(freeze_live_objects)
                    drawing = asyncio.create_task(first_paints.draw_ahead(archive))
            except ArchiveError:
                pass  # the pages say that nothing can be shown; the log says how many problems there are
            except Exception:  # a page will try again whatever failed here
                log.exception("not everything could be made ready")
            look = None
        if (state := read_health(live_archive)) != logged:
            logged = state
            level = logging.INFO if state["status"] == "ok" else logging.WARNING
            archive_log.log(level, "record book %s", state["status"], extra=state)
        shared_chromium().revive()
        ready.set()
        await asyncio.sleep(WATCH_INTERVAL)


def freeze_live_objects() -> None:
    """Exclude all live objects from garbage collection: modules, archive, charts, some 180,000 objects.

    A collection that visits them takes 0.16 s, during which nothing else runs. Garbage among the objects frozen
    earlier, such as a replaced archive, is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def warm_front_page(archive: Archive) -> None:
    """Import, compile and build what the first page needs in the first language."""
    for name in PAGE_MODULES:
        importlib.import_module(name)
    compile_templates()
    context = ChartContext(archive, View(archive.focus), Language(LANGUAGE_CODES[0]))
    for name in PAGES[0].charts:
        build_chart(name, context)


def warm_archive(archive: Archive) -> None:
    """Build what the default view of every page needs, in every language.

    The list of claims comes last: for a large record book it takes seconds, and only one page needs it.
    """
    for language in map(Language, LANGUAGE_CODES):
        for name in CHARTS:
            build_chart(name, ChartContext(archive, View(archive.focus), language))
    for language in map(Language, LANGUAGE_CODES):
        find_claims(archive, archive.focus, ClaimFilter(), language)
