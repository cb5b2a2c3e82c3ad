"""The door: what every request must pass and every answer carries, whatever it asks for.

A page of another site that a reader has open can send requests to this server under a name of its own (DNS rebinding), so the Host
header must be one that the server was told it has. Other sites may read answers only where they are named (CORS).
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.refusal import Refusal

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_MISDIRECTED = "This server does not answer to that name. Start it with --allow-host NAME if it should.\n"


class Door:
    """Checks the Host header, answers preflights, adds headers, and keeps faults inside.

    Args:
        app: what is behind it.
        hosts: names that the server has, without port, in small letters; ``*`` for any.
        origins: other sites whose pages may read answers; ``*`` for all.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], origins: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        allowed = self._allowed(headers.get("origin", ""))
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(MutableHeaders(scope=message), allowed)
            await send(message)

        try:
            if "*" not in self.hosts and host_name(headers.get("host", "")) not in self.hosts:
                await _say(answer, 421, _MISDIRECTED)
            elif scope["method"] == "OPTIONS" and allowed and "access-control-request-method" in headers:
                await _say(answer, 204, "", {"access-control-allow-methods": "GET, POST", "access-control-max-age": "600"}
                           | {"access-control-allow-headers": "content-type, accept"})  # fmt: skip
            else:
                await self.app(scope, receive, answer)
        except Refusal as refusal:
            await _say(answer, refusal.status, refusal.text, refusal.headers)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            if started:
                raise
            await _say(answer, 500, "A fault in kg itself; its log says more.\n")

    def _allowed(self, origin: str) -> str:
        if not origin or not self.origins:
            return ""
        return "*" if "*" in self.origins else origin if origin in self.origins else ""

    def _dress(self, headers: MutableHeaders, allowed: str) -> None:
        headers["x-content-type-options"] = "nosniff"
        headers["referrer-policy"] = "no-referrer"
        headers.setdefault("cross-origin-resource-policy", "cross-origin" if allowed else "same-origin")
        headers.setdefault("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
        if self.origins:
            headers.add_vary_header("Origin")
        if allowed:
            headers["access-control-allow-origin"] = allowed


def host_name(host: str) -> str:
    """The name in a Host header, without its port, in small letters.

    >>> host_name("LocalHost:8000"), host_name("[::1]:8000"), host_name("e.org")
    ('localhost', '[::1]', 'e.org')
    """
    name = host.strip().lower()
    if name.startswith("["):
        return name[: name.find("]") + 1]
    return name.partition(":")[0].rstrip(".")


async def _say(send: Send, status: int, text: str, headers: dict[str, str] | None = None) -> None:
    body = text.encode("utf-8", "replace")
    fields = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body)), "cache-control": "no-store", **(headers or {})}
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
