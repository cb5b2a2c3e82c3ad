/** The network view: turns the drawn edges into the renderer's arrays and keeps the two in step. */

import { Renderer } from '../renderer/renderer.js';
import { wrap } from '../renderer/text.js';
import { find } from './dom.js';
import { lookOf } from './drawn.js';
import { colours } from './glyphs.js';
import { EVEN, MOST, spread } from './spacing.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../renderer/contract.js').GraphData} GraphData */
/** @typedef {import('../renderer/contract.js').Palette} Palette */

/** Square CSS pixels of paper a node gets at zoom 1. */
const GROUND = 108 * 108;

/** Narrowest and widest shape of the whole, width by height. */
const ASPECTS = [0.72, 1.75];

/** @param {App} app @returns {GraphData} */
export function graphData(app) {
  const { model, drawn } = app;
  const n = model.entities.length;
  const degree = new Uint32Array(n);
  for (const edge of drawn) {
    degree[edge.from]++;
    degree[edge.to]++;
  }
  const { x, y } = placed(app, degree);
  const tier = tiers(degree);
  const looks = lines(drawn);
  return {
    nodes: {
      count: n, x, y, tier,
      radius: Float32Array.from(degree, (d) => Math.min(20, 5.6 + 2.5 * Math.sqrt(Math.max(1, d)))),
      style: Uint16Array.from(model.entities, (e) => e.group.i),
      specificity: Uint8Array.from(model.entities, (e) => e.specificity),
      rank: Float32Array.from(degree),
      label: (i) => model.entities[i].name,
    },
    edges: { count: drawn.length, ...looks, label: (i) => drawn[i].label },
    styles: model.groups.map((g) => ({ shape: g.shape })),
  };
}

/** Size and weight of the labels: the best connected few, and those above the crowd. @param {Uint32Array} degree */
function tiers(degree) {
  const tier = new Uint8Array(degree.length);
  const busy = Array.from(degree.keys()).filter((i) => degree[i] >= 4).sort((a, b) => degree[b] - degree[a]);
  busy.slice(0, Math.max(16, degree.length / 20)).forEach((i, place) => { tier[i] = place < 4 && degree[i] >= 7 ? 2 : 1; });
  return tier;
}

/** Ends and looks of all edges as the renderer takes them. @param {import('./drawn.js').Drawn[]} drawn */
function lines(drawn) {
  const n = drawn.length;
  const out = {
    from: new Uint32Array(n), to: new Uint32Array(n), line: new Uint8Array(n), head: new Uint8Array(n), badge: new Uint8Array(n), rail: new Uint8Array(n),
    width: new Uint8Array(n),
  };
  for (const edge of drawn) {
    const { i } = edge;
    out.from[i] = edge.from;
    out.to[i] = edge.to;
    out.width[i] = Math.min(2, Math.max(0, edge.independent - 1));
    if (!edge.states.size) continue;
    const look = lookOf(edge);
    out.line[i] = look.line;
    out.head[i] = look.head;
    out.badge[i] = look.badge;
    out.rail[i] = look.rail;
  }
  return out;
}

/** Positions in the renderer's units: scaled so that a node has GROUND around it; what has none stands in rows below. @param {App} app @param {Uint32Array} degree */
function placed(app, degree) {
  const { model } = app;
  const n = model.entities.length;
  const x = new Float32Array(n);
  const y = new Float32Array(n);
  const known = [];
  const loose = [];
  for (const entity of model.entities) {
    const [px, py] = [model.positions.x[entity.i], model.positions.y[entity.i]];
    if (degree[entity.i] && px !== null && py !== null && Number.isFinite(px) && Number.isFinite(py)) {
      x[entity.i] = px;
      y[entity.i] = py;
      known.push(entity.i);
    } else loose.push(entity.i);
  }
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const i of known) {
    box.left = Math.min(box.left, x[i]);
    box.right = Math.max(box.right, x[i]);
    box.top = Math.min(box.top, y[i]);
    box.bottom = Math.max(box.bottom, y[i]);
  }
  const area = Math.max(1e-9, (box.right - box.left) * (box.bottom - box.top));
  const scale = known.length > 1 ? Math.sqrt((known.length * GROUND) / area) : 1;
  const middle = { x: known.length ? (box.left + box.right) / 2 : 0, y: known.length ? (box.top + box.bottom) / 2 : 0 };
  for (const i of known) {
    x[i] = (x[i] - middle.x) * scale;
    y[i] = (y[i] - middle.y) * scale;
  }
  if (known.length > 2 && known.length <= MOST) roomy(app, known, x, y, EVEN.whole);
  const columns = Math.max(4, Math.ceil(Math.sqrt(loose.length * 2)));
  const bottom = known.reduce((most, i) => Math.max(most, y[i]), 0) + 90;
  loose.forEach((i, k) => {
    x[i] = ((k % columns) - (columns - 1) / 2) * 130;
    y[i] = bottom + Math.floor(k / columns) * 80;
  });
  return { x, y };
}

