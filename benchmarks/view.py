"""Times kg's page beside stock pyvis, force-graph and sigma 3 on the same made-up networks, in a headless Chromium without a network.

Run ``python benchmarks/view.py --write`` (needs Chromium, Playwright, npm; force-graph and sigma are fetched into a folder of their own).
force-graph and sigma are given kg's positions and only draw; pyvis is as its users meet it, with its own layout in the browser.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from networks import edges, made_up, places, without_text  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from view_pages import force_graph_page, pyvis_page, sigma_page  # noqa: E402

from kg.export.html.page import network_html  # noqa: E402
from kg.network.layout import layout  # noqa: E402
from tests.browser import executable  # noqa: E402

PACKAGES = ("force-graph@1", "sigma@3", "graphology@0.25")
SIZES = (1_000, 10_000, 100_000)
PATIENCE = 60_000  # ms until a page that shows nothing is given up
# sigma's WebGL has no GPU either
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage")
# by the browser's own time of each frame: when in it our callback had its turn is no property of what is seen
FRAMES = """() => { const f = globalThis.frames_ = []; let last = 0;
    const tick = (t) => { if (last) f.push(t - last); last = t; globalThis.ticking = requestAnimationFrame(tick); };
    globalThis.ticking = requestAnimationFrame(tick); }"""
ANSWERS = """async () => {
    const { app } = kgPage;
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const timed = async (act) => { await painted(); const t = performance.now(); act(); await painted(); return performance.now() - t; };
    const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
    const each = async (acts) => { const out = []; for (const act of acts) out.push(await timed(act)); return median(out); };
    const ids = [3, 57, 211, 498, 777].map((k) => app.model.entities[k % app.model.entities.length].id);
    const select = await each(ids.map((id) => () => app.selectNode(id)));
    app.select(null);
    const type = (text) => { app.search.input.value = text; app.search.look(); };
    const search = await each(['alv', 'berta o', 'tov', '77', 'edda'].map((text) => () => type(text)));
    app.search.close();
    const { first, last } = app.time.scale;
    const slider = await each([0.2, 0.4, 0.5, 0.7, 0.9].map((k) => () => app.time.put(1, first + (last - first) * k)));
    return { select, search, slider };
}"""


def main() -> None:
    """Measure, print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of nodes, besides the sample")
    parser.add_argument("--others", type=int, default=100_000, help="largest network that the other tools are given")
    parser.add_argument("--write", action="store_true", help="write benchmarks/view.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        report = _report(browser, Path(folder), arguments)
        browser.close()
    print(report)
    if arguments.write:
        (HERE / "view.md").write_text(report, encoding="utf-8")


def _report(browser: Browser, folder: Path, arguments: argparse.Namespace) -> str:
    modules = _fetch(folder)
    own = [
        "| network | first draw, s | all there, s | frame, ms | file, kB | beyond text, kB | heap, MB | layout, s | answers, ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    beside = ["| network | tool | first draw, s | frame, ms | heap, MB |", "| --- | --- | ---: | ---: | ---: |"]
    for name, network in [("the sample", _sample()), *((f"{size:,} nodes", made_up(size)) for size in arguments.sizes)]:
        nodes = len(network["entities"])
        seconds, drawn = _laid_out(network, arguments.runs)
        file = folder / "kg.html"
        file.write_text(network_html(network, places=places(network), positions=drawn), encoding="utf-8")
        bare = len(network_html(without_text(network), places=places(network), positions=drawn).encode())
        runs = [_visit(browser, file, "kg", nodes) for _ in range(arguments.runs)]
        m = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        answers = f"{m['select']:.0f}, {m['search']:.0f}, {m['slider']:.0f}"
        size = file.stat().st_size / 1000
        figures = [f"{m['draw']:.2f}", f"{m['ready']:.2f}", f"{m['frame']:.0f}", f"{size:,.0f}", f"{bare / 1000:,.0f}", f"{m['heap']:.0f}"]
        own.append(f"| {' | '.join([name, *figures, f'{seconds:.2f}', answers])} |")
        print(own[-1], file=sys.stderr, flush=True)
        beside.append(f"| {name} | kg | {m['draw']:.2f} | {m['frame']:.0f} | {m['heap']:.0f} |")
        for tool, page in _others(modules).items():
            if nodes > arguments.others:
                continue
            other = folder / "other.html"
            other.write_text(page(network, drawn), encoding="utf-8")
            times = 1 if tool == "pyvis" else min(3, arguments.runs)
            beside.append(_row(name, tool, [_visit(browser, other, tool, nodes) for _ in range(times)]))
            print(beside[-1], file=sys.stderr, flush=True)
    browser_ = f"{browser.browser_type.name} {browser.version}"
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {browser_}, no GPU, network cut, median of {arguments.runs}."
    return "\n".join([HEAD, *own, "", BESIDE, *beside, "", machine, ""])


def _row(name: str, tool: str, runs: list[dict[str, float]]) -> str:
    drawn = [run for run in runs if run["draw"] >= 0]
    if not drawn:
        return f"| {name} | {tool} | nothing in {PATIENCE // 1000} | | |"
    m = {key: statistics.median(run[key] for run in drawn) for key in drawn[0]}
    return f"| {name} | {tool} | {m['draw']:.2f} | {m['frame']:.0f} | {m['heap']:.0f} |"


def _others(modules: Path) -> dict[str, Callable[[dict[str, Any], dict[str, Any]], str]]:
    return {
        "pyvis": lambda network, drawn: pyvis_page(network),
        "force-graph": lambda network, drawn: force_graph_page(modules, network, drawn),
        "sigma 3": lambda network, drawn: sigma_page(modules, network, drawn),
    }


def _fetch(folder: Path) -> Path:
    """The other tools, from the npm registry; nothing of kg needs them."""
    npm = shutil.which("npm") or sys.exit("npm is missing: sudo apt-get install npm")
    subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *PACKAGES], check=True)  # noqa: S603
    return folder / "node_modules"


