"""The links of directors: signed, for one state of the draft, and no longer than a day."""

from __future__ import annotations

import hashlib
import secrets

from itsdangerous import BadSignature, URLSafeSerializer

from lib.desk.desk import Desk
from lib.desk.desk_state import DirectorLink

SIGNING_KEY = "keys/links"  # in the store of the desk, so that all its processes have the same one


class LinkSigner:
    """Makes and reads the texts that stand in the addresses of links. Raises StoreError."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sign(self, link: DirectorLink) -> str:
        """The text of a link."""
        return str(self._signing().dumps([link.id, link.draft]))

    def read(self, text: str) -> DirectorLink | None:
        """The link of a text; None if the desk has not signed it, or it is no longer valid."""
        try:
            named = self._signing().loads(text)
        except BadSignature:
            return None
        known = (link for link in self._desk.state().links if [link.id, link.draft] == named)
        found = next(known, None)
        return found if found and self.holds(found) else None

    def holds(self, link: DirectorLink) -> bool:
        """Whether a link still shows what it was made for: it was not revoked, and the draft is the same."""
        state = self._desk.state()
        return link in state.links and link.draft == state.draft and link.ends > self._desk.now()

    def _signing(self) -> URLSafeSerializer:
        store = self._desk.store
        key = store.get(SIGNING_KEY)
        if not key:
            key = secrets.token_bytes(32)
            if not store.create(SIGNING_KEY, key):  # another process was faster
                key = store.get(SIGNING_KEY)
        assert key
        return URLSafeSerializer(key, salt="link", signer_kwargs={"digest_method": hashlib.sha256})
