"""network.json: what the page shows, as text that git can compare line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from kg.network.network import Network

_ENCODER = msgspec.json.Encoder(order="sorted")


def network_json(network: Network) -> bytes:
    """The network as canonical JSON (RFC 8259) in UTF-8.

    Keys are sorted, characters stand as themselves, each entity, statement, claim, source, class and property has a
    line of its own, and the text ends in a newline: the same network is the same bytes, and a changed fact a changed line.
    """
    lines = [_compact(key) + b":" + _spread(value) for key, value in sorted(network.parts().items())]
    return b"{\n" + b",\n".join(lines) + b"\n}\n"


def _spread(value: Any) -> bytes:
    """A value, its members on lines of their own where it has any."""
    if isinstance(value, dict) and value:
        return b"{\n" + b",\n".join(_compact(key) + b":" + _compact(member) for key, member in sorted(value.items())) + b"\n}"
    if isinstance(value, tuple) and value:
        return b"[\n" + b",\n".join(map(_compact, value)) + b"\n]"
    return _compact(value)


_compact = _ENCODER.encode
