"""Provenance: what a copy of a graphic says about where and when it was taken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lib.archive import Organisation


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a copy comes from.

    address    of the chart page, absolute: https://…/charts/visitors_total?edition=4&lang=ar
    retrieved  the day on which the copy was made
    keeper     who keeps the record book; its contact and its licence may be ""
    """

    address: str
    retrieved: datetime.date
    keeper: Organisation
