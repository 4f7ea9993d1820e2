"""The login provider of the institution (OpenID Connect, by Authlib): who somebody is, and which roles they have.

The code flow with PKCE. The ID token, which is checked (signature, issuer, audience, time, nonce), says who somebody
is; the roles are in a claim that the settings name, in the ID token or in what the provider says of the user.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from joserfc.errors import JoseError
from starlette.requests import Request

from lib.desk.person import Role
from lib.server.trusted_origin import LOCAL_HOSTS

PROVIDER_SETTING = "ABWAB_LOGIN_PROVIDER"
ADDRESS_SETTING = "ABWAB_DESK_ADDRESS"
BACK_PATH = "/desk/login/back"
LEEWAY = 60  # seconds by which the clocks of two machines may differ
PATIENCE = 10  # seconds that the provider has for an answer
# Whatever an answer of the provider that is none makes Authlib raise.
FAULTS = (AuthlibBaseError, JoseError, httpx2.HTTPStatusError, ValueError, KeyError, TypeError, RuntimeError)

log = logging.getLogger(__name__)


class LoginRefusedError(Exception):
    """The provider's answer lets nobody in: it is not for this desk, not from now, not signed, or an error."""


class LoginEndedError(Exception):
    """The provider no longer says that somebody has a role: they log in again."""


class ProviderAwayError(Exception):
    """The provider can't be asked just now."""


@dataclass(frozen=True, slots=True)
class LoginSettings:
    """How the desk is known to the provider.

    address   the address of the desk, as browsers reach it: https://desk.example.ma
    issuer    the provider's address
    claim     the claim with the roles; a dot leads into it (realm_access.roles)
    roles     what the provider calls the roles: {"desk-editors": Role.EDITOR, …}
    """

    address: str
    issuer: str
    client: str
    secret: str = ""
    claim: str = "roles"
    roles: Mapping[str, Role] = field(default_factory=lambda: {role.value: role for role in Role})
    scope: str = "openid profile"


@dataclass(frozen=True, slots=True)
class Login:
    """What the provider says of somebody.

    token       the tokens that it gave
    in_profile  whether the roles stand in what it says of the user, not only in the ID token
    """

    subject: str
    name: str
    roles: frozenset[Role]
    token: Mapping[str, Any]
    in_profile: bool


