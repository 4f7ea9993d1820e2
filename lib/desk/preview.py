"""The dashboard and all press addresses over the draft, in the process of the desk and behind its login."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import mkdtemp

import streamlit as st
from starlette.middleware import Middleware

from lib.archive import ArchiveError
from lib.content.site_map import PAGES
from lib.desk.desk import Desk
from lib.desk.draft_book import DraftBook
from lib.desk.draft_marks import DraftMarks
from lib.framework import STREAMLIT_INDEX, keep_theme_messages, limit_inbound_messages
from lib.releases.live_archive import serve_instead
from lib.screen.document import DocumentMiddleware, build_document
from lib.screen.first_paint import FirstPaints
from lib.screen.frame import PAGE_SCRIPT
from lib.server.headers import SecurityHeaders, script_hashes
from lib.web.routes import shared_copy_maker, web_routes

LOOK_INTERVAL = 1.0  # seconds between two looks whether the draft is still the one that is served

log = logging.getLogger(__name__)


class DraftPreview:
    """The dashboard over the draft of a desk. There is one in a process, since all of it serves one record book.

    What it makes is kept in a folder of its own, which goes with the draft.
    """

    def __init__(self, desk: Desk) -> None:
        self._folder = Path(mkdtemp(prefix="abwab-draft-"))
        os.environ["ABWAB_CACHE"] = str(self._folder)
        self._book = DraftBook(desk, self._forget)
        self._serving = contextlib.ExitStack()
        self._serving.enter_context(serve_instead(self._book))
        self._first_paints = FirstPaints(shared_copy_maker())
        limit_inbound_messages()
        keep_theme_messages()
        index = STREAMLIT_INDEX.read_text(encoding="utf-8")
        self.app = st.App(
            PAGE_SCRIPT,
            routes=web_routes(),
            middleware=[
                Middleware(DraftMarks, has_draft=self._has_draft),
                Middleware(SecurityHeaders, scripts=script_hashes(build_document(index, PAGES[0], "", None))),
                Middleware(DocumentMiddleware, first_paints=self._first_paints),
            ],
        )

    @contextlib.asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Serve until the end of the block."""
        watching = asyncio.create_task(self._watch())
        try:
            async with self.app.lifespan()(self.app):
                yield
        finally:
            watching.cancel()
            await asyncio.to_thread(shared_copy_maker().close)
            self._serving.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _watch(self) -> None:
        """Look whether the draft is another one, so that what was made of the last one goes."""
        while True:
            await asyncio.to_thread(self._has_draft)
            await asyncio.sleep(LOOK_INTERVAL)

    def _has_draft(self) -> bool:
        with contextlib.suppress(ArchiveError):
            self._book.archive()
            return True
        return False

    def _forget(self) -> None:
        """Remove what was made of a draft that is gone."""
        self._first_paints.forget()
        for made in self._folder.iterdir():
            shutil.rmtree(made, ignore_errors=True)
