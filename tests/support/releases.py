"""Releases of a data folder on days that a test sets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lib.archive.archive import check_archive
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.releases import LiveArchive
from lib.releases.publishing import publish_release
from lib.releases.release import PlannedRelease, ReleaseKind, hash_files
from lib.releases.store import ReleaseStore
from lib.web import data_routes, release_routes, routes
from lib.web.copies import CopyMaker
from tests.support.six_editions import SIX_EDITIONS
from tests.support.web_fixtures import BASE, DAY, web_app

BEGIN = datetime(2027, 5, 17, 10, tzinfo=UTC)
CHART = "/charts/visitors_total{form}?edition=4&lang={lang}&release={number}"
FES_VISITORS = "4-fes-2023/visitors.csv"
REASONS = {"ar": "السبب.", "fr": "La raison.", "en": "The reason."}


class Time:
    """The time of day, which a test sets."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """Seconds that rise with it."""
        return self.now.timestamp()


def publish_folder(
    folder: Path, store: ReleaseStore, now: Time, kind: ReleaseKind, reasons: Mapping[str, str] | None = None
) -> None:
    """Publish a folder as it is, and let a day pass."""
    archive = check_archive(folder).archive
    assert archive
    planned = PlannedRelease(instant=now.now, kind=kind, note=reasons or {}, files=hash_files(archive.files))
    _, done = publish_release(store, planned, archive.files, now)
    assert done
    now.now += timedelta(days=1)


class ReleasedBook:
    """A record book of the six editions with a history, and a client of its press addresses.

    Release 1 is of 17 May 2027, release 2 of the day after, with another total of visitors for the fourth edition.
    Release 3 is in the store, and its instant is to come.
    """

    def __init__(self, folder: Path, chromium: Chromium) -> None:
        self.folder, self.now = folder / "data", Time()
        shutil.copytree(SIX_EDITIONS, self.folder)
        self.store = ReleaseStore(str(folder / "store"))
        self.publish("new_edition")
        self.change("1150000", "1151000")
        self.publish("revision", REASONS)
        self.change("1151000", "1152000")
        due = self.now.now
        self.publish("revision")
        self.now.now = due
        self.live = LiveArchive(self.folder, self.store, clock=self.now.seconds, now=self.now)
        self.maker = CopyMaker(self.live, DiskCache(folder / "press"), chromium, lambda: DAY)
        self.client = TestClient(web_app(), base_url=BASE, follow_redirects=False)

    def change(self, before: str, after: str) -> None:
        file = self.folder / FES_VISITORS
        first, rest = file.read_text(encoding="utf-8").split(f"visitors,{before},", 1)
        file.write_text(f"{first}visitors,{after},{rest}", encoding="utf-8")

    def publish(self, kind: str, reasons: dict[str, str] | None = None) -> None:
        publish_folder(self.folder, self.store, self.now, kind, reasons)  # type: ignore[arg-type]

    def text(self, form: str, number: int, lang: str = "en") -> str:
        answer = self.client.get(CHART.format(form=form, lang=lang, number=number))
        assert answer.status_code == 200, answer.text
        return answer.text.replace("\xa0", " ").replace("\u202f", " ")


@contextmanager
def serve_book(book: ReleasedBook) -> Iterator[ReleasedBook]:
    """The book, served at the web addresses until the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (routes, data_routes, release_routes):
            patch.setattr(module, "open_live_archive", lambda: book.live)
        patch.setattr(routes, "shared_copy_maker", lambda: book.maker)
        yield book
