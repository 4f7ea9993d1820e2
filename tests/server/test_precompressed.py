"""Static files in each coding: made once, quickly at first and then well, and anew when they change."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from lib.server import precompressed as module
from lib.server.content_encoding import BEST_LEVELS, QUICK_LEVELS, ContentCoding, decode, encode
from lib.server.file_store import FileStore
from lib.server.precompressed import EncodedFile, PrecompressedFiles
from tests.conftest import until

# Text that brotli 11 makes smaller than brotli 5 does.
TEXT = "".join(f"{number * number % 997} visiteurs, {number} زائر; " for number in range(4000)).encode()


def get(variants: PrecompressedFiles, path: Path, coding: ContentCoding = "br") -> EncodedFile | None:
    return asyncio.run(variants.get(path, coding))


def improved(variants: PrecompressedFiles, path: Path, first: EncodedFile) -> EncodedFile:
    """The variant that takes the place of the first one."""
    until(lambda: get(variants, path) != first, 30, lambda: "the best was never made")
    best = get(variants, path)
    assert best
    return best


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "script.js"
    path.write_bytes(TEXT)
    return path


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "cache")


def test_quick_first_and_then_the_best(path: Path, store: FileStore) -> None:
    variants = PrecompressedFiles(store)
    first = get(variants, path)
    assert first
    assert first.body == encode(TEXT, "br", QUICK_LEVELS["br"])
    best = improved(variants, path, first)
    assert best.body == encode(TEXT, "br", BEST_LEVELS["br"])
    assert best.etag != first.etag  # other bytes, another entity tag


def test_the_best_is_there_at_the_next_start(path: Path, store: FileStore) -> None:
    PrecompressedFiles(store).prepare(path)
    for coding in ("br", "gzip"):
        found = get(PrecompressedFiles(store), path, coding)
        assert found
        assert found.body == encode(TEXT, coding, BEST_LEVELS[coding])


def test_a_file_that_lost_its_end_is_not_served(path: Path, store: FileStore, tmp_path: Path) -> None:
    PrecompressedFiles(store).prepare(path)
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(kept.read_bytes()[:-100])
    found = get(PrecompressedFiles(store), path)
    assert found
    assert decode(found.body, "br") == TEXT


def test_a_changed_file_is_made_anew(path: Path, store: FileStore) -> None:
    variants = PrecompressedFiles(store)
    assert get(variants, path)
    path.write_bytes(b"changed " * 1000)
    found = get(variants, path)
    assert found
    assert decode(found.body, "br") == b"changed " * 1000


def test_codings_have_entity_tags_of_their_own(path: Path, store: FileStore) -> None:
    variants = PrecompressedFiles(store)
    br, gzip = get(variants, path, "br"), get(variants, path, "gzip")
    assert br
    assert gzip
    assert br.etag != gzip.etag


def test_what_gains_nothing_leaves_as_it_is(tmp_path: Path, store: FileStore) -> None:
    path = tmp_path / "noise.js"
    path.write_bytes(os.urandom(5000))
    assert get(PrecompressedFiles(store), path) is None
    assert get(PrecompressedFiles(store), tmp_path / "nowhere.js") is None


def test_of_many_who_ask_one_has_it_made(path: Path, store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(data: bytes, coding: ContentCoding, level: int) -> bytes:
        made.append(level)
        return encode(data, coding, level)

    monkeypatch.setattr(module, "encode", counted)
    variants = PrecompressedFiles(store)

    async def crowd() -> list[EncodedFile | None]:
        return await asyncio.gather(*(variants.get(path, "br") for _ in range(200)))

    found = asyncio.run(crowd())
    assert len(found) == 200
    assert made.count(QUICK_LEVELS["br"]) == 1
    assert None not in found


def test_no_disk_costs_speed_only(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    variants = PrecompressedFiles(FileStore(tmp_path / "file"))
    first = get(variants, path)
    assert first
    assert improved(variants, path, first).body == encode(TEXT, "br", BEST_LEVELS["br"])
