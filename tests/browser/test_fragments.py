"""A control that changes one part of a page has that part alone drawn anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Opener
from tests.browser.test_compare import pick

WHOLE, PART = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


def search(page: Page) -> None:
    page.get_by_label("Search the names, in any of the three languages").fill("borders")


# (page, what is pressed, what must be run for it, what the page says then)
PRESSED: list[tuple[str, Callable[[Page], None], int, str]] = [
    ("compare", lambda page: pick(page, "measure", "Stands"), PART, "Stands: El Jadida 2025 ranks highest with 50"),
    ("compare", lambda page: pick(page, "b", "Agadir 2024"), PART, "Fes 2023 and Agadir 2024, side by side"),
    ("pavilions", search, PART, "of 23 names"),
    ("figures", lambda page: page.get_by_role("button", name="Next").first.click(), PART, "26–50 of"),
    ("compare", lambda page: page.get_by_role("radio", name="Français").click(), WHOLE, "Comparer les éditions"),
]


@pytest.mark.parametrize(("name", "press", "run", "said"), PRESSED, ids=["measure", "two", "search", "next", "lang"])
def test_what_is_run_for_a_choice(tab: Opener, name: str, press: Callable[[Page], None], run: int, said: str) -> None:
    runs: list[int] = []

    def heard(frame: str | bytes) -> None:
        assert isinstance(frame, bytes)
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") == "script_finished":
            runs.append(message.script_finished)

    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", heard)

    window = tab("en", alone=True)
    window.page.on("websocket", opened)
    page = window.open(f"/{name}?edition=4&lang=en")
    assert WHOLE in runs
    runs.clear()
    press(page)
    expect(page.locator(".stMain")).to_contain_text(said)
    window.settled()
    assert set(runs) == {run}
    assert window.complaints == []
