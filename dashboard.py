"""The entry point: `streamlit run dashboard.py` serves the dashboard and the web addresses."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator

import streamlit as st
from starlette.middleware import Middleware

from lib.content.site_map import PAGES
from lib.framework import STREAMLIT_INDEX, check_start, keep_theme_messages, limit_inbound_messages, read_internals
from lib.releases import open_live_archive
from lib.screen.document import PAGE_BY_PATH, DocumentMiddleware, build_document, too_many_requests_document
from lib.screen.first_paint import FirstPaints
from lib.screen.frame import PAGE_SCRIPT
from lib.screen.script_queue import SCRIPT_QUEUE
from lib.screen.warm_up import keep_warm
from lib.server import log
from lib.server.fair_executor import FairExecutor
from lib.server.headers import script_hashes
from lib.server.limit import raise_file_limit
from lib.server.loop_lag import LoopLag
from lib.server.stack import middleware_stack
from lib.web.routes import shared_copy_maker, web_routes
from lib.web.server_address import check_public_address, public_address

try:
    FIRST_PAINTS = FirstPaints(shared_copy_maker())
except ValueError as wrong:  # of the address of the store
    sys.exit(f"ABWAB_STORE: {wrong}")
# Seconds that the first visitors wait at most for the warm-up. A very large record book takes longer to warm up.
WARM_UP_TIMEOUT = 5
LOOP_LAG = LoopLag()
# Assumptions about the frameworks that no longer hold and affect only looks, words or speed. One that breaks pages
# ends the start here.
FAILED_ASSUMPTIONS = check_start(read_internals())
limit_inbound_messages()
keep_theme_messages()
# Seconds that a script thread computes before it gives way to the event loop. With Python's default of 5 ms, a request
# for a chart waits 5 ms at each of its steps.
SWITCH_INTERVAL = 0.0005


@contextlib.asynccontextmanager
async def app_lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm the caches before the first reader comes, and again whenever the data folder has changed."""
    log.configure_log()
    for sentence in FAILED_ASSUMPTIONS:
        logging.getLogger("abwab.framework").warning(sentence)
    raise_file_limit()
    sys.setswitchinterval(SWITCH_INTERVAL)
    asyncio.get_running_loop().set_default_executor(FairExecutor())
    counting = asyncio.create_task(LOOP_LAG.watch())
    ready = asyncio.Event()
    watching = asyncio.create_task(keep_warm(open_live_archive(), FIRST_PAINTS, ready))
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ready.wait(), WARM_UP_TIMEOUT)
    yield
    watching.cancel()
    counting.cancel()
    await asyncio.to_thread(shared_copy_maker().close)


def refuse_base_path(base_path: str) -> None:
    """Exit if Streamlit is configured to serve under a path (server.baseUrlPath).

    Its pages would move there but the web addresses would not, so links between the two would be dead.
    """
    if base_path.strip("/"):
        sys.exit(
            f"server.baseUrlPath is {base_path!r}: the dashboard stands at the root of a host only, since charts and "
            "data have addresses there. Leave the option out, and give it a host of its own."
        )


refuse_base_path(st.get_option("server.baseUrlPath"))
try:
    check_public_address(st.get_option("server.address"), public_address())
except ValueError as wrong:
    sys.exit(str(wrong))
allowed_script_hashes = script_hashes(build_document(STREAMLIT_INDEX.read_text(encoding="utf-8"), PAGES[0], "", None))

app = st.App(
    PAGE_SCRIPT,
    routes=web_routes(),
    lifespan=app_lifespan,
    middleware=[
        *middleware_stack(
            public_address(),
            allowed_script_hashes,
            PAGE_BY_PATH,
            too_many_requests_document,
            SCRIPT_QUEUE.ahead,
            LOOP_LAG,
        ),
        Middleware(DocumentMiddleware, first_paints=FIRST_PAINTS),
    ],
)
