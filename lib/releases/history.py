"""The history of a store: what each release says of itself, without its record book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lib.archive.time_zone import morocco_zone
from lib.releases.release import Release


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A release that was public, and the SHA-256 of its file."""

    release: Release
    hash: str

    @property
    def day(self) -> date:
        """The day in Morocco on which it was published."""
        return self.release.instant.astimezone(morocco_zone()).date()
