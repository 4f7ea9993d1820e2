"""The desk from the command line."""

from __future__ import annotations

import datetime
from contextlib import nullcontext
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from lib.archive import Archive
from lib.desk import preview
from lib.desk.__main__ import main
from lib.language import Language
from tests.desk.filled_workbooks import as_ods, filled_workbook, seventh_edition, sheet_rows


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


def test_what_is_gone_to_look_at_and_passed_over(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    language, file = Language("fr"), tmp_path / "6.ods"
    workbook = filled_workbook(archive, 6, "fr")
    source = next(
        line for line in range(5, 99) if workbook.cell("sources", line, "id").value == "lequipenews-2025-05-22"
    )
    workbook.write("sources", source, published=datetime.date(2099, 5, 22))
    reach, sources = (sheet_rows(workbook, stem) for stem in ("reach", "sources"))
    file.write_bytes(as_ods({"Feuille1": reach[:-1], "Sources": sources, "Brouillon": [["x"]]}))
    main(["read", str(file), "--edition", "6", "--lang", "fr"])
    told = capsys.readouterr().out
    assert language.plural("{number} thing to look at", "{number} things to look at", 1) in told.splitlines()[0]
    assert f" · {language.text('to look at')} · " in told
    assert f" · {language.text('gone')} · " in told
    assert told.endswith(
        f"{language.text('Not read, because it is not a sheet of the workbook: {sheet}', sheet='Brouillon')}\n"
    )


def test_without_a_record_book_nothing_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ABWAB_DATA", str(tmp_path))
    assert main(["workbook", "7", "-o", str(tmp_path / "7.xlsx")]) == 1
    assert "editions.csv" in capsys.readouterr().err
    assert not (tmp_path / "7.xlsx").exists()


def test_the_desk_is_served_to_this_machine_behind_a_key_that_is_printed_and_never_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ABWAB_DESK_STORE", str(tmp_path))
    # The dashboard over the draft would serve it to all later tests of this process. tests/browser has it in its own.
    monkeypatch.setenv("ABWAB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(preview, "serve_instead", lambda book: nullcontext())
    monkeypatch.setattr(preview, "shared_copy_maker", lambda: None)
    served: list[tuple[ASGIApp, dict[str, object]]] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: served.append((app, options)))
    assert main(["serve", "--port", "8510"]) == 0
    [(app, options)] = served
    assert (options["host"], options["port"], options["access_log"]) == ("127.0.0.1", 8510, False)
    printed = capsys.readouterr().out
    address, _, key = printed.strip().partition("?key=")
    assert address == "The desk: http://localhost:8510/desk/key"
    staff = TestClient(app, base_url="http://localhost:8510", follow_redirects=False)
    for given, status in ((f"{key}x", 403), (key, 303)):
        assert staff.post("/desk/key", data={"key": given, "name": "Samira"}).status_code == status
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--address", "0.0.0.0"])
    assert ended.value.code == 2
    assert len(served) == 1
