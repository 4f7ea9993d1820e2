"""The rules by which figures were chosen, in sentences."""

from __future__ import annotations

from lib.archive import Archive
from lib.language import Language
from lib.measures import count_claims


def rules_title(language: Language) -> str:
    """The heading of the rules."""
    return language.text("How the figures were chosen")


def rules(archive: Archive, language: Language) -> tuple[str, ...]:
    """The record book's rules for choosing figures."""
    sentences = (
        language.text("Every figure has a named source. Nothing is estimated, and no gap is filled in."),
        language.text("The wording of the source stays with the number: “nearly”, “over”, “about”."),
        language.text(
            "Where sources disagree, all of them are kept. One figure is shown, for a reason that is given; the others "
            "stand beside it."
        ),
        language.text(
            "The official communiqué comes before news agencies, and these before the press. The final count comes "
            "before a running one. Of two official figures the later one is shown, unless it is plainly a slip."
        ),
        language.text("A count over several days stays one count. It is never divided among the days."),
        language.text("What is calculated here, such as visitors per open day, says so and shows its formula."),
        language.text(
            "What contradicts other counts, can be read in two ways or counts something else is set aside: it is "
            "listed on this page, with the reason, and is in no chart."
        ),
        language.text("“Not published” means that no source gives a number. It does not mean zero."),
    )
    left_out = len(archive.left_out)
    return (*sentences, left_out_note(left_out, language)) if left_out else sentences


def left_out_note(number: int, language: Language) -> str:
    """The note on statements that were read and are not figures of the record book."""
    return language.plural(
        "{number} more statement was read and left out: it counts a part of the site, a single show or "
        "something else that is not a figure of an edition.",
        "{number} more statements were read and left out: they count a part of the site, a single show or "
        "something else that is not a figure of an edition.",
        number,
    )


def claim_count_sentences(archive: Archive, language: Language) -> tuple[str, ...]:
    """Sentences on how many claims the record book holds."""
    holds = count_claims(archive)
    return (
        language.text(
            "{claims} from {sources}: each with its wording, its sources, and the reason why it is shown or not.",
            claims=language.plural("{number} claim", "{number} claims", holds.claims),
            sources=language.noun(holds.sources, "source"),
        ),
    )
