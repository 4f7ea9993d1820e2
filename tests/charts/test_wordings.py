"""The words of a language's sources before a figure stand in every output in that language, and in no other."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lib.archive import Archive, read_archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.content.cards import edition_card
from lib.content.claim_list import claim_entries
from lib.export.tables.chart_json import chart_json
from lib.export.tables.chart_table import chart_csv, chart_xlsx
from lib.language import Language, LanguageCode
from tests.support.chart_cases import provenance

ROW = "6,visitors,2400000,fr,quelque,barlamanefr-448541,\n"
SAID = {"fr": "quelque\u00a02\u00a0400\u00a0000", "ar": "ما\u00a0يناهز\u00a02.400.000", "en": "nearly\u00a02,400,000"}


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The six editions, with the French wording of the sixth."""
    data = Path(tmp_path_factory.mktemp("worded")) / "data"
    shutil.copytree(read_archive().folder, data)
    header = "edition,topic,value,language,wording,sources,note\n"
    (data / "wordings.csv").write_text(header + ROW, encoding="utf-8")
    return read_archive(data)


def chart(archive: Archive, code: LanguageCode, name: str = "visitors_total") -> Chart:
    return build_chart(name, ChartContext(archive, View(6), Language(code)))


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
@pytest.mark.parametrize("name", ["visitors_total", "comparison", "scoreboard", "visitors_pace", "journey_map"])
def test_chart_table_and_alternative_text(worded: Archive, name: str, code: LanguageCode) -> None:
    shown = chart(worded, code, name)
    if name in ("visitors_total", "comparison"):
        assert SAID[code] in shown.headline
    assert SAID[code] in shown.alternative
    assert SAID[code] in [cell.text for row in shown.table.rows for cell in row]
    if code == "fr":
        assert "près\u00a0de\u00a02\u00a0400\u00a0000" not in shown.plot.spec + shown.alternative + shown.headline


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_the_label_of_the_column_and_the_card(worded: Archive, code: LanguageCode) -> None:
    word, number = SAID[code].rsplit("\u00a0", 1) if code != "fr" else SAID[code].split("\u00a0", 1)
    labels = [label for trace in chart(worded, code).plot.parts()["data"] for label in trace.get("text") or ()]
    assert f"{word}<br><b>{number}</b>" in labels
    card = edition_card("visitors", ChartContext(worded, View(6), Language(code)))
    assert (card.qualifier_text, card.number) == (word, number)


def test_files_hold_the_code_beside_the_words(worded: Archive) -> None:
    shown, french, taken = chart(worded, "fr"), Language("fr"), provenance("visitors_total", 6, "fr")
    cell = next(row[2] for row in json.loads(chart_json(shown, french, taken))["rows"] if "El Jadida" in row[0]["text"])
    assert (cell["value"], cell["qualifier"], cell["wording"]) == (2_400_000, "nearly", "quelque")
    assert "barlamanefr-448541" in cell["sources"]
    rows = list(csv.reader(io.StringIO(chart_csv(shown, french, taken).decode("utf-8-sig"))))
    row = next(row for row in rows if row[0] == "El Jadida 2025")
    assert row[2:5] == [SAID["fr"], "2400000", "quelque"]
    book = load_workbook(io.BytesIO(chart_xlsx(shown, french, taken)))
    assert any("quelque" in row for sheet in book for row in sheet.iter_rows(values_only=True))


def test_the_figure_in_the_list_of_claims(worded: Archive) -> None:
    entries = [entry for entry in claim_entries(worded, Language("fr")) if entry.claim.value == 2_400_000]
    assert [(entry.figure, entry.wording) for entry in entries if entry.standing == "preferred"] == [
        (SAID["fr"], "quelque")
    ]
    # The other claims keep the translation of their own wording.
    assert {entry.wording for entry in entries} == {"quelque", "environ", "plus\u00a0de", "sans nuance"}


def test_what_is_calculated_keeps_the_code(worded: Archive) -> None:
    per_day = ChartContext(worded, View(6), Language("fr")).series("visitors_per_day")[6]
    assert (per_day.qualifier, per_day.wording_in("fr")) == ("nearly", "")
