"""Figures as sentences that can be printed as they are, and as posts that every network takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib.archive import Organisation
from lib.charts.chart_context import ChartContext
from lib.content.statements import edition_statements
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.credit import best_source, name_source
from lib.language import Language

# The chart whose page a post leads to; that of the reach for all others.
CHARTS_OF_POSTS: Mapping[str, str] = {
    "visitors": "visitors_total",
    "staff": "staff_total",
    "vehicles": "vehicles_total",
    "stands": "stands_total",
    "demonstrations": "demonstration_units",
    "seminars": "seminar_subjects",
    "area": "stands_density",
}
# X weighs a post (https://docs.x.com/resources/fundamentals/counting-characters): each code point counts two, those of
# these ranges one, and an address 23, whatever its length. Bluesky counts all graphemes of a post, addresses too
# (https://docs.bsky.app, app.bsky.feed.post: maxGraphemes 300). Mastodon and Threads take 500 characters.
LIGHT_RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
MAX_X_WEIGHT, X_ADDRESS_WEIGHT, MAX_GRAPHEMES = 280, 23, 300
WEB_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A published figure of the focus, ready to be used.

    claim     the id of its claim
    label     the name of its measure
    sentence  the figure with wording, comparison, source and day
    post      the same with an address, as short as the networks want it
    """

    measure: str
    claim: str
    label: str
    sentence: str
    post: str


def ready_texts(
    context: ChartContext, organisation: Organisation, address: Callable[[str], str]
) -> tuple[ReadyText, ...]:
    """The published figures of the focus as texts. `address` gives the address of a chart's page by its name.

    They are plain texts for other programs: without direction marks.
    """
    return tuple(_texts(context, organisation, address))


def _texts(context: ChartContext, organisation: Organisation, address: Callable[[str], str]) -> Iterator[ReadyText]:
    language = context.language
    for statement in edition_statements(context):
        source = name_source(best_source(statement.sources, organisation), language)
        compared = f"{statement.compared}. {language.text('Source: {source}.', source=source)}"
        page = address(CHARTS_OF_POSTS.get(statement.measure, "reach"))
        short = language.text("{edition}: {value}", edition=context.focus.name, value=statement.figure)
        drafts = (compared, f"{statement.compared}.", f"{statement.stated}.", f"{short}.")
        yield ReadyText(
            statement.measure,
            statement.claim,
            language.term("measure", statement.measure),
            compared.translate(DIRECTION_MARKS),
            _first_fitting([f"{draft}\n{page}".translate(DIRECTION_MARKS) for draft in drafts]),
        )


def _first_fitting(posts: Sequence[str]) -> str:
    """The first post that all networks take; the last one, which names the edition and the figure, if none does."""
    return next((post for post in posts if fits_networks(post)), posts[-1])


def fits_networks(post: str) -> bool:
    """Whether X, Bluesky, Mastodon and Threads take a post."""
    return weigh_post(post) <= MAX_X_WEIGHT and len(unicodedata.normalize("NFC", post)) <= MAX_GRAPHEMES


def weigh_post(post: str) -> int:
    """The weight of a post on X, of MAX_X_WEIGHT."""
    text, addresses = WEB_ADDRESS.subn("", unicodedata.normalize("NFC", post))
    return X_ADDRESS_WEIGHT * addresses + sum(
        1 if any(first <= ord(sign) <= last for first, last in LIGHT_RANGES) else 2 for sign in text
    )


def ready_text_file(texts: Sequence[ReadyText], language: Language) -> str:
    """The texts as a plain text file: each measure with its sentence and its post."""
    parts = [f"{each.label}\n\n{each.sentence}\n\n{each.post}" for each in texts]
    return "\n\n\n".join([language.text("Sentences and posts, ready to use"), *parts])
