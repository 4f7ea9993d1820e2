"""The way in by a login provider: whom it lets in, whom it does not, and what they may do from act to act."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import uvicorn
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.desk import socket_watch
from lib.desk.entrance import OPEN_RIGHTS_AGE, RIGHTS_AGE, SESSION_LENGTH, Entrance
from lib.desk.login import Login, LoginProvider, LoginSettings, login_settings
from lib.desk.person import Role
from lib.desk.server import desk_app
from tests.conftest import until
from tests.desk.desk_client import DeskClient, DeskHouse, page_text
from tests.desk.filled_workbooks import seventh_edition
from tests.desk.signing_provider import CLIENT, OTHER_KEY, SECRET, Claims, SigningProvider
from tests.desk.test_socket_watch import Talk, talks, was_cut

ADDRESS = "https://desk.example.ma"
COOKIE = "__Host-abwab_desk"
UNUSABLE = "/desk/login?lang=fr&refused=unusable"


@pytest.fixture
def provider() -> Iterator[SigningProvider]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        found = SigningProvider(f"http://127.0.0.1:{held.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(found.app(), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]})
        thread.start()
        until(lambda: server.started)
        yield found
        server.should_exit = True
        thread.join()


@pytest.fixture
def house(tmp_path: Path, provider: SigningProvider) -> DeskHouse:
    """A desk that others reach over https."""
    found = DeskHouse(tmp_path)
    settings = LoginSettings(ADDRESS, provider.issuer, CLIENT, SECRET)
    found.entrance = Entrance("the-key", found.clock, LoginProvider(settings))
    return found


def browser(house: DeskHouse) -> DeskClient:
    app = desk_app(house.process, house.entrance)
    return DeskClient(house, TestClient(app, base_url=ADDRESS, follow_redirects=False), "")


def go_to_provider(client: DeskClient) -> str:
    """Begin a login, and go through the provider's pages; the address that leads back."""
    begun = client.http.get("/desk/login/begin?lang=fr")
    assert begun.status_code == 303
    return httpx2.get(begun.headers["location"]).headers["location"].removeprefix(ADDRESS)


def log_in(house: DeskHouse) -> DeskClient:
    client = browser(house)
    back = client.http.get(go_to_provider(client))
    assert (back.status_code, back.headers.get("location")) == (303, "/desk"), back.text
    return client