def _sample() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE.parent / "exports" / "network.json").read_text(encoding="utf-8"))
    return found


def _laid_out(network: dict[str, Any], runs: int) -> tuple[float, dict[str, tuple[float, float]]]:
    """Median seconds of a layout, and the positions."""
    pairs, count = edges(network), len(network["entities"])
    layout(2, [(0, 1)])  # numpy is loaded
    seconds = []
    for _ in range(runs if count <= 10_000 else 1):
        started = time.perf_counter()
        found = layout(count, pairs)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), {entity["id"]: place for entity, place in zip(network["entities"], found, strict=True)}


def _visit(browser: Browser, file: Path, tool: str, nodes: int) -> dict[str, float]:
    """What one opening of a page takes: seconds until it shows something, milliseconds of the 95th percentile frame, megabytes."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_function("() => performance.getEntriesByName('first draw').length > 0")
        found = {"draw": page.evaluate("performance.getEntriesByName('first draw')[0].startTime / 1000")}
        if tool == "kg":
            page.wait_for_function("() => document.documentElement.dataset.ready === 'true'")
            found["ready"] = page.evaluate("performance.now() / 1000") if nodes > 20_000 else found["draw"]
        found["heap"] = _heap(page)
        if tool == "kg":
            found |= _answers(page, nodes)
        return found | {"frame": _frames(page)}
    except Exception as error:
        if "Timeout" not in type(error).__name__ or tool == "kg":
            raise
        return {"draw": -1.0, "heap": 0.0, "frame": 0.0}
    finally:
        context.close()


def _answers(page: Page, nodes: int) -> dict[str, float]:
    """Milliseconds until a choice is seen; afterwards the whole picture is there for the frames."""
    if nodes > 20_000:
        page.evaluate("kgPage.app.drawWhole()")
    found: dict[str, float] = page.evaluate(ANSWERS)
    page.evaluate("kgPage.app.store.change({ to: null, selection: null })")
    return found


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return float(usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6


def _frames(page: Page) -> float:
    """The 95th percentile of the time between frames while a hand drags the picture about and zooms in and out."""
    page.wait_for_timeout(500)
    page.mouse.move(620, 130)
    page.evaluate(FRAMES)
    page.mouse.down()
    for i in range(60):
        page.mouse.move(620 + 4 * i, 130 + 3 * (i % 20))
    page.mouse.up()
    for i in range(40):
        page.mouse.wheel(0, -60 if i < 20 else 60)
    page.evaluate("cancelAnimationFrame(globalThis.ticking)")
    times = sorted(page.evaluate("globalThis.frames_"))
    return float(times[int(len(times) * 0.95)]) if times else float("inf")


HEAD = """# How fast the page is

Written by `benchmarks/view.py`. First draw: from opening the file to the first picture, above 20,000 nodes to the summary; all there: until
everything answers. Frame: 95th percentile while panning and zooming the whole picture. Beyond text: the same page with every label, quote,
title and address empty. Answers: select, search, time slider. Heap: after the first draw, garbage collected, array buffers included.
"""
BESIDE = """## Beside other tools

pyvis as its users meet it, with its own layout in the browser; force-graph and sigma are given kg's positions and only draw.
"""

if __name__ == "__main__":
    main()
