"""A page of a long list, and the buttons that turn it. The address says which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from lib.language import Language
from lib.screen.reader import choice_from_query, update_choices
from lib.templates import render_template

ListItem = TypeVar("ListItem")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[ListItem]):
    """One page of a list.

    items      what stands on it
    place      parameter of the address that says which page it is: ?page=2
    first      number of the first item on it, counted from 1; `count` is that of all items
    number     of the page, `last` that of the last one
    """

    items: Sequence[ListItem]
    place: str
    first: int
    count: int
    number: int
    last: int

    def turner(self, key: str, language: Language, *, said: bool) -> None:
        """Buttons to the pages before and after; with `said` also which items these are. Nothing for a lone page that
        says nothing.
        """
        with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
            if said:
                found = language.text(
                    "{first}–{last} of {number}",
                    first=language.number(self.first),
                    last=language.number(self.first + len(self.items) - 1),
                    number=language.number(self.count),
                )
                st.html(render_template("status_line.html", language, found=found), width="content")
            if self.last == 1:
                return
            for name, label, page in (
                ("previous", language.text("Previous"), self.number - 1),
                ("next", language.text("Next"), self.number + 1),
            ):
                st.button(
                    label,
                    key=f"{key}-{name}",
                    on_click=update_choices,
                    kwargs={self.place: str(page) if page > 1 else ""},
                    disabled=not 1 <= page <= self.last,
                )


def current_list_page(items: Sequence[ListItem], size: int, place: str = "page") -> ListPage[ListItem]:
    """The page of the address, of at most `size` items; the first where the address names none that there is."""
    last = max(1, -(-len(items) // size))
    number = int(choice_from_query(place, [str(page) for page in range(1, last + 1)], "1"))
    first = (number - 1) * size
    return ListPage(items[first : first + size], place, first + 1, len(items), number, last)
