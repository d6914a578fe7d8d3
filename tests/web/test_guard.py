"""Who is let through: the browser with the token, on this machine; nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from symbiosis.web.guard import Guard, new_token

TOKEN = "t" * 43
PORT = 8123


async def _inner(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside"})


def visit(
    path: str = "/",
    query: str = "",
    method: str = "GET",
    kind: str = "http",
    **headers: str,
) -> tuple[Any, dict[str, str]]:
    """Return status (or message type) and headers of one request."""
    given = {"host": f"127.0.0.1:{PORT}", **headers}
    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in given.items()],
    }
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    asyncio.run(Guard(_inner, TOKEN, PORT)(scope, receive, send))
    first = sent[0]
    answered = {k.decode(): v.decode() for k, v in first.get("headers", [])}
    return first.get("status", first["type"]), answered


COOKIE = f"symbiosis_{PORT}={TOKEN}"


def test_the_token_becomes_a_cookie_and_leaves_the_address() -> None:
    status, headers = visit(query=f"token={TOKEN}&lang=zh")
    assert status == 303
    assert headers["location"] == "/?lang=zh"
    assert TOKEN not in headers["location"]
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]


def test_the_cookie_opens_the_page_with_strict_headers() -> None:
    status, headers = visit(cookie=COOKIE)
    assert status == 200
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "request_of",
    [
        {},
        {"query": "token=wrong"},
        {"query": f"token={TOKEN}", "path": "/other"},
        {"query": f"token={TOKEN}", "method": "POST"},
        {"cookie": f"symbiosis_{PORT}=wrong"},
        {"cookie": f"symbiosis_1={TOKEN}"},
        {"cookie": "symbiosis_8123=\x00;;=="},
    ],
)
def test_without_the_secret_nobody_comes_in(request_of: dict[str, str]) -> None:
    assert visit(**request_of)[0] == 401


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", "", f"0.0.0.0:{PORT}"]
)
def test_another_host_name_is_refused_even_with_the_cookie(host: str) -> None:
    assert visit(cookie=COOKIE, host=host)[0] == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"http://127.0.0.1:{PORT + 1}"])
def test_another_origin_is_refused_even_with_the_cookie(origin: str) -> None:
    assert visit(cookie=COOKIE, origin=origin)[0] == 403
    assert visit(kind="websocket", cookie=COOKIE, origin=origin)[0] == "websocket.close"


def test_sockets_need_the_cookie_too() -> None:
    assert visit(kind="websocket")[0] == "websocket.close"
    own = f"http://127.0.0.1:{PORT}"
    assert visit(kind="websocket", cookie=COOKIE, origin=own)[0] == "websocket.accept"


def test_tokens_are_long_and_differ() -> None:
    assert new_token() != new_token()
    assert len(new_token()) >= 43
