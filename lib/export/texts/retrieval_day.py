"""The day of retrieval, in the time zone of Morocco."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from lib.archive.time_zone import morocco_zone


def utc_now() -> datetime.datetime:
    """The current time in UTC."""
    return datetime.datetime.now(datetime.UTC)


def day_of_retrieval(now: Callable[[], datetime.datetime] = utc_now) -> datetime.date:
    """The current date in Morocco, whatever the time zone of the server."""
    return now().astimezone(morocco_zone()).date()
