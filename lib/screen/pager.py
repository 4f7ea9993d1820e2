"""One page of a long list, and the buttons to the pages before and after it. The address holds the page number."""

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

    items      the items on this page
    place      the address parameter that holds the page number: ?page=2
    first      the number of its first item, counted from 1; `count` is how many items the whole list has
    number     the number of this page; `last` is the number of the last page
    """

    items: Sequence[ListItem]
    place: str
    first: int
    count: int
    number: int
    last: int

    def show_buttons(self, key: str, language: Language, *, with_position: bool) -> None:
        """Draw buttons to the pages before and after. With `with_position`, also draw which items are shown.

        Draws nothing for a single page without `with_position`.
        """
        with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
            if with_position:
                position = language.text(
                    "{first}–{last} of {number}",
                    first=language.number(self.first),
                    last=language.number(self.first + len(self.items) - 1),
                    number=language.number(self.count),
                )
                st.html(render_template("status_line.html", language, found=position), width="content")
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
    """The page that the address names, of at most `size` items; the first page if there is no such page."""
    last = max(1, -(-len(items) // size))
    number = int(choice_from_query(place, [str(page) for page in range(1, last + 1)], "1"))
    first = (number - 1) * size
    return ListPage(items[first : first + size], place, first + 1, len(items), number, last)
