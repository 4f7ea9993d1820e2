"""The ledger on the screen: what to look for, a page of what was found, its files. The address holds all choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import streamlit as st

from lib.archive import vocabulary
from lib.charts import Source
from lib.charts.phrases import editions
from lib.content import claim_list as books
from lib.content.claim_list import (
    ALL,
    Dispute,
    Entry,
    Sieve,
)
from lib.export.tables.claims_file import ledger_csv, ledger_workbook
from lib.language import Language
from lib.screen.controls import filtering
from lib.screen.pager import leaf
from lib.screen.reader import (
    Reader,
    choose,
    chosen,
    typed,
)
from lib.templates import render

PAGE = 25
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = ("claims", "disagreements")


def ledger(reader: Reader) -> None:
    """Search and filters, the claims or the disagreements that pass, and what can be downloaded of them."""
    archive, language = reader.archive, reader.language
    sieve = asked(reader)
    found = books.found(archive, reader.view.focus, sieve, language)
    with st.container(key="ledger"):
        filters(reader, sieve, found.sources)
        shown = which(len(found.entries), len(found.disputes), language)
        if not found.entries:
            st.html(render("status_line.html", language, found=language.text("No claim matches.")))
            return
        items: Sequence[Entry | Dispute] = found.entries if shown == "claims" else found.disputes
        if items:
            page = leaf(items, PAGE)
            page.turner("ledger-above", language, said=True)
            st.html(written(reader, sieve, shown, page.number))
            page.turner("ledger-below", language, said=False)
        else:
            st.html(render("status_line.html", language, found=language.text("Here the sources agree.")))
        downloads(reader, found.entries, sieve)


@lru_cache(maxsize=64)
def written(reader: Reader, sieve: Sieve, shown: str, number: int) -> str:
    """A page of the claims or of the disagreements as HTML, made once and shared by all who ask for it."""
    found = books.found(reader.archive, reader.view.focus, sieve, reader.language)
    part = slice((number - 1) * PAGE, number * PAGE)
    if shown == "claims":
        return render("claim_list.html", reader.language, entries=found.entries[part], caption=caption(reader, sieve))
    return render("disputes.html", reader.language, disputes=found.disputes[part])


def asked(reader: Reader) -> Sieve:
    """What the address asks for."""
    archive = reader.archive
    return Sieve(
        of=chosen("of", [str(number) for number in archive.editions["number"]], ALL),
        topic=chosen("topic", vocabulary.TOPICS, ALL),
        rank=chosen("rank", vocabulary.RANKS, ALL),
        kind=chosen("kind", vocabulary.SOURCE_KINDS, ALL),
        source=chosen("source", books.source_ids(archive), ALL),
        q=typed("q"),
    )


def filters(reader: Reader, sieve: Sieve, sources: Sequence[Source] | None) -> None:
    """A search field and a list for each thing to choose by; `sources` None where there are too many for a list."""
    archive, language = reader.archive, reader.language
    titles = books.titled(language)
    named = editions(archive, language)
    labels = {
        source.id: f"{source.label} · {source.published}" if source.published else source.label
        for source in sources or ()
    }
    if sieve.source != ALL and sieve.source not in labels:
        labels[sieve.source] = dict(books.asked(archive, Sieve(source=sieve.source), language))[titles["source"]]
    lists: Mapping[str, Mapping[str, str]] = {
        "of": {str(number): edition.name for number, edition in sorted(named.items(), reverse=True)},
        "topic": {topic: language.term("topic", topic) for topic in vocabulary.TOPICS},
        "rank": {rank: language.term("rank", rank) for rank in vocabulary.RANKS},
        "kind": {kind: language.term("kind", kind) for kind in vocabulary.SOURCE_KINDS},
        "source": labels,
    }
    every = {
        "of": language.text("All editions"),
        "topic": language.text("All topics"),
        "rank": language.text("All standings"),
        "kind": language.text("All kinds"),
        "source": language.text("All sources")
        if sources is not None
        else language.text("All sources; choose an edition to see them by name"),
    }
    st.session_state["ledger-q"] = sieve.q
    st.text_input(
        titles["q"],
        key="ledger-q",
        max_chars=80,
        placeholder=language.text("Words, numbers, publishers"),
        on_change=taken("q"),
    )
    with st.container(key="ledger-filters", horizontal=True, gap="small"):
        for name, options in lists.items():
            st.session_state[f"ledger-{name}"] = getattr(sieve, name)
            names = {ALL: every[name], **options}
            st.selectbox(
                titles[name],
                list(names),
                format_func=names.__getitem__,
                key=f"ledger-{name}",
                on_change=taken(name),
                filter_mode=filtering(len(named)) if name == "of" else None,
                placeholder=language.text("Choose"),
            )
    # Always there, so that what stands below keeps its place and is exchanged, not drawn a second time.
    st.button(
        language.text("Show everything again"), key="ledger-clear", on_click=clear, type="tertiary", disabled=sieve.open
    )


def taken(name: str) -> Callable[[], None]:
    """What takes the value of a filter into the address, and begins at the first page again."""

    def take() -> None:
        value = st.session_state[f"ledger-{name}"]
        choose(**{name: "" if value == ALL else value, "page": ""})

    return take


def clear() -> None:
    """Let everything through again."""
    choose(of="", topic="", rank="", kind="", source="", q="", page="")


def which(claims: int, disputes: int, language: Language) -> str:
    """Whether claims or disagreements are shown, as the address says."""
    shown = chosen("show", SHOWN, SHOWN[0])
    labels = {
        "claims": language.text("All claims ({number})", number=language.number(claims)),
        "disagreements": language.text("Where sources disagree ({number})", number=language.number(disputes)),
    }
    st.session_state["ledger-show"] = shown
    st.segmented_control(
        language.text("View"),
        SHOWN,
        format_func=labels.__getitem__,
        key="ledger-show",
        on_change=lambda: choose(show=st.session_state["ledger-show"], page=""),
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    return shown


def caption(reader: Reader, sieve: Sieve) -> str:
    """What the table holds, in words."""
    language = reader.language
    said = books.asked(reader.archive, sieve, language)
    if not said:
        return language.text("Every claim of the record book, the edition in focus first")
    return language.text("; ").join(language.text("{label}: {text}", label=label, text=text) for label, text in said)


def downloads(reader: Reader, found: Sequence[Entry], sieve: Sieve) -> None:
    """The files of everything that was found, on all its pages; made when they are asked for."""
    archive, language = reader.archive, reader.language
    said = language.plural("Download the {number} claim found:", "Download the {number} claims found:", len(found))
    with st.container(key="ledger-files", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(render("status_line.html", language, found=said), width="content")
        st.download_button(
            language.text("Excel workbook (XLSX)"),
            lambda: ledger_workbook(archive, found, sieve, language),
            file_name=f"abwab-figures-{language.code}.xlsx",
            mime=SPREADSHEET,
            key="ledger-xlsx",
            on_click="ignore",
        )
        st.download_button(
            language.text("Table as text (CSV)"),
            lambda: ledger_csv(found, language),
            file_name=f"abwab-figures-{language.code}.csv",
            mime="text/csv",
            key="ledger-csv",
            on_click="ignore",
        )
