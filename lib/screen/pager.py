"""A page of a long list, and the buttons that turn it. The address says which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from lib.language import Language
from lib.screen.reader import choose, chosen
from lib.templates import render

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Item]):
    """One page of a list.

    items      what stands on it
    place      parameter of the address that says which page it is: ?page=2
    first      number of the first item on it, counted from 1; `count` is that of all items
    number     of the page, `last` that of the last one
    """

    items: Sequence[Item]
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
                st.html(render("status_line.html", language, found=found), width="content")
            if self.last == 1:
                return
            for name, label, page in (
                ("previous", language.text("Previous"), self.number - 1),
                ("next", language.text("Next"), self.number + 1),
            ):
                st.button(
                    label,
                    key=f"{key}-{name}",
                    on_click=choose,
                    kwargs={self.place: str(page) if page > 1 else ""},
                    disabled=not 1 <= page <= self.last,
                )


def leaf(items: Sequence[Item], size: int, place: str = "page") -> Leaf[Item]:
    """The page of the address, of at most `size` items; the first where the address names none that there is."""
    last = max(1, -(-len(items) // size))
    number = int(chosen(place, [str(page) for page in range(1, last + 1)], "1"))
    first = (number - 1) * size
    return Leaf(items[first : first + size], place, first + 1, len(items), number, last)
