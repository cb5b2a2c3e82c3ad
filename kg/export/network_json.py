"""network.json: what the page shows, as text that git can compare line by line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.network.network import Network


def network_json(network: Network) -> str:
    """The network as canonical JSON (RFC 8259).

    Keys are sorted, characters stand as themselves, each entity, statement, claim, source, class and property has a
    line of its own, and the text ends in a newline: the same network is the same bytes, and a changed fact a changed line.
    """
    lines = [f"{_compact(key)}:{_spread(value)}" for key, value in sorted(network.to_dict().items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _spread(value: Any) -> str:
    """A value, its members on lines of their own where it has any."""
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{_compact(key)}:{_compact(member)}" for key, member in sorted(value.items())) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
