"""The numbers of an edition: what each is compared with, and when it is called a record."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, ChartContext, View
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.content.cards import edition_card, edition_cards
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.support.seventh_edition import add_edition

EN = Language("en")


@pytest.fixture(scope="module")
def seventh(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Seven editions; the fourth and the seventh alone publish numbers of staff and vehicles."""
    data = Path(tmp_path_factory.mktemp("seventh")) / "data"
    shutil.copytree(read_archive().folder, data)
    number = add_edition(data)
    folder = next(data.glob(f"{number}-*"))
    for name, value in (("staff", 3200), ("vehicles", 180)):
        header = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        (folder / f"{name}.csv").write_text(
            f"{header}\nall,,,,,{value},exact,normal,,seed-article,\n", encoding="utf-8"
        )
    return read_archive(data)


@pytest.mark.parametrize("name", ["staff", "vehicles"])
def test_highest_of_two_of_seven_is_no_record_and_says_so(seventh: Archive, name: str) -> None:
    context = ChartContext(seventh, View(7), EN)
    card = edition_card(name, context)
    assert not card.is_record
    assert re.fullmatch(r"the top figure of the 2 published, .* more than Fes 2023", card.comparison)
    assert CHARTS[f"{name}_total"](context).headline.endswith(card.comparison)


def test_a_number_that_every_edition_published_can_be_a_record(archive: Archive) -> None:
    badges = {card.id: card.is_record for card in edition_cards(ChartContext(archive, View(4), EN))}
    assert badges == {"visitors": True, "staff": False, "vehicles": False, "stands": True}


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", ["visitors", "stands"])
def test_card_and_chart_compare_with_the_same_edition(archive: Archive, name: str, code: LanguageCode) -> None:
    for focus in archive.numbers[1:]:
        context = ChartContext(archive, View(focus), Language(code))
        assert CHARTS[f"{name}_total"](context).headline.endswith(edition_card(name, context).comparison)


def test_first_edition_and_first_figure_are_told_apart(seventh: Archive) -> None:
    assert edition_card("visitors", ChartContext(seventh, View(1), EN)).comparison == "first edition"
    assert edition_card("staff", ChartContext(seventh, View(4), EN)).comparison == "first figure published"


def test_no_gold_in_a_row_with_gaps(seventh: Archive) -> None:
    """Of the measures that seven editions have, staff and vehicles have two figures."""
    drawn = CHARTS["scoreboard"](ChartContext(seventh, View(7), EN))
    golden = [
        trace for trace in drawn.plot.parts()["data"] if trace.get("line", {}).get("color") == PLACEHOLDERS.record
    ]
    complete = [row for row in drawn.table.rows if all(cell.value is not None for cell in row[1:])]
    assert [value for trace in golden for value in trace["y"]].count(None) == len(complete)
