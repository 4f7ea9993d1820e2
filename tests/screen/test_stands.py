"""The search among the stands: in the address, and from there on the page."""

from __future__ import annotations

import pytest

from tests.screen.test_pages import markup, opened


def test_what_is_typed_reaches_the_address() -> None:
    app = opened("pavilions", lang="en", edition="4")
    app.text_input(key="choice-find").set_value("  Border ").run()
    assert app.query_params["find"] in ("Border", ["Border"])
    assert "Fes 2023: 1 of 23 names" in markup(app)
    app.text_input(key="choice-find").set_value("").run()
    assert "find" not in app.query_params
    assert "Fes 2023: 23 names" in markup(app)


def test_an_address_opens_the_search() -> None:
    app = opened("pavilions", lang="fr", edition="4", find="musee", scope="all", theme="history")
    assert app.text_input(key="choice-find").value == "musee"
    assert app.selectbox(key="choice-scope").value == "all"
    assert app.selectbox(key="choice-theme").value == "history"
    html = markup(app)
    assert "Musée de la police" in html
    assert "Martyrs du devoir" not in html


def test_a_theme_and_a_scope_are_chosen() -> None:
    app = opened("pavilions", lang="en", edition="4")
    app.selectbox(key="choice-theme").set_value("rights").run()
    assert app.query_params["theme"] in ("rights", ["rights"])
    assert "Fes 2023: 2 of 23 names" in markup(app)
    app.selectbox(key="choice-scope").set_value("all").run()
    assert app.query_params["scope"] in ("all", ["all"])
    assert "All editions: 3 of" in markup(app)


@pytest.mark.parametrize("query", [{"find": "<script>alert(1)</script>"}, {"find": "x" * 5000}, {"theme": "no_such"}])
def test_an_address_that_is_wrong_does_no_harm(query: dict[str, str]) -> None:
    app = opened("pavilions", lang="ar", edition="4", **query)
    assert "<script>" not in markup(app)
    assert len(app.text_input(key="choice-find").value or "") <= 100
