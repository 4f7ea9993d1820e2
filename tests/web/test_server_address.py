"""The one address of the server: what a request says of its host enters nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.archive.organisation import ORGANISATION_FILE
from lib.web import server_address
from lib.web.server_address import check_public_address, public_address, shared_links
from tests.support.six_editions import SIX_EDITIONS, copy_with_public_address
from tests.support.web_fixtures import BASE
from tests.web.test_routes import ADDRESSES

HOSTS = ["localhost:6666", "abwab.example:8443", "elsewhere.example", "LOCALHOST", "a b", "[", "", 'x"><script>']


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of this process, still to be made; its address has not been read yet."""
    monkeypatch.setenv("ABWAB_DATA", str(tmp_path / "data"))
    public_address.cache_clear()
    shared_links.cache_clear()
    yield tmp_path / "data"
    public_address.cache_clear()
    shared_links.cache_clear()


@pytest.mark.parametrize("address", [*ADDRESSES, "/charts/staff_total.xlsx?edition=4&lang=ar", "/kit/4.json"])
def test_every_host_gets_the_same_answer(client: TestClient, address: str) -> None:
    own = client.get(address)
    assert own.status_code == 200
    for host in HOSTS:
        answer = client.get(address, headers={"Host": host, "X-Forwarded-Host": host, "X-Forwarded-Proto": "https"})
        assert (answer.status_code, answer.content) == (200, own.content), host
        assert answer.headers.get("link") == own.headers.get("link")


def test_links_stand_under_the_public_address(folder: Path) -> None:
    copy_with_public_address(folder, "https://Abwab.example/")
    assert public_address() == "https://abwab.example"
    assert shared_links().base == "https://abwab.example"


def test_the_address_stays_while_the_process_runs(folder: Path) -> None:
    """Otherwise one half of what is kept would name the old one, and pages of the new one would get no answer."""
    copy_with_public_address(folder, "https://abwab.example")
    assert shared_links().base == "https://abwab.example"
    (folder / ORGANISATION_FILE).unlink()
    assert shared_links().base == "https://abwab.example"


def test_a_file_that_cannot_be_read_does_not_take_the_address_away(
    folder: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = archive.organisation.model_copy(update={"public_address": "https://abwab.example"})

    class Standing:
        organisation = published

    class Shelf:
        def archive(self) -> Standing:
            return Standing()

    monkeypatch.setattr(server_address, "open_live_archive", Shelf)
    copy_with_public_address(folder, "")
    (folder / ORGANISATION_FILE).write_text("not TOML", encoding="utf-8")
    assert public_address() == "https://abwab.example"


@pytest.mark.parametrize(
    ("bound", "base"),
    [
        ("localhost", "http://localhost:8501"),
        ("127.0.0.1", "http://127.0.0.1:8501"),
        ("::1", "http://[::1]:8501"),
    ],
)
def test_without_a_public_address_links_stand_where_the_server_listens(
    folder: Path, bound: str, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_with_public_address(folder, "")
    settings = {"server.address": bound, "server.port": 8501, "server.sslCertFile": None}
    monkeypatch.setattr(server_address, "get_option", settings.__getitem__)
    assert shared_links().base == base


def test_the_tests_are_served_like_that() -> None:
    assert shared_links().base == BASE


@pytest.mark.parametrize("bound", [None, "", "0.0.0.0", "::", "192.0.2.7", "abwab.example", "unix:///run/abwab"])
def test_others_are_served_under_a_public_address_only(bound: str | None) -> None:
    with pytest.raises(ValueError, match="public_address = ") as refused:
        check_public_address(bound, "")
    assert str(SIX_EDITIONS) in str(refused.value)
    check_public_address(bound, "https://abwab.example.ma")


@pytest.mark.parametrize("bound", ["localhost", "127.0.0.1", "127.0.0.2", "::1"])
def test_this_machine_is_served_without_one(bound: str) -> None:
    check_public_address(bound, "")


@pytest.mark.parametrize(
    "public", ["https://press.example/abwab", "https://a@press.example", "https://press.example?a"]
)
def test_a_public_address_is_the_root_of_a_host(public: str) -> None:
    with pytest.raises(ValueError, match="root of a host"):
        check_public_address("0.0.0.0", public)
