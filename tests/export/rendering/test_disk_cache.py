"""The store: made once, written whole or not at all, bounded, and never in the way."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lib.export.rendering import disk_cache
from lib.export.rendering.disk_cache import DiskCache, atomic_write, cache_key


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.rglob("*") if path.is_file())


def set_last_use(store: DiskCache, key: str, seconds: float) -> None:
    """As if a key had been asked for last at that time."""
    path = store.path(key)
    assert path
    os.utime(path, (seconds, seconds))


def test_keys_tell_parts_apart() -> None:
    assert cache_key("ab", "c") != cache_key("a", "bc")
    assert cache_key("a") == cache_key(b"a")


def test_fifty_readers_at_once_are_served_by_one_making(tmp_path: Path) -> None:
    store, made = DiskCache(tmp_path), 0

    async def make() -> bytes:
        nonlocal made
        made += 1
        await asyncio.sleep(0.05)
        return b"picture"

    async def all_at_once() -> list[bytes]:
        return await asyncio.gather(*(store.get_or_make("name", make) for _ in range(50)))

    assert asyncio.run(all_at_once()) == [b"picture"] * 50
    assert made == 1
    assert asyncio.run(all_at_once()) == [b"picture"] * 50
    assert made == 1


def test_a_reader_who_hangs_up_spoils_it_for_nobody(tmp_path: Path) -> None:
    store, made = DiskCache(tmp_path), 0

    async def make() -> bytes:
        nonlocal made
        made += 1
        await asyncio.sleep(0.1)
        return b"picture"

    async def scene() -> bytes:
        first = asyncio.create_task(store.get_or_make("name", make))
        await asyncio.sleep(0.02)
        others = [asyncio.create_task(store.get_or_make("name", make)) for _ in range(3)]
        await asyncio.sleep(0.02)
        first.cancel()
        others[0].cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        return await others[1]

    assert asyncio.run(scene()) == b"picture"
    assert made == 1
    assert store.get("name") == b"picture"


def test_what_fails_fails_for_all_who_wait_and_is_tried_again(tmp_path: Path) -> None:
    store, made = DiskCache(tmp_path), 0

    async def make() -> bytes:
        nonlocal made
        made += 1
        await asyncio.sleep(0.02)
        if made == 1:
            raise RuntimeError("no")
        return b"picture"

    async def scene() -> tuple[list[Any], bytes]:
        failed = await asyncio.gather(*(store.get_or_make("name", make) for _ in range(3)), return_exceptions=True)
        return failed, await store.get_or_make("name", make)

    failed, then = asyncio.run(scene())
    assert [type(each) for each in failed] == [RuntimeError] * 3
    assert then == b"picture"
    assert made == 2


def test_everybody_may_read_what_is_written(tmp_path: Path) -> None:
    """The web server of a static site is another user; a temporary file is for its owner only, whatever the umask.

    A folder that is made for a file can be entered as well.
    """
    before = os.umask(0o077)
    try:
        with atomic_write(tmp_path / "site" / "charts" / "index.html") as file:
            file.write(b"page")
        store = DiskCache(tmp_path / "press")
        store.put("name", b"picture")
    finally:
        os.umask(before)
    picture = store.path("name")
    assert picture
    for path in (tmp_path / "site" / "charts" / "index.html", picture):
        assert stat.S_IMODE(path.stat().st_mode) == 0o644
        for folder in (path.parent, path.parent.parent):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o755


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: b"",
    lambda data: data[: len(data) // 2],
    lambda data: bytes(reversed(data)),
    lambda data: b"\0" * len(data),
    lambda data: data[:-1] + b"?",
    lambda data: data + b"more",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_damaged_is_made_again(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """By whatever happened to the disk, and whether bytes are asked for or a file."""
    whole = bytes(range(256)) * 4
    store, made = DiskCache(tmp_path), 0

    async def make() -> bytes:
        nonlocal made
        made += 1
        return whole

    assert asyncio.run(store.get_or_make("name", make)) == whole
    for _ in range(2):
        path = store.path("name")
        assert path
        assert path.read_bytes() == whole
        path.write_bytes(damage(whole))
        assert asyncio.run(store.get_or_make("name", make)) == whole
        path = store.path("name")
        assert path
        path.write_bytes(damage(whole))
        assert store.path("name") is None
        store.put("name", whole)
    assert made == 3
    assert len(names(tmp_path)) == 1


def test_files_of_others_in_the_folder_are_no_results(tmp_path: Path) -> None:
    store = DiskCache(tmp_path)
    store.put("name", b"picture")
    for name in ("name", "name.txt", "name.", "names.0"):
        (tmp_path / "na" / name).write_bytes(b"other")
    assert store.get("name") == b"picture"
    assert store.get("names") is None


def test_readers_never_see_a_part(tmp_path: Path) -> None:
    """Ten thousand reads while the file is written again and again: each finds one whole value."""
    store, values = DiskCache(tmp_path), {bytes([letter]) * 50_000 for letter in b"ab"}
    store.put("name", b"a" * 50_000)

    def write() -> None:
        for value in [*values] * 20:
            store.put("name", value)

    writer = threading.Thread(target=write)
    writer.start()
    seen = {store.get("name") for _ in range(10_000)}
    writer.join()
    assert seen <= values


def test_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DiskCache(tmp_path)

    def interrupted(source: str, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.put("name", b"half")
    assert names(tmp_path) == []
    assert store.get("name") is None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES])
def test_a_disk_that_takes_nothing_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    store = DiskCache(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    async def make() -> bytes:
        return b"picture"

    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert asyncio.run(store.get_or_make("name", make)) == b"picture"
    assert store.get("name") is None


def test_a_place_that_is_no_folder_costs_time_only(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")

    async def make() -> bytes:
        return b"picture"

    assert asyncio.run(DiskCache(file).get_or_make("name", make)) == b"picture"


def test_what_lies_in_a_folder_that_can_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DiskCache(tmp_path)
    store.put("name", b"picture")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refused)
    assert store.get("name") == b"picture"


def test_the_folder_is_bounded_and_keeps_what_is_asked_for(tmp_path: Path) -> None:
    store = DiskCache(tmp_path, max_bytes=10_000)
    for number in range(8):
        store.put(f"{number:02}", bytes(1000))
        set_last_use(store, f"{number:02}", number)
    assert store.get("00") is not None  # asked for: now the youngest
    for number in range(10, 40):
        store.put(f"{number}", bytes(1000))
        size = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
        assert size <= 12_000
        if number == 12:
            assert store.get("00") is not None
            assert store.get("01") is None


def test_a_clock_set_back(tmp_path: Path) -> None:
    """What was kept "in the future" is still served and still bounded, and so is what is kept from now on."""
    store = DiskCache(tmp_path, max_bytes=10_000)
    for number in range(8):
        store.put(f"{number:02}", bytes(1000))
        set_last_use(store, f"{number:02}", time.time() + 400 * 24 * 3600 + number)
    assert store.get("03") == bytes(1000)
    for number in range(10, 40):
        store.put(f"{number}", b"new" * 300)
        assert store.get(f"{number}") in (b"new" * 300, None)  # whole, or to be made again
        assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 12_000


def test_a_disk_that_hangs_keeps_nobody_waiting_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back, asked = threading.Event(), list[str]()

    class Hanging(DiskCache):
        def get(self, key: str) -> bytes | None:
            asked.append(key)
            back.wait(60)
            return super().get(key)

    store, made = Hanging(tmp_path), list[int]()

    async def make() -> bytes:
        made.append(1)
        return b"picture"

    async def twice() -> None:
        for _ in range(2):
            assert await store.get_or_make("name", make) == b"picture"

    monkeypatch.setattr(disk_cache, "DISK_PATIENCE", 0.05)
    asyncio.run(twice())
    assert (asked, len(made)) == (["name"], 2)  # the disk is not asked again while it hangs
    monkeypatch.setattr(disk_cache, "DISK_PATIENCE", 60)
    back.set()
    assert store._hanging
    store._hanging.result(60)
    asyncio.run(twice())
    assert (asked, len(made)) == (["name"] * 3, 3)  # it is kept again