def test_code_flow_with_pkce(house: DeskHouse, provider: SigningProvider) -> None:
    client = browser(house)
    assert client.http.get("/desk").headers["location"] == "/desk/login"
    assert "/desk/login/begin" in client.get("/desk/login")
    begun = client.http.get("/desk/login/begin?lang=fr")
    asked = parse_qs(urlsplit(begun.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    before = client.http.cookies[COOKIE]
    back = client.http.get(httpx2.get(begun.headers["location"]).headers["location"].removeprefix(ADDRESS))
    assert back.headers["location"] == "/desk"
    cookie = back.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Secure"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert [*client.http.cookies] == [COOKIE]
    assert client.http.cookies[COOKIE] != before  # what was in the browser before the login is worth nothing after it
    page = client.get("/desk")
    assert "Samira" in page
    assert "rédaction" in page
    assert 'lang="fr-MA"' in page


def late(claims: Claims) -> Claims:
    return claims | {"iat": claims["iat"] - 900, "exp": claims["exp"] - 900}


FAULTS: Mapping[str, Mapping[str, object]] = {
    "another audience": {"change": lambda claims: claims | {"aud": "another"}},
    "two audiences": {"change": lambda claims: claims | {"aud": [CLIENT, "another"]}},
    "no audience": {"change": lambda claims: {name: claims[name] for name in claims if name != "aud"}},
    "expired": {"change": late},
    "no end": {"change": lambda claims: {name: claims[name] for name in claims if name != "exp"}},
    "another issuer": {"change": lambda claims: claims | {"iss": "https://elsewhere.example"}},
    "another nonce": {"change": lambda claims: claims | {"nonce": "x"}},
    "no nonce": {"change": lambda claims: {name: claims[name] for name in claims if name != "nonce"}},
    "no subject": {"change": lambda claims: {name: claims[name] for name in claims if name != "sub"}},
    "somebody else in the profile": {"change": lambda claims: claims | {"sub": "u-2"}},
    "another key": {"key": OTHER_KEY},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_token_that_lets_nobody_in(house: DeskHouse, provider: SigningProvider, fault: str) -> None:
    for name, value in FAULTS[fault].items():
        setattr(provider, name, value)
    client = browser(house)
    answer = client.http.get(go_to_provider(client))
    assert answer.headers["location"] == UNUSABLE
    assert "set-cookie" not in answer.headers
    assert client.http.get("/desk").headers["location"] == "/desk/login"


def test_an_answer_to_another_browser(house: DeskHouse) -> None:
    """Somebody is led to log in as somebody else: the state is that of another browser."""
    theirs, mine = browser(house), browser(house)
    back = go_to_provider(theirs)
    go_to_provider(mine)
    assert mine.http.get(back).headers["location"] == UNUSABLE
    assert browser(house).http.get(back).headers["location"] == UNUSABLE.replace("fr", "ar")


def test_an_answer_serves_once(house: DeskHouse) -> None:
    client = browser(house)
    back = go_to_provider(client)
    assert client.http.get(back).headers["location"] == "/desk"
    assert client.http.get(back).headers["location"] == UNUSABLE


@pytest.mark.parametrize("query", ["", "?error=access_denied&state=x", "?code=x&state=x", "?code=x", "?state=%00"])
def test_an_answer_that_is_none(house: DeskHouse, query: str) -> None:
    client = browser(house)
    client.http.get("/desk/login/begin")
    assert client.http.get("/desk/login/back" + query).headers["location"].endswith("refused=unusable")


@pytest.mark.parametrize("roles", [[], ["director"], None, "editors", {"editor": True}])
def test_nobody_without_a_role_comes_in(house: DeskHouse, provider: SigningProvider, roles: object) -> None:
    provider.user["roles"] = roles
    client = browser(house)
    answer = client.http.get(go_to_provider(client))
    assert answer.headers["location"] == "/desk/login?lang=fr&refused=roleless"
    told = client.http.get(answer.headers["location"])
    assert told.status_code == 403
    assert "ne vous donne aucun rôle au bureau" in page_text(told.text)
    assert client.http.get("/desk").headers["location"] == "/desk/login"


def test_a_role_that_is_revoked_ends_with_the_next_act(
    house: DeskHouse, provider: SigningProvider, archive: Archive
) -> None:
    samira = log_in(house)
    page = samira.get("/desk/workbook")
    provider.user["roles"] = ["reader"]
    refused = samira.send_workbook(seventh_edition(archive, "fr").xlsx())
    assert refused.status_code == 409
    assert "votre rôle ne le permet pas" in page_text(refused.text)
    provider.user["roles"] = []
    assert samira.send(page, "/desk/workbook").status_code == 401
    assert samira.http.get("/desk").headers["location"] == "/desk/login"
    assert house.desk().log.lines() == ()


def test_whoever_only_looks_is_asked_for_now_and_then(house: DeskHouse, provider: SigningProvider) -> None:
    samira = log_in(house)
    provider.user["roles"] = []
    assert samira.http.get("/desk").status_code == 200
    house.clock.now += RIGHTS_AGE
    assert samira.http.get("/desk").headers["location"] == "/desk/login"


def test_an_open_websocket_is_cut_once_the_role_is_revoked(
    house: DeskHouse, provider: SigningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_watch, "SOCKET_LOOK", 0.01)
    samira = log_in(house)
    app = desk_app(house.process, house.entrance, Talk())
    client = TestClient(app, base_url=ADDRESS, cookies=samira.http.cookies)
    with client.websocket_connect(f"wss{ADDRESS.removeprefix('https')}/_stcore/stream") as stream:
        provider.user["roles"] = []
        talks(stream)  # the provider was asked just now
        house.clock.now += OPEN_RIGHTS_AGE
        was_cut(stream)
    assert samira.http.get("/desk").headers["location"] == "/desk/login"


def test_the_provider_is_away(house: DeskHouse, provider: SigningProvider) -> None:
    """Looking goes on, and so do leaving and stopping; nothing else is done."""
    samira = log_in(house)
    page = samira.get("/desk")
    found = house.entrance.provider
    assert found
    found._client.server_metadata["userinfo_endpoint"] = "http://127.0.0.1:1/profile"
    house.clock.now += RIGHTS_AGE
    assert samira.http.get("/desk").status_code == 200
    fields = {"form_token": samira.form(page, "/desk/leave")["form_token"], "seen": "0", "draft": "x", "key": "x"}
    assert samira.http.post("/desk/discard", data=fields).status_code == 503
    assert samira.http.post("/desk/stop", data=fields).status_code == 409  # asked, and there is nothing to stop
    assert samira.http.post("/desk/leave", data=fields).status_code == 303


def test_a_provider_that_is_broken_at_the_login(house: DeskHouse, provider: SigningProvider) -> None:
    provider.broken = True
    client = browser(house)
    assert client.http.get("/desk/login/begin").headers["location"].endswith("refused=away")
    provider.broken = False
    back = go_to_provider(client)
    provider.broken = True
    assert "/desk/login?" in client.http.get(back).headers["location"]


@pytest.mark.parametrize("refreshes", [False, True])
def test_an_access_token_that_has_ended(house: DeskHouse, provider: SigningProvider, refreshes: bool) -> None:
    """With a refresh token the provider is asked anew; without one somebody logs in again."""
    provider.refreshes = refreshes
    samira = log_in(house)
    for _ in range(2):
        provider.forget_access()
        house.clock.now += RIGHTS_AGE
        answer = samira.http.get("/desk")
        assert (answer.status_code == 200) is refreshes
    if refreshes:
        provider.user["roles"] = []
        provider.forget_access()
        house.clock.now += RIGHTS_AGE
        assert samira.http.get("/desk").status_code == 303


def test_roles_that_stand_in_the_id_token_alone(house: DeskHouse, provider: SigningProvider) -> None:
    provider.in_profile, provider.refreshes = False, True
    samira = log_in(house)
    house.clock.now += RIGHTS_AGE
    assert samira.http.get("/desk").status_code == 200
    provider.user["roles"] = []
    house.clock.now += RIGHTS_AGE
    assert samira.http.get("/desk").status_code == 303


def test_leaving_leads_to_the_provider(house: DeskHouse, provider: SigningProvider) -> None:
    samira = log_in(house)
    cookie = samira.http.cookies[COOKIE]
    page = samira.http.get("/desk")
    assert f"form-action 'self' {provider.issuer};" in page.headers["content-security-policy"]
    left = samira.send(page.text, "/desk/leave")
    place = urlsplit(left.headers["location"])
    asked = parse_qs(place.query)
    assert f"{place.scheme}://{place.netloc}{place.path}" == f"{provider.issuer}/end"
    assert asked["post_logout_redirect_uri"] == [f"{ADDRESS}/desk/login"]
    assert asked["id_token_hint"][0].count(".") == 2
    again = browser(house).http.get("/desk", headers={"cookie": f"{COOKIE}={cookie}"})
    assert again.headers["location"] == "/desk/login"


def test_a_session_ends_after_eight_hours(house: DeskHouse) -> None:
    samira = log_in(house)
    house.clock.now += SESSION_LENGTH
    assert samira.http.get("/desk").headers["location"] == "/desk/login"


def test_the_key_opens_nothing_where_there_is_a_provider(house: DeskHouse) -> None:
    answer = browser(house).http.post("/desk/key", data={"key": "the-key", "name": "Samira"})
    assert answer.status_code in (303, 403)
    assert "set-cookie" not in answer.headers


def test_people_are_told_apart_by_what_the_provider_calls_them(house: DeskHouse, archive: Archive) -> None:
    """Two people of one name; the name of an approver is changed, and it is the same person."""
    both = frozenset({Role.EDITOR, Role.APPROVER})
    sessions = [
        house.entrance.admit(Login(subject, name, both, {}, True), "en")
        for subject, name in (("u-1", "Fatima"), ("u-1", "Fatima Z."), ("u-2", "Fatima"))
    ]
    first, renamed, second = (house.entrance.session(given) for given in sessions)
    assert first
    assert renamed
    assert second
    assert first.identity == renamed.identity != second.identity


def test_a_claim_inside_another_and_names_of_roles() -> None:
    settings = LoginSettings("", "", "", claim="realm_access.roles", roles={"desk-approvers": Role.APPROVER})
    read = LoginProvider(settings)._roles
    assert read({"realm_access": {"roles": ["desk-approvers", "editor"]}}) == {Role.APPROVER}
    assert read({"realm_access": []}) == read({}) == frozenset()
    assert read({"realm_access.roles": "desk-approvers"}) == {Role.APPROVER}


def test_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert login_settings() is None
    monkeypatch.setenv("ABWAB_LOGIN_PROVIDER", "https://login.example.ma")
    with pytest.raises(ValueError, match="ABWAB_DESK_ADDRESS"):
        login_settings()
    monkeypatch.setenv("ABWAB_DESK_ADDRESS", "https://desk.example.ma/")
    with pytest.raises(ValueError, match="ABWAB_LOGIN_CLIENT"):
        login_settings()
    monkeypatch.setenv("ABWAB_LOGIN_CLIENT", "abwab")
    monkeypatch.setenv("ABWAB_LOGIN_EDITOR", "g-17")
    found = login_settings()
    assert found
    assert found.address == "https://desk.example.ma"
    assert found.roles == {"g-17": Role.EDITOR, "approver": Role.APPROVER, "reader": Role.READER}
    monkeypatch.setenv("ABWAB_LOGIN_PROVIDER", "http://login.example.ma")
    with pytest.raises(ValueError, match="https"):
        login_settings()