/** Spread a small picture over a frame with room for every label. @param {App} app @param {number[]} ids @param {Float32Array} x @param {Float32Array} y @param {number} evenly */
function roomy(app, ids, x, y, evenly) {
  const size = ids.map((i) => {
    const lines = wrap(app.model.entities[i].name);
    return [Math.max(34, 12 + 5.9 * Math.max(...lines.map((t) => t.length))), 34 + 13 * lines.length];
  });
  const nodes = {
    x: Float32Array.from(ids, (i) => x[i]), y: Float32Array.from(ids, (i) => y[i]),
    w: Float32Array.from(size, (s) => s[0]), h: Float32Array.from(size, (s) => s[1]),
  };
  const stage = find('.stage').getBoundingClientRect();
  const aspect = Math.min(ASPECTS[1], Math.max(ASPECTS[0], (stage.width - 150) / Math.max(1, stage.height - 80)));
  const width = Math.sqrt(ids.length * GROUND * aspect);
  spread(nodes, width, width / aspect, evenly);
  ids.forEach((i, k) => {
    x[i] = nodes.x[k];
    y[i] = nodes.y[k];
  });
}

/** Colours of the theme that is on. @param {App} app @returns {Palette} */
export function palette(app) {
  const css = getComputedStyle(document.documentElement);
  const get = (/** @type {string} */ token) => css.getPropertyValue(`--${token}`).trim();
  return {
    paper: get('paper'), surface: get('surface'), ink: get('ink'), ink2: get('ink-2'), edge: get('edge'), edge2: get('edge-2'),
    mark: get('mark'), markInk: get('mark-ink'), doubt: get('doubt'), font: get('font-ui'),
    styles: app.model.groups.map(colours).map(({ fill, outline }) => ({ fill: fill || get('paper'), outline })),
  };
}

/** @param {App} app */
export function makePicture(app) {
  const canvas = /** @type {HTMLCanvasElement} */ (find('#net'));
  const renderer = new Renderer(canvas, graphData(app), palette(app), {
    select: (target) => {
      canvas.focus({ preventScroll: true });
      if (!target) app.select(null);
      else if (target.kind === 'node') app.selectNode(app.model.entities[target.i].id);
      else app.selectEdge(app.drawn[target.i].id);
    },
  });
  renderer.reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  new ResizeObserver(() => {
    renderer.resize();
    obstacles(renderer);
  }).observe(canvas);
  return renderer;
}

/** Controls over the canvas that labels must not run under. @param {Renderer} renderer */
export function obstacles(renderer) {
  const base = renderer.canvas.getBoundingClientRect();
  const rects = [];
  for (const el of document.querySelectorAll('#v-network .over-net')) {
    const r = el.getBoundingClientRect();
    if (r.width) rects.push({ x: r.left - base.left - 4, y: r.top - base.top - 2, w: r.width + 8, h: r.height + 4 });
  }
  renderer.setObstacles(rects);
}

/** Bring the picture in step with the choice. @param {App} app @param {Set<string>} changed @param {boolean} sifted whether other things pass the filters now */
export function updatePicture(app, changed, sifted) {
  const { renderer, passing } = app;
  const { selection, path } = app.store.choice;
  if (['around', 'path', 'selection'].some((part) => changed.has(part))) renderer.resize();
  if (changed.has('around') || changed.has('path')) gather(app);
  if (sifted) renderer.setVisible(passing.nodes, passing.edges);
  if (path) {
    const on = path.map((id) => app.model.byId.get(id)?.i ?? -1);
    const steps = new Set(on.slice(1).map((b, k) => [on[k], b].sort((p, q) => p - q).join(' ')));
    renderer.select(on, app.drawn.filter((d) => passing.edges[d.i] && steps.has([d.from, d.to].sort((p, q) => p - q).join(' '))).map((d) => d.i));
  } else if (!selection) renderer.select([], []);
  else if (selection.kind === 'node') renderer.select([app.model.byId.get(selection.id)?.i ?? -1].filter((i) => i >= 0), []);
  else {
    const edge = app.edgeById.get(selection.id);
    renderer.select(edge ? [edge.from, edge.to] : [], edge ? [edge.i] : []);
  }
  if (changed.has('around') || changed.has('path')) renderer.fit({ eased: true });
}

/** Most nodes of a part that is drawn closer together. */
const PART = 300;

/** Draw a neighbourhood or a path close together; put everything back where it was when all is shown again. @param {App} app */
function gather(app) {
  const { nodes } = app.renderer.scene;
  if (app.home) {
    nodes.x.set(app.home.x);
    nodes.y.set(app.home.y);
    app.home = null;
  }
  const { around, path } = app.store.choice;
  const ids = Array.from(app.passing.nodes.keys()).filter((i) => app.passing.nodes[i]);
  if (!(around || path) || ids.length < 2 || ids.length > PART) return;
  app.home = { x: nodes.x.slice(), y: nodes.y.slice() };
  roomy(app, ids, nodes.x, nodes.y, EVEN.part);
}
