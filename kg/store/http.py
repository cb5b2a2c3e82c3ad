"""HTTP to a store somewhere else: credentials from the environment or netrc, sent to that server alone, and never printed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from kg.errors import StoreError, UsageError

if TYPE_CHECKING:  # most cases never speak to a server: what does takes a tenth of the time of an edit to import
    import urllib.error
    import urllib.request

USER, PASSWORD, TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
SECONDS = 600.0
"""How long a store may be silent."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Response(NamedTuple):
    """What a store answered.

    Args:
        media: its media type, without parameters.
        body: all of it.
        headers: the others, names in small letters.
    """

    media: str
    body: bytes
    headers: Mapping[str, str]


def check_address(url: str) -> None:
    """Raise unless this is the address of a store without a password in it.

    Raises:
        UsageError: it is no http or https address, or holds credentials.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or any(sign <= " " for sign in url):
        raise UsageError("a store's address begins with http:// or https://.", remedy="Write for example https://graph.example.org/sparql.")
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "an address that holds a password is printed and kept.", remedy=f"Set {USER} and {PASSWORD}, or write it into ~/.netrc."
        )


class Client:
    """Sends requests to the addresses of one server.

    Args:
        url: one of them; credentials go to its scheme, host and port alone.
    """

    def __init__(self, url: str) -> None:
        import urllib.request

        from kg.store.redirects import Redirects, origin_of

        check_address(url)
        self.origin = origin_of(url)
        host = urlsplit(url).hostname or ""
        self._token = os.environ.get(TOKEN, "")
        handlers: list[urllib.request.BaseHandler] = [Redirects(self.origin)]
        user = _user(host)
        if user is not None:
            secure = url.startswith("https:") or host in _LOOPBACK
            passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
            passwords.add_password(None, self.origin, *user, is_authenticated=False)
            handlers += [urllib.request.HTTPDigestAuthHandler(passwords)]
            if secure:  # without encryption, Basic would show the password to everyone between
                handlers += [urllib.request.HTTPBasicAuthHandler(passwords)]
        self._opener = urllib.request.build_opener(*handlers)

    def send(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Response:
        """One request.

        Raises:
            StoreError: no answer, or one that is no success.
        """
        import urllib.error
        import urllib.request

        from kg.store.redirects import origin_of

        assert origin_of(url) == self.origin, "credentials are for one server"
        request = urllib.request.Request(url, data=body, headers={"User-Agent": "kg", **headers}, method=method)  # noqa: S310 - checked above
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                found = {name.lower(): value for name, value in answer.headers.items()}
                media = found.get("content-type", "").partition(";")[0].strip().lower()
                return Response(media, answer.read(), found)
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(url, error) from None
        except (OSError, ValueError, urllib.error.URLError) as error:
            reason = getattr(error, "reason", None) or error
            raise StoreError(
                f"the store does not answer: {reason}.", remedy="Is it running, and is the address right?", place=url
            ) from None


def _user(host: str) -> tuple[str, str] | None:
    """Name and password for a host; None where none are given."""
    import netrc

    name = os.environ.get(USER)
    if name:
        return name, os.environ.get(PASSWORD, "")
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return None
    return (found[0], found[2] or "") if found else None


def _refused(url: str, error: urllib.error.HTTPError) -> StoreError:
    remedy = ""
    if error.code in (401, 403):
        remedy = f"Set {USER} and {PASSWORD} (or {TOKEN}), or write the password into ~/.netrc; may this user write there?"
    elif error.code in (404, 405):
        remedy = "Is this where the server takes SPARQL? The address often ends in /sparql or /query."
    try:
        said = error.read(2000).decode("utf-8", "replace").strip().splitlines()
    except OSError:
        said = []
    line = next((text.strip() for text in said if text.strip() and not text.lstrip().startswith("<")), "")[:200]
    words = f"the store answered {error.code} {error.reason}"
    return StoreError(f"{words}: {line}" if line else f"{words}.", remedy=remedy, place=url)
