"""An answer that is no success: its status, and what went wrong in plain words."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is not answered as asked.

    Args:
        status: of HTTP (RFC 9110).
        text: what is wrong and what to do, in plain words; never more of the server's inside than that.
        headers: further ones, such as ``Allow`` or ``Retry-After``.
    """

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.headers = dict(headers or {})
