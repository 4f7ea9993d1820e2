"""The front door: `streamlit run dashboard.py` serves the dashboard and the press desk."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from lib.archive import open_shelf
from lib.archive.archive import home
from lib.archive.organisation import load
from lib.content.site_map import PAGES
from lib.screen.document import (
    PATHS,
    Document,
    document,
    full,
)
from lib.screen.first_paint import Firsts
from lib.screen.script_queue import SCRIPTS
from lib.screen.warm_up import watch
from lib.server import log
from lib.server.headers import hashes
from lib.server.limit import open_files
from lib.server.loop_lag import Lateness
from lib.server.stack import stack
from lib.web.routes import desk, routes

ROOT = Path(__file__).parent
INDEX = Path(st.__file__).parent / "static" / "index.html"  # what Streamlit sends for every page
FIRSTS = Firsts(desk())
# So many seconds the first visitors wait at most while things are made ready; a very large record book takes longer.
PATIENCE = 5
LATENESS = Lateness()
# So many seconds a script computes before the event loop has its turn. With Python's own five milliseconds, a request
# for a chart waits five at each of its steps.
SWITCHING = 0.0005


@contextlib.asynccontextmanager
async def serving(_: st.App) -> AsyncIterator[None]:
    """Make ready what readers will ask for before the first of them, and again whenever the data folder has changed."""
    log.configure()
    open_files()
    sys.setswitchinterval(SWITCHING)
    counting = asyncio.create_task(LATENESS.watch())
    ready = asyncio.Event()
    watching = asyncio.create_task(watch(open_shelf(), FIRSTS, ready))
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ready.wait(), PATIENCE)
    yield
    watching.cancel()
    counting.cancel()
    await asyncio.to_thread(desk().close)


def public_address() -> str:
    """The address at which the dashboard is known, "" where it has none. Read at the start only."""
    organisation, *_ = load(home(), None)
    return organisation.public_address if organisation else ""


scripts = hashes(document(INDEX.read_text(encoding="utf-8"), PAGES[0], "", None))

app = st.App(
    ROOT / "lib" / "screen" / "frame.py",
    routes=[*routes(), Mount("/app/static", StaticFiles(directory=ROOT / "static"))],
    lifespan=serving,
    middleware=[
        *stack(public_address(), scripts, PATHS, full, lambda: SCRIPTS.waiting, LATENESS),
        Middleware(Document, firsts=FIRSTS),
    ],
)
