"""One reader's choices: what the address says, kept from page to page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from lib.archive import Archive, open_live_archive
from lib.charts import ChartContext, View
from lib.language import Language, LanguageCode
from lib.language.negotiation import negotiate_language

# The parameters that every page's address has.
SHARED_PARAMETERS = ("edition", "lang", "later")

# Nobody types more into a search.
MAX_SEARCH_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Choices:
    """The address in words: ?edition=4&lang=ar&later=1."""

    edition: str
    lang: LanguageCode
    later: str

    def query(self) -> dict[str, str]:
        """The parameters that belong in the address; `later` only where it is on."""
        query = {"edition": self.edition, "lang": self.lang}
        return query | {"later": self.later} if self.later == "1" else query


def complete_query(query: str, accepted: str | None, archive: Archive) -> tuple[Choices, str]:
    """The choices that a query string makes, and the query with what it lacked filled in and what was wrong mended.

    Parameters that aren't ours stay as they are.
    """
    given = parse_qsl(query, keep_blank_values=True)
    asked = dict(given)
    choices = Choices(
        edition=_known(asked.get("edition"), map(str, archive.numbers), str(archive.focus)),
        lang=negotiate_language(asked.get("lang"), accepted),
        later=_known(asked.get("later"), ("0", "1"), "0"),
    )
    others = [(name, value) for name, value in given if name not in SHARED_PARAMETERS]
    return choices, urlencode([*choices.query().items(), *others])


def current_reader() -> ChartContext:
    """The reader of this session, after what the address, an earlier page and the browser say. Raises ArchiveError."""
    archive = open_live_archive().archive()
    kept = st.session_state.get("choices", {})
    asked = {
        **kept,
        **{name: st.query_params[name] for name in SHARED_PARAMETERS if name in st.query_params},
    }
    if "edition" in st.query_params and "later" not in st.query_params:
        asked.pop("later", None)  # an address without it says no
    choices, _ = complete_query(urlencode(asked), st.context.headers.get("Accept-Language"), archive)
    remember_choices(choices)
    return ChartContext(archive, View(focus=int(choices.edition), later=choices.later == "1"), Language(choices.lang))


def remember_choices(choices: Choices) -> None:
    """Remember the choices of this session for pages whose address lacks them."""
    st.session_state["choices"] = {"edition": choices.edition, "lang": choices.lang, "later": choices.later}


def choice_from_query(name: str, allowed: Collection[str], default: str) -> str:
    """A choice that belongs to one page: what the address says if it is allowed, else `default`."""
    asked = st.query_params.get(name)
    return asked if asked is not None and asked in allowed else default


def text_from_query(name: str) -> str:
    """Free text of one page, as the address has it: on one line, cut to LONGEST; "" where there is none."""
    return " ".join(st.query_params.get(name, "").split())[:MAX_SEARCH_LENGTH]


def update_choices(**changed: str) -> None:
    """Take new choices, those of all pages and a page's own, into the session and the address.

    A page's own choice that is "" leaves the address.
    """
    shared = {name: value for name, value in changed.items() if name in SHARED_PARAMETERS}
    own = {name: value for name, value in changed.items() if name not in SHARED_PARAMETERS}
    choices = Choices(**{**st.session_state["choices"], **shared})
    remember_choices(choices)
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in {*SHARED_PARAMETERS, *own}}
    st.query_params.from_dict({**choices.query(), **others, **{name: value for name, value in own.items() if value}})


def link_parameters() -> dict[str, str]:
    """The parameters for links to other pages."""
    return Choices(**st.session_state["choices"]).query()


def _known(asked: str | None, allowed: Iterable[str], fallback: str) -> str:
    return next((value for value in allowed if value == asked), fallback)
