"""Record books with fewer claims, for what the charts and pages say where something was not published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lib.archive import Archive, Claim


def without_claims(archive: Archive, leave_out: Callable[[Claim], bool]) -> Archive:
    """The record book without the claims that `leave_out` names; its files stay as they are."""
    claims = {
        topic: tuple(claim for claim in found if not leave_out(claim)) for topic, found in archive._claims.items()
    }
    return replace(archive, _claims=claims, cache={})
