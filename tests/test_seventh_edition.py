"""A seventh edition breaks no test.

`make seventh` runs all tests but those in a browser over a project with one more edition. Here only those run that look
at data/, and it is shown that there are no others.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from lib.archive import read_archive
from lib.charts import CHARTS, ChartContext, View
from lib.language import LANGUAGE_CODES, Language
from tests.support.seventh_edition import PROJECT, copy_with_one_edition_more, run_in_copy
from tests.support.six_editions import SIX_EDITIONS


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a made-up edition more."""
    return copy_with_one_edition_more(tmp_path_factory.mktemp("seventh") / "abwab")


def test_its_data_have_no_error_and_no_warning(copy: Path) -> None:
    checked = run_in_copy(copy, "lib.archive", "check")
    before = run_in_copy(PROJECT, "lib.archive", "check")
    number = len(read_archive(PROJECT / "data").numbers)
    assert checked.returncode == 0
    assert before.stdout.endswith(f"in {number} editions\n")
    # Whatever warnings data/ has itself; the new edition adds none.
    assert checked.stdout == before.stdout.replace(f"in {number} editions\n", f"in {number + 1} editions\n")


def test_the_tests_of_the_shipped_data_pass(copy: Path) -> None:
    tested = run_in_copy(copy, "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "tests/archive/test_shipped.py")
    assert tested.returncode == 0, tested.stdout
    assert re.search(r"\d+ passed in", tested.stdout), tested.stdout


def test_every_chart_is_drawn_of_it(copy: Path, subtests: pytest.Subtests) -> None:
    archive = read_archive(copy / "data")
    newest = max(archive.numbers)
    assert newest == max(read_archive(PROJECT / "data").numbers) + 1
    for name in CHARTS:
        for code in LANGUAGE_CODES:
            with subtests.test(name=name, code=code):
                assert CHARTS[name](ChartContext(archive, View(newest), Language(code))).headline


def test_all_other_tests_read_the_frozen_six() -> None:
    """What names no folder gets that of ABWAB_DATA, and no test but that of the shipped data names data/ itself."""
    assert Path(os.environ["ABWAB_DATA"]) == SIX_EDITIONS == read_archive().folder
    here = {Path(__file__).name, "test_shipped.py", "seventh_edition.py"}
    naming = [
        path
        for path in (PROJECT / "tests").rglob("*.py")
        if path.name not in here and re.search(r"(ROOT|PROJECT|parents\[\d\]) / \"data\"", path.read_text("utf-8"))
    ]
    assert naming == [PROJECT / "tests" / "support" / "six_editions.py"]
