"""The table of web addresses: nothing else says which paths are ours, and all that has to agree with it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from lib.charts import CHARTS
from lib.content.site_map import PAGES
from lib.export.media_types import MEDIA_TYPES
from lib.screen.document import DocumentMiddleware
from lib.screen.first_paint import FirstPaints
from lib.server.headers import EMBED_PATH
from lib.server.limit import HEALTH_PATHS
from lib.web.copies import CopyMaker
from lib.web.routes import WEB_ADDRESSES, is_web_path, web_routes
from tests.support.web_fixtures import BASE

ROOT = Path(__file__).parents[2]
# One address of each row; a row that isn't named here fails the first test.
SAMPLES = {
    "/charts": "/charts",
    "/charts.json": "/charts.json",
    "/charts/{path:rest}": "/charts/visitors_total",
    "/editions/{path:rest}": "/editions/4.pptx",
    "/pages/{path:rest}": "/pages/staff.pptx",
    "/oembed": "/oembed",
    "/kit": "/kit",
    "/kit/{path:rest}": "/kit/4.json",
    "/data.zip": "/data.zip",
    "/open-data.zip": "/open-data.zip",
    "/data/{path:rest}": "/data/editions.csv",
    "/citations.csv": "/citations.csv",
    "/datapackage.json": "/datapackage.json",
    "/csv-metadata.json": "/csv-metadata.json",
    "/figures/{path:rest}": "/figures/4.visitors.2023-05-17.2023-05-21..all.visitors",
    "/releases": "/releases",
    "/releases.json": "/releases.json",
    "/releases.atom": "/releases.atom",
    "/releases/{path:rest}": "/releases/1",
    "/calendar": "/calendar",
    "/calendar.ics": "/calendar.ics",
    "/robots.txt": "/robots.txt",
    "/sitemap.xml": "/sitemap.xml",
    "/health": "/health",
    "/favicon.ico": "/favicon.ico",
    "/app/static": "/app/static/frame.js",
}


def test_the_table_has_these_addresses() -> None:
    assert [route.path for route in web_routes()] == list(SAMPLES)
    assert [address.path for address in WEB_ADDRESSES] == list(SAMPLES)[: len(WEB_ADDRESSES)]
    for address in WEB_ADDRESSES:
        assert address.media in ("", *MEDIA_TYPES)


@pytest.mark.parametrize("path", SAMPLES.values())
def test_what_our_routes_answer_is_no_page_of_the_dashboard(path: str, copy_maker: CopyMaker) -> None:
    """Behind the middleware that writes the dashboard's documents, every route answers for itself."""
    inner = Starlette(routes=[*web_routes(), Route("/{path:path}", lambda _: HTMLResponse("the dashboard"))])
    client = TestClient(DocumentMiddleware(inner, FirstPaints(copy_maker)), base_url=BASE)
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code in (200, 400, 404)  # 400 of an oEmbed without an address, 404 of /kit without a number
    assert "the dashboard" not in answer.text
    assert answer.headers.get("cache-control")


@pytest.mark.parametrize(
    "path",
    [*(page.path for page in PAGES), "/oembed/x", "/charts.json/x", "/kitten", "/data", "/healthy", "/static/js/x.js"],
)
def test_all_else_is_the_dashboards(path: str) -> None:
    assert not is_web_path(path)


def test_odd_ends_are_ours_too() -> None:
    for path in ("/charts/", "/charts/a\nb", "/charts/a/b/c", "/kit/", "/data/../x"):
        assert is_web_path(path)


def test_the_dashboard_serves_the_whole_table() -> None:
    assert "routes=web_routes()," in (ROOT / "dashboard.py").read_text(encoding="utf-8")


def test_nginx_knows_every_address() -> None:
    """What is the same for everyone is kept by nginx and brings no cookie; pages and sessions are not."""
    template = (ROOT / "deploy" / "nginx.conf.template").read_text(encoding="utf-8")
    [shared] = re.findall(r"location ~ (\^\S+) \{", template)
    for path in (*SAMPLES.values(), "/static/js/index.js"):
        assert re.match(shared, path), path
    for path in (*(page.path for page in PAGES), "/_stcore/stream", "/_stcore/health", "/media/x.csv"):
        assert not re.match(shared, path), path


def test_what_may_be_framed_is_an_address_of_a_chart() -> None:
    [pattern] = [route.path_regex for route in web_routes() if route.path == "/charts/{path:rest}"]
    for name in CHARTS:
        path = f"/charts/{name}/embed"
        assert EMBED_PATH.fullmatch(path)
        assert pattern.match(path)


def test_health_is_asked_for_where_it_is_answered() -> None:
    assert HEALTH_PATHS[0] in {route.path for route in web_routes() if not isinstance(route, Mount)}
