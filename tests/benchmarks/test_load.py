"""The load test with a handful of readers: what it counts, and what it refuses to do."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

import aiohttp
import pytest
from aiohttp import web

from benchmarks import local_server
from benchmarks.load import ChartClient, OutcomeCounts, chart_addresses, run_load
from benchmarks.load_report import LoadResults, ServerSample, load_report
from benchmarks.session import Session, SessionError

PATHS = [f"/charts/visitors_total{form}?edition=4&lang=ar" for form in (".csv", ".json", ".xlsx")]


@pytest.fixture(scope="module")
def served() -> Iterator[local_server.LocalServer]:
    with local_server.streamlit_server() as running:
        yield running


def test_a_few_readers(served: local_server.LocalServer) -> None:
    found = asyncio.run(
        run_load(served, PATHS, sessions=3, rate=20, minutes=0.05, opening=0.5, saturated=1, thinking=(0.2, 0.4))
    )
    assert found.errors == {}
    assert found.lost() == 0
    assert found.held == found.sent["openings"] == 3
    # How many a busy machine comes to send, and has to refuse, is no matter here: none is lost.
    for kind in ("requests", "a kept chart meanwhile"):
        assert found.fate(kind, "answered") + found.fate(kind, "refused") == found.sent[kind] > 0
    # On a busy machine the opening takes all the time.
    assert found.sent["choices"] + found.sent["choices in a hurry"] > 0
    assert found.curve[0].memory > 50e6
    assert f"| requests | {found.sent['requests']} |" in load_report(found, busy=0.0)


def test_a_session_sees_that_its_choice_was_taken(served: local_server.LocalServer) -> None:
    async def told() -> list[tuple[str, int]]:
        async with aiohttp.ClientSession() as client, Session(client, served.address, "visitors", "lang=ar") as session:
            await session.run()
            found = [(session.choices["lang"], len(session.figures))]
            await session.choose("choice-lang", 1)
            found.append((session.choices["lang"], len(session.figures)))
            with pytest.raises(SessionError, match="still says"):
                await session.choose("choice-lang", 1)
            return found

    assert asyncio.run(told()) == [("ar", 5), ("fr", 5)]


def test_what_becomes_of_requests_is_told_apart() -> None:
    """Answered, refused politely, refused rudely, and a connection that breaks off."""

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/broken":
            assert request.transport
            request.transport.abort()
        if request.path == "/polite":
            return web.Response(status=503, headers={"Retry-After": "10"})
        held = request.headers.get("If-None-Match") == '"1"'
        found = {"/rude": web.Response(status=503), "/empty": web.Response()}
        return found.get(request.path) or web.Response(
            status=304 if held else 200, text=None if held else "1", headers={"ETag": '"1"'}
        )

    async def counted() -> OutcomeCounts:
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        port = local_server.free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        async with aiohttp.ClientSession() as client:
            press = ChartClient(client, f"http://127.0.0.1:{port}", OutcomeCounts())
            for path in ["/polite", "/rude", "/empty", "/broken"] + ["/sound"] * 20:
                await press.ask(path, asyncio.get_running_loop().time())
        await runner.cleanup()
        return press.counts

    counts = asyncio.run(counted())
    assert counts.sent == {"requests": 24}
    assert counts.fates == {"requests answered": 20, "requests refused": 1, "requests lost": 3}
    assert sum(counts.errors.values()) == 3


@pytest.mark.parametrize(
    "address", ["http://example.org", "https://127.0.0.1:1", "http://192.0.2.1:80", "http://localhost.example:80", ""]
)
def test_only_this_machine_is_loaded(address: str) -> None:
    with pytest.raises(ValueError, match="not on this machine"):
        asyncio.run(run_load(local_server.LocalServer(address, None), PATHS, 1, 1, 0.01))


@pytest.mark.parametrize(("sessions", "rate", "minutes"), [(0, 1, 1), (100_000, 1, 1), (1, 1e6, 1), (1, 1, 1e6)])
def test_a_load_has_bounds(sessions: int, rate: float, minutes: float) -> None:
    with pytest.raises(ValueError, match="expected at most"):
        asyncio.run(run_load(local_server.LocalServer("http://127.0.0.1:9", None), PATHS, sessions, rate, minutes))


def test_addresses_are_mixed() -> None:
    paths = chart_addresses([4, 6])
    for part in (".png", ".svg", ".csv", "/embed", "lang=ar", "lang=fr", "lang=en", "edition=4", "edition=6"):
        assert any(part in path for path in paths), part


def loaded(**changed: object) -> LoadResults:
    curve = [ServerSample(after, 100_000_000, after, 2, 10) for after in range(0, 240, 5)]
    whole: dict[str, object] = {
        "sessions": 2,
        "rate": 1,
        "minutes": 4,
        "opening": 60,
        "ready": 1,
        "held": 2,
        "curve": curve,
        "sent": Counter({"requests": 10, "a kept chart meanwhile": 2}),
        "fates": Counter({"requests answered": 10, "a kept chart meanwhile answered": 2}),
        "errors": Counter(),
        "seconds": {"requests": [0.1] * 10, "a kept chart meanwhile": [0.1, 0.2]},
    }
    return LoadResults(**(whole | changed))  # type: ignore[arg-type]


def test_the_report_judges_by_the_numbers() -> None:
    assert "Not met" not in load_report(loaded(), busy=0.0)
    rising = [ServerSample(after, 100_000_000 + 1_000_000 * after, after, 2, 10) for after in range(0, 240, 5)]
    for worse in (
        {"held": 1},
        {"curve": rising},
        {"fates": Counter({"requests answered": 9, "requests lost": 1, "a kept chart meanwhile answered": 2})},
        {"fates": Counter({"requests answered": 9, "a kept chart meanwhile answered": 2})},  # one is gone
        {"seconds": {"requests": [0.1] * 10, "a kept chart meanwhile": [0.1, 2.0]}},
    ):
        assert load_report(loaded(**worse), busy=0.0).count("Not met") == 1, worse
    refused = loaded(
        fates=Counter({"requests answered": 9, "requests refused": 1, "a kept chart meanwhile answered": 2})
    )
    assert "Not met" not in load_report(refused, busy=0.0)
