"""The front door: `streamlit run dashboard.py` serves the dashboard."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from lib.archive import ArchiveError, open_shelf
from lib.press.first import Firsts
from lib.press.routes import desk, routes
from lib.screen.document import Document

ROOT = Path(__file__).parent
FIRSTS = Firsts(desk())


@contextlib.asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Read the archive and draw the first charts before somebody asks; look at the data folder every second."""

    async def watch() -> None:

        while True:
            with contextlib.suppress(ArchiveError):  # the pages show what is wrong
                await asyncio.to_thread(open_shelf().archive)
            await asyncio.sleep(1)

    async def draw() -> None:
        with contextlib.suppress(ArchiveError):
            await FIRSTS.warm(await asyncio.to_thread(open_shelf().archive))

    at_work = [asyncio.create_task(watch()), asyncio.create_task(draw())]
    yield
    for task in at_work:
        task.cancel()


app = st.App(
    ROOT / "lib" / "screen" / "frame.py",
    routes=[*routes(), Mount("/app/static", StaticFiles(directory=ROOT / "static"))],
    lifespan=warm,
    middleware=[Middleware(Document, firsts=FIRSTS)],
)
