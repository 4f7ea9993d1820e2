"""The desk's login by a certified OpenID Connect server, oidc-provider: all of the way, through its own pages."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from lib.desk.entrance import RIGHTS_AGE, Entrance
from lib.desk.login import LoginProvider, LoginSettings
from lib.desk.server import desk_app
from tests.conftest import until
from tests.desk.desk_client import DeskClient, DeskHouse, page_text
from tests.programs.conftest import PROGRAM_FOLDER, find_folder, find_program

DESK = "https://desk.example.ma"
PROGRAM = Path(__file__).with_name("oidc_provider.mjs")
FORM = re.compile(r'<form[^>]*action="([^"]+)"')


@dataclass
class RealProvider:
    """The server, and the file of its accounts."""

    issuer: str
    users: Path

    def write(self, **accounts: object) -> None:
        self.users.write_text(json.dumps(accounts), encoding="utf-8")

    def go_through(self, address: str, account: str) -> str:
        """Log in and consent on its pages, as a person does; the address that leads back to the desk."""
        with httpx2.Client() as browser:
            answer = browser.get(address)
            for _ in range(20):
                if answer.is_redirect:
                    onward = urljoin(str(answer.url), answer.headers["location"])
                    if onward.startswith(DESK):
                        return onward.removeprefix(DESK)
                    answer = browser.get(onward)
                else:
                    assert answer.status_code == 200, answer.text
                    form = FORM.search(answer.text)
                    assert form, answer.text
                    fields = dict(re.findall(r'name="(prompt)" value="(\w+)"', answer.text))
                    place = urljoin(str(answer.url), form[1])
                    answer = browser.post(place, data=fields | {"login": account, "password": "x"})
        raise AssertionError("the server leads nowhere")


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[RealProvider]:
    node = find_program("node")
    find_folder("node_modules/oidc-provider")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = RealProvider(f"http://127.0.0.1:{port}", tmp_path / "users.json")
    found.write(samira={"name": "Samira", "roles": ["editor"]}, karim={"name": "Karim", "roles": []})
    command = [node, str(PROGRAM), str(port), str(found.users), str(PROGRAM_FOLDER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        yield found
        server.terminate()


def desk(tmp_path: Path, provider: RealProvider, scope: str = "openid profile", client: str = "abwab") -> DeskClient:
    house = DeskHouse(tmp_path)
    settings = LoginSettings(DESK, provider.issuer, client, f"secret of {client}", scope=scope)
    house.entrance = Entrance("", house.clock, LoginProvider(settings))
    app = desk_app(house.desk(), house.entrance)
    return DeskClient(house, TestClient(app, base_url=DESK, follow_redirects=False), "")


def log_in(client: DeskClient, provider: RealProvider, account: str = "samira") -> str:
    """Where the desk leads whoever comes back from the server."""
    begun = client.http.get("/desk/login/begin?lang=en").headers["location"]
    return str(client.http.get(provider.go_through(begun, account)).headers["location"])


def test_code_flow_with_pkce(tmp_path: Path, provider: RealProvider) -> None:
    client = desk(tmp_path, provider)
    begun = client.http.get("/desk/login/begin?lang=en").headers["location"]
    assert parse_qs(urlsplit(begun).query)["code_challenge_method"] == ["S256"]
    back = client.http.get(provider.go_through(begun, "samira"))
    assert back.headers["location"] == "/desk"
    assert back.headers["set-cookie"].startswith("__Host-abwab_desk=")
    page = client.get("/desk")
    assert "Samira" in page
    assert "editor" in page


def test_without_a_role(tmp_path: Path, provider: RealProvider) -> None:
    client = desk(tmp_path, provider)
    assert log_in(client, provider, "karim") == "/desk/login?lang=en&refused=roleless"
    assert client.http.get("/desk").headers["location"] == "/desk/login"


def test_a_code_for_another_audience(tmp_path: Path, provider: RealProvider) -> None:
    """A code that the server gave to another client of it, brought to the desk."""
    other, own = desk(tmp_path / "a", provider, client="another"), desk(tmp_path / "b", provider)
    begun = other.http.get("/desk/login/begin?lang=en").headers["location"]
    code = parse_qs(urlsplit(provider.go_through(begun, "samira")).query)["code"][0]
    begun = own.http.get("/desk/login/begin?lang=en").headers["location"]
    state = parse_qs(urlsplit(begun).query)["state"][0]
    answer = own.http.get(f"/desk/login/back?code={code}&state={state}")
    assert answer.headers["location"] == "/desk/login?lang=en&refused=unusable"


def test_a_revoked_role(tmp_path: Path, provider: RealProvider) -> None:
    client = desk(tmp_path, provider)
    log_in(client, provider)
    page = client.get("/desk")
    fields = {"form_token": client.form(page, "/desk/leave")["form_token"], "seen": "0", "draft": ""}
    asked = client.http.post("/desk/discard", data=fields)
    assert "there is no draft to discard" in page_text(asked.text)
    provider.write(samira={"name": "Samira", "roles": ["reader"]})
    assert "your role does not allow this" in page_text(client.http.post("/desk/discard", data=fields).text)
    provider.write(samira={"name": "Samira", "roles": []})
    assert client.http.post("/desk/discard", data=fields).status_code == 401
    assert client.http.get("/desk").headers["location"] == "/desk/login"


@pytest.mark.parametrize("scope", ["openid profile", "openid profile offline_access"])
def test_an_expired_token(tmp_path: Path, provider: RealProvider, scope: str) -> None:
    """The server's access tokens end after four seconds. With a refresh token the desk goes on, else one logs in."""
    client = desk(tmp_path, provider, scope)
    log_in(client, provider)
    session = client.house.entrance.session(client.http.cookies["__Host-abwab_desk"])
    assert session
    assert session.login
    bearer = {"authorization": f"Bearer {session.login.token['access_token']}"}
    until(lambda: httpx2.get(f"{provider.issuer}/me", headers=bearer).status_code == 401)
    client.house.clock.now += RIGHTS_AGE
    assert client.http.get("/desk").status_code == (200 if "offline" in scope else 303)


def test_leaving(tmp_path: Path, provider: RealProvider) -> None:
    client = desk(tmp_path, provider)
    log_in(client, provider)
    left = client.send(client.get("/desk"), "/desk/leave")
    asked = httpx2.get(left.headers["location"])
    assert asked.status_code == 200  # the server's own question whether to leave it, too: it knows the desk's address
    assert "logout" in asked.text.lower()
    assert client.http.get("/desk").headers["location"] == "/desk/login"
