"""Releases: every record book that was public is kept, numbered and dated, in a store that only grows."""

from lib.releases.live_archive import LiveArchive, open_live_archive

__all__ = ["LiveArchive", "open_live_archive"]
