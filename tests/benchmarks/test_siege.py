"""Attacks: bounded, on this machine only, and judged by the numbers. And what they did once, they do no more."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress

import aiohttp
import pytest

from benchmarks import attacks, local_server, siege
from benchmarks.attacks import ATTACKS, Attacker
from benchmarks.siege_report import BEGIN, END, SiegeResult, insert_report, siege_report

PAGE = "/visitors?edition=4&lang=fr"
NEW_PICTURES = siege._new_pictures()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[local_server.LocalServer]:
    """A server with few seats."""
    settings = {"ABWAB_SESSIONS": "12", "ABWAB_CACHE": str(tmp_path_factory.mktemp("cache"))}
    with local_server.streamlit_server(settings=settings) as running:
        yield running


def beside(
    served: local_server.LocalServer, act: Callable[[Attacker], Awaitable[None]], met: Callable[[str], bool]
) -> tuple[Counter[str], str]:
    """What an attacker was answered, and the page that an honest reader got meanwhile: asked for once the attack has
    `met` an answer. The reader has got a new picture, opened a page and chosen something, too.
    """

    async def scene() -> tuple[Counter[str], str]:
        loop = asyncio.get_running_loop()
        attacker = Attacker(served.address, loop.time() + 60)
        attacking = asyncio.ensure_future(act(attacker))
        while not any(map(met, attacker.counts)):
            assert not attacking.done(), attacker.counts
            await asyncio.sleep(0.05)
        headers = local_server.forwarded(siege.HONEST_ADDRESS)
        async with aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(total=60)) as client:
            reader = siege.HonestReader(served.address, client, iter(()))
            async with client.get(served.address + PAGE) as answer:
                page = await answer.text()
            await reader._get(next(NEW_PICTURES))
            await reader._choose()
        attacker.end = loop.time()
        attacking.cancel()
        await asyncio.gather(attacking, return_exceptions=True)
        return attacker.counts, page

    return asyncio.run(scene())


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("act", "told"),
    [
        (attacks.hold_silent_sockets, "socket 503"),
        (attacks.hold_sessions, "session refused"),
        (attacks.flood_pictures, "200"),  # sixty find a place; each waits for its turn
    ],
)
def test_one_client_keeps_nobody_out(
    served: local_server.LocalServer,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Attacker], Awaitable[None]],
    told: str,
) -> None:
    """The attacker is refused or made to wait, and beside it a reader has a whole page, a new picture and a session."""
    monkeypatch.setattr(attacks, "SEATS", 14)
    counts, page = beside(served, act, lambda answer: answer == told)
    assert counts[told] > 0
    assert 'id="root"' in page


@pytest.mark.timeout(240)
def test_a_message_that_no_browser_sends_ends_the_connection(served: local_server.LocalServer) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as stack:
            attacker = Attacker(served.address, asyncio.get_running_loop().time() + 60)
            opened = await attacker.upgrade(stack)
            assert opened
            reader, writer = opened
            writer.write(b"\x82\x84\0\0\0\0\xff\xff\xff\xff")
            with suppress(ConnectionError):
                await asyncio.wait_for(reader.read(), 60)  # to the end

    asyncio.run(scene())


@pytest.mark.parametrize("address", ["http://example.org", "http://192.0.2.1:80", "http://localhost.example:80"])
def test_only_this_machine_is_attacked(address: str) -> None:
    with pytest.raises(ValueError, match="not on this machine"):
        Attacker(address, 0)


def test_clients_of_the_attacks_have_addresses_for_benchmarks() -> None:
    assert local_server.forwarded(1) == {"X-Forwarded-For": "198.18.0.1"}
    assert local_server.forwarded(siege.HONEST_ADDRESS) == {"X-Forwarded-For": "198.18.234.96"}
    assert max(attack.clients for attack in ATTACKS) < siege.HONEST_ADDRESS


def result(**changed: object) -> SiegeResult:
    whole: dict[str, object] = {
        "name": "pages",
        "strength": "10 connections",
        "seconds": {"page": [0.1, 0.2], "kept chart": [0.1, 0.2], "new picture": [2.0], "choice": [1.0, 2.0]},
        "lost": Counter(),
        "beginnings": 0,
        "answers": Counter({"503": 1200}),
        "memory": 20_000_000,
        "recovery": 0.1,
    }
    return SiegeResult(**(whole | changed))  # type: ignore[arg-type]


def test_the_report_judges_by_the_numbers() -> None:
    report = siege_report([result()], [], (0.0, 0.0))
    cells = ["pages", "10 connections", "150 / 195", "150 / 195", "2,000 / 2,000", "1,500 / 1,950", "1,200 × 503"]
    assert report.splitlines()[-1] == f"| {' | '.join([*cells, '20 MB', '0.1 s', 'Met'])} |"
    seconds = dict(result().seconds)
    cases: tuple[dict[str, object], ...] = (
        {"seconds": seconds | {"page": [0.1, 0.7]}},
        {"seconds": seconds | {"kept chart": [0.1, 0.7]}},
        {"seconds": seconds | {"new picture": [10.5]}},
        {"seconds": {}},
        {"lost": Counter({"page": 1})},
    )
    for worse in cases:
        assert siege_report([result(**worse)], [], (0.0, 0.0)).endswith("| Not met |"), worse


def test_the_report_stands_in_its_place() -> None:
    document = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert insert_report(document, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    with pytest.raises(ValueError, match="expected"):
        insert_report("before", "new")
    assert BEGIN in siege.DEPLOY_README.read_text(encoding="utf-8")


def test_new_pictures_are_not_those_of_the_attack() -> None:
    asked = {path.split("edition=")[1][:1] for path in siege._new_pictures()}
    attacked = {path.split("edition=")[1][:1] for path in attacks._new_pictures()}
    assert not asked & attacked
