"""The press page: every graphic with what can be taken away of it, all data, and whose record book it is."""

from __future__ import annotations

import streamlit as st

from lib.graphics import graphic
from lib.graphics.pages import PAGES
from lib.markup import render
from lib.press.address import Ask
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


def data(reader: Reader) -> None:
    """All of the data, and the lists for machines."""
    st.html(
        render("data.html", reader.language, index=Links(base(reader)).charts(reader.view.focus, reader.language.code))
    )


def keeper(reader: Reader) -> None:
    """Whose record book it is, whom to ask, and on which terms; what the institution has not said is named as such."""
    st.html(render("asking.html", reader.language, keeper=reader.archive.organisation))
