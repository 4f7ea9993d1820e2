"""What browsers are told, and what is not for the public."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.server.headers import SecurityHeaders, content_security_policy, script_hashes

PUBLIC = ("203.0.113.7", 4000)
LOOPBACK = ("127.0.0.1", 4000)


def client(peer: tuple[str, int] = PUBLIC) -> TestClient:
    inner = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("here"))])
    return TestClient(SecurityHeaders(inner, ["'sha256-x'"]), client=peer)


def directives(path: str) -> dict[str, str]:
    """{"script-src": "'self' 'sha256-x'", …}"""
    header = client().get(path).headers["content-security-policy"]
    return dict(directive.split(" ", 1) for directive in header.split("; "))


@pytest.mark.parametrize("path", ["/", "/visitors", "/charts/visitors_total", "/static/js/x.js", "/_stcore/health"])
def test_only_embeds_may_be_framed(path: str) -> None:
    assert directives(path)["frame-ancestors"] == "'none'"
    assert client().get(path).headers["x-frame-options"] == "DENY"


def test_embeds_may_be_framed_by_anyone() -> None:
    assert directives("/charts/visitors_total/embed?lang=ar")["frame-ancestors"] == "*"
    assert "x-frame-options" not in client().get("/charts/visitors_total/embed").headers
    for near in ("/charts/a/b/embed", "/charts//embed", "/charts/a/embed/", "/x/charts/a/embed", "/charts/a/embed.svg"):
        assert directives(near)["frame-ancestors"] == "'none'"


def test_scripts_are_ours_alone() -> None:
    for path in ("/", "/charts/visitors_total/embed"):
        given = directives(path)
        assert given["default-src"] == "'none'"
        assert given["script-src"] == "'self' 'sha256-x'"
        assert "unsafe-eval" not in content_security_policy([], "*")
        # no origin but ours in any directive
        assert not any("://" in value for value in given.values())


def test_the_rest_of_the_headers() -> None:
    headers = client().get("/").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_hashes_of_the_scripts_inside() -> None:
    document = (
        '<script>a()</script><script data-src="x" id=y>\n b()\n</script><script type="module" src="c.js"></script>'
    )
    # printf 'a()' | openssl dgst -sha256 -binary | base64
    assert script_hashes(document)[0] == "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"
    assert len(script_hashes(document)) == 2
    assert script_hashes(document + "<script>a()</script>") == script_hashes(document)
    assert script_hashes("<p>none</p>") == ()


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metrics?families=x"])
def test_metrics_are_for_this_machine(path: str) -> None:
    assert client(PUBLIC).get(path).status_code == 404
    assert "content-security-policy" in client(PUBLIC).get(path).headers
    assert client(LOOPBACK).get(path).text == "here"
    for handed_on in ("x-forwarded-for", "forwarded", "x-real-ip"):
        assert client(LOOPBACK).get(path, headers={handed_on: "127.0.0.1"}).status_code == 404
