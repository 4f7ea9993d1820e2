"""wordings.csv: the figures that its rows are about, and the claims that carry them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lib.archive.claim import Claim
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.archive.problem import Problem
from lib.archive.row_models import WordingRow


def add_wordings(claims: Iterable[Claim], rows: Sequence[WordingRow]) -> tuple[Claim, ...]:
    """The claims, those of figures with the rows about them."""
    worded = ((claim, tuple(row for row in rows if is_about(row, claim))) for claim in claims)
    return tuple(replace(claim, wordings=its) if its else claim for claim, its in worded)


def is_about(row: WordingRow, claim: Claim) -> bool:
    """Whether a row gives the wording of a claim: a figure with a qualifier, which goes on into what is derived."""
    return (
        claim.shown
        and claim.qualifier != "exact"
        and (claim.edition, claim.topic, claim.value) == (row.edition, row.topic, row.value)
    )


def check_wordings(file: str, rows: Iterable[WordingRow], claims: Sequence[Claim]) -> Iterator[Problem]:
    """A warning about each row without a figure, as after a correction of the figure."""
    for row in rows:
        if not any(is_about(row, claim) for claim in claims):
            message = say(
                "{value} is not a figure with a qualifier in {file} of edition {edition}; expected the value of one",
                value=quote(f"{row.value:.12g}"),
                file=f"{row.topic}.csv",
                edition=row.edition,
            )
            yield Problem(file, row.line, "value", message, warning=True)
