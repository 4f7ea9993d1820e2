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
from lib.screen.document import Document
from lib.server.compression import Answers, Files
from lib.server.folder import cache, folders
from lib.server.store import Store
from lib.server.variants import Variants


@contextlib.asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Read the archive before the first visitor, and look at the data folder every second while the server runs."""

    async def watch() -> None:
        while True:
            with contextlib.suppress(ArchiveError):  # the pages show what is wrong
                await asyncio.to_thread(open_shelf().archive)
            await asyncio.sleep(1)

    watching = asyncio.create_task(watch())
    yield
    watching.cancel()


ROOT = Path(__file__).parent

app = st.App(
    ROOT / "lib" / "screen" / "frame.py",
    routes=[Mount("/app/static", StaticFiles(directory=ROOT / "static"))],
    lifespan=warm,
    middleware=[  # the first is the outermost
        Middleware(Files, folders=folders(), variants=Variants(Store(cache() / "static"))),
        Middleware(Answers),
        Middleware(Document),
    ],
)
