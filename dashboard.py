"""The front door: `streamlit run dashboard.py` serves the dashboard."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from lib.archive import ArchiveError, open_shelf
from lib.screen.document import Document
from lib.screen.warm import warm

# So many seconds the first visitors wait at most while things are made ready; a very large record book takes longer.
PATIENCE = 5

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def serving(_: st.App) -> AsyncIterator[None]:
    """Read the archive before the first visitor and make ready what readers will ask for; look at the data folder every
    second while the server runs, and make ready again when it has changed.
    """
    shelf = open_shelf()
    ready = asyncio.Event()

    async def watch() -> None:
        served = None
        while True:
            try:
                archive = await asyncio.to_thread(shelf.watch)
                if archive is not served:
                    served = archive
                    await asyncio.to_thread(warm, archive)
            except ArchiveError:
                pass  # the pages show what is wrong
            except Exception:  # whatever can't be made ready ahead, a page will try again
                log.exception("not everything could be made ready")
            ready.set()
            await asyncio.sleep(1)

    watching = asyncio.create_task(watch())
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ready.wait(), PATIENCE)
    yield
    watching.cancel()


ROOT = Path(__file__).parent

app = st.App(
    ROOT / "lib" / "screen" / "frame.py",
    routes=[Mount("/app/static", StaticFiles(directory=ROOT / "static"))],
    lifespan=serving,
    middleware=[Middleware(Document)],
)
