"""The pages of the other tools for benchmarks/view.py: each marks its ``first draw`` on the browser's own clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_PAGE = "<!doctype html><meta charset=utf-8><style>html,body,#g{{margin:0;height:100%}}</style><div id=g></div>{scripts}"
_MARK = "const drawn = () => performance.getEntriesByName('first draw').length || performance.mark('first draw');"
Places = Mapping[str, tuple[float, float]]


def pyvis_page(network: dict[str, Any]) -> str:
    """Stock pyvis, its library inside the file: what ``Network.generate_html`` gives, with a mark when its canvas is first drawn on."""
    from pyvis.network import Network

    drawn = Network(height="900px", width="100%", directed=True, cdn_resources="in_line", notebook=False)
    for entity in network["entities"]:
        drawn.add_node(entity["id"], label=entity["name"])
    for s in network["statements"]:
        if s.get("o") in drawn.node_map:
            drawn.add_edge(s["s"], s["o"], label=s["p"])
    mark = f"<script>{_MARK} network.once('stabilizationIterationsDone', () => network.once('afterDrawing', drawn));</script>"
    return str(drawn.generate_html(notebook=False)).replace("</body>", f"{mark}</body>")


def force_graph_page(modules: Path, network: dict[str, Any], places: Places) -> str:
    """force-graph (canvas) with fixed positions."""
    data = {
        "nodes": [{"id": e["id"], "name": e["name"], "fx": places[e["id"]][0], "fy": places[e["id"]][1]} for e in network["entities"]],
        "links": [{"source": s["s"], "target": s["o"]} for s in network["statements"] if s.get("o") in places],
    }
    code = f"""{_MARK} const g = ForceGraph()(document.getElementById('g')).graphData({json.dumps(data)}).cooldownTicks(0)
        .linkDirectionalArrowLength(4).onRenderFramePost(() => requestAnimationFrame(drawn)); setTimeout(() => g.zoomToFit(0), 50);"""
    return _PAGE.format(scripts=_scripts([modules / "force-graph/dist/force-graph.min.js"], code))


def sigma_page(modules: Path, network: dict[str, Any], places: Places) -> str:
    """Sigma 3 (WebGL) with fixed positions."""
    nodes = [[e["id"], e["name"], *places[e["id"]]] for e in network["entities"]]
    links = [[s["s"], s["o"]] for s in network["statements"] if s.get("o") in places]
    code = f"""{_MARK} const g = new graphology.MultiDirectedGraph();
        for (const [id, label, x, y] of {json.dumps(nodes)}) g.addNode(id, {{ label, x, y: -y, size: 4 }});
        for (const [a, b] of {json.dumps(links)}) g.addEdge(a, b);
        new Sigma(g, document.getElementById('g'), {{ defaultEdgeType: 'arrow' }});
        requestAnimationFrame(() => requestAnimationFrame(drawn));"""
    files = [modules / "graphology/dist/graphology.umd.min.js", modules / "sigma/dist/sigma.min.js"]
    return _PAGE.format(scripts=_scripts(files, code))


def _scripts(files: list[Path], code: str) -> str:
    texts = [file.read_text(encoding="utf-8").replace("</script", "<\\/script") for file in files]
    return "".join(f"<script>{text}</script>" for text in [*texts, code.replace("</", "<\\/")])
