"""Keep a workbook that was checked, as the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act, refuse_locked
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState
from lib.desk.workbook_words import SHEET_NAMES
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class KeepDraft(Act):
    """`draft` is the key of the checked book in the store; `edition` is what the workbook or the form is about.

    base    what was public when the draft was begun
    before  the key of the draft over which it was checked, "" if there was none
    sheet   the file that a form was about; "" for a workbook
    words   why an unusual figure is right, "" if there is none
    """

    name = "keep_draft"
    draft: str
    edition: int
    base: str
    before: str
    sheet: str = ""
    words: str = ""

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        """The draft must be the one over which the workbook was checked; so must what is public, if there was none."""
        if locked := refuse_locked(state):
            return locked
        if state.draft != self.before or self.base != (state.base if state.draft else desk.public_mark()):
            return say("the draft has changed since the workbook was checked; send it in again")
        if not self.draft or desk.draft_files(self.draft) is None:
            return say("what was understood of the workbook is no longer there; send it in again")
        return None

    def details(self) -> Mapping[str, Detail]:
        told: dict[str, Detail] = {name: text for name in ("sheet", "words") if (text := getattr(self, name))}
        return {"draft": self.draft, "edition": self.edition, "base": self.base, "before": self.before, **told}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        details = line.details
        return replace(state, draft=str(details["draft"]), edition=int(details["edition"]), base=str(details["base"]))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        details, edition = line.details, language.ordinal(int(line.details["edition"]))
        if sheet := SHEET_NAMES.get(str(details.get("sheet", ""))):
            told = language.text(
                "{who} changed a row in the draft: {sheet}, {edition}",
                who=line.who,
                sheet=language.text(sheet),
                edition=edition,
            )
            if words := details.get("words"):
                confirmed = language.text("confirmed though unusual: {words}", words=language.isolate(str(words)))
                return f"{told} — {confirmed}"
            return told
        return language.text("{who} took a workbook into the draft: {edition}", who=line.who, edition=edition)
