"""Releases: every record book that was public is kept, numbered and dated, in a store that only grows."""

from lib.releases.live_archive import LiveArchive, open_live_archive
from lib.releases.served_book import ServedBook

__all__ = ["LiveArchive", "ServedBook", "open_live_archive"]
