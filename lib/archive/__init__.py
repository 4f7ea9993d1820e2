"""The record book: data/ read, checked and held in memory. Knows pandas, no screen."""

from lib.archive import vocabulary
from lib.archive.archive import Archive, home, read
from lib.archive.live_archive import Shelf, open_shelf
from lib.archive.message import Message
from lib.archive.organisation import Organisation
from lib.archive.problem import ArchiveError, Problem

__all__ = [
    "Archive",
    "ArchiveError",
    "Message",
    "Organisation",
    "Problem",
    "Shelf",
    "home",
    "open_shelf",
    "read",
    "vocabulary",
]
