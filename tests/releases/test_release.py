"""The file of a release: the same bytes everywhere, and nothing is taken for a release that isn't one."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from lib.releases.release import (
    PlannedRelease,
    Release,
    ReleaseError,
    hash_files,
    read_plan,
    read_release,
    whole_second,
    write_release,
)

FILES = {"editions.csv": b"number\n1\n", "1-rabat-2021/visitors.csv": "زائر\n".encode()}
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
NOTE = {"ar": "تصحيح", "fr": "Correction", "en": "A correction"}


def release(**changed: Any) -> Release:
    """Release 2 of the tests."""
    facts = {"number": 2, "instant": NOON, "kind": "correction", "note": NOTE, "previous": "0" * 64}
    return Release.model_validate({**facts, "files": hash_files(FILES), **changed})


def test_what_is_written_is_read() -> None:
    assert read_release(write_release(release(), FILES)) == (release(), FILES)


def test_the_bytes_are_the_same_everywhere() -> None:
    """A change of these digits makes another file of every release that will be published: it needs a reason."""
    written = write_release(release(), dict(reversed(FILES.items())))
    assert hashlib.sha256(written).hexdigest() == "1032e932685931c9d811b31e3aab51e77bb15e2c9f409a4b277df1ff70ea7631"


def test_any_program_can_open_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write_release(release(), FILES))) as file:
        assert file.testzip() is None
        assert file.namelist() == ["release.json", "data/1-rabat-2021/visitors.csv", "data/editions.csv"]


def test_a_plan_is_no_release() -> None:
    plan = PlannedRelease(instant=NOON, kind="new_edition", files=hash_files(FILES))
    written = write_release(plan, FILES)
    assert read_plan(written) == (plan, FILES)
    with pytest.raises(ReleaseError, match=r"release\.json: number: "):
        read_release(written)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"note": {}}, "a correction needs a reason"),
        ({"note": NOTE | {"fr": " "}}, "in all of them or in none"),
        ({"kind": "new_edition", "note": {"ar": "نص"}}, "in all of them or in none"),
        ({"kind": "improvement"}, "new_edition"),
        ({"number": 0}, "greater than or equal to 1"),
        ({"instant": NOON + timedelta(microseconds=1)}, "a whole second in UTC"),
        ({"instant": NOON.astimezone(timezone(timedelta(hours=1)))}, "a whole second in UTC"),
        ({"instant": NOON.replace(tzinfo=None)}, "a whole second in UTC"),
        ({"files": {}}, "at least 1 item"),
        ({"files": {"data/../../etc/passwd": "0" * 64}}, "pattern"),
        ({"files": {"data//etc/passwd": "0" * 64}}, "pattern"),
        ({"files": {"editions.csv": "0" * 64}}, "pattern"),
        ({"files": {"data/.hidden": "0" * 64}}, "pattern"),
        ({"mood": "good"}, "Extra inputs"),
    ],
)
def test_what_no_release_says(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        release(**changed)


def test_a_new_edition_needs_no_reason() -> None:
    assert release(kind="new_edition", note={}).note == {}


def repack(data: bytes, **changed: bytes | None) -> bytes:
    """The file of a release with other contents: {"editions": b"…"} for a name that ends so, None leaves it out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            held = next((other for word, other in changed.items() if word in name), old.read(name))
            if held is not None:
                new.writestr(name, held)
    return written.getvalue()


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda data: b"", "not a whole ZIP file"),
        (lambda data: data[:-40], "not a whole ZIP file"),
        (lambda data: data[:200] + b"\0" + data[201:], "not a whole ZIP file"),
        (lambda data: repack(data, release=None), "holds no release.json"),
        (lambda data: repack(data, release=b"[]"), "release.json: release: "),
        (lambda data: repack(data, release=b"\xff"), "release.json: release: "),
        (
            lambda data: repack(data, editions=b"number\n2\n"),
            r"data/editions.csv is not the file that release.json names",
        ),
        (lambda data: repack(data, editions=None), r"data/editions.csv is not the file"),
    ],
)
def test_what_is_no_release(spoil: Any, fault: str) -> None:
    with pytest.raises(ReleaseError, match=fault):
        read_release(spoil(write_release(release(), FILES)))


def test_a_release_begins_with_a_whole_second() -> None:
    assert whole_second(NOON) == NOON
    assert whole_second(NOON + timedelta(microseconds=1)) == NOON + timedelta(seconds=1)
    assert whole_second(datetime(2026, 11, 29, 13, tzinfo=timezone(timedelta(hours=1)))) == NOON
