"""The desk from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.archive import Archive
from lib.desk.__main__ import main
from tests.desk.filled_workbooks import seventh_edition


def test_out_and_back(archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, folder = tmp_path / "6.xlsx", tmp_path / "data"
    assert main(["workbook", "6", "--lang", "fr", "-o", str(file)]) == 0
    capsys.readouterr()
    assert main(["read", str(file), "--edition", "6", "--lang", "fr", "--into", str(folder)]) == 0
    assert capsys.readouterr().out == f"104 vérifications\u00a0: aucune erreur\n{folder}\n"
    assert {str(path.relative_to(folder)) for path in folder.rglob("*.*")} == set(archive.files)


def test_what_is_wrong(archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "7.xlsx"
    workbook = seventh_edition(archive, "ar")
    workbook.write("visitors", 9, value="كثير")
    file.write_bytes(workbook.xlsx())
    assert main(["read", str(file), "--edition", "7", "--into", str(tmp_path / "data")]) == 1
    told = capsys.readouterr().out
    assert told.startswith("24 تحققا: خلل واحد يجب إصلاحه\n\nالزوار\n  G9 · ")
    assert not (tmp_path / "data").exists()


def test_a_refused_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "7.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert main(["read", str(file), "--edition", "7", "--lang", "fr"]) == 1
    assert "n’est pas une feuille de calcul" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["workbook", "9", "-o", "x.xlsx"], ["read", "missing.xlsx", "--edition", "7"], ["read"], []]
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
