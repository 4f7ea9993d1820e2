"""One reader's choices, read from the address and kept from page to page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from lib.archive import Archive, ArchiveError
from lib.archive.publication import UnreadableReleaseError
from lib.charts import ChartContext, View
from lib.language import Language, LanguageCode
from lib.language.negotiation import negotiate_language
from lib.releases import open_live_archive
from lib.web.address import RELEASE_NUMBER

# The parameters that every page's address has.
SHARED_PARAMETERS = ("edition", "lang", "later", "release")

# Characters of a search. Nobody types more.
MAX_SEARCH_LENGTH = 80

AllowedChoice = TypeVar("AllowedChoice", bound=str)


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices that every page's address holds: ?edition=4&lang=ar&later=1&release=7. No release means today's."""

    edition: str
    lang: LanguageCode
    later: str
    release: str = ""

    def query(self) -> dict[str, str]:
        """The parameters of the address; `later` only if it is on, `release` only if one is chosen."""
        query = {"edition": self.edition, "lang": self.lang}
        query |= {"later": self.later} if self.later == "1" else {}
        return query | {"release": self.release} if self.release else query


def complete_query(query: str, accepted: str | None, archive: Archive) -> tuple[Choices, str]:
    """The choices in a query string, and the query with missing choices filled in and invalid ones replaced.

    `archive` is that of the release that the query names, if there is one. Other parameters stay as they are.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    parameters, release = dict(pairs), archive.publication
    choices = Choices(
        edition=_valid(parameters.get("edition"), map(str, archive.numbers), str(archive.focus)),
        lang=negotiate_language(parameters.get("lang"), accepted),
        later=_valid(parameters.get("later"), ("0", "1"), "0"),
        release=_valid(parameters.get("release"), [str(release.number)] if release else [], ""),
    )
    others = [(name, value) for name, value in pairs if name not in SHARED_PARAMETERS]
    return choices, urlencode([*choices.query().items(), *others])


def current_reader() -> ChartContext:
    """The context of this session, from the address, an earlier page or the browser's language, in this order.

    Raises ArchiveError, also if an older release can't be read now.
    """
    kept = st.session_state.get("choices", {})
    parameters = {
        **kept,
        **{name: st.query_params[name] for name in SHARED_PARAMETERS if name in st.query_params},
    }
    if "edition" in st.query_params:
        for name in {"later", "release"} - set(st.query_params):
            parameters.pop(name, None)  # an address without it says no
    archive = _open_archive(parameters.get("release", ""))
    choices, _ = complete_query(urlencode(parameters), st.context.headers.get("Accept-Language"), archive)
    remember_choices(choices)
    return ChartContext(archive, View(focus=int(choices.edition), later=choices.later == "1"), Language(choices.lang))


def _open_archive(release: str) -> Archive:
    """The archive of a release, or today's if there is no such release. Raises ArchiveError."""
    live = open_live_archive()
    archive = live.archive()
    if not RELEASE_NUMBER.fullmatch(release):
        return archive
    try:
        return live.release(int(release)) or archive
    except UnreadableReleaseError as fault:
        raise ArchiveError(()) from fault


def remember_choices(choices: Choices) -> None:
    """Store the choices in the session, for pages whose address lacks them."""
    st.session_state["choices"] = asdict(choices)


def choice_from_query(name: str, allowed: Collection[AllowedChoice], default: AllowedChoice) -> AllowedChoice:
    """A choice that belongs to one page: the value in the address if it is allowed, else `default`."""
    value = st.query_params.get(name)
    return next((choice for choice in allowed if choice == value), default)


def text_from_query(name: str) -> str:
    """Free text of one page from the address, on one line, cut to MAX_SEARCH_LENGTH; "" if there is none."""
    return " ".join(st.query_params.get(name, "").split())[:MAX_SEARCH_LENGTH]


def update_choices(**changed: str) -> None:
    """Write changed choices to the address, and those that all pages share to the session too.

    A page's own choice that is "" is removed from the address.
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


def _valid(text: str | None, allowed: Iterable[str], fallback: str) -> str:
    return next((value for value in allowed if value == text), fallback)
