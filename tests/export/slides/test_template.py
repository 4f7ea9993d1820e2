"""The institution's template is read in time, or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from lib.export.slides import template
from lib.export.slides.template import TEMPLATE_FILE, TemplateError, read_template


def test_a_template_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert read_template(tmp_path) is None
    (tmp_path / TEMPLATE_FILE).write_bytes(b"bytes")
    assert read_template(tmp_path) == b"bytes"


def test_what_can_not_be_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / TEMPLATE_FILE).mkdir()
    with pytest.raises(TemplateError, match="EISDIR"):
        read_template(tmp_path)


def test_nobody_waits_for_a_disk_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that nobody writes into, as a file of a disk that does not answer."""
    monkeypatch.setattr(template, "TEMPLATE_PATIENCE", 0.05)
    os.mkfifo(tmp_path / TEMPLATE_FILE)
    before = threading.active_count()
    for _ in range(5):
        with pytest.raises(TemplateError, match="does not answer"):
            read_template(tmp_path)
    assert threading.active_count() == before + 1
    writer = os.open(tmp_path / TEMPLATE_FILE, os.O_WRONLY)
    os.write(writer, b"bytes")
    os.close(writer)
    monkeypatch.setattr(template, "TEMPLATE_PATIENCE", 60)
    assert read_template(tmp_path) == b"bytes"
