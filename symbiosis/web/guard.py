"""Who may talk to the page: a browser on this machine that was given the token, and nobody else.

The token stands once in the address that `serve` prints; the first visit turns it into a cookie that
scripts cannot read and other sites do not send. Requests to another host name (DNS rebinding), from
another origin, or without the cookie are refused before the application sees them.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "symbiosis"
LOCAL = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws:; object-src 'none'; frame-ancestors 'none'"
)


def new_token() -> str:
    """Return a token of 256 bits that fits into an address."""
    return secrets.token_urlsafe(32)


class Guard:
    """An ASGI application around another one that lets only the owner of the token through."""

    def __init__(self, app: App, token: str, port: int) -> None:
        self._app, self._token, self._port = app, token, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 401, 403 or 421."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        refused = self._refusal(scope, headers)
        if refused is not None:
            await _refuse(scope, send, refused)
        elif self._brings_token(scope):
            await _welcome(scope, send, self._token, self._port)
        else:
            await self._app(scope, receive, _hardened(send))

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> int | None:
        if headers.get("host", "") not in {f"{name}:{self._port}" for name in LOCAL}:
            return 421
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers["host"]:
            return 403
        if self._brings_token(scope) or self._has_cookie(headers):
            return None
        return 401

    def _brings_token(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            return False
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _has_cookie(self, headers: dict[str, str]) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(f"{COOKIE}_{self._port}")
        except CookieError:
            return False
        return cookie is not None and hmac.compare_digest(cookie.value.encode(), self._token.encode())


async def _welcome(scope: Scope, send: Send, token: str, port: int) -> None:
    """Turn the token of the address into a cookie, and drop it from the address."""
    lang = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["en"])[0]
    location = b"/?lang=zh" if lang == "zh" else b"/"
    cookie = f"{COOKIE}_{port}={token}; HttpOnly; SameSite=Strict; Path=/"
    headers = [
        (b"location", location),
        (b"set-cookie", cookie.encode()),
        (b"referrer-policy", b"no-referrer"),
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    text = {
        401: "Open the address that `symbiosis serve` printed.",
        403: "Another site asked for this page.",
        421: "This page is only for this machine.",
    }[status]
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})


def _hardened(send: Send) -> Send:
    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message.get("headers", []),
                (b"content-security-policy", POLICY.encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
                (b"x-frame-options", b"DENY"),
            ]
        await send(message)

    return sent
