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
from lib.archive.archive import home
from lib.archive.organisation import load
from lib.screen.document import PATHS, Document, document, full
from lib.server import log
from lib.server.headers import hashes
from lib.server.limit import open_files
from lib.server.stack import stack


@contextlib.asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Read the archive before the first visitor, and look at the data folder every second while the server runs."""

    async def watch() -> None:
        while True:
            with contextlib.suppress(ArchiveError):  # the pages show what is wrong
                await asyncio.to_thread(open_shelf().archive)
            await asyncio.sleep(1)

    log.configure()
    open_files()
    watching = asyncio.create_task(watch())
    yield
    watching.cancel()


def public_address() -> str:
    """The address at which the dashboard is known, "" where it has none. Read at the start only."""
    organisation, _ = load(home(), None)
    return organisation.public_address if organisation else ""


ROOT = Path(__file__).parent
INDEX = Path(st.__file__).parent / "static" / "index.html"  # what Streamlit sends for every page

scripts = hashes(document(INDEX.read_text(encoding="utf-8"), "/", "", None))

app = st.App(
    ROOT / "lib" / "screen" / "frame.py",
    routes=[Mount("/app/static", StaticFiles(directory=ROOT / "static"))],
    lifespan=warm,
    middleware=[*stack(public_address(), scripts, PATHS, full), Middleware(Document)],
)
