"""make kit: what the command says, and where it puts a kit."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from lib.export.rendering.chromium import NoChromiumError, RenderingError
from lib.web import __main__ as command
from lib.web.kit import plan_kit
from tests.support.fake_chromium import FakeChromium, make_kit_jobs
from tests.support.releases import ReleasedBook
from tests.web.conftest import LINKS


def test_on_the_command_line_a_kit_is_told_of_and_put_where_it_is_wanted(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "shared_kit_jobs", lambda: make_kit_jobs(tmp_path, FakeChromium()))
    file = tmp_path / "for the press.zip"
    assert command.main(["kit", "4", str(file), "--address", LINKS.base]) == 0
    told = capsys.readouterr()
    assert told.out == f"{file}\n"
    assert f"Press kit of edition 4: {len(plan_kit(4))}/{len(plan_kit(4))} (100 %)" in told.err
    assert zipfile.ZipFile(file).testzip() is None


def test_on_the_command_line_a_kit_names_the_release_that_it_is_made_from(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = ReleasedBook(tmp_path / "book", FakeChromium())
    monkeypatch.setenv("ABWAB_DATA", str(book.folder))
    monkeypatch.setattr(command, "open_live_archive", lambda: book.live)
    monkeypatch.setattr(command, "shared_kit_jobs", lambda: make_kit_jobs(tmp_path, FakeChromium()))

    def captions(*options: str) -> str:
        assert command.main(["kit", "4", str(tmp_path / "kit.zip"), "--lang", "en", *options]) == 0
        with zipfile.ZipFile(tmp_path / "kit.zip") as kit:
            return "\n".join(kit.read(name).decode() for name in kit.namelist() if name.endswith("-citation.txt"))

    assert "Release 1, 17 May 2027" in captions("--release", "1")
    assert "Release" not in captions()  # the folder holds what is to become release 3
    assert "holds no release" in capsys.readouterr().err
    book.now.now += timedelta(days=1)
    assert "Release 3, 19 May 2027" in captions()
    with pytest.raises(SystemExit):
        captions("--release", "4")


@pytest.mark.parametrize("error", [RenderingError("it took too long"), OSError("No space left"), KeyboardInterrupt()])
def test_on_the_command_line_a_kit_that_stops_goes_on_the_next_time(
    error: BaseException, few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(command, "shared_kit_jobs", lambda: Mock(make_kit=stop))
    assert command.main(["kit", "4", str(tmp_path / "kit.zip")]) == 1
    said = capsys.readouterr().err
    assert "taking http://localhost:8501" in said
    assert said.endswith("What is made is kept: the next time goes on from there.\n")


def test_on_the_command_line_missing_chromium_is_said(
    few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(count: int) -> None:
        raise NoChromiumError("Chromium is not installed")

    monkeypatch.setattr(command, "shared_kit_jobs", lambda: make_kit_jobs(tmp_path, FakeChromium(missing)))
    assert command.main(["kit", "4", str(tmp_path / "kit.zip"), "--address", LINKS.base]) == 1
    assert "apt-get install chromium" in capsys.readouterr().err
    assert not (tmp_path / "kit.zip").exists()
