"""A login provider of this machine that signs tokens, also false ones: what a real one would never send."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "abwab", "the-secret"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))
Claims = dict[str, Any]


@dataclass
class SigningProvider:
    """Whoever comes is `user`, whose claims are those of the profile; `change` falsifies the ID token's.

    broken   answers each request with a fault
    """

    issuer: str
    user: Claims = field(default_factory=lambda: {"sub": "u-1", "name": "Samira", "roles": ["editor"]})
    change: Callable[[Claims], Claims] = dict
    key: RSAKey = field(default_factory=lambda: KEY)
    in_profile: bool = True
    refreshes: bool = False
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _access: dict[str, str] = field(default_factory=dict)
    _refresh: set[str] = field(default_factory=set)

    def forget_access(self) -> None:
        """The access tokens end."""
        self._access.clear()

    def app(self) -> Starlette:
        """What answers."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/keys", lambda _: JSONResponse({"keys": [KEY.as_dict(private=False)]})),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/profile", self._profile),
            ]
        )

    def _metadata(self, request: Request) -> Response:
        if self.broken:
            return Response(status_code=500)
        places = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "profile",
            "jwks_uri": "keys",
            "end_session_endpoint": "end",
        }
        document = {name: f"{self.issuer}/{path}" for name, path in places.items()}
        algorithms = {"id_token_signing_alg_values_supported": ["RS256"]}
        return JSONResponse({"issuer": self.issuer, **algorithms, **document})

    def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(str(request.url))
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def _token(self, request: Request) -> Response:
        if self.broken:
            return Response(status_code=500)
        given = dict(await request.form())
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        assert request.headers["authorization"] == f"Basic {expected}"
        if given["grant_type"] == "refresh_token":
            if given["refresh_token"] not in self._refresh:
                return JSONResponse({"error": "invalid_grant"}, status_code=400)
            self._refresh.remove(str(given["refresh_token"]))
            return self._tokens("")
        asked = self._codes.pop(str(given["code"]), None)
        verifier = hashlib.sha256(str(given["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if not asked or challenge != asked["code_challenge"] or given["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return self._tokens(asked["nonce"])

    def _tokens(self, nonce: str) -> Response:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.user["sub"], "iat": now, "exp": now + 300}
        if nonce:
            claims["nonce"] = nonce
        if not self.in_profile:
            claims |= self.user
        access, refresh = secrets.token_urlsafe(), secrets.token_urlsafe()
        self._access[access] = self.user["sub"]
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, self.change(claims), self.key)
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": signed}
        if self.refreshes:
            self._refresh.add(refresh)
            answer["refresh_token"] = refresh
        return JSONResponse(answer)

    def _profile(self, request: Request) -> Response:
        if self.broken:
            return Response(status_code=500)
        if request.headers["authorization"].removeprefix("Bearer ") not in self._access:
            return Response(status_code=401)
        return JSONResponse(self.user if self.in_profile else {"sub": self.user["sub"]})
