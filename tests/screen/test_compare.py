"""The choices of the page Compare: in the address, out of it, and what becomes of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.language import Language
from tests.screen.test_pages import live_charts, markup, opened
from tests.support.six_editions import SIX_EDITIONS
from tests.support.synthetic_archives import make_editions_archive

ALL = (1, 2, 3, 4, 5, 6)
EN = Language("en")


def alternative(app: AppTest) -> str:
    return live_charts(app)["comparison"]["aria-label"]


def said(app: AppTest, name: str) -> str:
    """A parameter of the address; "" where it isn't there."""
    value = app.query_params.get(name, "")
    return str(value[-1] if isinstance(value, list) else value)


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({}, View(4, editions=ALL)),
        ({"measure": "stands", "basis": "per_day"}, View(4, measure="stands", basis="per_day", editions=ALL)),
        ({"editions": "2-4-6"}, View(4, editions=(2, 4, 6))),
        ({"editions": "6-4-4-2"}, View(4, editions=(2, 4, 6))),
        ({"editions": "6-77-x"}, View(4, editions=(6,))),
        ({"editions": "77"}, View(4, editions=ALL)),
        ({"editions": ""}, View(4, editions=ALL)),
        ({"measure": "Visitors", "basis": "par jour", "form": "pie"}, View(4, editions=ALL)),
        ({"later": "1", "edition": "2"}, View(2, later=True, editions=ALL)),
    ],
)
def test_the_address_decides(archive: Archive, query: dict[str, str], view: View) -> None:
    app = opened("compare", **({"lang": "en", "edition": "4"} | query))
    assert alternative(app) == CHARTS["comparison"](ChartContext(archive, view, EN)).alternative


def test_table_in_place_of_the_chart(archive: Archive) -> None:
    app = opened("compare", lang="en", form="table", measure="staff")
    assert "comparison" not in live_charts(app)
    html = markup(app)
    assert html.count("As a table") == 1  # that of the other chart
    assert CHARTS["comparison"](ChartContext(archive, View(4, measure="staff", editions=ALL), EN)).table.caption in html


def test_choices_reach_the_address() -> None:
    app = opened("compare", lang="fr", edition="4")
    app.selectbox(key="choice-measure").set_value("stands").run()
    app.selectbox(key="choice-basis").set_value("index").run()
    app.segmented_control(key="choice-form").set_value("table").run()
    app.pills(key="choice-editions").set_value([6, 2]).run()
    assert [said(app, name) for name in ("measure", "basis", "form", "editions", "edition", "lang")] == [
        *("stands", "index", "table", "2-6", "4", "fr")
    ]
    app.pills(key="choice-editions").set_value(list(ALL)).run()
    assert "editions" not in app.query_params
    assert said(app, "measure") == "stands"


def test_the_last_edition_taken_away_leaves_an_empty_state_that_says_so() -> None:
    app = opened("compare", lang="en", editions="4")
    app.pills(key="choice-editions").set_value([]).run()
    assert said(app, "editions") == "none"
    assert app.pills(key="choice-editions").value == []
    assert not live_charts(app)
    assert "No edition is chosen. Choose one or more above." in markup(app)
    app.pills(key="choice-editions").set_value([2]).run()
    assert said(app, "editions") == "2"
    assert "Marrakech 2018" in alternative(app)


def test_bases_that_leave_nothing_to_compare_are_marked() -> None:
    app = opened("compare", lang="en", measure="visitors")
    names = app.selectbox(key="choice-basis").options
    assert names == ["Total", "Per open day", "Per stand", "Per police officer: 1 value", "First edition = 100"]
    app = opened("compare", lang="en", measure="staff", editions="1-2")
    assert app.selectbox(key="choice-basis").options[0] == "Total: 0 values"


def test_the_leader_may_be_lit_instead_of_the_focus(archive: Archive) -> None:
    app = opened("compare", lang="en", edition="4")
    app.toggle(key="choice-highlight").set_value(True).run()
    assert said(app, "highlight") == "leader"
    assert app.selectbox(key="choice-edition").value == 4
    app.toggle(key="choice-highlight").set_value(False).run()
    assert said(app, "highlight") == ""

    def lit(view: View) -> list[int]:
        bars = CHARTS["comparison"](ChartContext(archive, view, EN)).plot.parts()["data"][0]
        colors = zip(bars["customdata"], bars["marker"]["color"], strict=True)
        return [row[0] for row, color in colors if color == PLACEHOLDERS.focus]

    assert lit(View(4, editions=ALL)) == [4]
    assert lit(View(4, editions=ALL, highlight="leader")) == [6]
    assert lit(View(4, measure="days", editions=ALL, highlight="leader")) == [4]  # five editions lead together


def test_the_choice_survives_the_language() -> None:
    app = opened("compare", lang="en", measure="stands", editions="2-4", a="5", b="1")
    app.segmented_control(key="choice-lang").set_value("ar").run()
    assert [said(app, name) for name in ("measure", "editions", "a", "b")] == ["stands", "2-4", "5", "1"]
    assert app.selectbox(key="choice-measure").value == "stands"
    assert "أكادير 2024" in markup(app)


@pytest.mark.parametrize(
    ("query", "both"),
    [
        ({}, ("4", "3")),
        ({"edition": "1"}, ("1", "2")),
        ({"a": "5", "b": "2"}, ("5", "2")),
        ({"a": "5", "b": "5"}, ("5", "4")),
        ({"a": "9", "b": "x"}, ("4", "3")),
        ({"b": "4"}, ("4", "3")),
    ],
)
def test_two_editions(query: dict[str, str], both: tuple[str, str]) -> None:
    app = opened("compare", **({"lang": "en", "edition": "4"} | query))
    assert tuple(app.selectbox(key=f"choice-{side}").value for side in "ab") == both


def test_the_two_change_places() -> None:
    app = opened("compare", lang="en", edition="4", a="4", b="3")
    app.selectbox(key="choice-a").set_value("3").run()
    assert [said(app, name) for name in ("a", "b")] == ["3", "4"]
    app.selectbox(key="choice-b").set_value("6").run()
    assert [said(app, name) for name in ("a", "b")] == ["3", "6"]


def test_no_choice_that_would_do_nothing() -> None:
    assert [toggle.key for toggle in opened("compare", lang="en").toggle] == ["choice-highlight"]
    assert opened("visitors", lang="en").toggle


def test_one_edition_is_not_held_against_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABWAB_DATA", str(make_editions_archive(1, SIX_EDITIONS, tmp_path / "data")))
    app = opened("compare", lang="en")
    assert [box.key for box in app.selectbox if str(box.key) in ("choice-a", "choice-b")] == []
    assert "Two editions side by side" not in markup(app)
    assert live_charts(app)
