from __future__ import annotations

import pytest

from lib.charts import View
from lib.web.address import ChartAddress
from lib.web.links import Links, StaticLinks, chart_file_path

ASKED = ChartAddress("visitors_total", View(4), "ar")
FILES = StaticLinks("https://press.example/abwab", at=chart_file_path(ASKED))


def test_on_the_server_links_are_paths_with_queries() -> None:
    links = Links("https://abwab.example")
    assert links.copy(ASKED.as_form("png", "square")) == "/charts/visitors_total.png?edition=4&lang=ar&size=square"
    assert links.address(ASKED) == "https://abwab.example/charts/visitors_total?edition=4&lang=ar"
    assert links.absolute(links.kit(4)) == "https://abwab.example/kit/4.zip"
    assert links.kit(4, "fr") == "/kit/4-fr.zip"


def test_among_files_links_are_relative_and_have_no_query() -> None:
    assert FILES.copy(ASKED.as_form("png", "square")) == "abwab-visitors_total-4-ar-square.png"
    assert FILES.copy(ASKED.in_language("fr")) == "fr.html"
    assert FILES.charts(3, "ar") == "../../3/ar.html"
    assert FILES.kit(4) == "../../../kit/4.zip"
    assert FILES.within("index.html").kit(4) == "kit/4.zip"


def test_among_files_a_link_holds_anywhere_once_it_is_made_absolute() -> None:
    assert FILES.address(ASKED) == "https://press.example/abwab/charts/visitors_total/4/ar.html"
    assert FILES.absolute(FILES.static()) == "https://press.example/abwab/static"
    assert FILES.within("index.html").absolute("kit/4.zip") == "https://press.example/abwab/kit/4.zip"


def test_files_lead_to_no_list_of_releases_since_they_hold_one_state() -> None:
    assert Links("https://abwab.example").releases("ar") == "/releases?lang=ar"
    assert FILES.releases("ar") == ""


@pytest.mark.parametrize(
    ("dashboard", "link"), [("", ""), ("https://abwab.example", "https://abwab.example/visitors?edition=4&lang=ar")]
)
def test_files_lead_to_a_dashboard_only_where_one_is_known(dashboard: str, link: str) -> None:
    assert StaticLinks("https://press.example", dashboard_address=dashboard).dashboard(ASKED) == link
