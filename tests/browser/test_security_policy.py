"""The dashboard under its own content security policy, and what it says to those who may not ask."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.conftest import LISTEN, Opener, until


def test_a_script_from_outside_does_not_run(tab: Opener) -> None:
    """The policy is there, and does what it says: what is written into a page is not run."""
    opened = tab("en", alone=True)
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
        connect(address, origin=Origin("https://elsewhere.example"))
    assert refused.value.response.status_code == 403
    with connect(address, origin=Origin(server)):
        pass


def test_the_agent_api_is_off(server: str) -> None:
    asked = urllib.request.Request(f"{server}/_stcore/agent/interact", data=b"{}", method="POST")
    asked.add_header("content-type", "application/json")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code in (403, 404, 501, 503)
    refused.value.close()
