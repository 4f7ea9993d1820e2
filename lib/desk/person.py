"""Who acts at the desk, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lib.language.translation_marks import mark_message


class Role(StrEnum):
    """What somebody may do: prepare the record book, approve and publish it, or look at it only."""

    EDITOR = "editor"
    APPROVER = "approver"
    READER = "reader"


STAFF = frozenset({Role.EDITOR, Role.APPROVER})
ROLE_NAMES = {
    Role.EDITOR: mark_message("editor"),
    Role.APPROVER: mark_message("approver"),
    Role.READER: mark_message("reader"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts.

    name     as the log says it: that of the login provider, or the one given with the key
    place    the address that the request came from
    roles    what they may do
    subject  what the login provider calls them; "" for whoever came in with the key
    """

    name: str
    place: str
    roles: frozenset[Role] = frozenset()
    subject: str = ""

    @property
    def identity(self) -> str:
        """What tells people apart."""
        return person_identity(self.name, self.subject)


# What the desk does by itself, at an hour.
THE_DESK = Person("", "")


def person_identity(name: str, subject: str) -> str:
    """What tells people apart: the login provider's word for them, or else the name that they gave."""
    return subject or " ".join(name.split()).casefold()
