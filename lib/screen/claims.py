"""The list of claims on the screen: search, filters, one page of the results, downloads.

The web address holds every choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from lib.archive import vocabulary
from lib.charts import ChartContext, Source, cached_by_context
from lib.content import claim_list
from lib.content.answer import answer_question
from lib.content.claim_list import NO_FILTER, ClaimEntry, ClaimFilter, Dispute
from lib.content.question import find_questions
from lib.export.media_types import MEDIA_TYPES
from lib.export.tables.claims_file import claims_csv, claims_xlsx
from lib.language import Language
from lib.screen.controls import filter_mode_for
from lib.screen.page_parts import figure_link_for, reader_links
from lib.screen.pager import current_list_page
from lib.screen.reader import choice_from_query, text_from_query, update_choices
from lib.templates import render_template

CLAIMS_PER_PAGE = 25
# Answers shown to a search, and how many of them are open at once.
MOST_ANSWERS, OPEN_ANSWERS = 12, 3
CLAIM_TABS = ("claims", "disagreements")


def show_claims(reader: ChartContext) -> None:
    """Draw the search and filters, the claims or disagreements that match, and their downloads."""
    archive, language = reader.archive, reader.language
    claim_filter = claim_filter_from_query(reader)
    found = claim_list.find_claims(archive, reader.view.focus, claim_filter, language)
    with st.container(key="claims"):
        show_claim_filters(reader, claim_filter, found.sources)
        if answers := answers_html(reader, claim_filter):
            st.html(answers)
        tab = show_claim_tabs(len(found.entries), len(found.disputes), language)
        if not found.entries:
            st.html(render_template("status_line.html", language, found=language.text("No claim matches.")))
            return
        items: Sequence[ClaimEntry | Dispute] = found.entries if tab == "claims" else found.disputes
        if items:
            page = current_list_page(items, CLAIMS_PER_PAGE)
            page.show_buttons("claims-above", language, with_position=True)
            st.html(claims_page_html(reader, claim_filter, tab, page.number))
            page.show_buttons("claims-below", language, with_position=False)
        else:
            st.html(render_template("status_line.html", language, found=language.text("Here the sources agree.")))
        show_claim_downloads(reader, found.entries, claim_filter)


@cached_by_context(64)
def claims_page_html(reader: ChartContext, claim_filter: ClaimFilter, tab: str, number: int) -> str:
    """One page of the claims or of the disagreements as HTML, cached for all readers."""
    found = claim_list.find_claims(reader.archive, reader.view.focus, claim_filter, reader.language)
    part = slice((number - 1) * CLAIMS_PER_PAGE, number * CLAIMS_PER_PAGE)
    if tab == "claims":
        return render_template(
            "claim_list.html",
            reader.language,
            entries=found.entries[part],
            figure_link=figure_link_for(reader),
            caption=claims_table_caption(reader, claim_filter),
        )
    return render_template(
        "disputes.html", reader.language, disputes=found.disputes[part], figure_link=figure_link_for(reader)
    )


@cached_by_context(64)
def answers_html(reader: ChartContext, claim_filter: ClaimFilter) -> str:
    """The answers to the questions that the search finds, as HTML; "" if it finds none."""
    of = None if claim_filter.of == NO_FILTER else int(claim_filter.of)
    questions = find_questions(reader.archive, claim_filter.q, reader.view.focus, reader.language, of)
    if not questions:
        return ""
    return render_template(
        "answers.html",
        reader.language,
        answers=[answer_question(question, reader) for question in questions[:MOST_ANSWERS]],
        opened=OPEN_ANSWERS if claim_filter.q else 0,
        more=max(0, len(questions) - MOST_ANSWERS),
        figure_link=figure_link_for(reader),
    )


def claim_filter_from_query(reader: ChartContext) -> ClaimFilter:
    """The filter that the address describes."""
    archive = reader.archive
    return ClaimFilter(
        of=choice_from_query("of", list(map(str, archive.numbers)), NO_FILTER),
        topic=choice_from_query("topic", vocabulary.TOPICS, NO_FILTER),
        rank=choice_from_query("rank", vocabulary.RANKS, NO_FILTER),
        kind=choice_from_query("kind", vocabulary.SOURCE_KINDS, NO_FILTER),
        source=choice_from_query("source", archive.sources, NO_FILTER),
        q=text_from_query("q"),
    )


def show_claim_filters(reader: ChartContext, claim_filter: ClaimFilter, sources: Sequence[Source] | None) -> None:
    """Draw a search field and one select box per filter. `sources` is None if there are too many for a select box."""
    archive, language = reader.archive, reader.language
    titles = claim_list.filter_titles(language)
    named = reader.editions
    labels = {
        source.id: f"{source.label} · {source.published}" if source.published else source.label
        for source in sources or ()
    }
    if claim_filter.source != NO_FILTER and claim_filter.source not in labels:
        labels[claim_filter.source] = dict(
            claim_list.describe_filter(archive, ClaimFilter(source=claim_filter.source), language)
        )[titles["source"]]
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
    st.session_state["claims-q"] = claim_filter.q
    st.text_input(
        titles["q"],
        key="claims-q",
        max_chars=80,
        placeholder=language.text("Words, numbers, publishers"),
        on_change=filter_change_handler("q"),
    )
    with st.container(key="claims-filters", horizontal=True, gap="small"):
        for name, options in lists.items():
            st.session_state[f"claims-{name}"] = getattr(claim_filter, name)
            names = {NO_FILTER: every[name], **options}
            st.selectbox(
                titles[name],
                list(names),
                format_func=names.__getitem__,
                key=f"claims-{name}",
                on_change=filter_change_handler(name),
                filter_mode=filter_mode_for(len(named)) if name == "of" else None,
                placeholder=language.text("Choose"),
            )
    # The button is always drawn, so that the elements below keep their positions and Streamlit updates them in place.
    st.button(
        language.text("Show everything again"),
        key="claims-clear",
        on_click=clear_claim_filters,
        type="tertiary",
        disabled=claim_filter.open,
    )


def filter_change_handler(name: str) -> Callable[[], None]:
    """A callback that writes a filter's value into the address and returns to the first page."""

    def apply() -> None:
        value = st.session_state[f"claims-{name}"]
        update_choices(**{name: "" if value == NO_FILTER else value, "page": ""})

    return apply


