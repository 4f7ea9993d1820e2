"""What a page says first, and the list of pages: the same as the files in pages/ draw."""

from __future__ import annotations

import ast
from itertools import product
from pathlib import Path

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.content.page_front import FRONT_BUILDERS, build_page_front
from lib.content.site_map import PAGES, DashboardPage
from lib.language import LANGUAGE_CODES, Language

PLACE = Path(__file__).parents[2] / "pages"


def words_of(page: DashboardPage) -> set[str]:
    """Every text in the file of a page."""
    tree = ast.parse((PLACE / f"{page.id}.py").read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_graphic_is_at_home_on_one_page() -> None:
    assert sorted(name for page in PAGES for name in page.charts) == sorted(CHARTS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_draws_the_graphics_that_are_at_home_on_it(page: DashboardPage) -> None:
    assert {*page.charts, page.id} <= words_of(page)


def test_every_page_has_a_front() -> None:
    assert set(FRONT_BUILDERS) == {page.id for page in PAGES}
    assert [page.path for page in PAGES][:2] == ["/", "/visitors"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_front(archive: Archive, page: DashboardPage, subtests: pytest.Subtests) -> None:
    for focus, code in product(range(1, 7), LANGUAGE_CODES):
        with subtests.test(focus=focus, code=code):
            language = Language(code)
            view = View(focus)
            said = build_page_front(page.id, ChartContext(archive, view, language))
            assert said.title
            assert all(said.lede)
            if said.chart:
                assert said.chart in words_of(page)
                headline = build_chart(said.chart, ChartContext(archive, view, language)).headline
                assert (said.title == headline) == bool(said.subtitle)
            assert bool(said.cards) == (page.id == "record")
