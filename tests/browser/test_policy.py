"""The dashboard under its own content security policy, and what it says to those who may not ask."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lib.graphics.pages import PAGES
from lib.language import CODES
from tests.browser.conftest import Opener, until

LISTEN = """
window.violations = []
document.addEventListener("securitypolicyviolation", said =>
  window.violations.push(`${said.violatedDirective} ${said.blockedURI} ${said.sourceFile.replace(/.*[/]/, "")}`))
"""
# Streamlit's protobuf has a faster way to reckon with 64 bits, in WebAssembly, tries whether it may, and does without.
TRIED = "script-src wasm-eval protobuf."


@pytest.mark.parametrize("code", CODES)
def test_no_page_breaks_the_policy(tab: Opener, code: str) -> None:
    opened = tab(code)
    opened.page.add_init_script(LISTEN)
    for number, page in enumerate(PAGES):
        path = "/" if number == 0 else f"/{page.id}"
        shown = opened.open(f"{path}?edition=4&lang={code}")
        violations = shown.evaluate("window.violations")
        assert [said for said in violations if not said.startswith(TRIED)] == [], path
        assert shown.evaluate("document.documentElement.lang").startswith(code)
    assert opened.complaints == []
    assert opened.foreign == []


def test_a_script_from_outside_does_not_run(tab: Opener) -> None:
    """The policy is there, and does what it says: what is written into a page is not run."""
    opened = tab("en")
    opened.page.add_init_script(LISTEN)
    shown = opened.open("/?edition=4&lang=en")
    shown.evaluate(
        """() => {
          const script = document.createElement("script")
          script.textContent = "window.smuggled = true"
          document.head.append(script)
          const picture = document.createElement("img")
          picture.setAttribute("onerror", "window.smuggled = true")
          picture.src = "/nowhere.png"
          document.body.append(picture)
        }"""
    )
    until(shown, "window.violations.filter(said => said.includes('inline')).length >= 2")
    assert shown.evaluate("window.smuggled") is None


def test_the_socket_is_for_our_own_pages(server: str) -> None:
    address = server.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus) as refused:
        connect(address, origin="https://elsewhere.example")
    assert refused.value.response.status_code == 403
    with connect(address, origin=server):
        pass


def test_the_agent_api_is_off(server: str) -> None:
    asked = urllib.request.Request(f"{server}/_stcore/agent/interact", data=b"{}", method="POST")
    asked.add_header("content-type", "application/json")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code in (403, 404, 501, 503)
    refused.value.close()
