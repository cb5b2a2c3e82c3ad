"""pyvis: the network as pyvis users know it, in one file that asks no host for anything.

pyvis makes the nodes, edges and options, and brings the vis-network script; the page around them is ours, because pyvis' own template
asks three hosts for styles and scripts and runs texts that it finds in node titles.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from kg.errors import UsageError
from kg.export.pyvis_labels import EDGE_FONT, NODE_FONT, NODE_SIZE, SPREAD, Room, name_lines
from kg.model.printable import SWINGING, printable
from kg.network.layout import positions
from kg.network.network import Network

if TYPE_CHECKING:
    from pyvis.network import Network as PyvisNetwork

MOST_NODES = 2_000
"""More nodes than this vis-network no longer draws in a time that anyone waits for."""

Places: TypeAlias = "Mapping[str, tuple[float, float]]"

_HERE = Path(__file__).parent
_REFUSAL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} (pyvis)</title>
</head>
<body>
<h1>{title}</h1>
<p>{why} Open <a href="network.html">network.html</a>, which draws networks of any size.</p>
</body>
</html>
"""
_SHAPES = {
    "disc": "dot", "ring": "dot", "square": "square", "shield": "triangleDown", "diamond": "diamond",
    "hexagon": "hexagon", "sheet": "square", "triangle": "triangle", "capsule": "dot", "bubble": "star",
}  # fmt: skip
_FILLS = {"ink": "#1b1a18", "none": "#ffffff"}
_DASHES: dict[str, list[int]] = {"alleged": [9, 5], "charged": [9, 5], "planned": [3, 3], "denied": [9, 5], "negated": [2, 5]}
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "navigationButtons": False, "keyboard": {"enabled": True, "bindToWindow": False}},
    "edges": {"arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}, "smooth": False, "font": {"size": EDGE_FONT, "strokeWidth": 3},
              "scaling": {"label": {"drawThreshold": 9}}},
    "nodes": {"font": {"size": NODE_FONT, "strokeWidth": 3, "strokeColor": "#fbfaf7"}},
}


def pyvis_network(network: Network, *, places: Places | None = None) -> PyvisNetwork:
    """The network as a pyvis network: fixed positions, physics off, classes as colours and shapes.

    No text of the case stands in a node or edge but its label, which vis-network draws and never runs.

    Args:
        places: entity id -> x and y in CSS pixels; laid out here where it is left out.

    Raises:
        UsageError: more than 2,000 nodes.
    """
    from pyvis.network import Network as Pyvis

    if len(network.entities) > MOST_NODES:
        raise UsageError(_too_many(network), remedy="Use network.html, or name the exports you want in kg.toml.")
    drawn = Pyvis(height="100%", width="100%", directed=True, cdn_resources="in_line", notebook=False)
    drawn.options = _OPTIONS
    place = {id_: (x * SPREAD[0], y * SPREAD[1]) for id_, (x, y) in (places or positions(network)).items()}
    marks = {"unspecified": " (?)"}
    labels = {entity.id: name_lines(entity.name + marks.get(entity.specificity or "", "")) for entity in network.entities}
    for entity in network.entities:
        look = network.classes[entity.class_]
        x, y = place[entity.id]
        drawn.add_node(
            entity.id,
            label=labels[entity.id],
            shape=_SHAPES.get(look.shape, "dot"),
            color={"background": _FILLS.get(look.color, look.color), "border": look.outline.light},
            borderWidth=1.4,
            shapeProperties={"borderDashes": [4, 3] if entity.specificity == "unspecified" else False},
            x=round(x, 1),
            y=round(y, 1),
            size=NODE_SIZE,
        )
    _add_edges(drawn, network, place, Room(labels, place))
    return drawn


def _add_edges(drawn: PyvisNetwork, network: Network, place: Places, room: Room) -> None:
    """Add the lines; words stand on those straight ones on which they cover nothing, the page names the others when they are chosen."""
    between: Counter[tuple[str, ...]] = Counter()
    for index, statement in network.drawn():
        assert statement.o is not None, statement
        ends = tuple(sorted((statement.s, statement.o)))
        words, (ax, ay), (bx, by) = printable(network.properties[statement.p].reads), place[statement.s], place[statement.o]
        labelled = statement.s != statement.o and not between[ends] and room.take(words, ((ax + bx) / 2, (ay + by) / 2))
        doubt = next((dash for word, dash in _DASHES.items() if word in statement.state), None)
        drawn.add_edge(
            statement.s,
            statement.o,
            id=index,
            **({"label": words} if labelled else {}),
            width=min(3, max(1, len(statement.claims))),
            color="#a3195b" if "contested" in statement.state else "#69645b",
            dashes=doubt or ([1, 4] if statement.derived else False),
            smooth={"enabled": True, "type": "curvedCW", "roundness": 0.15 * between[ends]} if between[ends] else False,
        )
        between[ends] += 1


def _too_many(network: Network) -> str:
    return f"pyvis draws up to {MOST_NODES:,} nodes, and this network has {len(network.entities):,}."


def pyvis_html(network: Network, *, places: Places | None = None) -> str:
    """The page: one HTML file whose Content-Security-Policy forbids every host.

    Of more than 2,000 nodes it draws none, says why and leads to ``network.html``.

    Args:
        places: entity id -> x and y in CSS pixels; laid out here where it is left out.
    """
    if len(network.entities) > MOST_NODES:
        return _REFUSAL.format(title=escape(network.title), why=escape(_too_many(network)))
    drawn = pyvis_network(network, places=places)
    data = {"nodes": drawn.nodes, "edges": drawn.edges, "options": _OPTIONS, "network": network.to_dict()}
    scripts = [_library(), (_HERE / "pyvis_page.js").read_text(encoding="utf-8")]
    style = (_HERE / "pyvis_page.css").read_text(encoding="utf-8")
    run = " ".join(map(_hash, scripts))
    policy = f"default-src 'none'; script-src {run}; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    parts = {
        "policy": escape(policy),
        "title": escape(printable(network.title)),
        "language": escape(network.language),
        "counts": f"{len(network.entities):,} nodes, {len(network.sources):,} sources",
        "style": style,
        "data": embedded(data),
        "library": scripts[0],
        "script": scripts[1],
    }
    page = (_HERE / "pyvis_page.html").read_text(encoding="utf-8")
    before, *rest = page.split("{{")
    return before + "".join(parts[part.partition("}}")[0]] + part.partition("}}")[2] for part in rest)


def embedded(data: Any) -> str:
    r"""Data as JSON that can stand inside a script element: nothing in it ends the element or begins another, or turns text round.

    >>> embedded("</script>")
    '"\\u003c/script>"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    text = SWINGING.sub(lambda match: f"\\\\u{ord(match[0]):04x}", text)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _library() -> str:
    """The vis-network script that pyvis carries."""
    import pyvis

    script = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return script.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"