def clear_claim_filters() -> None:
    """Remove every filter from the address."""
    update_choices(of="", topic="", rank="", kind="", source="", q="", page="")


def show_claim_tabs(claims: int, disputes: int, language: Language) -> str:
    """Draw the choice between claims and disagreements; return the one that the address names."""
    tab = choice_from_query("show", CLAIM_TABS, CLAIM_TABS[0])
    labels = {
        "claims": language.text("All claims ({number})", number=language.number(claims)),
        "disagreements": language.text("Where sources disagree ({number})", number=language.number(disputes)),
    }
    st.session_state["claims-show"] = tab
    st.segmented_control(
        language.text("View"),
        CLAIM_TABS,
        format_func=labels.__getitem__,
        key="claims-show",
        on_change=lambda: update_choices(show=st.session_state["claims-show"], page=""),
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    return tab


def claims_table_caption(reader: ChartContext, claim_filter: ClaimFilter) -> str:
    """The caption of the table, which names the active filters."""
    language = reader.language
    parts = claim_list.describe_filter(reader.archive, claim_filter, language)
    if not parts:
        return language.text("Every claim of the record book, the edition in focus first")
    return language.text("; ").join(language.text("{label}: {text}", label=label, text=text) for label, text in parts)


def show_claim_downloads(reader: ChartContext, found: Sequence[ClaimEntry], claim_filter: ClaimFilter) -> None:
    """Draw the download buttons. A file holds the results of all pages and is made when it is requested."""
    archive, language, links = reader.archive, reader.language, reader_links(reader)
    address = partial(links.figure_address, lang=language.code)
    label = language.plural("Download the {number} claim found:", "Download the {number} claims found:", len(found))
    with st.container(key="claims-files", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(render_template("status_line.html", language, found=label), width="content")
        st.download_button(
            language.text("Excel workbook (XLSX)"),
            lambda: claims_xlsx(archive, found, claim_filter, language, address),
            file_name=f"abwab-figures-{language.code}.xlsx",
            mime=MEDIA_TYPES["xlsx"],
            key="claims-xlsx",
            on_click="ignore",
        )
        st.download_button(
            language.text("Table as text (CSV)"),
            lambda: claims_csv(found, language, address),
            file_name=f"abwab-figures-{language.code}.csv",
            mime=MEDIA_TYPES["csv"],
            key="claims-csv",
            on_click="ignore",
        )
