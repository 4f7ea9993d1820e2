"""The chain of releases: what was changed or removed is named, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.releases.publishing import publish_release
from lib.releases.release import PlannedRelease, hash_files, read_release, sha256, write_release
from lib.releases.store import ReleaseStore
from lib.releases.verification import verify_releases
from tests.releases.test_release import NOON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with five releases."""
    for number in range(1, 6):
        files = {"editions.csv": b"%d" % number}
        plan = PlannedRelease(instant=NOON, kind="revision", files=hash_files(files))
        publish_release(ReleaseStore(str(tmp_path)), plan, files)
    return tmp_path / "releases"


def faults(folder: Path) -> dict[int, str]:
    return verify_releases(ReleaseStore(str(folder.parent))).faults


def change(folder: Path, number: int, value: bytes, **changed: object) -> None:
    """Rewrite a release as somebody does who knows its format."""
    path = folder / f"{number:06d}.zip"
    release, files = read_release(path.read_bytes())
    files = {**files, "editions.csv": value}
    path.write_bytes(write_release(release.model_copy(update={"files": hash_files(files), **changed}), files))


def test_a_store_as_it_was_published(folder: Path) -> None:
    found = verify_releases(ReleaseStore(str(folder.parent)))
    assert found.faults == {}
    assert found.newest == 5
    assert found.hash == sha256((folder / "000005.zip").read_bytes())


def test_an_empty_store_is_whole(tmp_path: Path) -> None:
    found = verify_releases(ReleaseStore(str(tmp_path)))
    assert (found.newest, found.hash, found.faults) == (0, "", {})


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_release_that_was_rewritten(folder: Path, number: int) -> None:
    change(folder, number, b"9")
    assert list(faults(folder)) == [number]
    assert f"release {number + 1} was made after" in faults(folder)[number]


@pytest.mark.parametrize("number", range(1, 6))
def test_a_byte_that_was_changed(folder: Path, number: int) -> None:
    path = folder / f"{number:06d}.zip"
    data = bytearray(path.read_bytes())
    data[data.index(b"editions.csv") + 13] ^= 1
    path.write_bytes(data)
    assert list(faults(folder)) == [number]


@pytest.mark.parametrize("number", range(1, 6))
def test_bytes_that_were_added(folder: Path, number: int) -> None:
    with (folder / f"{number:06d}.zip").open("ab") as file:
        file.write(b"more")
    assert list(faults(folder)) == [number]


@pytest.mark.parametrize("number", range(1, 5))
def test_a_release_that_was_removed(folder: Path, number: int) -> None:
    (folder / f"{number:06d}.zip").unlink()
    assert faults(folder) == {number: "it is missing"}


def test_several_that_were_changed(folder: Path) -> None:
    change(folder, 2, b"9")
    change(folder, 4, b"9")
    assert list(faults(folder)) == [2, 4]


def test_one_that_names_another_before_it(folder: Path) -> None:
    change(folder, 3, b"3", previous="0" * 64)
    assert list(faults(folder)) == [3]


def test_one_that_begins_a_new_chain(folder: Path) -> None:
    change(folder, 5, b"5", previous="")
    assert faults(folder) == {5: "it names no release before it"}


def test_releases_that_were_exchanged(folder: Path) -> None:
    first, second = folder / "000002.zip", folder / "000003.zip"
    held = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(held)
    assert list(faults(folder)) == [2, 3]
