"""The archive reads the files of data/, checks them and holds them in memory. It knows no screen."""

from lib.archive import vocabulary
from lib.archive.archive import Archive, data_folder, read_archive
from lib.archive.archive_cache import cached_on_archive
from lib.archive.claim import Claim
from lib.archive.message import Message
from lib.archive.organisation import Organisation
from lib.archive.problem import ArchiveError, Problem

__all__ = [
    "Archive",
    "ArchiveError",
    "Claim",
    "Message",
    "Organisation",
    "Problem",
    "cached_on_archive",
    "data_folder",
    "read_archive",
    "vocabulary",
]
