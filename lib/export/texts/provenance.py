"""Provenance: where and when a copy of a chart was retrieved."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lib.archive import Organisation


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a copy.

    address       the absolute address of the chart page: https://…/charts/visitors_total?edition=4&lang=ar
    retrieved     the day of retrieval
    organisation  the institution that publishes the record book; its contact and licence may be ""
    """

    address: str
    retrieved: datetime.date
    organisation: Organisation
