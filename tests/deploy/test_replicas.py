"""Several machines: proven with two processes and the nginx of deploy/."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from email.message import Message
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from lib.content.site_map import PAGES
from lib.web.routes import web_routes
from tests.browser.conftest import READY, until
from tests.deploy.conftest import ROOT, UNCHECKED, Cluster, render
from tests.web.test_web_addresses import SAMPLES

pytestmark = pytest.mark.timeout(600)  # servers are started, broken and started again


def ask(address: str, headers: dict[str, str] | None = None) -> tuple[int, Message[str, str], bytes]:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers or {}), timeout=30, context=UNCHECKED
        ) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def visit(browser: Browser, cluster: Cluster, path: str) -> Page:
    """A reader of its own, whose page is live."""
    page = browser.new_context(ignore_https_errors=True, locale="ar-MA").new_page()
    page.set_default_timeout(90_000)
    page.goto(cluster.address + path)
    page.wait_for_selector(READY, timeout=90_000)
    return page


def cookie(page: Page) -> str:
    """What keeps the reader at one replica."""
    return next(kept["value"] for kept in page.context.cookies() if kept["name"] == "abwab_replica")


def served(cluster: Cluster, path: str) -> list[str]:
    """The replicas that answered for an address, in the order of the log."""
    lines = [json.loads(line) for line in cluster.nginx.lines()]
    return [line["replica"] for line in lines if line["path"] == path]


def choose(page: Page, language: str, said: str) -> None:
    """Press a language: a change that only a live session can make."""
    page.get_by_text(language, exact=True).first.click()
    until(page, f"document.documentElement.lang.startsWith('{said}')", 90)
    page.wait_for_selector(READY, timeout=90_000)


def test_a_replica_is_killed_and_the_others_go_on(browser: Browser, cluster: Cluster) -> None:
    readers: dict[str, Page] = {}
    for _ in range(12):  # until both replicas have one: by chance, each time anew
        page = visit(browser, cluster, "/visitors?edition=4&lang=ar")
        readers.setdefault(served(cluster, "/visitors")[-1], page)
        if len(readers) == 2:
            break
    first, second = cluster.replicas
    assert set(readers) == {first.name, second.name}

    # One reader, one replica: whatever belongs to a session comes from where the page came from.
    for name, page in readers.items():
        before = len(served(cluster, "/_stcore/host-config"))
        for _ in range(5):
            status, _, _ = ask(f"{cluster.address}/_stcore/host-config", {"Cookie": f"abwab_replica={cookie(page)}"})
            assert status == 200
        for _ in range(100):  # nginx writes its log a moment after it has answered
            if len(served(cluster, "/_stcore/host-config")) >= before + 5:
                break
            time.sleep(0.05)
        assert served(cluster, "/_stcore/host-config")[before:] == [name] * 5

    staying, orphan = readers[second.name], readers[first.name]
    with orphan.expect_websocket(timeout=90_000):  # Streamlit asks again by itself
        first.kill()
    choose(staying, "Français", "fr")
    # Now it has a session at the other one, which begins with the first press: Streamlit runs the page then, from the
    # address, and does not know yet what was pressed. From the second press on all is as before.
    orphan.wait_for_selector(READY, timeout=90_000)
    orphan.get_by_text("English", exact=True).first.click()
    orphan.wait_for_timeout(5000)
    orphan.wait_for_selector(READY, timeout=90_000)
    choose(orphan, "English", "en")
    new = visit(browser, cluster, "/?edition=3&lang=ar")
    assert "lang=ar" in new.url
    assert served(cluster, "/")[-1].endswith(second.name)

    # It comes back, and is made use of.
    cluster.revive()
    choose(staying, "العربية", "ar")


def test_every_press_address_is_kept_for_all_and_brings_no_cookie(cluster: Cluster) -> None:
    assert [route.path for route in web_routes()] == list(SAMPLES)
    for path in (*SAMPLES.values(), "/static/js/there-is-none.js"):
        status, headers, _ = ask(cluster.address + path)
        assert status < 500, path
        assert headers["X-Cache"], path
        assert headers["Set-Cookie"] is None, path
    for page in PAGES:
        _, headers, _ = ask(f"{cluster.address}{page.path}")
        assert headers["X-Cache"] is None, page.path
        assert headers["Set-Cookie"].startswith("abwab_replica="), page.path

    # What is kept names the public address, whatever the first request said of host and scheme.
    elsewhere = "elsewhere.example"
    strange = {"X-Forwarded-Host": elsewhere, "X-Forwarded-Proto": "http", "Forwarded": f"host={elsewhere}"}
    port = urlsplit(cluster.address).port
    for path in ("/charts/reach.csv?lang=fr", "/charts/reach?lang=fr", "/sitemap.xml", "/robots.txt"):
        for host in ("localhost:6666", f"localhost:{port}"):
            _, headers, body = ask(cluster.address + path, strange | {"Host": host})
            text = body.decode()
            assert cluster.address in text, path
            assert "6666" not in text, path
            assert elsewhere not in text, path
            assert "http://localhost" not in text, path
            if headers["Link"]:
                assert headers["Link"].startswith(f"<{cluster.address}/")
    assert ask(f"{cluster.address}/charts.json", {"Host": elsewhere})[0] == 421

    # A content system asks with the address that its author pasted.
    chart = f"{cluster.address}/charts/reach?edition=4&lang=fr"
    status, _, body = ask(f"{cluster.address}/oembed?{urlencode({'url': chart})}")
    assert status == 200
    assert json.loads(body)["thumbnail_url"].startswith(f"{cluster.address}/charts/reach.png?")


def test_addresses_through_nginx(cluster: Cluster) -> None:
    # The socket is upgraded: Chromium's sessions show that. Metrics are closed, whatever the address says.
    for path in ("/_stcore/metrics", "/_stcore/metrics?families=x", "/_stcore//metrics", "/x/../_stcore/metrics"):
        assert ask(cluster.address + path)[0] == 404
    # A file that is the same for everyone is kept once it is compressed as densely as can be. No cookie comes with it.
    sheet = f"{cluster.address}/app/static/streamlit.css?v=1"
    answers = [ask(sheet, {"Accept-Encoding": "br"})[1]]
    assert answers[0]["X-Cache"] == "MISS"
    while answers[-1]["X-Cache"] == "MISS" and len(answers) < 100:
        time.sleep(0.1)
        answers.append(ask(sheet, {"Accept-Encoding": "br"})[1])
    assert answers[-1]["X-Cache"] == "HIT"
    assert answers[-1]["Content-Encoding"] == "br"
    assert answers[-1]["Set-Cookie"] is None
    assert answers[-1]["Cache-Control"] == "public, immutable, max-age=31536000"
    # Another coding is another answer.
    assert ask(sheet, {"Accept-Encoding": "gzip"})[1]["Content-Encoding"] == "gzip"
    assert ask(sheet)[1]["Content-Encoding"] is None
    # Pages are nobody else's.
    _, page, _ = ask(f"{cluster.address}/?edition=4&lang=ar")
    assert page["X-Cache"] is None
    assert page["Set-Cookie"].endswith("Path=/; Secure; HttpOnly; SameSite=Lax")
    for headers in (answers[-1], page):
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    # With both gone, what was kept is still handed out. This comes last: the tests of this module share their replicas.
    for replica in cluster.replicas:
        replica.kill()
    status, headers, _ = ask(sheet, {"Accept-Encoding": "br"})
    assert (status, headers["X-Cache"]) == (200, "HIT")
    assert ask(f"{cluster.address}/?edition=4&lang=ar")[0] == 502
    # And of all of this nothing was written down that could name a reader.
    assert "edition=4" not in cluster.nginx.log.read_text(encoding="utf-8")


def test_every_value_of_the_template_is_given_by_compose() -> None:
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")

    class Given(dict[str, str]):
        def __missing__(self, name: str) -> str:
            assert f"      {name}: " in compose, name
            return "x"

    assert not re.search(r"\$\{ABWAB_\w", render(Given()))


def test_replicas_believe_nginx_who_the_client_is() -> None:
    """Otherwise all readers together would have the share of one."""
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    assert '    FORWARDED_ALLOW_IPS: "*"\n' in compose
    assert "inside: {internal: true}" in compose


@pytest.mark.parametrize("path", ["nginx.conf.template", "compose.yaml", "Containerfile"])
def test_no_secret_stands_in_the_files(path: str) -> None:
    text = (ROOT / "deploy" / path).read_text(encoding="utf-8")
    assert "BEGIN" not in text
    assert "SECRET: ${" in text or "SECRET" not in text
