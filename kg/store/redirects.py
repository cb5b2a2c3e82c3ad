"""Redirects of a store somewhere else: followed on the same server only, since credentials are for that."""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import urlsplit


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect on the same server only."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """What urllib asks: the request that follows, or None."""
        if origin_of(newurl) != self.origin:
            raise urllib.error.HTTPError(req.full_url, code, "it leads to another server", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
