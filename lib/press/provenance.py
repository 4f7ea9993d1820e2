"""Provenance: what a copy of a graphic says about where it comes from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lib.archive import Organisation


@dataclass(frozen=True, slots=True)
class Provenance:
    """`address`: the chart page that the copy was taken from, absolute. `retrieved`: the day. `keeper`: whose book."""

    address: str
    retrieved: datetime.date
    keeper: Organisation
