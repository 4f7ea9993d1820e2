"""What an edition may lack while it is a draft, and is asked at its review."""

from __future__ import annotations

from collections.abc import Iterator

from lib.archive import Archive, Message
from lib.archive.message import say
from lib.archive.vocabulary import TOPICS
from lib.desk.workbook_words import SHEET_NAMES
from lib.language import LANGUAGE_CODES
from lib.measures import MEASURES


def review_gaps(archive: Archive, number: int) -> Iterator[Message]:
    """What is not there of an edition. It may be that nothing was published; then it stays open, and pages say so."""
    row = next((row for row in archive.editions if row.number == number), None)
    if row is None:
        return
    if number not in MEASURES["visitors"](archive):
        yield say("there is no total of visitors")
    for topic in TOPICS:
        if not any(claim.edition == number for claim in archive.claims(topic)):
            yield say("nothing is filled in on the sheet {sheet}", sheet=say(SHEET_NAMES[topic]))
    if not all(row.text_in("venue", code) for code in LANGUAGE_CODES):
        yield say("the venue is not named in every language")
    if not all(row.text_in("slogan", code) for code in LANGUAGE_CODES):
        yield say("the slogan is not given in every language")
    if row.latitude is None or row.longitude is None:
        yield say("the place has no coordinates, so it is not on the map")
