"""Every page with a record book of sixty editions: it opens, its choices work, nothing on it is sixty items long."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.charts.edition_window import MAX_EDITIONS
from lib.content.site_map import PAGES
from tests.screen.test_pages import SHOWN, live_charts, markup, opened


@pytest.fixture(autouse=True)
def served(grown_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABWAB_DATA", str(grown_folder))


@pytest.mark.parametrize("page", [page.id for page in PAGES])
def test_page(page: str) -> None:
    app = opened(page, lang="ar", edition="30", later="1")
    assert list(live_charts(app)) == SHOWN[page]
    assert len(markup(app)) < 400_000
    assert len(app.selectbox(key="choice-edition").options) == 60


def test_editions_are_picked_from_a_list_that_is_searched(served: None) -> None:
    app = opened("compare", lang="en", edition="30")
    assert not app.pills
    picker = app.multiselect(key="choice-editions")
    assert picker.value == [1, 6, *range(25, 35)]
    assert "Not drawn here, for lack of room: " in markup(app)
    picker.set_value([1, 60]).run()
    assert app.query_params["editions"] in ("1-60", ["1-60"])
    assert app.multiselect(key="choice-editions").value == [1, 60]
    assert "Not drawn here" not in markup(app)


def test_one_edition_too_many_takes_the_place_of_the_first() -> None:
    twelve = list(range(1, 13))
    app = opened("compare", lang="en", edition="30", editions="-".join(map(str, twelve)))
    app.multiselect(key="choice-editions").set_value([*twelve, 60]).run()
    kept = "-".join(map(str, [*twelve[1:], 60]))
    assert app.query_params["editions"] in (kept, [kept])


def test_an_address_with_too_many_editions_shows_those_around_the_focus() -> None:
    app = opened("compare", lang="en", edition="30", editions="-".join(map(str, range(1, 61))))
    assert len(app.multiselect(key="choice-editions").value) == MAX_EDITIONS


def test_long_lists_have_pages() -> None:
    app = opened("pavilions", lang="en", edition="30", scope="all")
    html = markup(app)
    assert "1–150 of 1,040" in html
    app.button(key="named-buttons-next").click().run()
    assert "151–300 of 1,040" in markup(app)
    assert app.query_params["named-page"] in ("2", ["2"])


def test_too_many_sources_for_a_list_wait_for_an_edition() -> None:
    app = opened("figures", lang="en", edition="30")
    assert len(app.selectbox(key="claims-source").options) == 1
    app.selectbox(key="claims-of").set_value("30").run()
    assert len(app.selectbox(key="claims-source").options) > 1
