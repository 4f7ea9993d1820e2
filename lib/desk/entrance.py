"""The entrance of the desk: the sessions of those who are in.

They came in by the institution's login provider; where there is none, with a key that is printed at start, as a
notebook server does it, and the desk is for this machine alone. A director who was given a link looks at one draft.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lib.desk.desk_state import DirectorLink
from lib.desk.login import Login, LoginEndedError, LoginProvider
from lib.desk.person import Role, person_identity
from lib.language import LanguageCode
from lib.releases.publishing import Clock, current_instant

SESSION_LENGTH = timedelta(hours=8)
LOGIN_LENGTH = timedelta(minutes=15)  # until a login that was begun is finished
MOST_SESSIONS = 100
LONGEST_NAME = 80
RIGHTS_AGE = timedelta(minutes=5)  # how long somebody who only looks keeps what the provider said of their roles
OPEN_RIGHTS_AGE = timedelta(seconds=10)  # the same while their browser has the dashboard over the draft open
PRESENCE = timedelta(minutes=10)  # who asked for a page within this time is there
COOKIE = "abwab_desk"
LINK_MARK = "link-"  # in the cookies of links, so that whoever comes after their end is told of it
KEY_PATH, LOGIN_PATH = "/desk/key", "/desk/login"


@dataclass
class DeskSession:
    """Somebody who is in.

    roles       what they may do
    login       what the provider said; None for whoever came in with the key
    link        the link of a director; None for all others
    asked       when the provider was last asked for the roles
    seen, page  when they last asked for a page, and which
    """

    name: str
    ends: datetime
    language: LanguageCode = "ar"
    roles: frozenset[Role] = frozenset()
    login: Login | None = None
    link: DirectorLink | None = None
    asked: datetime | None = None
    seen: datetime | None = None
    page: str = ""
    form_token: str = field(default_factory=secrets.token_urlsafe)
    renewing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def subject(self) -> str:
        """What the login provider calls them."""
        return self.login.subject if self.login else ""

    @property
    def identity(self) -> str:
        """`Person.identity` of whoever is in."""
        return person_identity(self.name, self.subject)


@dataclass
class BegunLogin:
    """A login that was begun in a browser: what the provider's answer is compared with."""

    ends: datetime
    language: LanguageCode
    state: dict[str, Any] = field(default_factory=dict)


class Entrance:
    """Lets people in. Sessions end with the process, or after eight hours."""

    def __init__(self, key: str = "", now: Clock = current_instant, provider: LoginProvider | None = None) -> None:
        self.key = key or secrets.token_urlsafe(24)
        self.provider = provider
        self._now = now
        self._sessions: dict[str, DeskSession] = {}
        self._begun: dict[str, BegunLogin] = {}

    @property
    def door(self) -> str:
        """The path of the page that whoever isn't in is led to."""
        return LOGIN_PATH if self.provider else KEY_PATH

    @property
    def secure(self) -> bool:
        """Whether browsers reach the desk over https."""
        return bool(self.provider and self.provider.settings.address.startswith("https://"))

    @property
    def cookie(self) -> str:
        """The name of the one cookie. Over https no other host can set a cookie of this name."""
        return f"__Host-{COOKIE}" if self.secure else COOKIE

    def enter(self, key: str, name: str, language: LanguageCode) -> str:
        """The id of a new session; "" for a wrong key or no name, and where there is a login provider."""
        name = " ".join(name.split())[:LONGEST_NAME]
        known = hmac.compare_digest(key.encode(), self.key.encode())
        if self.provider or not known or not name.isprintable() or not name:
            return ""
        return self._open(DeskSession(name, self._now() + SESSION_LENGTH, language, frozenset(Role)))

    def admit(self, login: Login, language: LanguageCode) -> str:
        """The id of a new session of somebody whom the login provider has named, with their roles."""
        name = " ".join("".join(filter(str.isprintable, login.name)).split())[:LONGEST_NAME] or login.subject
        now = self._now()
        return self._open(DeskSession(name, now + SESSION_LENGTH, language, login.roles, login, asked=now))

    def show(self, link: DirectorLink, language: LanguageCode) -> str:
        """The id of a new session of somebody who has a link. It shows one draft until the link ends."""
        return self._open(DeskSession(link.label, link.ends, language, link=link), LINK_MARK)

    def begin_login(self, language: LanguageCode) -> tuple[str, BegunLogin]:
        """A login that is begun, under an id for the browser's cookie."""
        _drop_ended(self._begun, self._now())
        begun = BegunLogin(self._now() + LOGIN_LENGTH, language)
        return _keep(self._begun, begun), begun

    def end_login(self, given: str) -> BegunLogin | None:
        """The login that a browser has begun. It serves once."""
        found = self._begun.pop(given, None)
        return found if found and found.ends > self._now() else None

    def session(self, given: str) -> DeskSession | None:
        """The session of an id; None if there is none, or it has ended."""
        found = self._sessions.get(given)
        return found if found and found.ends > self._now() else None

    def leave(self, given: str) -> None:
        """End a session."""
        self._sessions.pop(given, None)

    def note_page(self, session: DeskSession, page: str) -> None:
        """Remember that somebody is there."""
        session.seen, session.page = self._now(), page

    def others(self, session: DeskSession) -> Iterator[DeskSession]:
        """Those who are there at the same time, each once; nobody, for whoever has a link only."""
        since, found = self._now() - PRESENCE, dict[str, DeskSession]()
        for other in self._sessions.values():
            if other.roles and other.seen and other.seen > since and other.ends > self._now():
                last = found.get(other.identity)
                if last is None or not last.seen or last.seen <= other.seen:
                    found[other.identity] = other
        found.pop(session.identity, None)
        yield from () if session.link else found.values()

    async def renew(self, session: DeskSession, acting: bool, age: timedelta = RIGHTS_AGE) -> None:
        """Ask the provider again what somebody may do: for each act, and for whoever looks if that is of some `age`.

        Raises LoginEndedError if the provider gives them no role any more, ProviderAwayError if it can't be asked.
        """
        if not self.provider or not session.login:
            return
        # One after the other: a provider may give each refresh token once.
        async with session.renewing:
            if not acting and session.asked and session.asked > self._now() - age:
                return
            try:
                session.login = await self.provider.renew(session.login)
                if not session.login.roles:
                    raise LoginEndedError
            except LoginEndedError:
                session.ends = self._now()
                raise
            session.roles, session.asked = session.login.roles, self._now()

    def _open(self, session: DeskSession, mark: str = "") -> str:
        _drop_ended(self._sessions, self._now())
        return _keep(self._sessions, session, mark)


def _drop_ended(held: dict[str, Any], now: datetime) -> None:
    for given in [given for given, kept in held.items() if kept.ends <= now]:
        del held[given]


def _keep(held: dict[str, Any], new: object, mark: str = "") -> str:
    while len(held) >= MOST_SESSIONS:
        del held[next(iter(held))]
    given = mark + secrets.token_urlsafe(24)
    held[given] = new
    return given
