"""Desks with a history, made once: to send, review and publish workbooks takes longer than most tests of it."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from lib.archive import Archive
from tests.desk.desk_client import DeskHouse
from tests.desk.filled_workbooks import corrected_edition, seventh_edition


@pytest.fixture(scope="session")
def drafted_folder(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stores of a desk whose draft has the seventh edition, of Samira; nothing is published."""
    house = DeskHouse(tmp_path_factory.mktemp("drafted") / "house")
    house.client("Samira").keep_workbook(seventh_edition(archive, "ar").xlsx())
    return house.folder


@pytest.fixture(scope="session")
def corrected_folder(drafted_folder: Path, archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stores of a desk: release 1 has the seventh edition with 2,650,000 visitors, the draft with 2,560,000."""
    house = DeskHouse(copytree(drafted_folder, tmp_path_factory.mktemp("corrected") / "house"))
    samira = house.client("Samira")
    samira.publish()
    samira.keep_workbook(corrected_edition(archive, "ar").xlsx())
    return house.folder


@pytest.fixture
def drafted_house(drafted_folder: Path, tmp_path: Path) -> DeskHouse:
    """The first of these, to be changed."""
    return DeskHouse(copytree(drafted_folder, tmp_path / "house"))


@pytest.fixture
def corrected_house(corrected_folder: Path, tmp_path: Path) -> DeskHouse:
    """The second of these, to be changed."""
    return DeskHouse(copytree(corrected_folder, tmp_path / "house"))
