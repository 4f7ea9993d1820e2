"""The entrance of the desk: a key printed at start, and the sessions of those who gave it.

Without a login provider the desk is for this machine alone, as a notebook server is.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lib.language import LanguageCode
from lib.releases.publishing import Clock, current_instant

SESSION_LENGTH = timedelta(hours=8)
MOST_SESSIONS = 100
LONGEST_NAME = 80


@dataclass
class DeskSession:
    """Somebody who is in: the name for the log, the token of their forms, and the language that they read."""

    name: str
    ends: datetime
    language: LanguageCode = "ar"
    form_token: str = field(default_factory=secrets.token_urlsafe)


class Entrance:
    """Lets in whoever has the key. Sessions end with the process, or after eight hours."""

    def __init__(self, key: str = "", now: Clock = current_instant) -> None:
        self.key = key or secrets.token_urlsafe(24)
        self._now = now
        self._sessions: dict[str, DeskSession] = {}

    def enter(self, key: str, name: str, language: LanguageCode) -> str:
        """The id of a new session; "" for a wrong key or no name."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if not hmac.compare_digest(key.encode(), self.key.encode()) or not name.isprintable() or not name:
            return ""
        self._sessions = {held: session for held, session in self._sessions.items() if session.ends > self._now()}
        while len(self._sessions) >= MOST_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        session = secrets.token_urlsafe(24)
        self._sessions[session] = DeskSession(name, self._now() + SESSION_LENGTH, language)
        return session

    def session(self, given: str) -> DeskSession | None:
        """The session of an id; None if there is none, or it has ended."""
        found = self._sessions.get(given)
        return found if found and found.ends > self._now() else None

    def leave(self, given: str) -> None:
        """End a session."""
        self._sessions.pop(given, None)
