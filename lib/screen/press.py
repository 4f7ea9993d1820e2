"""The press page: every graphic with what can be taken away of it, all data, and whose record book it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import streamlit as st

from lib.graphics import graphic
from lib.graphics.pages import PAGES
from lib.graphics.words import editions
from lib.markup import render
from lib.press.address import Ask
from lib.press.chromium import BusyError
from lib.press.kits import Progress, kits
from lib.press.links import Links
from lib.press.takeaway import takeaway
from lib.screen.reader import Reader
from lib.screen.show import base


def charts(reader: Reader) -> None:
    """All graphics of the view, under the names of the pages on which they stand."""
    language, server = reader.language, base(reader)
    for page in PAGES:
        if not page.graphics:
            continue
        offered = []
        for name in page.graphics:
            shown, asked = graphic(name, reader.archive, reader.view, language), Ask(name, reader.view, language.code)
            offered.append((shown, asked.link, takeaway(asked, shown, reader.archive, server)))
        st.html(render("offered.html", language, title=language.text(page.title), offered=offered))


def kit(reader: Reader) -> None:
    """The press kit of the edition in focus: to be fetched where it is there, to be made where it is not."""
    progress = partial(kits().progress, reader.view.focus, reader.archive, Links(base(reader)))
    begun = f"kit-{reader.view.focus}"
    st.html(
        render("kit_title.html", reader.language, edition=editions(reader.archive, reader.language)[reader.view.focus])
    )
    if progress().path or not st.session_state.get(begun):
        _standing(reader, progress())
    else:
        st.fragment(_making, run_every=1.0)(reader, progress)
    if progress().path is None and not st.session_state.get(begun):
        st.button(reader.language.text("Prepare the kit"), key="kit", on_click=_begin, args=(reader, begun))


def _begin(reader: Reader, begun: str) -> None:
    with suppress(BusyError):
        kits().begin(reader.view.focus, reader.archive, Links(base(reader)))
        st.session_state[begun] = True


def _making(reader: Reader, progress: Callable[[], Progress]) -> None:
    """How far the kit is, looked at again every second; the page runs anew once it is there, or came to nothing."""
    state = progress()
    _standing(reader, state)
    if state.path or state.fault:
        st.session_state.pop(f"kit-{reader.view.focus}", None)
        st.rerun()


def _standing(reader: Reader, state: Progress) -> None:
    language, link = reader.language, Links(base(reader)).kit(reader.view.focus)
    begun = bool(st.session_state.get(f"kit-{reader.view.focus}"))
    weight = language.kilobytes(state.path.stat().st_size) if state.path else ""
    st.html(render("kit.html", language, state=state, begun=begun, link=link, weight=weight))


def data(reader: Reader) -> None:
    """All of the data, and the lists for machines."""
    st.html(
        render("data.html", reader.language, index=Links(base(reader)).charts(reader.view.focus, reader.language.code))
    )


def keeper(reader: Reader) -> None:
    """Whose record book it is, whom to ask, and on which terms; what the institution has not said is named as such."""
    st.html(render("asking.html", reader.language, keeper=reader.archive.organisation))