class LoginProvider:
    """The provider, asked over the network."""

    def __init__(self, settings: LoginSettings) -> None:
        self.settings = settings
        client = OAuth().register(
            "desk",
            client_id=settings.client,
            client_secret=settings.secret or None,
            server_metadata_url=settings.issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_kwargs={
                "scope": settings.scope,
                "code_challenge_method": "S256",
                "timeout": PATIENCE,
                "token_endpoint_auth_method": "client_secret_basic" if settings.secret else "none",
            },
        )
        self._client: StarletteOAuth2App = client

    @property
    def origin(self) -> str:
        """Where the provider's pages are: https://login.example.ma."""
        parts = urlsplit(self.settings.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    async def begin(self, request: Request, state: dict[str, Any]) -> str:
        """The address at the provider that a browser is sent to; `state` is what its answer is compared with."""
        request.scope["session"] = state
        try:
            metadata = await self._client.load_server_metadata()
            if metadata.get("issuer") != self.settings.issuer:
                raise LoginRefusedError(f"the provider calls itself {metadata.get('issuer')}")
            # Without their consent nobody is given a refresh token (OpenID Connect Core 1.0, section 11).
            asked = {"prompt": "consent"} if "offline_access" in self.settings.scope.split() else {}
            response = await self._client.authorize_redirect(request, self.settings.address + BACK_PATH, **asked)
        except httpx2.HTTPError as error:
            raise ProviderAwayError(type(error).__name__) from error
        except FAULTS as error:
            raise LoginRefusedError(str(error)) from error
        return str(response.headers["location"])

    async def finish(self, request: Request, state: dict[str, Any]) -> Login:
        """Who has come back from the provider. Raises LoginRefusedError, ProviderAwayError."""
        request.scope["session"] = state
        try:
            token = await self._client.authorize_access_token(
                request, leeway=LEEWAY, claims_options=self._expected_claims()
            )
            claims = token.get("userinfo")
            if not claims:
                raise LoginRefusedError("the provider gave no ID token")
            return await self._describe(dict(claims), token)
        except httpx2.TransportError as error:
            raise ProviderAwayError(type(error).__name__) from error
        except FAULTS as error:
            raise LoginRefusedError(f"{type(error).__name__}: {error}") from error

    async def renew(self, login: Login) -> Login:
        """What the provider says of somebody now. Raises LoginEndedError, ProviderAwayError."""
        try:
            if login.in_profile:
                profile = await self._profile(login)
                if profile is not None:
                    return replace(login, roles=self._roles(profile))
            return await self._refresh(login)
        except httpx2.TransportError as error:
            raise ProviderAwayError(type(error).__name__) from error
        except FAULTS as error:
            log.warning("a login can't be renewed: %s", type(error).__name__)
            raise LoginEndedError from error

    def leave_address(self, login: Login) -> str:
        """Where somebody leaves the provider too; "" if it has no such place."""
        place = self._client.server_metadata.get("end_session_endpoint", "")
        query = {
            "id_token_hint": login.token.get("id_token", ""),
            "client_id": self.settings.client,
            "post_logout_redirect_uri": self.settings.address + "/desk/login",
        }
        return f"{place}?{urlencode(query)}" if place else ""

    async def _refresh(self, login: Login) -> Login:
        """The same from new tokens."""
        given = login.token.get("refresh_token")
        if not given:
            raise LoginEndedError
        token = {
            **login.token,
            **await self._client.fetch_access_token(grant_type="refresh_token", refresh_token=given),
        }
        claims = await self._client.parse_id_token(token, nonce=None, claims_options=self._expected_claims())
        if claims["sub"] != login.subject:
            raise LoginEndedError
        return await self._describe(dict(claims), token)

    async def _describe(self, claims: dict[str, Any], token: Mapping[str, Any]) -> Login:
        subject = str(claims["sub"])
        login = Login(subject, "", self._roles(claims), token, False)
        profile = await self._profile(login) or {}
        everything = {**claims, **profile}
        name = next(
            (str(everything[key]) for key in ("name", "preferred_username", "email") if everything.get(key)), ""
        )
        in_profile = _claim(profile, self.settings.claim) is not None
        return replace(login, name=name, roles=self._roles(everything), in_profile=in_profile)

    async def _profile(self, login: Login) -> dict[str, Any] | None:
        """What the provider says of the user; None if it no longer takes the token, or has no such place."""
        if not self._client.server_metadata.get("userinfo_endpoint"):
            return None
        # Without its refresh token, with which Authlib would fetch others on its own, and keep them to itself.
        bearer = {name: login.token[name] for name in ("access_token", "token_type")}
        try:
            profile = dict(await self._client.userinfo(token=bearer))
        except httpx2.HTTPStatusError:
            return None
        if profile.get("sub") != login.subject:
            raise LoginRefusedError("the provider speaks of somebody else")
        return profile

    def _expected_claims(self) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "iat": {"essential": True},
        }

    def _roles(self, claims: Mapping[str, Any]) -> frozenset[Role]:
        found = _claim(claims, self.settings.claim)
        names = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        return frozenset(self.settings.roles[name] for name in names if name in self.settings.roles)


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """A claim by its name, or by its path: realm_access.roles."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def login_settings() -> LoginSettings | None:
    """The settings of the environment; None without a provider. Raises ValueError for what can't be meant.

    ABWAB_LOGIN_PROVIDER, ABWAB_LOGIN_CLIENT, ABWAB_LOGIN_SECRET, ABWAB_LOGIN_CLAIM, ABWAB_LOGIN_SCOPE,
    ABWAB_LOGIN_EDITOR, ABWAB_LOGIN_APPROVER, ABWAB_LOGIN_READER (what the provider calls each role), ABWAB_DESK_ADDRESS
    """
    issuer = os.environ.get(PROVIDER_SETTING, "")
    if not issuer:
        return None
    address, client = (os.environ.get(name, "") for name in (ADDRESS_SETTING, "ABWAB_LOGIN_CLIENT"))
    for name, value in ((ADDRESS_SETTING, address), (PROVIDER_SETTING, issuer)):
        parts = urlsplit(value)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL_HOSTS):
            raise ValueError(f"{name} is {value!r}; expected an address with https://")
    if not client:
        raise ValueError("ABWAB_LOGIN_CLIENT is missing: the name under which the provider knows the desk")
    return LoginSettings(
        address=address.rstrip("/"),
        issuer=issuer,
        client=client,
        secret=os.environ.get("ABWAB_LOGIN_SECRET", ""),
        claim=os.environ.get("ABWAB_LOGIN_CLAIM", "roles"),
        roles={os.environ.get(f"ABWAB_LOGIN_{role.name}", role.value): role for role in Role},
        scope=os.environ.get("ABWAB_LOGIN_SCOPE", "openid profile"),
    )
